//! What a run has shown so far: steps and epochs, for curves, log and CSV.

use super::protocol::{EpochPoint, StepPoint};

#[derive(Debug, Clone, Default, PartialEq)]
pub struct History {
    pub steps: Vec<StepPoint>,
    pub epochs: Vec<EpochPoint>,
}
