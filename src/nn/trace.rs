//! Module + input shape → graph, parameters and one row a layer: all that the views need.

use super::module::Module;
use super::receptive::Receptive;
use crate::tensor::graph::{Graph, Value};
use crate::tensor::shape::{Shape, ShapeError};

/// Dropout acts in training and is off in evaluation; nothing else differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    Train,
    Eval,
}

/// A module made concrete for one input shape.
#[derive(Debug, Clone, PartialEq)]
pub struct Trace {
    pub rows: Vec<Row>,
    pub params: Vec<Param>,
    pub graph: Graph,
    pub input: Value,
    pub output: Value,
}

/// One layer (a leaf of the module tree), in the order of execution. Row 0 is the input itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// PyTorch's path (`conv.0`); empty for the input.
    pub path: String,
    /// The layer; `None` for the input row.
    pub module: Option<Module>,
    pub value: Value,
    /// Rows that feed this one, by position.
    pub from: Vec<usize>,
    pub input: Shape,
    pub output: Shape,
    /// Positions in [`Trace::params`].
    pub params: std::ops::Range<usize>,
    pub parameters: u64,
    /// Multiply-adds for **one** sample.
    pub macs: u64,
    /// `None` once position is lost (after the first `Linear`).
    pub receptive: Option<Receptive>,
    /// Trailing input rows and columns that no window reads.
    pub leftover: [usize; 2],
}

#[derive(Debug, Clone, PartialEq)]
pub struct Param {
    /// `conv.0.weight`
    pub path: String,
    /// The tensor's shape in the graph; a bias is `[1, c, 1, 1]`, a Linear weight `[out, in, 1, 1]`.
    pub shape: Shape,
    /// The shape PyTorch gives it: `[6, 1, 5, 5]`, `[120, 256]`, `[6]`.
    pub torch_shape: Vec<usize>,
    pub fan_in: usize,
    pub fan_out: usize,
    pub is_bias: bool,
}

/// The first layer that cannot work, and the numbers that clash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TraceError {
    pub path: String,
    pub error: ShapeError,
}

/// Traces `module` on `input`.
///
/// # Errors
/// The first layer whose shapes do not fit.
pub fn trace(module: &Module, input: Shape, mode: Mode) -> Result<Trace, TraceError> {
    let _ = (module, input, mode);
    todo!("nn")
}

impl Trace {
    pub fn parameters(&self) -> u64 {
        self.rows.iter().map(|row| row.parameters).sum()
    }

    pub fn macs(&self) -> u64 {
        self.rows.iter().map(|row| row.macs).sum()
    }
}
