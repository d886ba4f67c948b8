//! Two networks of the course, side by side. How they are drawn is left to `lesson::diagram`.

use crate::zoo::variant::Known;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    pub left: Known,
    pub right: Known,
}

impl Pair {
    /// The two that the page of that name compares.
    pub fn of(page: &str) -> Self {
        let (left, right) = match page {
            "nin" => (Known::AlexNet, Known::Nin),
            "compare" => (Known::AlexNet, Known::GoogLeNet),
            _ => (Known::LeNet, Known::AlexNet),
        };
        Self { left, right }
    }
}

impl Default for Pair {
    fn default() -> Self {
        Self::of("")
    }
}
