//! Why a session cannot do what it was asked. Words for it live in `text`.

use serde::{Deserialize, Serialize};

use crate::nn::trace::TraceError;
use crate::tensor::error::DeviceError;
use crate::tensor::graph::Leaf;
use crate::tensor::shape::ShapeError;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Failure {
    /// The layer at `path` cannot work.
    Network { path: String, error: ShapeError },
    /// The network's output does not fit the task: not one number a class.
    Output(ShapeError),
    /// No such picture in the set.
    Picture { index: usize, pictures: usize },
    /// A drawn picture of another size.
    Pixels { expected: usize, found: usize },
    /// A buffer is missing, or has not the length (expected, found) that a plan needs: our own mistake.
    Device {
        leaf: Leaf,
        lengths: Option<[usize; 2]>,
    },
    /// The machine did not give this many bytes more.
    Memory { bytes: u64 },
    /// The bytes are no checkpoint, or one of another version.
    Checkpoint,
    /// The adapter allows fewer bytes in a buffer than the network needs.
    Limit { needed: u64, allowed: u64 },
    /// The device is gone, in the browser's words; the run can go on elsewhere from its last state.
    Lost(String),
    /// The device would not run what it was given: our own mistake, in its words.
    Invalid(String),
}

impl From<TraceError> for Failure {
    fn from(TraceError { path, error }: TraceError) -> Self {
        Failure::Network { path, error }
    }
}

impl From<ShapeError> for Failure {
    fn from(error: ShapeError) -> Self {
        Failure::Output(error)
    }
}

impl From<DeviceError> for Failure {
    fn from(error: DeviceError) -> Self {
        match error {
            DeviceError::Missing(leaf) => Failure::Device {
                leaf,
                lengths: None,
            },
            DeviceError::Length {
                leaf,
                expected,
                found,
            } => Failure::Device {
                leaf,
                lengths: Some([expected, found]),
            },
            DeviceError::Memory { bytes } => Failure::Memory {
                bytes: bytes as u64,
            },
            DeviceError::Limit { needed, allowed } => Failure::Limit { needed, allowed },
            DeviceError::Lost(reason) => Failure::Lost(reason),
            DeviceError::Invalid(reason) => Failure::Invalid(reason),
        }
    }
}
