//! The sign that folds and unfolds a group of a figure. What is folded is left to who draws it.

use std::fmt::Write as _;

use super::{Label, Point, escape, number};
use crate::lesson::role::Role;

/// Folds the group at `path`, or unfolds it: a small plus or minus in a circle.
#[derive(Debug, Clone, PartialEq)]
pub struct Handle {
    /// Its middle.
    pub at: Point,
    pub path: String,
    pub folded: bool,
}

impl Handle {
    /// Of the circle that is seen, and of the one that can be hit.
    const RADIUS: f32 = 8.0;
    const REACH: f32 = 14.0;

    pub(super) fn write(&self, out: &mut String, label: &impl Fn(Label) -> String) {
        let path = escape(&self.path);
        let [x, y] = self.at.map(number);
        let (word, sign) = if self.folded {
            (Label::Unfold, "M-4,0H4M0,-4V4")
        } else {
            (Label::Fold, "M-4,0H4")
        };
        let (word, is_open) = (escape(&label(word)), !self.folded);
        let (disc, cross) = (Role::Handle, Role::HandleSign);
        let _ = write!(
            out,
            "<g class=\"handle\" data-fold=\"{path}\" tabindex=\"0\" role=\"button\" \
             aria-expanded=\"{is_open}\" aria-label=\"{word} {path}\" \
             transform=\"translate({x} {y})\"><title>{word} {path}</title>\
             <circle r=\"{}\"{}/><circle r=\"{}\"{disc}/><path d=\"{sign}\"{cross}/></g>",
            Self::REACH,
            Role::Target,
            Self::RADIUS,
        );
    }
}
