//! Module + input shape → graph, parameters and one row a layer: all that the views need.
//! Which ops a layer becomes is left to `forward`.

use super::module::{Child, Module, join};
use super::receptive::Receptive;
use crate::tensor::graph::{Graph, Leaf, Node, Value};
use crate::tensor::ops;
use crate::tensor::shape::{Shape, ShapeError, Window};

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
    /// Height and width are gone (`Flatten` and all behind it): PyTorch calls the output N×C.
    pub flat: bool,
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

/// As much of a trace as works.
#[derive(Debug, Clone, PartialEq)]
pub struct Prefix {
    /// The rows before the layer that cannot work: every row if there is none. Its graph may end in nodes
    /// of that layer, which no row names; it is there to be looked at, not run.
    pub trace: Trace,
    pub error: Option<TraceError>,
}

/// Traces `module` on `input`.
///
/// # Errors
/// The first layer whose shapes do not fit.
pub fn trace(module: &Module, input: Shape, mode: Mode) -> Result<Trace, TraceError> {
    let Prefix { trace, error } = trace_prefix(module, input, mode);
    error.map_or(Ok(trace), Err)
}

/// Traces `module` on `input` as far as its shapes fit. An input that no device could hold is replaced
/// by a single number.
pub fn trace_prefix(module: &Module, input: Shape, mode: Mode) -> Prefix {
    let refused = fits(input).err();
    let held = if refused.is_some() {
        Shape::SCALAR
    } else {
        input
    };
    let mut tracer = Tracer::new(held, mode);
    let last = match refused {
        Some(error) => Err(TraceError {
            path: String::new(),
            error,
        }),
        None => tracer.module("", module, 0),
    };
    let (at, error) = match last {
        Ok(row) => (row, None),
        Err(error) => (tracer.rows.len() - 1, Some(error)),
    };
    Prefix {
        trace: Trace {
            input: tracer.rows[0].value,
            output: tracer.rows[at].value,
            rows: tracer.rows,
            params: tracer.params,
            graph: tracer.graph,
        },
        error,
    }
}

impl Trace {
    pub fn parameters(&self) -> u64 {
        self.rows.iter().map(|row| row.parameters).sum()
    }

    pub fn macs(&self) -> u64 {
        let costs = self.rows.iter().map(|row| row.macs);
        costs.fold(0, u64::saturating_add)
    }
}

/// No tensor has more numbers than this: sums over a network still fit 64 bits.
const LIMIT: u64 = 1 << 40;

/// Refuses a tensor that no device could hold.
pub(super) fn fits(shape: Shape) -> Result<(), ShapeError> {
    // A zero must not hide an overflow on the way to it.
    let extents = shape.0.iter().map(|&extent| extent.max(1) as u64);
    let len = extents.fold(1, u64::saturating_mul);
    let bytes = len.saturating_mul(size_of::<f32>() as u64);
    if len > LIMIT || isize::try_from(bytes).is_err() {
        return Err(ShapeError::TooLarge);
    }
    Ok(())
}

/// A trace in the making.
pub(super) struct Tracer {
    pub(super) rows: Vec<Row>,
    pub(super) params: Vec<Param>,
    pub(super) graph: Graph,
    pub(super) mode: Mode,
    /// Dropouts so far: the next one's salt.
    pub(super) dropouts: u32,
}

impl Tracer {
    fn new(input: Shape, mode: Mode) -> Self {
        let mut graph = Graph::new();
        let row = Row {
            path: String::new(),
            module: None,
            value: graph.leaf(Leaf::Input, input),
            from: vec![],
            input,
            output: input,
            flat: input.is_matrix(),
            params: 0..0,
            parameters: 0,
            macs: 0,
            receptive: Some(Receptive::PIXEL),
            leftover: [0, 0],
        };
        Self {
            rows: vec![row],
            params: vec![],
            graph,
            mode,
            dropouts: 0,
        }
    }

    /// Runs `module` on the output of row `at`; returns the row of its own output.
    fn module(&mut self, path: &str, module: &Module, at: usize) -> Result<usize, TraceError> {
        match module {
            Module::Sequential(children) => children.iter().try_fold(at, |at, child| {
                self.module(&join(path, &child.name), &child.module, at)
            }),
            Module::Concat(children) => {
                let branch =
                    |child: &Child| self.module(&join(path, &child.name), &child.module, at);
                let ends = children.iter().map(branch).collect::<Result<_, _>>()?;
                self.layer(path, module, ends)
            }
            Module::Conv2d(_)
            | Module::Linear(_)
            | Module::MaxPool2d(_)
            | Module::AvgPool2d { .. }
            | Module::GlobalAvgPool2d
            | Module::ReLU
            | Module::Sigmoid
            | Module::Tanh
            | Module::Flatten
            | Module::Dropout { .. } => self.layer(path, module, vec![at]),
        }
    }

    /// Appends the row of one layer (or of the join of a `Concat`) that reads the rows `from`.
    fn layer(
        &mut self,
        path: &str,
        module: &Module,
        from: Vec<usize>,
    ) -> Result<usize, TraceError> {
        let declared = self.params.len();
        match self.row(path, module, from) {
            Ok(row) => self.rows.push(row),
            Err(error) => {
                self.params.truncate(declared);
                let path = path.to_owned();
                return Err(TraceError { path, error });
            }
        }
        Ok(self.rows.len() - 1)
    }

    fn row(&mut self, path: &str, module: &Module, from: Vec<usize>) -> Result<Row, ShapeError> {
        let (params, nodes) = (self.params.len(), self.graph.nodes().len());
        let value = self.forward(path, module, &from)?;
        fits(self.graph.shape(value))?;
        let params = params..self.params.len();
        let parameters = self.params[params.clone()].iter();
        let input = from
            .first()
            .map_or(Shape::SCALAR, |&at| self.rows[at].output);
        let window = module.window(input);
        let flat = from.iter().any(|&at| self.rows[at].flat);
        Ok(Row {
            path: path.to_owned(),
            module: Some(module.clone()),
            value,
            input,
            output: self.graph.shape(value),
            flat: flat || *module == Module::Flatten,
            parameters: parameters.map(|param| param.shape.len() as u64).sum(),
            params,
            macs: self.macs(nodes) / input.n().max(1) as u64,
            receptive: self.receptive(module, &from, window.as_ref()),
            leftover: window.map_or(Ok([0, 0]), |w| w.leftover([input.h(), input.w()]))?,
            from,
        })
    }

    /// Multiply-adds of the nodes from `first` on.
    fn macs(&self, first: usize) -> u64 {
        let one = |node: &Node| {
            let inputs: Vec<Shape> = node.inputs.iter().map(|&v| self.graph.shape(v)).collect();
            ops::macs(node.op, &inputs, node.shape)
        };
        let costs = self.graph.nodes()[first..].iter().map(one);
        costs.fold(0, u64::saturating_add)
    }

    fn receptive(
        &self,
        module: &Module,
        from: &[usize],
        window: Option<&Window>,
    ) -> Option<Receptive> {
        if matches!(module, Module::Linear(_)) {
            return None;
        }
        let mut seen = from.iter().map(|&at| self.rows[at].receptive);
        let first = seen.next()??;
        let joined = seen.try_fold(first, |joined, other| joined.union(other?))?;
        Some(window.map_or(joined, |window| joined.through(window)))
    }
}
