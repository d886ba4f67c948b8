//! Steps that one kernel does in passing: a product that ends in ReLU.
//! What the kernel then does is left to `product`.

use super::super::super::graph::Op;
use super::super::super::plan::Step;

/// A step of a plan, with the one after it if that is done in passing.
#[derive(Debug, Clone, Copy)]
pub struct Fused<'a> {
    pub step: &'a Step,
    pub relu: bool,
}

/// The steps in order. A ReLU that takes over a product's buffer leaves nobody to see the product.
pub fn fuse(steps: &[Step]) -> Vec<Fused<'_>> {
    let mut fused: Vec<Fused> = Vec::new();
    for step in steps {
        let takes_over = |before: &Step| {
            let place = step.output.place;
            before.output.place == place && step.inputs[0].place == place
        };
        match fused.last_mut() {
            Some(last)
                if step.op == Op::Relu
                    && is_product(last.step.op)
                    && !last.relu
                    && takes_over(last.step) =>
            {
                last.relu = true;
            }
            _ => fused.push(Fused { step, relu: false }),
        }
    }
    fused
}

fn is_product(op: Op) -> bool {
    matches!(op, Op::Conv2d(_) | Op::MatMul { .. })
}
