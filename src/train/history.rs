//! What a run has shown so far: steps and epochs, for curves, log and CSV.

use serde::{Deserialize, Serialize};

use super::protocol::{EpochPoint, StepPoint};

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct History {
    pub steps: Vec<StepPoint>,
    pub epochs: Vec<EpochPoint>,
}
