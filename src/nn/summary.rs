//! What a network costs, a row a layer: the numbers of the ledger. Words are left to `text`.

use std::collections::BTreeSet;
use std::fmt;

use super::optim::Optimizer;
use super::torch;
use super::trace::{Row, Trace};
use crate::tensor::graph::Op;
use crate::tensor::shape::Shape;

const F32: u64 = size_of::<f32>() as u64;

/// The ledger of one trace. Its `Display` is a plain table in PyTorch's words.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// One a row of the trace, in order; the input is the first.
    pub rows: Vec<Cost>,
    pub parameters: u64,
    /// Multiply-adds for one sample.
    pub macs: u64,
    /// For one sample, every layer's output kept as training needs it; the input included.
    pub activation_bytes: u64,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Cost {
    pub path: String,
    /// PyTorch's class name; `Input` for the first row.
    pub kind: &'static str,
    /// Its arguments, defaults left out: `1, 6, kernel_size=5`.
    pub config: String,
    pub output: Shape,
    /// PyTorch calls the output N×C.
    pub flat: bool,
    pub parameters: u64,
    /// Multiply-adds for one sample.
    pub macs: u64,
    /// Bytes that the output takes for one sample; 0 where it shares its input's.
    pub activation_bytes: u64,
}

/// What training keeps in memory for the parameters, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TrainingMemory {
    pub weights: u64,
    pub gradients: u64,
    /// Momentum, or Adam's two moments.
    pub state: u64,
}

impl TrainingMemory {
    pub const fn new(parameters: u64, optimizer: Optimizer) -> Self {
        let weights = parameters * F32;
        Self {
            weights,
            gradients: weights,
            state: weights * optimizer.slots() as u64,
        }
    }

    pub const fn total(self) -> u64 {
        self.weights + self.gradients + self.state
    }
}

/// The ledger of `trace`.
pub fn summary(trace: &Trace) -> Summary {
    let mut kept = BTreeSet::new();
    let cost = |row: &Row| {
        // Dropout in evaluation hands on its input's value, `Flatten` the input's buffer.
        let own = kept.insert(row.value) && !shares_buffer(row, trace);
        Cost {
            path: row.path.clone(),
            kind: row.module.as_ref().map_or("Input", |module| module.name()),
            config: row.module.as_ref().map_or(String::new(), torch::arguments),
            output: row.output,
            flat: row.flat,
            parameters: row.parameters,
            macs: row.macs,
            activation_bytes: if own {
                row.output.sample_len() as u64 * F32
            } else {
                0
            },
        }
    };
    let rows: Vec<Cost> = trace.rows.iter().map(cost).collect();
    Summary {
        parameters: trace.parameters(),
        macs: trace.macs(),
        activation_bytes: rows.iter().map(|row| row.activation_bytes).sum(),
        rows,
    }
}

fn shares_buffer(row: &Row, trace: &Trace) -> bool {
    trace.graph.node(row.value).op == Op::Reshape
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [path, kind, config, output] = ["path", "layer", "arguments", "output"];
        let costs = ["parameters", "MACs", "bytes"].map(str::to_owned);
        line(f, [path, kind, config, output], costs)?;
        for row in &self.rows {
            let [n, c, h, w] = row.output.0;
            let output = if row.flat {
                format!("{n}×{c}")
            } else {
                format!("{n}×{c}×{h}×{w}")
            };
            let costs = [row.parameters, row.macs, row.activation_bytes];
            let words = [&row.path, row.kind, &row.config, &output];
            line(f, words, costs.map(|cost| cost.to_string()))?;
        }
        let totals = [self.parameters, self.macs, self.activation_bytes];
        line(
            f,
            ["total", "", "", ""],
            totals.map(|total| total.to_string()),
        )
    }
}

fn line(f: &mut fmt::Formatter, words: [&str; 4], costs: [String; 3]) -> fmt::Result {
    let [path, kind, config, output] = words;
    let [parameters, macs, bytes] = costs;
    write!(f, "{path:<10} {kind:<18} {config:<28} {output:<14} ")?;
    writeln!(f, "{parameters:>10} {macs:>11} {bytes:>10}")
}
