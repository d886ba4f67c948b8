//! A picture moved by some pixels, its feature map and its pooled maps, before and after, and how
//! much of each has changed. Painting is left to `heat`, words to `text`.

use super::picture::{self, Stroke};
use super::state::shift::{Drawing, Shift};
use crate::data::fashion_mnist::SIDE;
use crate::tensor::ops::{conv2d, pool};
use crate::tensor::shape::{Shape, Window};
use crate::tensor::tensor::Tensor;

/// Eight neighbours against the middle: it answers to outlines in every direction.
pub const KERNEL: [f32; 9] = [-1.0, -1.0, -1.0, -1.0, 8.0, -1.0, -1.0, -1.0, -1.0];

/// Where in the chain a map stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    Input,
    Feature,
    Max,
    Average,
}

impl Stage {
    pub const ALL: [Stage; 4] = [Stage::Input, Stage::Feature, Stage::Max, Stage::Average];
}

/// One map of a stage, before and after the move.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// Height and width.
    pub size: [usize; 2],
    pub before: Vec<f32>,
    pub after: Vec<f32>,
}

/// How far two maps are apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    pub cells: usize,
    /// Cells that hold another number now.
    pub changed: usize,
    /// Mean absolute difference over the mean magnitude before.
    pub relative: f32,
}

/// All four stages, in the order of [`Stage::ALL`].
pub fn maps(shift: &Shift) -> [Pair; 4] {
    let picture = drawing(shift.drawing);
    let before = chain(picture.clone(), shift.window);
    let after = chain(moved(&picture, [shift.down, shift.right]), shift.window);
    let mut pairs = before.into_iter().zip(after);
    std::array::from_fn(|_| {
        let (before, after) = pairs.next().unzip();
        let (before, after) = (before.unwrap_or_else(empty), after.unwrap_or_else(empty));
        Pair {
            size: [before.shape.h(), before.shape.w()],
            before: before.data,
            after: after.data,
        }
    })
}

/// What a move to the right by 0, 1, 2, 3 pixels changes at every stage.
pub fn table(shift: &Shift) -> [[Change; 4]; 4] {
    [0, 1, 2, 3].map(|right| {
        let moved = Shift {
            right,
            down: 0,
            ..*shift
        };
        maps(&moved).map(|pair| pair.change())
    })
}

impl Pair {
    pub fn change(&self) -> Change {
        let pairs = || self.before.iter().zip(&self.after);
        let apart: f32 = pairs().map(|(a, b)| (a - b).abs()).sum();
        let whole: f32 = self.before.iter().map(|value| value.abs()).sum();
        Change {
            cells: self.before.len(),
            changed: pairs().filter(|(a, b)| a != b).count(),
            relative: if whole > 0.0 { apart / whole } else { 0.0 },
        }
    }

    pub fn difference(&self) -> Vec<f32> {
        let pairs = self.before.iter().zip(&self.after);
        pairs.map(|(before, after)| after - before).collect()
    }
}

/// By how many whole cells (down, right) the pooled maps move with the picture, if they do.
pub fn whole_cells(shift: &Shift) -> Option<[i64; 2]> {
    let window = shift.window as i64;
    let by = [shift.down, shift.right].map(i64::from);
    let is_whole = by != [0, 0] && by.iter().all(|by| by % window == 0);
    is_whole.then(|| by.map(|by| by / window))
}

/// The input and the three maps made of it.
fn chain(picture: Vec<f32>, side: usize) -> [Tensor; 4] {
    let x = Tensor::new(Shape::new(1, 1, SIDE, SIDE), picture);
    let weight = Tensor::new(Shape::new(1, 1, 3, 3), KERNEL.to_vec());
    let mut feature = Tensor::zeros(x.shape);
    let around = Window::square(3).padding(1);
    conv2d::reference::conv2d(around, x.view(), weight.view(), None, feature.view_mut());
    // As a network has it: without ReLU the two signs of an outline would cancel in a mean.
    feature
        .data
        .iter_mut()
        .for_each(|value| *value = value.max(0.0));
    let window = Window::square(side).stride(side);
    let fits = SIDE / side.max(1);
    let pooled = || Tensor::zeros(Shape::new(1, 1, fits, fits));
    let (mut max, mut average) = (pooled(), pooled());
    pool::reference::max_pool2d(window, feature.view(), max.view_mut());
    pool::reference::avg_pool2d(window, true, feature.view(), average.view_mut());
    [x, feature, max, average]
}

fn empty() -> Tensor {
    Tensor::zeros(Shape::new(0, 0, 0, 0))
}

/// What leaves the picture is gone; what comes in is black.
fn moved(picture: &[f32], [down, right]: [i8; 2]) -> Vec<f32> {
    let side = SIDE as i64;
    let from = |at: i64, by: i8| Some(at - i64::from(by)).filter(|at| (0..side).contains(at));
    let cells = (0..side).flat_map(|i| (0..side).map(move |j| (i, j)));
    cells
        .map(|(i, j)| match (from(i, down), from(j, right)) {
            (Some(i), Some(j)) => picture[(i * side + j) as usize],
            (None, _) | (_, None) => 0.0,
        })
        .collect()
}

/// Drawn with strokes, away from the border by more than a picture is ever moved. Eight greys and
/// black, so that sums are exact.
fn drawing(drawing: Drawing) -> Vec<f32> {
    let stroke = |points: &[[f32; 2]], width| Stroke {
        points: points.to_vec(),
        width,
        ink: 1.0,
    };
    let strokes = match drawing {
        Drawing::Boot => vec![
            stroke(&[[0.36, 0.27], [0.37, 0.6], [0.4, 0.66]], 0.21),
            stroke(&[[0.35, 0.66], [0.55, 0.68], [0.7, 0.71]], 0.2),
            stroke(&[[0.26, 0.8], [0.77, 0.8]], 0.07),
        ],
        Drawing::Letter => vec![
            stroke(&[[0.24, 0.78], [0.5, 0.22], [0.76, 0.78]], 0.1),
            stroke(&[[0.35, 0.6], [0.65, 0.6]], 0.1),
        ],
        Drawing::Rings => vec![ring(0.29), ring(0.12)],
    };
    let ink = picture::draw(&strokes, SIDE);
    ink.into_iter()
        .map(|ink| (ink * 8.0).round() / 8.0)
        .collect()
}

fn ring(radius: f32) -> Stroke {
    let points = (0..=32).map(|at| {
        let angle = at as f32 / 32.0 * std::f32::consts::TAU;
        [0.5 + radius * angle.cos(), 0.5 + radius * angle.sin()]
    });
    Stroke {
        points: points.collect(),
        width: 0.06,
        ink: 1.0,
    }
}
