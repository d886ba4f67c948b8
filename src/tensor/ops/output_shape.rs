//! What shape each op makes of its inputs' shapes, or the numbers that clash.

use super::super::graph::{CLOCK, Op};
use super::super::shape::{Axis, Shape, ShapeError, Window};
use super::matmul::Transpose;

/// Shape of `op`'s output for inputs of these shapes.
///
/// # Errors
/// The numbers that clash.
pub fn output_shape(op: Op, inputs: &[Shape]) -> Result<Shape, ShapeError> {
    let shape = match op {
        Op::Leaf(_) | Op::Constant(_) => Shape::SCALAR,
        Op::Conv2d(window) => conv2d(window, inputs)?,
        Op::Conv2dInputGrad { window, input } => {
            let (upstream, weight) = (inputs[0], inputs[1]);
            let shape = Shape::new(upstream.n(), weight.c(), input[0], input[1]);
            expect(upstream, conv2d(window, &[shape, weight])?)?;
            shape
        }
        Op::Conv2dWeightGrad(window) => {
            let (x, upstream) = (inputs[0], inputs[1]);
            let [h, w] = window.kernel;
            let weight = Shape::new(upstream.c(), x.c(), h, w);
            expect(upstream, conv2d(window, &[x, weight])?)?;
            weight
        }
        Op::MatMul {
            transpose_a,
            transpose_b,
        } => {
            let transpose = Transpose {
                a: transpose_a,
                b: transpose_b,
            };
            matmul(transpose, inputs)?
        }
        Op::MaxPool2d(window) | Op::AvgPool2d { window, .. } => pool(window, inputs[0])?,
        Op::MaxPool2dGrad(window) => {
            expect(inputs[1], pool(window, inputs[0])?)?;
            inputs[0]
        }
        Op::AvgPool2dGrad { window, input, .. } => {
            let [n, c, ..] = inputs[0].0;
            let shape = Shape::new(n, c, input[0], input[1]);
            expect(inputs[0], pool(window, shape)?)?;
            shape
        }
        Op::Relu | Op::Sigmoid | Op::Tanh | Op::Softmax | Op::Reshape => inputs[0],
        Op::ReluGrad | Op::SigmoidGrad | Op::TanhGrad | Op::SoftmaxGrad | Op::Add => {
            expect(inputs[1], inputs[0])?;
            inputs[0]
        }
        Op::Concat => concat(inputs)?,
        Op::Slice { start } => {
            let [n, c, h, w] = inputs[0].0;
            Shape::new(n, c.saturating_sub(start), h, w)
        }
        Op::Dropout { .. } => {
            expect(inputs[1], CLOCK)?;
            inputs[0]
        }
        Op::SumChannels => Shape::matrix(1, inputs[0].c()),
        Op::CrossEntropy | Op::Correct => {
            labelled(inputs)?;
            Shape::SCALAR
        }
        Op::CrossEntropyGrad => {
            labelled(inputs)?;
            expect(inputs[2], Shape::SCALAR)?;
            inputs[0]
        }
        Op::Sgd => update(inputs, 0)?,
        Op::Momentum { .. } => update(inputs, 1)?,
        Op::Adam { .. } => update(inputs, 2)?,
    };
    let len = shape
        .0
        .iter()
        .try_fold(1_usize, |len, &d| len.checked_mul(d));
    let bytes = len.and_then(|len| len.checked_mul(size_of::<f32>()));
    bytes
        .filter(|&bytes| isize::try_from(bytes).is_ok())
        .ok_or(ShapeError::TooLarge)?;
    Ok(shape)
}

fn expect(found: Shape, expected: Shape) -> Result<(), ShapeError> {
    if found == expected {
        Ok(())
    } else {
        Err(ShapeError::Mismatch { expected, found })
    }
}

fn conv2d(window: Window, inputs: &[Shape]) -> Result<Shape, ShapeError> {
    let (x, weight) = (inputs[0], inputs[1]);
    if x.c() != weight.c() {
        return Err(ShapeError::Channels {
            expected: weight.c(),
            found: x.c(),
        });
    }
    let [h, w] = window.kernel;
    expect(weight, Shape::new(weight.n(), weight.c(), h, w))?;
    if let Some(&bias) = inputs.get(2) {
        expect(bias, Shape::matrix(1, weight.n()))?;
    }
    let [h, w] = window.output([x.h(), x.w()])?;
    Ok(Shape::new(x.n(), weight.n(), h, w))
}

fn matmul(transpose: Transpose, inputs: &[Shape]) -> Result<Shape, ShapeError> {
    let flat = |&shape: &Shape| !shape.is_matrix();
    if let Some(&found) = inputs.iter().find(|shape| flat(shape)) {
        return Err(ShapeError::NotFlat { found });
    }
    let side = |shape: Shape, transposed: bool| {
        if transposed {
            [shape.c(), shape.n()]
        } else {
            [shape.n(), shape.c()]
        }
    };
    let [rows, depth] = side(inputs[0], transpose.a);
    let [expected, columns] = side(inputs[1], transpose.b);
    if depth != expected {
        return Err(ShapeError::Features {
            expected,
            found: depth,
        });
    }
    if let Some(&bias) = inputs.get(2) {
        expect(bias, Shape::matrix(1, columns))?;
    }
    Ok(Shape::matrix(rows, columns))
}

fn pool(window: Window, x: Shape) -> Result<Shape, ShapeError> {
    let padding = window.padding;
    for (axis, padding, kernel) in [
        (
            Axis::Height,
            padding.top.max(padding.bottom),
            window.kernel[0],
        ),
        (
            Axis::Width,
            padding.left.max(padding.right),
            window.kernel[1],
        ),
    ] {
        if padding > kernel / 2 {
            return Err(ShapeError::PoolPadding {
                axis,
                padding,
                kernel,
            });
        }
    }
    let [h, w] = window.output([x.h(), x.w()])?;
    Ok(Shape::new(x.n(), x.c(), h, w))
}

fn concat(inputs: &[Shape]) -> Result<Shape, ShapeError> {
    let [n, mut c, h, w] = inputs[0].0;
    for &other in &inputs[1..] {
        if [other.h(), other.w()] != [h, w] {
            return Err(ShapeError::Branches {
                first: [h, w],
                other: [other.h(), other.w()],
            });
        }
        expect(other.with_n(n), other)?;
        c = c.saturating_add(other.c());
    }
    Ok(Shape::new(n, c, h, w))
}

/// Logits [n,k] with one label a sample.
fn labelled(inputs: &[Shape]) -> Result<(), ShapeError> {
    let logits = inputs[0];
    if !logits.is_matrix() {
        return Err(ShapeError::NotFlat { found: logits });
    }
    expect(inputs[1], Shape::matrix(logits.n(), 1))
}

/// Parameter, gradient and `state` buffers of one shape, then the clock.
fn update(inputs: &[Shape], state: usize) -> Result<Shape, ShapeError> {
    for &other in &inputs[1..2 + state] {
        expect(other, inputs[0])?;
    }
    expect(inputs[2 + state], CLOCK)?;
    Ok(inputs[0])
}
