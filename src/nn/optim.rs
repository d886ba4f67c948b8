//! Optimisers as graphs of update ops, in PyTorch's formulas and defaults.

use serde::{Deserialize, Serialize};

use super::trace::Param;
use crate::tensor::graph::{CLOCK, Graph, Leaf, Op};
use crate::tensor::shape::ShapeError;

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

    const fn op(self) -> Op {
        match self {
            Optimizer::Sgd => Op::Sgd,
            Optimizer::Momentum => Op::Momentum { momentum: 0.9 },
            Optimizer::Adam => Op::Adam {
                beta1: 0.9,
                beta2: 0.999,
                eps: 1e-8,
            },
        }
    }
}

/// The update graph: reads `Leaf::Param`, `Grad`, `State` and `Clock`, writes params and state in place.
///
/// # Errors
/// Only if an update op refuses the shapes of its own parameter, which the op tests rule out.
pub fn updates(optimizer: Optimizer, params: &[Param]) -> Result<Graph, ShapeError> {
    let op = optimizer.op();
    let mut graph = Graph::new();
    for (i, param) in (0..).zip(params) {
        let mut inputs = vec![
            graph.leaf(Leaf::Param(i), param.shape),
            graph.leaf(Leaf::Grad(i), param.shape),
        ];
        for slot in 0..optimizer.slots() {
            inputs.push(graph.leaf(Leaf::State { param: i, slot }, param.shape));
        }
        inputs.push(graph.leaf(Leaf::Clock, CLOCK));
        graph.apply(op, &inputs)?;
    }
    Ok(graph)
}
