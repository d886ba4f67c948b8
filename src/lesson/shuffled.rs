//! The pixel-shuffle demonstration: two small networks, five runs, and their curves as a figure.
//! Training is left to `train`, asking for it to `ui`.

use std::fmt::Write as _;

use super::scene::escape;
use crate::nn::init::Init;
use crate::nn::module::Module;
use crate::nn::optim::Optimizer;
use crate::tensor::shape::Window;
use crate::train::protocol::{RunSpec, StepPoint};
use crate::train::shuffle::Shuffle;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Net {
    Dense,
    Conv,
}

/// One run of the demonstration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    pub net: Net,
    pub shuffle: Option<Shuffle>,
}

/// The network of one kind. Unshuffled, both come to about the same accuracy.
pub fn module(net: Net) -> Module {
    Module::sequential(match net {
        Net::Dense => vec![
            Module::Flatten,
            Module::linear(784, 64),
            Module::ReLU,
            Module::linear(64, 10),
        ],
        Net::Conv => vec![
            Module::conv2d(1, 8, Window::square(3).padding(1)),
            Module::ReLU,
            Module::MaxPool2d(Window::square(2).stride(2)),
            Module::conv2d(8, 16, Window::square(3).padding(1)),
            Module::ReLU,
            Module::MaxPool2d(Window::square(2).stride(2)),
            Module::conv2d(16, 32, Window::square(3).padding(1)),
            Module::ReLU,
            Module::MaxPool2d(Window::square(2).stride(2)),
            Module::conv2d(32, 32, Window::square(3)),
            Module::ReLU,
            Module::Flatten,
            Module::linear(32, 10),
        ],
    })
}

/// The runs in the order in which they are trained.
pub fn runs(seed: u32) -> [Run; 5] {
    let shuffle = |moves_weights| {
        Some(Shuffle {
            seed,
            moves_weights,
        })
    };
    [
        (Net::Dense, None),
        (Net::Dense, shuffle(false)),
        (Net::Dense, shuffle(true)),
        (Net::Conv, None),
        (Net::Conv, shuffle(false)),
    ]
    .map(|(net, shuffle)| Run { net, shuffle })
}

impl Run {
    pub fn spec(self, seed: u32) -> RunSpec {
        RunSpec {
            module: module(self.net),
            side: 28,
            pictures: PICTURES,
            epochs: EPOCHS,
            batch_size: BATCH,
            learning_rate: match self.net {
                Net::Dense => 0.002,
                Net::Conv => 0.005,
            },
            optimizer: Optimizer::Adam,
            init: Init::Default,
            seed,
            workers: 1,
            shuffle: self.shuffle,
        }
    }
}

pub const PICTURES: u32 = 10_000;
pub const EPOCHS: u32 = 3;
pub const BATCH: u32 = 64;

/// What has come of one run so far.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Track {
    /// One a step.
    pub losses: Vec<f32>,
    /// One a step, smoothed.
    pub accuracies: Vec<f32>,
    /// On the test set, one an epoch.
    pub tested: Vec<f32>,
}

/// How much of the smoothed accuracy is the past.
const MEMORY: f32 = 0.94;
/// The figure, in pixels: width, height, room on the left and below.
const CHART: [f32; 4] = [720.0, 280.0, 48.0, 26.0];
/// Points of a curve that are drawn.
const POINTS: usize = 160;

impl Track {
    pub fn add(&mut self, point: &StepPoint) {
        let before = self.accuracies.last().copied();
        let before = before.unwrap_or(point.accuracy);
        self.losses.push(point.loss);
        self.accuracies
            .push(before + (1.0 - MEMORY) * (point.accuracy - before));
    }
}

/// Optimiser steps of every run.
pub const fn steps() -> usize {
    (PICTURES.div_ceil(BATCH) * EPOCHS) as usize
}

/// The largest difference between the losses of two runs, step by step; none before both have some.
pub fn apart(a: &Track, b: &Track) -> Option<f32> {
    let pairs = a.losses.iter().zip(&b.losses);
    pairs.map(|(a, b)| (a - b).abs()).reduce(f32::max)
}

/// The accuracies by step as SVG: a curve a run, of class `run-0`, `run-1` and so on.
pub fn chart(tracks: &[Track], label: &str) -> String {
    let [width, height, left, below] = CHART;
    let x = |step: usize| left + (width - left - 8.0) * step as f32 / steps() as f32;
    let y = |accuracy: f32| 8.0 + (height - below - 8.0) * (1.0 - accuracy.clamp(0.0, 1.0));
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" viewBox=\"0 0 {width} {height}\" \
         role=\"img\" aria-label=\"{}\">",
        escape(label)
    );
    // Writing into a String cannot fail; hence `let _`.
    for tenths in (0..=10u8).step_by(2) {
        let at = y(f32::from(tenths) / 10.0);
        let _ = write!(
            out,
            "<path class=\"rule\" d=\"M{left},{at}H{width}\"/>\
             <text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}%</text>",
            left - 6.0,
            at + 4.0,
            u32::from(tenths) * 10
        );
    }
    for step in (0..=steps()).step_by(100) {
        let _ = write!(
            out,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{step}</text>",
            x(step),
            height - 8.0
        );
    }
    let every = steps().div_ceil(POINTS);
    for (run, track) in tracks.iter().enumerate() {
        let _ = write!(out, "<polyline class=\"run-{run}\" points=\"");
        for (step, accuracy) in track.accuracies.iter().enumerate().step_by(every) {
            let _ = write!(out, "{:.1},{:.1} ", x(step + 1), y(*accuracy));
        }
        out.push_str("\"/>");
    }
    out + "</svg>"
}
