//! Any sequential network, drawn from its trace: volumes as stacked sheets, windows that project
//! onto the cells they make, fully connected layers as bars. Folding and branches are left to later.

mod arrange;
mod block;
mod body;
mod link;
mod words;

use block::Block;

use crate::lesson::scene::Scene;
use crate::nn::trace::Trace;

/// Which way the layers follow one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Left to right, for wide screens.
    Across,
    /// Top to bottom, for phones.
    Down,
}

/// Each layer is a group whose path is its row's; the input's path is empty.
pub fn diagram(trace: &Trace, direction: Direction) -> Scene {
    arrange::arrange(&Block::all(trace), direction)
}
