//! Optimisers as graphs of update ops, in PyTorch's formulas and defaults.

use serde::{Deserialize, Serialize};

use super::trace::Param;
use crate::tensor::graph::Graph;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Optimizer {
    Sgd,
    /// SGD with momentum 0.9.
    Momentum,
    /// β = (0.9, 0.999), ε = 1e-8.
    Adam,
}

impl Optimizer {
    /// Buffers of state that each parameter needs: 0, 1 or 2.
    pub const fn slots(self) -> u32 {
        match self {
            Optimizer::Sgd => 0,
            Optimizer::Momentum => 1,
            Optimizer::Adam => 2,
        }
    }
}

/// The update graph: reads `Leaf::Param`, `Grad`, `State` and `Clock`, writes params and state in place.
pub fn updates(optimizer: Optimizer, params: &[Param]) -> Graph {
    let _ = (optimizer, params);
    todo!("nn")
}
