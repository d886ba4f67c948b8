//! The course's models as plain module data, faithful to the lesson: a file a model, each a function of
//! its numbers. Which of them a page shows is left to `variant`.

pub mod alexnet;
pub mod googlenet;
pub mod lenet;
pub mod mlp;
pub mod nin;
pub mod trained;
pub mod variant;
pub mod vgg;

use serde::{Deserialize, Serialize};

use crate::nn::module::Module;
use crate::nn::trace::{Mode, trace};
use crate::tensor::shape::Shape;

/// What a network reads, and how many classes it tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    pub in_channels: usize,
    /// Rows, and columns, of a picture.
    pub side: usize,
    pub classes: usize,
}

impl Task {
    /// Fashion-MNIST at this side.
    pub const fn fashion(side: usize) -> Self {
        Self {
            in_channels: 1,
            side,
            classes: 10,
        }
    }

    /// One picture.
    pub const fn input(self) -> Shape {
        Shape::new(1, self.in_channels, self.side, self.side)
    }
}

/// Numbers that `layers` make of one picture. 0 if they cannot work: whoever traces the network then
/// gets the layer and the reason.
fn features(layers: &Module, input: Shape) -> usize {
    let traced = trace(layers, input, Mode::Eval);
    traced.map_or(0, |trace| trace.graph.shape(trace.output).sample_len())
}
