//! Every choice a reader can make on a page: equal to the URL's query, always in bounds.
//! The words of the query are left to `link`.

pub mod layer;
pub mod learning;
pub mod numbers;
pub mod operation;
pub mod picture;
pub mod pixelwise;
pub mod shift;
pub mod stack;

use std::ops::RangeInclusive;

use self::layer::Layer;
use self::learning::Learning;
use self::operation::Operation;
use self::picture::Filter;
use self::pixelwise::Pixelwise;
use self::shift::Shift;
use self::stack::Stack;
use crate::nn::init::Init;
use crate::nn::optim::Optimizer;
use crate::train::protocol::RunSpec;
use crate::zoo::lenet::{self, LeNet};

pub const EPOCHS: RangeInclusive<u32> = 1..=100;
pub const BATCH_SIZE: RangeInclusive<u32> = 1..=1024;
pub const LEARNING_RATE: RangeInclusive<f32> = 1e-6..=10.0;
/// Training pictures, from the front of the set.
pub const PICTURES: RangeInclusive<u32> = 1_000..=60_000;
/// Pictures of the test set.
pub const PICTURE: RangeInclusive<u32> = 0..=9_999;
pub const SEED: RangeInclusive<u32> = 0..=u32::MAX;
/// Padding of LeNet's first convolution, each side.
pub const PADDINGS: [usize; 2] = [0, 2];

/// All choices of a page; a chapter uses those that its widgets have.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Playground {
    pub operation: Operation,
    pub filter: Filter,
    pub learning: Learning,
    pub stack: Stack,
    pub pixelwise: Pixelwise,
    pub shift: Shift,
    /// The convolution whose costs are counted.
    pub layer: Layer,
    pub lenet: LeNet,
    pub run: RunChoice,
    /// Position in the test set of the picture looked at.
    pub picture: u32,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RunChoice {
    pub epochs: u32,
    pub batch_size: u32,
    pub learning_rate: f32,
    pub optimizer: Optimizer,
    pub init: Init,
    pub pictures: u32,
    pub seed: u32,
}

/// The lesson's own settings.
impl Default for RunChoice {
    fn default() -> Self {
        Self {
            epochs: 5,
            batch_size: 256,
            learning_rate: 0.001,
            optimizer: Optimizer::Adam,
            init: Init::Default,
            pictures: 60_000,
            seed: 0,
        }
    }
}

impl Playground {
    /// What the page of that name starts from: what its link need not say.
    pub fn of(page: &str) -> Self {
        Self {
            operation: Operation::of(page),
            filter: Filter::of(page),
            ..Self::default()
        }
    }

    /// Whether the choices are the lesson's own, seed aside: only then do reference runs compare.
    pub fn is_lesson(&self) -> bool {
        let seedless = RunChoice {
            seed: RunChoice::default().seed,
            ..self.run
        };
        self.lenet == LeNet::default() && seedless == RunChoice::default()
    }

    /// What the worker needs to run this choice.
    pub fn run_spec(&self) -> RunSpec {
        let RunChoice {
            epochs,
            batch_size,
            learning_rate,
            optimizer,
            init,
            pictures,
            seed,
        } = self.run;
        RunSpec {
            module: lenet::lenet(self.lenet),
            pictures,
            epochs,
            batch_size,
            learning_rate,
            optimizer,
            init,
            seed,
            shuffle: None,
        }
    }
}
