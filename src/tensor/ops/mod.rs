//! The exhaustive tables of the primitive ops: output shape, gradient, cost, kernel.
//! A new op is a variant of `Op`, a file here, and an arm in each table.

use super::graph::Op;
use super::shape::{Shape, ShapeError};

/// Shape of `op`'s output for inputs of these shapes.
pub fn output_shape(op: Op, inputs: &[Shape]) -> Result<Shape, ShapeError> {
    let _ = (op, inputs);
    todo!("core")
}

/// Multiply-adds of `op` for these inputs and output; nought for everything but products.
pub fn macs(op: Op, inputs: &[Shape], output: Shape) -> u64 {
    let _ = (op, inputs, output);
    todo!("core")
}
