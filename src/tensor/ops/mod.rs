//! The exhaustive tables of the primitive ops: output shape, gradient, cost, kernel, reference.
//! A new op is a variant of `Op`, a file here, and an arm in each table.

pub mod activation;
pub mod channel;
pub mod conv2d;
pub mod dropout;
mod gemm;
mod gradient;
mod lanes;
pub mod loss;
pub mod math;
pub mod matmul;
mod output_shape;
mod patches;
pub mod pool;
mod taps;
pub mod update;

pub use gradient::gradient;
pub use lanes::add_weighted;
pub use output_shape::output_shape;

use std::collections::TryReserveError;

use super::graph::Op;
use super::shape::Shape;
use super::tensor::{View, ViewMut};
use matmul::Transpose;
use update::Update;

/// Multiply-adds of `op` for these inputs and output; nought for everything but products.
pub fn macs(op: Op, inputs: &[Shape], output: Shape) -> u64 {
    let product = |a: usize, b: usize| (a as u64).saturating_mul(b as u64);
    match op {
        Op::Conv2d(_) => product(output.len(), inputs[1].sample_len()),
        Op::Conv2dInputGrad { .. } => product(inputs[0].len(), inputs[1].sample_len()),
        Op::Conv2dWeightGrad(_) => product(inputs[1].len(), output.sample_len()),
        Op::MatMul { transpose_a, .. } => {
            let depth = if transpose_a {
                inputs[0].n()
            } else {
                inputs[0].c()
            };
            product(output.len(), depth)
        }
        Op::Leaf(_)
        | Op::Constant(_)
        | Op::MaxPool2d(_)
        | Op::MaxPool2dGrad(_)
        | Op::AvgPool2d { .. }
        | Op::AvgPool2dGrad { .. }
        | Op::Relu
        | Op::ReluGrad
        | Op::Sigmoid
        | Op::SigmoidGrad
        | Op::Tanh
        | Op::TanhGrad
        | Op::Softmax
        | Op::SoftmaxGrad
        | Op::Reshape
        | Op::Add
        | Op::Concat
        | Op::Slice { .. }
        | Op::Dropout { .. }
        | Op::SumChannels
        | Op::CrossEntropy
        | Op::CrossEntropyGrad
        | Op::Correct
        | Op::Sgd
        | Op::Momentum { .. }
        | Op::Adam { .. } => 0,
    }
}

/// The in-place update that `op` is, if it is one.
pub fn update(op: Op) -> Option<Update> {
    match op {
        Op::Sgd => Some(Update::Sgd),
        Op::Momentum { momentum } => Some(Update::Momentum { momentum }),
        Op::Adam { beta1, beta2, eps } => Some(Update::Adam { beta1, beta2, eps }),
        Op::Leaf(_)
        | Op::Constant(_)
        | Op::Conv2d(_)
        | Op::Conv2dInputGrad { .. }
        | Op::Conv2dWeightGrad(_)
        | Op::MatMul { .. }
        | Op::MaxPool2d(_)
        | Op::MaxPool2dGrad(_)
        | Op::AvgPool2d { .. }
        | Op::AvgPool2dGrad { .. }
        | Op::Relu
        | Op::ReluGrad
        | Op::Sigmoid
        | Op::SigmoidGrad
        | Op::Tanh
        | Op::TanhGrad
        | Op::Softmax
        | Op::SoftmaxGrad
        | Op::Reshape
        | Op::Add
        | Op::Concat
        | Op::Slice { .. }
        | Op::Dropout { .. }
        | Op::SumChannels
        | Op::CrossEntropy
        | Op::CrossEntropyGrad
        | Op::Correct => None,
    }
}

/// The operand whose buffer the output may take over, where an op works number by number.
pub fn in_place(op: Op) -> Option<usize> {
    match op {
        Op::Relu | Op::Sigmoid | Op::Tanh | Op::Dropout { .. } => Some(0),
        Op::ReluGrad | Op::SigmoidGrad | Op::TanhGrad | Op::Add => Some(1),
        Op::Leaf(_)
        | Op::Constant(_)
        | Op::Conv2d(_)
        | Op::Conv2dInputGrad { .. }
        | Op::Conv2dWeightGrad(_)
        | Op::MatMul { .. }
        | Op::MaxPool2d(_)
        | Op::MaxPool2dGrad(_)
        | Op::AvgPool2d { .. }
        | Op::AvgPool2dGrad { .. }
        | Op::Softmax
        | Op::SoftmaxGrad
        | Op::Reshape
        | Op::Concat
        | Op::Slice { .. }
        | Op::SumChannels
        | Op::CrossEntropy
        | Op::CrossEntropyGrad
        | Op::Correct
        | Op::Sgd
        | Op::Momentum { .. }
        | Op::Adam { .. } => None,
    }
}

/// Memory that kernels pack into, as large as the greediest step needs.
#[derive(Debug, Default)]
pub struct Scratch {
    pub numbers: Vec<f32>,
    pub indices: Vec<u32>,
}

/// How much of [`Scratch`] a kernel asks for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Need {
    pub numbers: usize,
    pub indices: usize,
}

impl Need {
    pub const fn bytes(self) -> usize {
        self.numbers
            .saturating_add(self.indices)
            .saturating_mul(size_of::<f32>())
    }
}

impl Scratch {
    /// Grows to what is needed.
    ///
    /// # Errors
    /// The machine has no such memory.
    pub fn reserve(&mut self, need: Need) -> Result<(), TryReserveError> {
        let Self { numbers, indices } = self;
        numbers.try_reserve_exact(need.numbers.saturating_sub(numbers.len()))?;
        numbers.resize(need.numbers.max(numbers.len()), 0.0);
        indices.try_reserve_exact(need.indices.saturating_sub(indices.len()))?;
        indices.resize(need.indices.max(indices.len()), 0);
        Ok(())
    }
}

/// Scratch memory that [`run`] asks for.
pub fn scratch(op: Op, x: &[Shape], output: Shape) -> Need {
    match op {
        Op::Conv2d(window) => conv2d::forward::scratch(window, [x[0], x[1]], output),
        Op::Conv2dInputGrad { window, .. } => {
            conv2d::input_grad::scratch(window, [x[0], x[1]], output)
        }
        Op::Conv2dWeightGrad(window) => conv2d::weight_grad::scratch(window, [x[0], x[1]]),
        Op::MatMul {
            transpose_a,
            transpose_b,
        } => {
            let transpose = Transpose {
                a: transpose_a,
                b: transpose_b,
            };
            matmul::scratch(transpose, x[0], output)
        }
        Op::MaxPool2d(_) => pool::maximum::scratch(x[0], output),
        Op::MaxPool2dGrad(_) => pool::maximum::scratch(x[0], x[1]),
        Op::AvgPool2d { .. } => pool::average::scratch(x[0], output),
        Op::AvgPool2dGrad { .. } => pool::average::scratch(output, x[0]),
        Op::Leaf(_)
        | Op::Constant(_)
        | Op::Relu
        | Op::ReluGrad
        | Op::Sigmoid
        | Op::SigmoidGrad
        | Op::Tanh
        | Op::TanhGrad
        | Op::Softmax
        | Op::SoftmaxGrad
        | Op::Reshape
        | Op::Add
        | Op::Concat
        | Op::Slice { .. }
        | Op::Dropout { .. }
        | Op::SumChannels
        | Op::CrossEntropy
        | Op::CrossEntropyGrad
        | Op::Correct
        | Op::Sgd
        | Op::Momentum { .. }
        | Op::Adam { .. } => Need::default(),
    }
}

/// Operand `i` of the op that runs.
pub type Input<'a, 'b> = &'b dyn Fn(usize) -> View<'a>;

/// The fast kernel of `op`, which has `count` inputs. Updates run through [`update`] instead.
pub fn run<'a>(op: Op, count: usize, x: Input<'a, '_>, out: ViewMut, scratch: &mut Scratch) {
    let third = || (count > 2).then(|| x(2));
    match op {
        Op::Leaf(_) | Op::Sgd | Op::Momentum { .. } | Op::Adam { .. } => {}
        Op::Constant(value) => out.data.fill(value),
        Op::Conv2d(window) => conv2d::forward::conv2d(window, [x(0), x(1)], third(), out, scratch),
        Op::Conv2dInputGrad { window, .. } => {
            conv2d::input_grad::conv2d_input_grad(window, [x(0), x(1)], out, scratch)
        }
        Op::Conv2dWeightGrad(window) => {
            conv2d::weight_grad::conv2d_weight_grad(window, [x(0), x(1)], out, scratch)
        }
        Op::MatMul {
            transpose_a,
            transpose_b,
        } => {
            let transpose = Transpose {
                a: transpose_a,
                b: transpose_b,
            };
            matmul::matmul(transpose, [x(0), x(1)], third(), out, scratch);
        }
        Op::MaxPool2d(window) => pool::maximum::max_pool2d(window, x(0), out, scratch),
        Op::MaxPool2dGrad(window) => {
            pool::maximum::max_pool2d_grad(window, [x(0), x(1)], out, scratch)
        }
        Op::AvgPool2d {
            window,
            count_include_pad,
        } => pool::average::avg_pool2d(window, count_include_pad, x(0), out, scratch),
        Op::AvgPool2dGrad {
            window,
            count_include_pad,
            ..
        } => pool::average::avg_pool2d_grad(window, count_include_pad, x(0), out, scratch),
        Op::Relu => activation::relu(x(0), out),
        Op::ReluGrad => activation::relu_grad(x(0), x(1), out),
        Op::Sigmoid => activation::sigmoid(x(0), out),
        Op::SigmoidGrad => activation::sigmoid_grad(x(0), x(1), out),
        Op::Tanh => activation::tanh(x(0), out),
        Op::TanhGrad => activation::tanh_grad(x(0), x(1), out),
        Op::Softmax => loss::softmax(x(0), out),
        Op::SoftmaxGrad => loss::softmax_grad(x(0), x(1), out),
        Op::Reshape => out.data.copy_from_slice(x(0).data),
        Op::Add => activation::add(x(0), x(1), out),
        Op::Concat => channel::concat(count, x, out),
        Op::Slice { start } => channel::slice(start, x(0), out),
        Op::Dropout { p, salt } => dropout::dropout(p, salt, x(0), x(1), out),
        Op::SumChannels => channel::sum_channels(x(0), out),
        Op::CrossEntropy => loss::cross_entropy(x(0), x(1), out),
        Op::CrossEntropyGrad => loss::cross_entropy_grad(x(0), x(1), x(2), out),
        Op::Correct => loss::correct(x(0), x(1), out),
    }
}

/// The readable loop of `op`: the formula as it stands, for learners and for tests.
/// Ops whose kernel is that loop have no other.
pub fn reference<'a>(op: Op, count: usize, x: Input<'a, '_>, out: ViewMut) {
    let third = || (count > 2).then(|| x(2));
    let each = |f: fn(f32) -> f32, out: ViewMut| {
        let pairs = out.data.iter_mut().zip(x(0).data);
        pairs.for_each(|(y, &x)| *y = f(x));
    };
    let each2 = |f: fn(f32, f32) -> f32, out: ViewMut| {
        let pairs = x(0).data.iter().zip(x(1).data);
        let all = out.data.iter_mut().zip(pairs);
        all.for_each(|(y, (&a, &b))| *y = f(a, b));
    };
    match op {
        Op::Conv2d(window) => conv2d::reference::conv2d(window, x(0), x(1), third(), out),
        Op::Conv2dInputGrad { window, .. } => {
            conv2d::reference::conv2d_input_grad(window, x(0), x(1), out);
        }
        Op::Conv2dWeightGrad(window) => {
            conv2d::reference::conv2d_weight_grad(window, x(0), x(1), out);
        }
        Op::MatMul {
            transpose_a,
            transpose_b,
        } => {
            let transpose = Transpose {
                a: transpose_a,
                b: transpose_b,
            };
            matmul::reference(transpose, [x(0), x(1)], third(), out);
        }
        Op::MaxPool2d(window) => pool::reference::max_pool2d(window, x(0), out),
        Op::MaxPool2dGrad(window) => pool::reference::max_pool2d_grad(window, x(0), x(1), out),
        Op::AvgPool2d {
            window,
            count_include_pad,
        } => pool::reference::avg_pool2d(window, count_include_pad, x(0), out),
        Op::AvgPool2dGrad {
            window,
            count_include_pad,
            ..
        } => pool::reference::avg_pool2d_grad(window, count_include_pad, x(0), out),
        Op::Relu => each(activation::reference::relu, out),
        Op::ReluGrad => each2(activation::reference::relu_grad, out),
        Op::Sigmoid => each(activation::reference::sigmoid, out),
        Op::SigmoidGrad => each2(activation::reference::sigmoid_grad, out),
        Op::Tanh => each(activation::reference::tanh, out),
        Op::TanhGrad => each2(activation::reference::tanh_grad, out),
        Op::Add => each2(|a, b| a + b, out),
        Op::Leaf(_)
        | Op::Constant(_)
        | Op::Softmax
        | Op::SoftmaxGrad
        | Op::Reshape
        | Op::Concat
        | Op::Slice { .. }
        | Op::Dropout { .. }
        | Op::SumChannels
        | Op::CrossEntropy
        | Op::CrossEntropyGrad
        | Op::Correct
        | Op::Sgd
        | Op::Momentum { .. }
        | Op::Adam { .. } => run(op, count, x, out, &mut Scratch::default()),
    }
}
