//! What a worker finds when it looks into a network: maps, numbers, gradients, mistakes. When it looks is
//! left to `live`.

use serde::{Deserialize, Serialize};

use super::wire;

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
