//! Initialisations: PyTorch's default, Xavier, He; seeded. Uploading them is left to `train`.

use serde::{Deserialize, Serialize};

use super::trace::Param;
use crate::tensor::rng::Rng;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Init {
    /// Weights and biases uniform in ±1/√fan_in, as `nn.Conv2d` and `nn.Linear` do
    /// (`kaiming_uniform_` with a = √5 comes to the same).
    Default,
    /// Weights uniform in ±√(6/(fan_in + fan_out)), biases 0.
    Xavier,
    /// Weights uniform in ±√(6/fan_in), biases 0.
    He,
}

/// One vector a parameter, in order: the same `rng` state gives the same numbers.
pub fn initialise(params: &[Param], init: Init, rng: &mut Rng) -> Vec<Vec<f32>> {
    let one = |param| initialise_one(param, init, rng);
    params.iter().map(one).collect()
}

/// The next parameter's numbers alone, for networks too large to hold them twice.
pub fn initialise_one(param: &Param, init: Init, rng: &mut Rng) -> Vec<f32> {
    let bound = bound(param, init);
    let numbers = (0..param.shape.len()).map(|_| rng.uniform(-bound, bound));
    numbers.collect()
}

/// Half the width of the interval around 0 that `param` is drawn from.
fn bound(param: &Param, init: Init) -> f32 {
    let (fan_in, fan_out) = (param.fan_in.max(1) as f32, param.fan_out as f32);
    match (init, param.is_bias) {
        (Init::Default, _) => 1.0 / fan_in.sqrt(),
        (Init::Xavier | Init::He, true) => 0.0,
        (Init::Xavier, false) => (6.0 / (fan_in + fan_out)).sqrt(),
        (Init::He, false) => (6.0 / fan_in).sqrt(),
    }
}
