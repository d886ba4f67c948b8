//! What can be wrong with a chapter or the template, with file and line, for authors.

use std::fmt;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageError {
    /// Path below the project's root, with `/`.
    pub file: String,
    /// 1-based; 0 if the whole file is meant.
    pub line: usize,
    pub problem: Problem,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    Unreadable {
        reason: String,
    },
    UnknownFact {
        key: String,
    },
    UnknownWidget {
        name: String,
    },
    WidgetArgument {
        argument: String,
    },
    Math {
        tex: String,
        reason: String,
    },
    RawHtml {
        html: String,
    },
    UnknownPage {
        link: String,
    },
    ForeignLink {
        url: String,
    },
    Unsupported {
        what: &'static str,
    },
    /// A page begins with its only heading of level 1.
    Title,
    /// The same block differs between the languages; `other` names the line there.
    Parity {
        here: String,
        there: String,
        other: String,
    },
    Marker {
        marker: &'static str,
    },
}

impl fmt::Display for PageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.problem)
    }
}

impl std::error::Error for PageError {}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::Unreadable { reason } => write!(f, "cannot be read: {reason}"),
            Problem::UnknownFact { key } => write!(f, "no fact is called {{{key}}}"),
            Problem::UnknownWidget { name } => write!(f, "no widget is called '{name}'"),
            Problem::WidgetArgument { argument } => {
                write!(
                    f,
                    "'{argument}' is no widget argument of the form name=value"
                )
            }
            Problem::Math { tex, reason } => write!(f, "TeX '{tex}': {reason}"),
            Problem::RawHtml { html } => write!(f, "raw HTML is not allowed: {}", html.trim()),
            Problem::UnknownPage { link } => write!(f, "'{link}' leads to no page of the course"),
            Problem::ForeignLink { url } => {
                write!(
                    f,
                    "'{url}': links are page:SLUG or #id, pages ask no other host"
                )
            }
            Problem::Unsupported { what } => {
                write!(f, "{what} is not part of a chapter's Markdown")
            }
            Problem::Title => write!(f, "a page opens with its one and only level-1 heading"),
            Problem::Parity { here, there, other } => {
                write!(f, "the languages differ: {here} here, {there} at {other}")
            }
            Problem::Marker { marker } => write!(f, "the template lacks {marker}"),
        }
    }
}
