//! Sizes in which a network of the course can be run and trained, what each costs, and how long an epoch
//! would take at a measured speed. What is measured is left to `train`.

use crate::data::fashion_mnist::SHARD_PICTURES;
use crate::nn::summary::{TrainingMemory, summary};
use crate::nn::trace::{Mode, trace};
use crate::train::protocol::RunSpec;
use crate::zoo::trained::Trained;
use crate::zoo::variant::{Known, Variant};

/// A network whose weights take more bytes than this is built only when the reader says so.
pub const LIGHT: u64 = 64 << 20;

/// A forward pass is about a third of a step's work.
const STEP: f64 = 3.0;

/// What a run costs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cost {
    pub parameters: u64,
    /// Multiply-adds for one picture.
    pub macs: u64,
    /// Bytes of the weights.
    pub weights: u64,
    /// Bytes while it trains: weights twice, for the last good ones are kept; gradients; the
    /// optimiser's memory; every layer's output for a batch; and what helpers hold.
    pub training: u64,
}

impl Cost {
    /// `None` for a network that cannot work.
    pub fn of(spec: &RunSpec) -> Option<Cost> {
        let trace = trace(&spec.module, spec.input(), Mode::Eval).ok()?;
        let summary = summary(&trace);
        let kept = TrainingMemory::new(summary.parameters, spec.optimizer);
        let batch = u64::from(spec.batch_size);
        // Of which each worker has its part.
        let outputs = summary.activation_bytes.saturating_mul(batch);
        let helpers = u64::from(spec.workers.saturating_sub(1));
        let helpers = helpers.saturating_mul(helper(kept.weights));
        Some(Cost {
            parameters: summary.parameters,
            macs: summary.macs,
            weights: kept.weights,
            training: kept.total() + kept.weights + outputs + helpers,
        })
    }

    pub const fn is_heavy(&self) -> bool {
        self.weights > LIGHT
    }
}

/// About the bytes of a worker that helps: the weights, their gradients, the task that brings the one and the answer
/// that takes the other, and a task on its way.
pub const fn helper(weights: u64) -> u64 {
    weights.saturating_mul(5)
}

/// Multiply-adds of forward passes that this machine learns from in a second.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Speed(pub f64);

impl Speed {
    /// Of a network with so many `macs` a picture that learns so many pictures a second.
    pub fn measured(macs: u64, examples_per_second: f32) -> Self {
        Self(macs as f64 * f64::from(examples_per_second))
    }

    /// Seconds for `pictures` to learn from and the test afterwards.
    pub fn epoch(self, macs: u64, pictures: u32) -> f32 {
        let test = SHARD_PICTURES as f64 / STEP;
        (macs as f64 * (f64::from(pictures) + test) / self.0.max(1.0)) as f32
    }
}

/// Sizes that are worth offering, smallest first; the lesson's is among them.
pub fn offered(known: Known) -> Vec<Variant> {
    let sizes: &[(u32, u32)] = match known {
        Known::Mlp | Known::LeNet => &[(1, 28)],
        Known::AlexNet => &[(8, 96), (4, 96), (1, 224)],
        Known::Vgg => &[(16, 64), (8, 64), (8, 224), (1, 224)],
        Known::Nin => &[(8, 96), (8, 224), (1, 224)],
        Known::GoogLeNet => &[(8, 28), (4, 28), (1, 28), (8, 96), (4, 96), (1, 96)],
    };
    let one = |&(ratio, side): &(u32, u32)| Variant {
        ratio,
        side,
        ..Variant::lesson(known)
    };
    sizes.iter().map(one).collect()
}

/// The weights that come with the course for exactly this network.
pub fn trained(variant: &Variant) -> Option<Trained> {
    Trained::of(variant.known).filter(|trained| trained.variant() == *variant)
}

/// `1`, `1/8`
pub fn width(ratio: u32) -> String {
    if ratio == 1 {
        "1".to_owned()
    } else {
        format!("1/{ratio}")
    }
}
