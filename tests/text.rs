//! Chapters, pages and words: everything a reader gets as text, in both languages.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use convlab::tensor::rng::Rng;
use convlab::text::chapters::CHAPTERS;
use convlab::text::lang::Lang;
use convlab::text::pages::error::Problem;
use convlab::text::pages::markdown::{self, Block, Context};
use convlab::text::pages::{self, Page, facts, math, parity};
use convlab::text::widget::Widget;

const TEMPLATE: &str = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
    <!--convlab:head-->\n<link rel=\"stylesheet\" href=\"./style-0.css\">\n\
    <script type=\"module\">import init from './app-0.js';</script>\n</head>\n\
    <body>\n<!--convlab:body-->\n</body>\n</html>\n";

fn site() -> Vec<Page> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    match pages::build(project, TEMPLATE, "worker-0.js") {
        Ok(pages) => pages,
        Err(errors) => {
            let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
            panic!("{}", lines.join("\n"));
        }
    }
}

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

/// The values of an attribute, in order.
fn attributes<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let opening = format!(" {name}=\"");
    html.split(opening.as_str())
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

/// `zh/lenet/` + `../../en/lenet/` → `en/lenet/index.html`.
fn target(from: &str, href: &str) -> String {
    let mut folders: Vec<&str> = from.split('/').collect();
    folders.pop();
    for part in href.split('/') {
        match part {
            ".." => {
                folders.pop().expect("a link leaves the site");
            }
            "." | "" => {}
            folder => folders.push(folder),
        }
    }
    folders.push("index.html");
    folders.join("/")
}

#[test]
fn every_route_is_a_file_in_both_languages() {
    let paths: BTreeSet<String> = site().into_iter().map(|page| page.path).collect();
    for lang in ["zh", "en"] {
        for page in ["", "lenet/", "glossary/"] {
            assert!(
                paths.contains(&format!("{lang}/{page}index.html")),
                "{lang}/{page}"
            );
        }
    }
    assert!(paths.contains("index.html"));
}

#[test]
fn a_page_says_its_language_title_and_description() {
    for page in site() {
        let (lang, tag) = match page.path.starts_with("en/") {
            true => ("en", "en"),
            false => ("zh", "zh-CN"),
        };
        let opening = format!("<html lang=\"{tag}\" data-lang=\"{lang}\" data-page=\"");
        assert!(page.html.contains(&opening), "{}", page.path);
        for once in [
            "<title>",
            "<meta name=\"description\"",
            "<h1",
            "<main ",
            "</html>",
        ] {
            assert_eq!(
                page.html.matches(once).count(),
                1,
                "{once} in {}",
                page.path
            );
        }
        assert_eq!(attributes(&page.html, "content")[1], "worker-0.js");
        assert!(
            !page.html.contains("convlab:"),
            "a marker is left in {}",
            page.path
        );
        assert!(
            !page.html.contains('*'),
            "emphasis is not closed in {}",
            page.path
        );
    }
}

#[test]
fn links_are_relative_and_lead_to_pages() {
    let pages: BTreeMap<String, String> = site()
        .into_iter()
        .map(|page| (page.path, page.html))
        .collect();
    for (path, html) in &pages {
        for href in attributes(html, "href") {
            assert!(
                !href.starts_with('/') && !href.contains("://"),
                "{href} in {path}"
            );
            let (address, id) = href.split_once('#').unwrap_or((href, ""));
            if address.ends_with(".css") {
                continue;
            }
            let goal = if address.is_empty() {
                path.clone()
            } else {
                target(path, address)
            };
            let there = pages
                .get(&goal)
                .unwrap_or_else(|| panic!("{href} in {path}: no {goal}"));
            assert!(
                id.is_empty() || attributes(there, "id").contains(&id),
                "{href} in {path}"
            );
        }
    }
}

#[test]
fn the_template_s_own_addresses_follow_the_page() {
    for page in site() {
        let root = "../".repeat(page.path.matches('/').count());
        let root = if root.is_empty() {
            "./".to_owned()
        } else {
            root
        };
        assert!(
            page.html.contains(&format!("href=\"{root}style-0.css\"")),
            "{}",
            page.path
        );
        assert!(
            page.html.contains(&format!("from '{root}app-0.js'")),
            "{}",
            page.path
        );
    }
}

#[test]
fn both_languages_have_the_same_blocks_and_swaps() {
    let pages: BTreeMap<String, String> = site()
        .into_iter()
        .map(|page| (page.path, page.html))
        .collect();
    for (path, zh) in pages.iter().filter(|(path, _)| path.starts_with("zh/")) {
        let en = &pages[&path.replacen("zh/", "en/", 1)];
        for attribute in ["data-block", "data-widget", "id"] {
            assert_eq!(
                attributes(zh, attribute),
                attributes(en, attribute),
                "{path}"
            );
        }
        assert_eq!(
            zh.matches(" data-swap").count(),
            en.matches(" data-swap").count(),
            "{path}"
        );
        let numbers: Vec<usize> = attributes(zh, "data-block")
            .iter()
            .map(|n| n.parse().expect("a number"))
            .collect();
        assert_eq!(numbers, (0..numbers.len()).collect::<Vec<_>>(), "{path}");
    }
}

#[test]
fn the_list_of_chapters_has_all_and_links_the_written_ones() {
    for page in site() {
        let nav = page
            .html
            .split("<nav class=\"chapters\"")
            .nth(1)
            .expect("a nav");
        let nav = nav.split("</nav>").next().expect("closed");
        assert_eq!(nav.matches("<li ").count(), CHAPTERS.len(), "{}", page.path);
        assert_eq!(
            nav.matches("<li class=\"built\"><a ").count(),
            1,
            "{}",
            page.path
        );
        let current = usize::from(page.path != "index.html");
        assert!(
            nav.matches("aria-current=\"page\"").count() >= current,
            "{}",
            page.path
        );
    }
}

#[test]
fn the_lenet_chapter_has_its_widgets_in_order() {
    let lenet = site()
        .into_iter()
        .find(|page| page.path == "en/lenet/index.html")
        .expect("there");
    let names: Vec<&str> = Widget::ALL.iter().map(|widget| widget.name()).collect();
    assert_eq!(attributes(&lenet.html, "data-widget"), names);
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
            "- x\n- y",
            "<ul data-block=\"0\">\n<li>x</li>\n<li>y</li>\n</ul>",
        ),
        (
            "[g](page:glossary#x)",
            "<p data-block=\"0\"><a href=\"../glossary/#x\">g</a></p>",
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
    let html = html("```widget lenet-train rows=3\n```", Lang::En);
    let opening =
        "<div data-block=\"0\" class=\"widget\" data-widget=\"lenet-train\" data-rows=\"3\">";
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
        ("```widget lenet-train block=1\n```", 1),
        ("```widget lenet-train a=\"\n```", 1),
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
        "lenet-train",
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
