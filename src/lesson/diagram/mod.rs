//! Any network, drawn from its trace: volumes as stacked sheets, windows that project onto the cells
//! they make, fully connected layers as bars, branches side by side, groups that fold into one body.
//! What is folded is the reader's; pointing and zooming are left to `ui`.

mod across;
mod block;
mod body;
mod compare;
mod down;
mod folding;
mod lanes;
mod link;
mod note;
mod pieces;
mod room;
mod spelled;
mod strip;
mod style;
mod tree;
mod words;

pub use compare::{Entry, compare};
pub use folding::{Folding, is_within};
pub use room::{Direction, Room};

use body::Measure;
use strip::Pen;

use crate::lesson::scene::Scene;
use crate::nn::module::Module;
use crate::nn::trace::Trace;

/// `trace` is the trace of `module`. Each layer is a group whose path is its row's, a folded group one whose
/// path is the container's; the input's path is empty.
pub fn diagram(module: &Module, trace: &Trace, folding: &Folding, room: impl Into<Room>) -> Scene {
    let Room { direction, row } = room.into();
    let items = tree::items(module, trace, folding);
    let pen = Pen {
        measure: Measure::of(&[trace], direction),
        style: &style::FULL,
        handles: true,
    };
    let (pieces, [width, height]) = match direction {
        Direction::Across => across::across(&items, pen, row as f32),
        Direction::Down => down::down(&items, pen),
    };
    Scene {
        width,
        height,
        marks: pieces::marks(&pieces, ""),
    }
}
