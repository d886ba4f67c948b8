//! The parts of the page generator: Markdown, formulas, facts, the comparison of two languages.

use convlab::tensor::rng::Rng;
use convlab::text::lang::Lang;
use convlab::text::pages::error::Problem;
use convlab::text::pages::markdown::{self, Block, Context};
use convlab::text::pages::{facts, math, parity};

fn parse(source: &str, lang: Lang) -> Result<Vec<Block>, Vec<(usize, Problem)>> {
    let resolve = |slug: &str| (slug == "glossary").then(|| "../glossary/".to_owned());
    let context = Context {
        file: "test.md",
        lang,
        resolve: &resolve,
    };
    markdown::parse(source, &context)
        .map_err(|errors| errors.into_iter().map(|e| (e.line, e.problem)).collect())
}

fn html(source: &str, lang: Lang) -> String {
    let blocks = parse(source, lang).expect("parses");
    let html: Vec<String> = blocks
        .iter()
        .enumerate()
        .map(|(i, block)| block.html(i))
        .collect();
    html.join("\n")
}

#[test]
fn markdown_becomes_blocks() {
    let rows: &[(&str, &str)] = &[
        ("# A {#a}", "<h1 data-block=\"0\" id=\"a\">A</h1>"),
        (
            "one\n\ntwo",
            "<p data-block=\"0\">one</p>\n<p data-block=\"1\">two</p>",
        ),
        ("a < b", "<p data-block=\"0\">a &lt; b</p>"),
        (
            "it's `it's`",
            "<p data-block=\"0\">it’s <code>it's</code></p>",
        ),
        (
            "- x\n- y",
            "<ul data-block=\"0\">\n<li>x</li>\n<li>y</li>\n</ul>",
        ),
        (
            "[g](page:glossary#x)",
            "<p data-block=\"0\"><a href=\"../glossary/#x\">g</a></p>",
        ),
        (
            "[g](page:glossary?h=3&w=4#x)",
            "<p data-block=\"0\"><a href=\"../glossary/?h=3&amp;w=4#x\">g</a></p>",
        ),
        (
            "> [!TIP]\n> go",
            "<aside data-block=\"0\" class=\"callout try\"><p class=\"label\">Try it</p><p>go</p></aside>",
        ),
        (
            "```python\nx = {1}\n```",
            "<pre data-block=\"0\"><code class=\"language-python\">x = {1}\n</code></pre>",
        ),
    ];
    for (source, expected) in rows {
        assert_eq!(html(source, Lang::En), *expected, "{source}");
    }
}

#[test]
fn a_line_break_is_a_space_in_english_only() {
    assert_eq!(html("a\nb", Lang::En), "<p data-block=\"0\">a\nb</p>");
    assert_eq!(html("甲\n乙", Lang::Zh), "<p data-block=\"0\">甲乙</p>");
}

#[test]
fn a_directive_leaves_room_for_a_widget() {
    let html = html("```widget model-train rows=3\n```", Lang::En);
    let opening =
        "<div data-block=\"0\" class=\"widget\" data-widget=\"model-train\" data-rows=\"3\">";
    assert!(html.starts_with(opening), "{html}");
}

#[test]
fn formulas_become_mathml() {
    assert!(html("$$\\frac{1}{2}$$", Lang::En).contains("<mfrac><mn>1</mn><mn>2</mn></mfrac>"));
    let inline = html("so $n_h$ it is", Lang::En);
    assert!(
        inline.contains("<msub><mi>n</mi><mi>h</mi></msub>"),
        "{inline}"
    );
    let glued = html("$a$，$b$ 与 $c$)", Lang::Zh);
    assert_eq!(glued.matches("</math>，</span>").count(), 1, "{glued}");
    assert_eq!(glued.matches("</math>)</span>").count(), 1, "{glued}");
    assert_eq!(glued.matches("<span").count(), 2, "{glued}");
    assert_eq!(math::without_words("a \\text{if} b"), "a \\text{} b");
    assert_eq!(math::without_words("a \\text{if"), "a \\text{}");
}

#[test]
fn what_a_chapter_cannot_hold_is_an_error_with_its_line() {
    let rows: &[(&str, usize)] = &[
        ("x\n\n<b>raw</b>", 3),
        ("x\n\n\n<div>\n</div>", 4),
        ("```widget nonsense\n```", 1),
        ("```widget toolbar\n```", 1),
        ("```widget model-train block=1\n```", 1),
        ("```widget model-train a=\"\n```", 1),
        ("a\n\n{no.such-fact}", 3),
        ("[x](https://example.org/)", 1),
        ("[x](page:nowhere)", 1),
        ("![x](x.png)", 1),
        ("> a plain quote", 1),
        ("    indented", 1),
        ("---", 1),
        ("$\\nosuchcommand$", 1),
        ("text with $$x$$ in it", 1),
    ];
    for (source, line) in rows {
        let errors = parse(source, Lang::En).expect_err(source);
        assert_eq!(errors[0].0, *line, "{source}: {errors:?}");
    }
}

#[test]
fn languages_that_differ_are_told_where() {
    let rows: &[(&str, &str, Option<usize>)] = &[
        ("# a {#x}\n\nb", "# 甲 {#x}\n\n乙", None),
        ("$a$ then $b$", "$b$ 先于 $a$", None),
        ("# a {#x}\n\nb", "# 甲 {#y}\n\n乙", Some(1)),
        ("# a\n\nb", "# 甲\n\n- 乙", Some(3)),
        ("a\n\n$b$", "甲\n\n$c$", Some(3)),
        ("a\n\n- b\n- c", "甲\n\n- 乙", Some(3)),
        ("a\n\nb", "甲", Some(3)),
        ("a", "甲\n\n乙", Some(3)),
        ("a\n\n{ln.10}", "甲\n\n2.3", Some(3)),
    ];
    for (en, zh, line) in rows {
        let (one, two) = (
            parse(en, Lang::En).expect(en),
            parse(zh, Lang::Zh).expect(zh),
        );
        let one = parity::Source {
            file: "en.md",
            blocks: &one,
        };
        let two = parity::Source {
            file: "zh.md",
            blocks: &two,
        };
        let found = parity::check(&one, &two).map(|error| error.line);
        assert_eq!(found, *line, "{en:?} {zh:?}");
    }
}

#[test]
fn braces_that_are_no_fact_stay() {
    for text in [
        "{",
        "}",
        "{}",
        "{a}",
        "\\frac{1}{2}",
        "x^{a.B}",
        "{1.5}",
        "{.a}",
        "{a.}",
    ] {
        assert_eq!(
            facts::fill(text),
            Ok((text.to_owned(), Vec::new())),
            "{text}"
        );
    }
}

#[test]
fn no_text_makes_the_parser_panic() {
    let pieces = [
        "#",
        " ",
        "\n",
        "\n\n",
        "```",
        "widget",
        "model-train",
        "chapters",
        "a=b",
        "$",
        "$$",
        "\\frac",
        "{",
        "}",
        "\\text{",
        "_",
        "^",
        "*",
        "**",
        "[",
        "](",
        ")",
        "page:",
        "glossary",
        "> ",
        "[!TIP]",
        "- ",
        "1. ",
        "|",
        "|-|-|",
        "<b>",
        "<!--",
        "&amp;",
        "{.x}",
        "{ln.10}",
        "{a.b}",
        "填充",
        "，",
        "x",
        "\t",
        "\\",
        "![",
        "~~",
        "    ",
        "{#id}",
        "\u{0}",
        "é",
        "\r",
    ];
    let mut rng = Rng::new(1);
    for _ in 0..3000 {
        let length = rng.below(40);
        let source: String = (0..length)
            .map(|_| pieces[rng.below(pieces.len() as u32) as usize])
            .collect();
        for lang in Lang::ALL {
            if let Ok(blocks) = parse(&source, lang) {
                let lines = source.lines().count();
                assert!(
                    blocks.iter().all(|block| (1..=lines).contains(&block.line)),
                    "{source:?}"
                );
            }
        }
    }
}
