//! A network as data: an append-only list of primitive ops with known shapes.
//! Every builder method checks shapes, so kernels never have to.

use serde::{Deserialize, Serialize};

use super::shape::{Shape, ShapeError, Window};

/// A node of a [`Graph`], by position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Value(pub u32);

/// What a device keeps between runs, shared by every plan on it.
/// A leaf enters a graph through [`Graph::leaf`] and leaves it as an output of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Leaf {
    /// The batch: N×C×H×W.
    Input,
    /// Class indices of the batch, as numbers: N×1.
    Target,
    /// Parameter `i` in `state_dict` order.
    Param(u32),
    /// Gradient of parameter `i`: output of the gradient plan, input of the update plan.
    Grad(u32),
    /// Optimiser state `slot` (0: momentum or first moment, 1: second moment) of parameter `i`.
    State { param: u32, slot: u32 },
    /// Steps since the optimiser began, learning rate, dropout seed, and the position of the first
    /// picture of [`Leaf::Input`] in the batch it is a slice of: `[step, lr, seed, first]`, 1×4.
    Clock,
    /// Result `k` of a plan, for reading back.
    Output(u32),
}

/// Shape of [`Leaf::Clock`].
pub const CLOCK: Shape = Shape::matrix(1, 4);

/// A primitive operation. Small and `Copy`; its operands stand in [`Node::inputs`].
/// Gradients are ops of their own.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Op {
    Leaf(Leaf),
    /// The same number everywhere.
    Constant(f32),
    /// x [n,c_i,h,w], weight [c_o,c_i,k_h,k_w], optional bias [1,c_o] → [n,c_o,h',w'].
    Conv2d(Window),
    /// upstream, weight → gradient of x; the input's height and width are not in the upstream's shape.
    Conv2dInputGrad {
        window: Window,
        input: [usize; 2],
    },
    /// x, upstream → gradient of weight.
    Conv2dWeightGrad(Window),
    /// a [m,k], b [k,n], optional bias [1,n] → [m,n]; a flag reads that operand transposed.
    MatMul {
        transpose_a: bool,
        transpose_b: bool,
    },
    MaxPool2d(Window),
    /// x, upstream → gradient of x; a tie goes to the first in reading order, as in PyTorch.
    MaxPool2dGrad(Window),
    AvgPool2d {
        window: Window,
        count_include_pad: bool,
    },
    AvgPool2dGrad {
        window: Window,
        count_include_pad: bool,
        input: [usize; 2],
    },
    Relu,
    /// y, upstream → gradient of x (from the output, which is all it needs).
    ReluGrad,
    Sigmoid,
    SigmoidGrad,
    Tanh,
    TanhGrad,
    /// Same numbers, other shape: costs nothing, shares its buffer.
    Reshape,
    Add,
    /// Concatenation over channels of any number of inputs.
    Concat,
    /// Channels `start .. start + c` of the input; the gradient of [`Op::Concat`].
    Slice {
        start: usize,
    },
    /// x, clock → masked and scaled by 1/(1 − p); the same mask for the same clock and `salt`.
    /// Its gradient is itself, applied to the upstream.
    Dropout {
        p: f32,
        salt: u32,
    },
    /// Sum over n, h, w → [1,c]; the gradient of a bias.
    SumChannels,
    /// Over channels: e^x_c / Σ e^x.
    Softmax,
    /// y, upstream → gradient of x.
    SoftmaxGrad,
    /// logits [n,k], target [n,1] → mean loss, a scalar.
    CrossEntropy,
    /// logits, target, upstream (a scalar) → gradient of logits.
    CrossEntropyGrad,
    /// logits, target → number of samples whose largest logit is the target, a scalar.
    Correct,
    /// param, grad, clock: updates the param's buffer in place.
    Sgd,
    /// param, grad, velocity, clock.
    Momentum {
        momentum: f32,
    },
    /// param, grad, first moment, second moment, clock.
    Adam {
        beta1: f32,
        beta2: f32,
        eps: f32,
    },
}

#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    pub op: Op,
    pub inputs: Vec<Value>,
    pub shape: Shape,
}

/// Append-only: a value's inputs always stand before it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Graph {
    nodes: Vec<Node>,
}

impl Graph {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    pub fn node(&self, value: Value) -> &Node {
        &self.nodes[value.0 as usize]
    }

    pub fn shape(&self, value: Value) -> Shape {
        self.node(value).shape
    }

    /// The value of `leaf`, added on first use.
    pub fn leaf(&mut self, leaf: Leaf, shape: Shape) -> Value {
        let known = self.nodes.iter().position(|node| node.op == Op::Leaf(leaf));
        match known {
            Some(at) => Value(at as u32),
            None => self.push(Op::Leaf(leaf), &[], shape),
        }
    }

    /// `value` everywhere: the seed of a gradient, the zeros beside a slice.
    pub fn constant(&mut self, value: f32, shape: Shape) -> Value {
        self.push(Op::Constant(value), &[], shape)
    }

    /// Appends `op` after checking that its inputs fit; the output's shape follows from them.
    ///
    /// # Errors
    /// The numbers that clash, as a [`ShapeError`].
    pub fn apply(&mut self, op: Op, inputs: &[Value]) -> Result<Value, ShapeError> {
        let shapes: Vec<Shape> = inputs.iter().map(|&value| self.shape(value)).collect();
        let shape = super::ops::output_shape(op, &shapes)?;
        Ok(self.push(op, inputs, shape))
    }

    /// The same numbers under another shape.
    ///
    /// # Errors
    /// [`ShapeError::Mismatch`] if the lengths differ.
    pub fn reshape(&mut self, input: Value, shape: Shape) -> Result<Value, ShapeError> {
        let found = self.shape(input);
        if found.len() != shape.len() {
            return Err(ShapeError::Mismatch {
                expected: shape,
                found,
            });
        }
        Ok(self.push(Op::Reshape, &[input], shape))
    }

    /// Channels `start .. start + channels` of `input`.
    pub fn slice(
        &mut self,
        input: Value,
        start: usize,
        channels: usize,
    ) -> Result<Value, ShapeError> {
        let found = self.shape(input);
        if start + channels > found.c() {
            return Err(ShapeError::Channels {
                expected: start + channels,
                found: found.c(),
            });
        }
        let [n, _, h, w] = found.0;
        Ok(self.push(Op::Slice { start }, &[input], Shape::new(n, channels, h, w)))
    }

    fn push(&mut self, op: Op, inputs: &[Value], shape: Shape) -> Value {
        self.nodes.push(Node {
            op,
            inputs: inputs.to_vec(),
            shape,
        });
        Value(self.nodes.len() as u32 - 1)
    }
}
