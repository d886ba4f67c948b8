//! Fenced blocks that are no code: places for widgets and for the list of chapters.
//! What stands there in the end is left to `page` and `ui`.

use super::error::Problem;
use super::markdown::{Block, Kind};
use crate::text::lang::Lang;
use crate::text::widget::Widget;

/// ```` ```widget NAME key=value ```` and ```` ```chapters ````; `None` for a code block.
pub fn parse(info: &str, line: usize, lang: Lang) -> Option<Result<Block, Problem>> {
    let mut words = info.split_whitespace();
    match words.next() {
        Some("widget") => Some(widget(words, line, lang)),
        // Filled in by the page, which knows which chapters there are.
        Some("chapters") => Some(Ok(Block::new(line, Kind::Chapters, "<ol>"))),
        Some(_) | None => None,
    }
}

fn widget<'a>(
    mut words: impl Iterator<Item = &'a str>,
    line: usize,
    lang: Lang,
) -> Result<Block, Problem> {
    let name = words.next().unwrap_or_default();
    let widget = Widget::parse(name)
        .filter(|widget| *widget != Widget::Toolbar)
        .ok_or_else(|| Problem::UnknownWidget {
            name: name.to_owned(),
        })?;
    let mut arguments = Vec::new();
    let mut attributes = String::new();
    for word in words {
        let (key, value) = argument(word).ok_or_else(|| Problem::WidgetArgument {
            argument: word.to_owned(),
        })?;
        attributes += &format!(" data-{key}=\"{value}\"");
        arguments.push((key.to_owned(), value.to_owned()));
    }
    let element = format!(
        "<div class=\"widget\" data-widget=\"{name}\"{attributes}>\
         <p class=\"placeholder\">{}</p></div>",
        widget.promise().get(lang)
    );
    Ok(Block::new(
        line,
        Kind::Widget { widget, arguments },
        &element,
    ))
}

/// `key=value` of plain letters, so that no escaping is ever needed.
fn argument(word: &str) -> Option<(&str, &str)> {
    let (key, value) = word.split_once('=')?;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | ',');
    let reserved = matches!(key, "widget" | "program" | "block" | "swap" | "testid");
    let fits = !key.is_empty() && key.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    (fits && !reserved && value.chars().all(plain)).then_some((key, value))
}
