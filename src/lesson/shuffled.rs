//! The pixel-shuffle demonstration: two small networks, five runs, and their curves as a figure.
//! Training is left to `train`, asking for it to `ui`.

use std::fmt::Write as _;

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

/// The network of one kind: about as many multiply-adds in a second as the other.
pub fn module(net: Net) -> Module {
    Module::sequential(match net {
        Net::Dense => vec![
            Module::Flatten,
            Module::linear(784, 64),
            Module::ReLU,
            Module::linear(64, 10),
        ],
        Net::Conv => vec![
            Module::conv2d(1, 8, Window::square(5)),
            Module::ReLU,
            Module::MaxPool2d(Window::square(2).stride(2)),
            Module::conv2d(8, 16, Window::square(5)),
            Module::ReLU,
            Module::MaxPool2d(Window::square(2).stride(2)),
            Module::Flatten,
            Module::linear(256, 10),
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
            pictures: PICTURES,
            epochs: EPOCHS,
            batch_size: BATCH,
            learning_rate: 0.002,
            optimizer: Optimizer::Adam,
            init: Init::Default,
            seed,
            shuffle: self.shuffle,
        }
    }
}

pub const PICTURES: u32 = 10_000;
pub const EPOCHS: u32 = 3;
pub const BATCH: u32 = 64;
