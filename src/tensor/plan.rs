//! Liveness → order and buffers: which op runs when, and which buffer it writes.
//! A plan knows sizes, not numbers; a device owns the memory.

use super::graph::{Graph, Leaf, Value};

/// What a run of a graph leaves behind: `value` is written straight into the buffer of `leaf`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Output {
    pub value: Value,
    pub leaf: Leaf,
}

/// An executable order over a graph for one set of outputs (or in-place updates).
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    pub graph: Graph,
    pub outputs: Vec<Output>,
}

impl Plan {
    /// Schedules what `outputs` need, plus every in-place update op of the graph.
    pub fn new(graph: &Graph, outputs: &[Output]) -> Self {
        let _ = (graph, outputs);
        todo!("core")
    }

    /// Bytes of temporaries with reuse, and if every value kept a buffer of its own.
    pub fn memory(&self) -> [usize; 2] {
        todo!("core")
    }
}
