//! Both languages of a page must have the same blocks in the same order: the language switch
//! exchanges them one by one. Whether they say the same is left to readers.

use super::error::{PageError, Problem};
use super::markdown::{Block, Kind};
use super::math;

/// A parsed source and where it came from.
pub struct Source<'a> {
    pub file: &'a str,
    pub blocks: &'a [Block],
}

/// The first block that differs, if any does; later ones would only echo it.
pub fn check(one: &Source<'_>, two: &Source<'_>) -> Option<PageError> {
    let pairs = one.blocks.iter().zip(two.blocks);
    for (here, there) in pairs {
        let (a, b) = (outline(here), outline(there));
        if a != b {
            return Some(error(one.file, here.line, a, b, two.file, there.line));
        }
    }
    let shared = one.blocks.len().min(two.blocks.len());
    let (longer, shorter) = if one.blocks.len() > shared {
        (one, two)
    } else {
        (two, one)
    };
    let extra = longer.blocks.get(shared)?;
    let nothing = "the end of the page".to_owned();
    let last = shorter.blocks.last().map_or(0, |block| block.line);
    Some(error(
        longer.file,
        extra.line,
        outline(extra),
        nothing,
        shorter.file,
        last,
    ))
}

fn error(
    file: &str,
    line: usize,
    here: String,
    there: String,
    other: &str,
    other_line: usize,
) -> PageError {
    let other = format!("{other}:{other_line}");
    PageError {
        file: file.to_owned(),
        line,
        problem: Problem::Parity { here, there, other },
    }
}

/// All that must agree, in words. Formulas and facts may change places within a block.
fn outline(block: &Block) -> String {
    let mut outline = describe(&block.kind);
    let mut formulas: Vec<_> = block
        .formulas
        .iter()
        .map(|tex| math::without_words(tex))
        .collect();
    formulas.sort();
    for formula in formulas {
        outline += &format!(" ${formula}$");
    }
    let mut facts = block.facts.clone();
    facts.sort();
    for fact in facts {
        outline += &format!(" {{{fact}}}");
    }
    outline
}

fn describe(kind: &Kind) -> String {
    match kind {
        Kind::Heading { level, id } => {
            let id = id.as_deref().unwrap_or("none");
            format!("a heading of level {level} with id {id}")
        }
        Kind::Paragraph => "a paragraph".to_owned(),
        Kind::Formula => "a formula".to_owned(),
        Kind::List { ordered, items } => {
            let style = if *ordered { "numbered" } else { "plain" };
            format!("a {style} list of {items}")
        }
        Kind::Callout(callout) => format!("a callout ({callout:?})"),
        Kind::Code { language } => format!("code ({language})"),
        Kind::Table { rows, columns } => format!("a table of {rows}×{columns}"),
        Kind::Widget { widget, arguments } => format!("the widget {} {arguments:?}", widget.name()),
        Kind::Chapters => "the list of chapters".to_owned(),
    }
}
