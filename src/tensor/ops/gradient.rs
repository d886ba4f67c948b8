//! The gradient rule of each op, as more ops.

use super::super::graph::{Graph, Node, Op, Value};
use super::super::shape::{Shape, ShapeError};

/// Appends the gradient with respect to input `position` of `value`, given the gradient `upstream`
/// of `value` itself. `None`: no gradient flows there (labels, the clock), or the op is itself a
/// gradient, a count or an update, where the chain ends.
///
/// # Errors
/// Only if a rule builds a shape that does not fit.
pub fn gradient(
    graph: &mut Graph,
    value: Value,
    position: usize,
    upstream: Value,
) -> Result<Option<Value>, ShapeError> {
    let Node { op, inputs, .. } = graph.node(value).clone();
    let x = graph.shape(inputs[position]);
    let input = [x.h(), x.w()];
    let applied = match op {
        Op::Conv2d(window) => match position {
            0 => graph.apply(
                Op::Conv2dInputGrad { window, input },
                &[upstream, inputs[1]],
            ),
            1 => graph.apply(Op::Conv2dWeightGrad(window), &[inputs[0], upstream]),
            _ => graph.apply(Op::SumChannels, &[upstream]),
        },
        Op::MatMul {
            transpose_a,
            transpose_b,
        } => match position {
            0 => product_grad_a(graph, [transpose_a, transpose_b], inputs[1], upstream),
            1 => product_grad_b(graph, [transpose_a, transpose_b], inputs[0], upstream),
            _ => graph.apply(Op::SumChannels, &[upstream]),
        },
        Op::MaxPool2d(window) => graph.apply(Op::MaxPool2dGrad(window), &[inputs[0], upstream]),
        Op::AvgPool2d {
            window,
            count_include_pad,
        } => {
            let op = Op::AvgPool2dGrad {
                window,
                count_include_pad,
                input,
            };
            graph.apply(op, &[upstream])
        }
        Op::Relu => graph.apply(Op::ReluGrad, &[value, upstream]),
        Op::Sigmoid => graph.apply(Op::SigmoidGrad, &[value, upstream]),
        Op::Tanh => graph.apply(Op::TanhGrad, &[value, upstream]),
        Op::Softmax => graph.apply(Op::SoftmaxGrad, &[value, upstream]),
        Op::Reshape => graph.reshape(upstream, x),
        Op::Add => Ok(upstream),
        Op::Concat => {
            let before = inputs[..position].iter();
            let start = before.map(|&value| graph.shape(value).c()).sum();
            graph.slice(upstream, start, x.c())
        }
        Op::Slice { start } => slice(graph, x, start, upstream),
        Op::Dropout { .. } if position == 0 => graph.apply(op, &[upstream, inputs[1]]),
        Op::CrossEntropy if position == 0 => {
            graph.apply(Op::CrossEntropyGrad, &[inputs[0], inputs[1], upstream])
        }
        Op::Leaf(_) | Op::Constant(_) | Op::Dropout { .. } | Op::CrossEntropy | Op::Correct => {
            return Ok(None);
        }
        Op::Conv2dInputGrad { .. }
        | Op::Conv2dWeightGrad(_)
        | Op::MaxPool2dGrad(_)
        | Op::AvgPool2dGrad { .. }
        | Op::ReluGrad
        | Op::SigmoidGrad
        | Op::TanhGrad
        | Op::SoftmaxGrad
        | Op::SumChannels
        | Op::CrossEntropyGrad => return Ok(None),
        Op::Sgd | Op::Momentum { .. } | Op::Adam { .. } => return Ok(None),
    };
    applied.map(Some)
}

/// y = a·b: ∂a = u·bᵀ; where a is read transposed, ∂a is (u·bᵀ)ᵀ = b·uᵀ.
fn product_grad_a(
    graph: &mut Graph,
    [a_transposed, b_transposed]: [bool; 2],
    b: Value,
    upstream: Value,
) -> Result<Value, ShapeError> {
    let (op, operands) = if a_transposed {
        let op = Op::MatMul {
            transpose_a: b_transposed,
            transpose_b: true,
        };
        (op, [b, upstream])
    } else {
        let op = Op::MatMul {
            transpose_a: false,
            transpose_b: !b_transposed,
        };
        (op, [upstream, b])
    };
    graph.apply(op, &operands)
}

/// y = a·b: ∂b = aᵀ·u; where b is read transposed, ∂b is (aᵀ·u)ᵀ = uᵀ·a.
fn product_grad_b(
    graph: &mut Graph,
    [a_transposed, b_transposed]: [bool; 2],
    a: Value,
    upstream: Value,
) -> Result<Value, ShapeError> {
    let (op, operands) = if b_transposed {
        let op = Op::MatMul {
            transpose_a: true,
            transpose_b: a_transposed,
        };
        (op, [upstream, a])
    } else {
        let op = Op::MatMul {
            transpose_a: !a_transposed,
            transpose_b: false,
        };
        (op, [a, upstream])
    };
    graph.apply(op, &operands)
}

/// Zeros for the channels that were cut away.
fn slice(graph: &mut Graph, x: Shape, start: usize, upstream: Value) -> Result<Value, ShapeError> {
    let [n, c, h, w] = x.0;
    let after = c - start - graph.shape(upstream).c();
    let mut zeros = |channels| match channels {
        0 => None,
        _ => Some(graph.constant(0.0, Shape::new(n, channels, h, w))),
    };
    let (before, after) = (zeros(start), zeros(after));
    let parts: Vec<Value> = before.into_iter().chain([upstream]).chain(after).collect();
    graph.apply(Op::Concat, &parts)
}
