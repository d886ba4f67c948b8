//! Chapter source → blocks. A block is one top-level element; the page puts blocks in a row.
//! What a chapter may use is small on purpose; anything else is an error with its line.

use pulldown_cmark::{
    BlockQuoteKind, CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html,
};

use super::error::{PageError, Problem};
use super::{directive, facts, math};
use crate::text::lang::Lang;
use crate::text::program::Program;
use crate::text::widget::Widget;

/// One top-level element of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// 1-based line where it starts.
    pub line: usize,
    pub kind: Kind,
    /// TeX of its formulas.
    pub formulas: Vec<String>,
    /// Keys of its facts.
    pub facts: Vec<String>,
    /// `<p` … : the opening tag up to where an attribute may follow.
    open: String,
    rest: String,
}

/// What must agree between the languages, besides formulas and facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    Heading {
        level: usize,
        id: Option<String>,
    },
    Paragraph,
    Formula,
    List {
        ordered: bool,
        items: usize,
    },
    Callout(Callout),
    Code {
        language: String,
    },
    Table {
        rows: usize,
        columns: usize,
    },
    Widget {
        widget: Widget,
        arguments: Vec<(String, String)>,
    },
    /// The list of chapters stands here.
    Chapters,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Callout {
    Try,
    Note,
}

/// What a source needs to know about the page it becomes.
pub struct Context<'a> {
    pub file: &'a str,
    pub lang: Lang,
    /// `page:SLUG` → a relative address, if there is such a page.
    pub resolve: &'a dyn Fn(&str) -> Option<String>,
}

impl Block {
    /// The element with its number.
    pub fn html(&self, number: usize) -> String {
        format!("{} data-block=\"{number}\"{}", self.open, self.rest)
    }

    /// A widget's place with its number, and the program that mounts it.
    pub(super) fn place(&self, number: usize, program: Program) -> String {
        let (open, rest, name) = (&self.open, &self.rest, program.name());
        format!("{open} data-block=\"{number}\" data-program=\"{name}\"{rest}")
    }

    pub(super) fn new(line: usize, kind: Kind, element: &str) -> Self {
        let element = element.trim_end();
        let split = element.find([' ', '>']).unwrap_or(element.len());
        let (open, rest) = element.split_at(split);
        Self {
            line,
            kind,
            formulas: Vec::new(),
            facts: Vec::new(),
            open: open.to_owned(),
            rest: rest.to_owned(),
        }
    }
}

/// Parses a whole page.
///
/// # Errors
/// Everything in it that a page cannot hold; never a panic, whatever the text.
pub fn parse(source: &str, context: &Context<'_>) -> Result<Vec<Block>, Vec<PageError>> {
    let mut errors = Vec::new();
    let mut keys_by_line = Vec::new();
    let mut filled = String::new();
    for (i, line) in source.lines().enumerate() {
        match facts::fill(line) {
            Ok((line, keys)) => {
                filled += &line;
                keys_by_line.push(keys);
            }
            Err(key) => {
                errors.push(context.error(i + 1, Problem::UnknownFact { key }));
                keys_by_line.push(Vec::new());
            }
        }
        filled.push('\n');
    }
    let mut blocks = Vec::new();
    for (events, line, last_line) in elements(&filled, context.lang) {
        match block(events, line, context) {
            Ok(mut block) => {
                let lines = line - 1..last_line.min(keys_by_line.len());
                block.facts = keys_by_line[lines].concat();
                blocks.push(block);
            }
            Err(problem) => errors.push(context.error(line, problem)),
        }
    }
    if errors.is_empty() {
        Ok(blocks)
    } else {
        Err(errors)
    }
}

impl Context<'_> {
    fn error(&self, line: usize, problem: Problem) -> PageError {
        PageError {
            file: self.file.to_owned(),
            line,
            problem,
        }
    }
}

/// The events of each top-level element, with its first and last line.
fn elements(source: &str, lang: Lang) -> Vec<(Vec<Event<'_>>, usize, usize)> {
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM
        | Options::ENABLE_HEADING_ATTRIBUTES;
    // Straight quotes become curly ones; Chinese sources have theirs already.
    options.set(Options::ENABLE_SMART_PUNCTUATION, lang == Lang::En);
    let line_of = |offset: usize| source[..offset].matches('\n').count() + 1;
    let mut elements = Vec::new();
    let mut current = Vec::new();
    let mut depth = 0usize;
    for (event, range) in Parser::new_ext(source, options).into_offset_iter() {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        current.push(event);
        if depth == 0 {
            let text = source[range.clone()].trim_end();
            let last = line_of(range.start + text.len());
            elements.push((std::mem::take(&mut current), line_of(range.start), last));
        }
    }
    elements
}

fn block(events: Vec<Event<'_>>, line: usize, context: &Context<'_>) -> Result<Block, Problem> {
    if let [
        Event::Start(Tag::Paragraph),
        Event::DisplayMath(tex),
        Event::End(TagEnd::Paragraph),
    ] = events.as_slice()
    {
        return formula(tex, line);
    }
    let (kind, wrap) = match events.first() {
        Some(Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info)))) => {
            if let Some(block) = directive::parse(info, line, context.lang) {
                return block;
            }
            let language = info.to_string();
            (Kind::Code { language }, None)
        }
        Some(Event::Start(tag)) => kind(tag, &events)?,
        Some(Event::Html(html)) => {
            return Err(Problem::RawHtml {
                html: html.to_string(),
            });
        }
        Some(_) | None => {
            return Err(Problem::Unsupported {
                what: "this element",
            });
        }
    };
    let mut formulas = Vec::new();
    let inner = match kind {
        // The quote's own tags give way to the callout's.
        Kind::Callout(_) => events[1..events.len() - 1].to_vec(),
        _ => events,
    };
    let inner = inner
        .into_iter()
        .map(|event| inline(event, context, &mut formulas))
        .collect::<Result<Vec<_>, _>>()?;
    let mut element = String::new();
    html::push_html(&mut element, glued(inner).into_iter());
    if let Some(class) = wrap {
        element = format!("<div class=\"{class}\">{}</div>", element.trim_end());
    }
    if let Kind::Callout(callout) = kind {
        element = callout.html(&element, context.lang);
    }
    let mut block = Block::new(line, kind, &element);
    block.formulas = formulas;
    Ok(block)
}

/// A block's kind and the class of a wrapper, if it needs one.
fn kind(tag: &Tag<'_>, events: &[Event<'_>]) -> Result<(Kind, Option<&'static str>), Problem> {
    let count = |wanted: fn(&Event<'_>) -> bool| events.iter().filter(|e| wanted(e)).count();
    let unsupported = |what| Err(Problem::Unsupported { what });
    match tag {
        Tag::Heading { level, id, .. } => {
            let id = id.as_ref().map(CowStr::to_string);
            let level = level_number(*level);
            Ok((Kind::Heading { level, id }, None))
        }
        Tag::Paragraph => Ok((Kind::Paragraph, None)),
        Tag::List(start) => {
            let items = count(|event| matches!(event, Event::Start(Tag::Item)));
            let ordered = start.is_some();
            Ok((Kind::List { ordered, items }, None))
        }
        Tag::Table(columns) => {
            let rows = count(|event| matches!(event, Event::Start(Tag::TableRow)));
            let columns = columns.len();
            Ok((Kind::Table { rows, columns }, Some("table-box")))
        }
        Tag::BlockQuote(Some(BlockQuoteKind::Tip)) => Ok((Kind::Callout(Callout::Try), None)),
        Tag::BlockQuote(Some(BlockQuoteKind::Note)) => Ok((Kind::Callout(Callout::Note), None)),
        Tag::BlockQuote(_) => unsupported("a quote other than [!TIP] and [!NOTE]"),
        Tag::CodeBlock(_) => unsupported("indented code"),
        Tag::HtmlBlock => Err(raw_html(events)),
        _ => unsupported("this element"),
    }
}

fn raw_html(events: &[Event<'_>]) -> Problem {
    let html = events.iter().find_map(|event| match event {
        Event::Html(html) => Some(html.to_string()),
        _ => None,
    });
    Problem::RawHtml {
        html: html.unwrap_or_default(),
    }
}

fn level_number(level: HeadingLevel) -> usize {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// Events within a block: formulas become MathML, links relative addresses.
fn inline<'a>(
    event: Event<'a>,
    context: &Context<'_>,
    formulas: &mut Vec<String>,
) -> Result<Event<'a>, Problem> {
    match event {
        Event::InlineMath(tex) => {
            formulas.push(tex.to_string());
            Ok(Event::InlineHtml(to_mathml(&tex, false)?.into()))
        }
        Event::DisplayMath(_) => Err(Problem::Unsupported {
            what: "a display formula within text",
        }),
        Event::Html(html) | Event::InlineHtml(html) => Err(Problem::RawHtml {
            html: html.to_string(),
        }),
        // Chinese has no spaces between words, so a line break in the source is none either.
        Event::SoftBreak if context.lang == Lang::Zh => Ok(Event::Text("".into())),
        Event::Start(Tag::Link {
            link_type,
            dest_url,
            title,
            id,
        }) => {
            let dest_url = address(&dest_url, context)?.into();
            Ok(Event::Start(Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            }))
        }
        Event::Start(Tag::Image { .. }) => Err(Problem::Unsupported {
            what: "a picture file",
        }),
        other => Ok(other),
    }
}

/// Keeps a formula and the punctuation after it on one line: browsers may break a line on either
/// side of a `<math>` element, even before a comma.
fn glued(events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let mut out: Vec<Event<'_>> = Vec::with_capacity(events.len());
    for event in events {
        if let (Some(Event::InlineHtml(math)), Event::Text(text)) = (out.last_mut(), &event)
            && let Some(mark) = text.chars().next().filter(|c| CLOSING.contains(*c))
        {
            *math = format!("<span class=\"glued\">{math}{mark}</span>").into();
            out.push(Event::Text(text[mark.len_utf8()..].to_owned().into()));
        } else {
            out.push(event);
        }
    }
    out
}

/// Marks that never begin a line.
const CLOSING: &str = ",.;:!?)，。；：！？、）”";

fn address(url: &str, context: &Context<'_>) -> Result<String, Problem> {
    if url.starts_with('#') {
        return Ok(url.to_owned());
    }
    let Some(target) = url.strip_prefix("page:") else {
        return Err(Problem::ForeignLink {
            url: url.to_owned(),
        });
    };
    // A query sets the page's widgets up; an id says where to look.
    let (page, rest) = target.split_at(target.find(['?', '#']).unwrap_or(target.len()));
    match (context.resolve)(page) {
        Some(address) => Ok(address + rest),
        None => Err(Problem::UnknownPage {
            link: url.to_owned(),
        }),
    }
}

fn to_mathml(tex: &str, display: bool) -> Result<String, Problem> {
    math::mathml(tex, display).map_err(|reason| Problem::Math {
        tex: tex.to_owned(),
        reason,
    })
}

fn formula(tex: &str, line: usize) -> Result<Block, Problem> {
    let mathml = to_mathml(tex, true)?;
    let element = format!("<div class=\"formula\" data-testid=\"formula\">{mathml}</div>");
    let mut block = Block::new(line, Kind::Formula, &element);
    block.formulas.push(tex.to_owned());
    Ok(block)
}

impl Callout {
    fn html(self, inner: &str, lang: Lang) -> String {
        use crate::text::strings;
        let (class, label) = match self {
            Callout::Try => ("try", strings::CALLOUT_TRY),
            Callout::Note => ("note", strings::CALLOUT_NOTE),
        };
        let label = label.get(lang);
        format!(
            "<aside class=\"callout {class}\"><p class=\"label\">{label}</p>{}</aside>",
            inner.trim_end()
        )
    }
}
