//! One operation at work: its numbers, its result, and what happens at each step of the window.
//! Every animation of the convolution chapters is `frame(slide, step)`; drawing is left to `grid`,
//! words to `text`.

pub mod arithmetic;
mod edit;
pub mod features;
mod fill;
mod frame;
mod partial;
pub mod source;
mod unread;
mod uses;

pub use self::edit::{with_input, with_weight};
pub use self::frame::{Frame, Read, Term, frame};
pub use self::partial::partial_maps;
pub use self::unread::Unread;
pub use self::uses::{Use, reads_per_cell, uses_of_input, uses_of_weight};

use super::state::operation::{Kind, Operation};
use crate::tensor::graph::Op;
use crate::tensor::ops::{conv2d, output_shape, pool};
use crate::tensor::shape::{Shape, ShapeError, Window};
use crate::tensor::tensor::Tensor;

/// An operation that has an output, with all its numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Slide {
    pub kind: Kind,
    pub window: Window,
    /// [1, c_i, h, w]
    pub x: Tensor,
    /// [c_o, c_i, k_h, k_w] as it is multiplied: turned already where the kind is `Convolution`.
    /// Empty where the kind pools.
    pub weight: Tensor,
    pub bias: f32,
    pub count_include_pad: bool,
    /// [1, c_o, h', w']
    pub y: Tensor,
}

/// Runs `operation` on the tensor core.
///
/// # Errors
/// The numbers that clash where there is no output.
pub fn slide(operation: &Operation) -> Result<Slide, ShapeError> {
    let window = operation.window();
    let x = fill::input(operation);
    let weight = fill::kernel(operation);
    let mut inputs = vec![x.shape];
    let op = match operation.kind {
        Kind::CrossCorrelation | Kind::Convolution => Op::Conv2d(window),
        Kind::MaxPool => Op::MaxPool2d(window),
        Kind::AvgPool => Op::AvgPool2d {
            window,
            count_include_pad: operation.count_include_pad,
        },
    };
    if !operation.kind.is_pool() {
        inputs.push(weight.shape);
    }
    let mut y = Tensor::zeros(output_shape(op, &inputs)?);
    let bias = Tensor::new(
        Shape::matrix(1, operation.outputs()),
        vec![operation.bias; operation.outputs()],
    );
    match operation.kind {
        Kind::CrossCorrelation | Kind::Convolution => conv2d::reference::conv2d(
            window,
            x.view(),
            weight.view(),
            Some(bias.view()),
            y.view_mut(),
        ),
        Kind::MaxPool => pool::reference::max_pool2d(window, x.view(), y.view_mut()),
        Kind::AvgPool => {
            pool::reference::avg_pool2d(window, operation.count_include_pad, x.view(), y.view_mut())
        }
    }
    Ok(Slide {
        kind: operation.kind,
        window,
        x,
        weight,
        bias: operation.bias,
        count_include_pad: operation.count_include_pad,
        y,
    })
}

impl Slide {
    /// Positions of the window, one output number each: channel by channel in reading order.
    pub fn steps(&self) -> usize {
        self.y.shape.len()
    }

    /// Channel, row and column of the output at `step`; the last one beyond the end.
    pub fn cell(&self, step: usize) -> [usize; 3] {
        let [_, _, h, w] = self.y.shape.0;
        let at = step.min(self.steps().saturating_sub(1));
        [at / (h * w), at / w % h, at % w]
    }

    /// The step that makes an output.
    pub fn step(&self, [o, i, j]: [usize; 3]) -> usize {
        let [_, _, h, w] = self.y.shape.0;
        (o * h + i) * w + j
    }

    /// The input channels that output channel `o` reads.
    pub fn channels(&self, o: usize) -> std::ops::Range<usize> {
        match self.kind.is_pool() {
            true => o..o + 1,
            false => 0..self.x.shape.c(),
        }
    }

    pub fn has_input(&self, [c, row, column]: [usize; 3]) -> bool {
        let [_, channels, h, w] = self.x.shape.0;
        c < channels && row < h && column < w
    }

    /// The input at channel, row, column.
    pub fn input(&self, [c, row, column]: [usize; 3]) -> f32 {
        let [_, _, h, w] = self.x.shape.0;
        self.x.data[(c * h + row) * w + column]
    }

    /// The weight that is multiplied at output channel, input channel, row, column.
    pub fn weight(&self, [o, c, u, v]: [usize; 4]) -> f32 {
        let [_, channels, k_h, k_w] = self.weight.shape.0;
        self.weight.data[((o * channels + c) * k_h + u) * k_w + v]
    }

    /// What the padding counts as.
    pub fn padding_value(&self) -> f32 {
        match self.kind {
            Kind::MaxPool => f32::NEG_INFINITY,
            Kind::CrossCorrelation | Kind::Convolution | Kind::AvgPool => 0.0,
        }
    }

    /// Whether channels are summed, so that each one's part is worth showing.
    pub fn has_partial(&self) -> bool {
        !self.kind.is_pool() && self.x.shape.c() > 1
    }
}
