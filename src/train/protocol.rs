//! The only things that cross to a worker: [`Request`] one way, [`Event`] the other.
//! Both travel as postcard bytes in a transferred buffer; large tensors are plain `Vec<f32>` within.

use serde::{Deserialize, Serialize, Serializer};

pub use super::failure::Failure;
use super::shuffle::Shuffle;
use super::wire;

use crate::data::fashion_mnist::ShardError;
use crate::nn::init::Init;
use crate::nn::module::Module;
use crate::nn::optim::Optimizer;
use crate::nn::safetensors::WeightsError;
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
    /// How fast a network would train here, before it does. Needs no run and changes none.
    Measure { run: RunId, spec: RunSpec },
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

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// The worker is up; the device in words the page can show (`CPU`, SIMD).
    Ready {
        simd: bool,
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
    /// At most 20 a second; `points` are all steps since the last one.
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
    Probe {
        run: RunId,
        probe: Probe,
    },
    /// What a measurement came to; it is of no run.
    Measured {
        /// Pictures learnt from in a second.
        examples_per_second: f32,
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
    pub fn run(&self) -> RunId {
        match self {
            Request::Reset { run, .. }
            | Request::Start { run }
            | Request::Pause { run }
            | Request::Step { run }
            | Request::LearningRate { run, .. }
            | Request::Probe { run, .. }
            | Request::Measure { run, .. }
            | Request::Inspect { run }
            | Request::Sensitivity { run, .. }
            | Request::Vitals { run }
            | Request::Export { run }
            | Request::Import { run, .. } => *run,
        }
    }
}

impl Event {
    /// The run it tells of; downloads and measurements belong to none.
    pub fn run(&self) -> Option<RunId> {
        match self {
            Event::Ready { .. }
            | Event::Download { .. }
            | Event::DownloadFailed { .. }
            | Event::Measured { .. } => None,
            Event::State { run, .. }
            | Event::Progress { run, .. }
            | Event::Epoch { run, .. }
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

/// What every layer makes of one picture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Probe {
    pub step: u32,
    /// As it was chosen, before it is resized.
    #[serde(with = "wire::floats")]
    pub picture: Vec<f32>,
    /// Class of the picture, where it is known.
    pub label: Option<u8>,
    /// Softmax of the logits.
    #[serde(with = "wire::floats")]
    pub probabilities: Vec<f32>,
    /// Seconds that the forward pass took.
    pub seconds: f32,
    /// One a row of the trace, the input included, in order.
    pub numbers: Vec<Numbers>,
    /// Of the rows asked for, in order.
    pub maps: Vec<FeatureMap>,
    /// The weights of the convolutions among them.
    pub kernels: Vec<FeatureMap>,
}

/// What the numbers of one row are like.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Numbers {
    pub mean: f32,
    /// Standard deviation.
    pub deviation: f32,
    pub low: f32,
    pub high: f32,
    /// Share that is exactly 0.
    pub zeros: f32,
}

/// A tensor of one sample with the path of its layer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FeatureMap {
    /// Position in the trace.
    pub row: u32,
    pub path: String,
    pub shape: [usize; 4],
    #[serde(with = "wire::floats")]
    pub values: Vec<f32>,
}

/// How strongly a unit depends on each pixel, row by row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sensitivity {
    /// Updates done when it was measured.
    pub step: u32,
    #[serde(with = "wire::floats")]
    pub values: Vec<f32>,
}

/// How a step went inside the network.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Vitals {
    pub step: u32,
    /// Euclidean norm of the gradient of each parameter, in `state_dict` order.
    #[serde(with = "wire::floats")]
    pub gradient_norms: Vec<f32>,
    /// One an activation, in the order of the trace.
    pub activities: Vec<Activity>,
}

/// What an activation makes of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Activity {
    pub mean: f32,
    /// Sigmoid and tanh: the share of outputs that are saturated. ReLU: the share of units that are
    /// nought for the whole batch.
    pub stuck: f32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Inspection {
    pub step: u32,
    /// `confusion[truth * 10 + predicted]`
    pub confusion: Vec<u32>,
    /// Wrong answers, surest first, at most 24.
    pub mistakes: Vec<Mistake>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mistake {
    /// Position in the test set.
    pub index: u32,
    pub truth: u8,
    pub predicted: u8,
    pub probability: f32,
    #[serde(with = "wire::bytes")]
    pub pixels: Vec<u8>,
}
