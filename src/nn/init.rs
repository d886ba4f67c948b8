//! Initialisations: PyTorch's default, Xavier, He; seeded.

use serde::{Deserialize, Serialize};

use super::trace::Param;
use crate::tensor::rng::Rng;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Init {
    /// Weights and biases uniform in ±1/√fan_in, as `nn.Conv2d` and `nn.Linear` do.
    Default,
    /// Weights uniform in ±√(6/(fan_in + fan_out)), biases 0.
    Xavier,
    /// Weights uniform in ±√(6/fan_in), biases 0.
    He,
}

/// One vector a parameter, in order.
pub fn initialise(params: &[Param], init: Init, rng: &mut Rng) -> Vec<Vec<f32>> {
    let _ = (params, init, rng);
    todo!("nn")
}
