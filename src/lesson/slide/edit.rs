//! A reader changes one number: all the others become the reader's own as they are.

use super::fill;
use crate::lesson::state::numbers::Numbers;
use crate::lesson::state::operation::{InputSource, KernelSource, Kind, Operation};

/// `operation` with `value` at channel, row, column of the input.
pub fn with_input(operation: &Operation, [c, row, column]: [usize; 3], value: f32) -> Operation {
    let now = fill::input(operation);
    let mut own_input = Numbers::new(now.shape.0, &now.data);
    own_input.set([0, c, row, column], value);
    Operation {
        input_source: InputSource::Own,
        own_input,
        ..operation.clone()
    }
}

/// `operation` with `value` as the weight that is multiplied at output channel, input channel, row
/// and column; a true convolution turns what is kept back.
pub fn with_weight(operation: &Operation, [o, c, u, v]: [usize; 4], value: f32) -> Operation {
    let unturned = Operation {
        kind: Kind::CrossCorrelation,
        ..operation.clone()
    };
    let now = fill::kernel(&unturned);
    let mut own_kernel = Numbers::new(now.shape.0, &now.data);
    let [k_h, k_w] = operation.window.kernel;
    let tap = match operation.kind {
        Kind::Convolution => [k_h.saturating_sub(u + 1), k_w.saturating_sub(v + 1)],
        Kind::CrossCorrelation | Kind::MaxPool | Kind::AvgPool => [u, v],
    };
    own_kernel.set([o, c, tap[0], tap[1]], value);
    Operation {
        kernel_source: KernelSource::Own,
        own_kernel,
        ..operation.clone()
    }
}
