//! The only things that cross to a worker: [`Request`] one way, [`Event`] the other.
//! Both travel as postcard bytes in a transferred buffer; large tensors are plain `Vec<f32>` within.

use std::mem::take;

use serde::{Deserialize, Serialize, Serializer};

pub use super::failure::Failure;
pub use super::findings::{
    Activity, FeatureMap, Inspection, Mistake, Numbers, Probe, Sensitivity, Vitals,
};
use super::shuffle::Shuffle;
use super::wire;

use crate::data::fashion_mnist::ShardError;
use crate::nn::init::Init;
use crate::nn::module::Module;
use crate::nn::optim::Optimizer;
use crate::nn::safetensors::WeightsError;
use crate::tensor::adapter::{Adapter, OpenError};
use crate::tensor::shape::Shape;

/// Counts the runs of a page; an event of another run than the current one is dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Deserialize)]
pub struct RunId(pub u32);

/// Out of line: every message begins with one.
impl Serialize for RunId {
    #[inline(never)]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u32(self.0)
    }
}

/// Everything that determines a run: same spec, same losses, bit for bit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunSpec {
    pub module: Module,
    /// Rows, and columns, of the pictures that it reads: those of the set are resized to it.
    pub side: u32,
    /// Training pictures used, from the front of the set.
    pub pictures: u32,
    pub epochs: u32,
    pub batch_size: u32,
    pub learning_rate: f32,
    pub optimizer: Optimizer,
    pub init: Init,
    pub seed: u32,
    /// Training, test and looked-at pictures alike.
    pub shuffle: Option<Shuffle>,
    /// Slices of a batch, each with a CPU worker of its own; their gradients are added up in this
    /// order, so another number rounds otherwise. A GPU takes batches whole.
    pub workers: u32,
}

impl RunSpec {
    /// One picture, as the network reads it.
    pub const fn input(&self) -> Shape {
        Shape::new(1, 1, self.side as usize, self.side as usize)
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// A fresh session, paused before its first step. Fetches no data.
    Reset { run: RunId, spec: RunSpec },
    /// A session that stands where a checkpoint was taken, paused.
    Resume {
        run: RunId,
        #[serde(with = "wire::bytes")]
        checkpoint: Vec<u8>,
    },
    /// From now on tells a checkpoint every few seconds of training, and whenever the run rests.
    Keep { run: RunId },
    /// Fetches the data that is missing, also what failed before, then trains on from where the
    /// session stands; after a divergence from the last good weights.
    Start { run: RunId },
    /// Stops after the step in flight.
    Pause { run: RunId },
    /// Exactly one optimiser step, then paused.
    Step { run: RunId },
    /// Takes effect from the next step.
    LearningRate { run: RunId, learning_rate: f32 },
    /// Forward pass of one picture, every layer kept; repeated up to five times a second while
    /// training, and when the run pauses or ends. Asked for anew after a reset.
    Probe {
        run: RunId,
        picture: Picture,
        rows: Rows,
    },
    /// How fast a network would train here, before it does. Needs no run and changes none. The answer
    /// is of `network`, whatever the asker calls it.
    Measure { network: u32, spec: RunSpec },
    /// Confusion matrix and worst mistakes over the test set with the weights as they are.
    /// The end of every epoch tells them unasked.
    Inspect { run: RunId },
    /// |∂y/∂x| of the unit in the middle of a row of the trace, averaged over random inputs.
    Sensitivity { run: RunId, row: u32, inputs: u32 },
    /// Gradient norms and activations of the last step.
    Vitals { run: RunId },
    /// Weights as safetensors.
    Export { run: RunId },
    Import {
        run: RunId,
        #[serde(with = "wire::bytes")]
        bytes: Vec<u8>,
    },
}

/// Rows of the trace whose maps and kernels a probe tells; it counts the numbers of all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rows {
    All,
    Only(Vec<u32>),
}

impl Rows {
    pub fn hold(&self, row: usize) -> bool {
        match self {
            Rows::All => true,
            Rows::Only(rows) => rows.iter().any(|&wanted| wanted as usize == row),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Picture {
    /// A picture of the test set, by position; its shard is fetched if need be.
    Test(u32),
    /// 28×28 in [0, 1]: drawn or uploaded.
    Pixels(#[serde(with = "wire::floats")] Vec<f32>),
}

/// What a worker computes with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Found {
    Cpu { simd: bool },
    Gpu(Adapter),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// The worker is up, with this device.
    Ready {
        device: Found,
    },
    /// The worker is up and has nothing to run on.
    Unavailable {
        reason: OpenError,
    },
    Download {
        file: String,
        loaded: u64,
        total: u64,
    },
    DownloadFailed {
        file: String,
        error: ShardError,
    },
    State {
        run: RunId,
        state: RunState,
    },
    /// At most 5 a second; `points` are all steps since the last one.
    Progress {
        run: RunId,
        points: Vec<StepPoint>,
        examples_per_second: f32,
        seconds_left: Option<f32>,
    },
    Epoch {
        run: RunId,
        point: EpochPoint,
    },
    /// All that [`Request::Resume`] needs. Everything up to `step` has been told before.
    Checkpoint {
        run: RunId,
        step: u32,
        #[serde(with = "wire::bytes")]
        bytes: Vec<u8>,
    },
    Probe {
        run: RunId,
        probe: Probe,
    },
    /// What a measurement came to; it is of no run.
    Measured {
        network: u32,
        /// Pictures learnt from in a second.
        examples_per_second: Result<f32, Failure>,
    },
    Inspection {
        run: RunId,
        inspection: Inspection,
    },
    Sensitivity {
        run: RunId,
        sensitivity: Sensitivity,
    },
    Vitals {
        run: RunId,
        vitals: Vitals,
    },
    Exported {
        run: RunId,
        #[serde(with = "wire::bytes")]
        bytes: Vec<u8>,
    },
    Imported {
        run: RunId,
    },
    ImportFailed {
        run: RunId,
        errors: Vec<WeightsError>,
    },
    /// The request cannot be done; the run stands where it stood.
    Failed {
        run: RunId,
        failure: Failure,
    },
}

impl Request {
    /// The run it asks something of; a measurement belongs to none.
    pub fn run(&self) -> RunId {
        match self {
            Request::Reset { run, .. }
            | Request::Resume { run, .. }
            | Request::Keep { run }
            | Request::Start { run }
            | Request::Pause { run }
            | Request::Step { run }
            | Request::LearningRate { run, .. }
            | Request::Probe { run, .. }
            | Request::Inspect { run }
            | Request::Sensitivity { run, .. }
            | Request::Vitals { run }
            | Request::Export { run }
            | Request::Import { run, .. } => *run,
            Request::Measure { .. } => RunId::default(),
        }
    }
}

impl Event {
    /// Long bytes cross beside their event, which is left without: the page hands them on as the browser's
    /// own, and its program never holds a copy.
    pub fn take_bytes(&mut self) -> Option<Vec<u8>> {
        match self {
            Event::Checkpoint { bytes, .. } | Event::Exported { bytes, .. } => Some(take(bytes)),
            Event::Ready { .. }
            | Event::Unavailable { .. }
            | Event::Download { .. }
            | Event::DownloadFailed { .. }
            | Event::Measured { .. }
            | Event::State { .. }
            | Event::Progress { .. }
            | Event::Epoch { .. }
            | Event::Probe { .. }
            | Event::Inspection { .. }
            | Event::Sensitivity { .. }
            | Event::Vitals { .. }
            | Event::Imported { .. }
            | Event::ImportFailed { .. }
            | Event::Failed { .. } => None,
        }
    }

    /// The run it tells of; downloads and measurements belong to none.
    pub fn run(&self) -> Option<RunId> {
        match self {
            Event::Ready { .. }
            | Event::Unavailable { .. }
            | Event::Download { .. }
            | Event::DownloadFailed { .. }
            | Event::Measured { .. } => None,
            Event::State { run, .. }
            | Event::Progress { run, .. }
            | Event::Epoch { run, .. }
            | Event::Checkpoint { run, .. }
            | Event::Probe { run, .. }
            | Event::Inspection { run, .. }
            | Event::Sensitivity { run, .. }
            | Event::Vitals { run, .. }
            | Event::Exported { run, .. }
            | Event::Imported { run }
            | Event::ImportFailed { run, .. }
            | Event::Failed { run, .. } => Some(*run),
        }
    }
}

/// A message as bytes.
pub fn encode(message: &impl Serialize) -> Vec<u8> {
    // Serialising to memory fails for types without a known length only, and ours have one.
    postcard::to_allocvec(message).unwrap_or_default()
}

/// A message from bytes; `None` if they are none, never a panic.
pub fn decode<'a, Message: Deserialize<'a>>(bytes: &'a [u8]) -> Option<Message> {
    match postcard::take_from_bytes(bytes) {
        Ok((message, [])) => Some(message),
        Ok(_) | Err(_) => None,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum RunState {
    /// Waiting for data.
    Loading,
    Running,
    Paused,
    /// Running the test set after an epoch.
    Evaluating,
    Finished,
    /// The loss is no number; the weights are those of the last step that was.
    Diverged,
}

/// One optimiser step, 1-based.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct StepPoint {
    pub step: u32,
    pub loss: f32,
    /// Share of the batch that was right.
    pub accuracy: f32,
}

/// One epoch, 1-based: means over its steps, and the whole test set in evaluation mode.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct EpochPoint {
    pub epoch: u32,
    /// Steps done when it ended.
    pub step: u32,
    pub loss: f32,
    pub train_accuracy: f32,
    pub test_loss: f32,
    pub test_accuracy: f32,
    /// Seconds of training and of testing, pauses left out.
    pub seconds: f32,
}
