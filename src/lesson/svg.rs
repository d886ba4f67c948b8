//! Charts as SVG text: lines, bars and words of a class each, in CSS pixels. Their colours are left to
//! the style sheet; figures that are drawn from a model, and that can be saved, to `scene`.

use std::fmt::Write as _;

use super::scene::{Anchor, Point, escape};

/// A chart in the making.
#[derive(Debug, Clone, PartialEq)]
pub struct Svg {
    width: f32,
    height: f32,
    body: String,
}

impl Svg {
    pub fn new(width: f32, height: f32) -> Self {
        Self {
            width,
            height,
            body: String::new(),
        }
    }

    // Writing into a String cannot fail; hence `let _`.

    pub fn rect(&mut self, class: &str, [x, y]: Point, [width, height]: [f32; 2]) {
        let _ = write!(
            self.body,
            "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{:.1}\"/>",
            width.max(0.0),
            height.max(0.0)
        );
    }

    pub fn circle(&mut self, class: &str, [x, y]: Point, radius: f32) {
        let _ = write!(
            self.body,
            "<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\"/>"
        );
    }

    /// An open line; what is no number interrupts it.
    pub fn line(&mut self, class: &str, points: impl IntoIterator<Item = Point>) {
        let mut pieces = vec![String::new()];
        for [x, y] in points {
            if !(x.is_finite() && y.is_finite()) {
                pieces.push(String::new());
            } else if let Some(piece) = pieces.last_mut() {
                let _ = write!(piece, "{x:.1},{y:.1} ");
            }
        }
        for piece in pieces.iter().filter(|piece| !piece.is_empty()) {
            let piece = piece.trim_end();
            let _ = write!(
                self.body,
                "<polyline class=\"{class}\" points=\"{piece}\"/>"
            );
        }
    }

    pub fn text(&mut self, class: &str, [x, y]: Point, anchor: Anchor, words: &str) {
        let words = escape(words);
        let anchor = anchor.word();
        let _ = write!(
            self.body,
            "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{words}</text>"
        );
    }

    /// The whole, called `label` by assistive technology.
    pub fn finish(self, label: &str) -> String {
        let Self {
            width,
            height,
            body,
        } = self;
        let label = escape(label);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart lab\" width=\"{width}\" \
             height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
             aria-label=\"{label}\">{body}</svg>"
        )
    }
}
