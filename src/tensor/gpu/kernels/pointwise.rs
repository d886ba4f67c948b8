//! Launches of all that is no product and no pooling: number by number, over channels, over rows.

use super::super::super::plan::Step;
use super::super::super::shape::Shape;
use super::Access::{Read, Write};
use super::{Access, Bound, Groups, Launch, Source, is_in_place, line, reads, words};

/// Kernels that work in fours may write what is left of the last four.
fn quads(shape: Shape) -> usize {
    shape.len().div_ceil(4)
}

pub fn fill(value: f32, out: Shape) -> Launch {
    let mut params = words(&[out.len(), 0, 0, 0]);
    params.push(value.to_bits());
    line(Source::Channel, "fill", reads(0), params, out.len())
}

/// What activation.wgsl is compiled for, by its number there.
#[derive(Debug, Clone, Copy)]
pub enum Formula {
    Relu = 0,
    Sigmoid = 1,
    Tanh = 2,
    /// Of two operands only.
    Sum = 3,
}

/// The activation.
pub fn unary(formula: Formula, step: &Step) -> Launch {
    let (entry, operands) = match is_in_place(step, 0) {
        true => ("unary_in_place", reads(0)),
        false => ("unary", reads(1)),
    };
    activation(formula, entry, operands, step)
}

/// Its gradient from its output, or the sum; the second operand is the one that may be overwritten.
pub fn binary(formula: Formula, step: &Step) -> Launch {
    let (entry, operands) = match is_in_place(step, 1) {
        true => ("binary_in_place", reads(1)),
        false => ("binary", reads(2)),
    };
    activation(formula, entry, operands, step)
}

fn activation(
    formula: Formula,
    entry: &'static str,
    operands: (&'static [Access], Vec<Bound>),
    step: &Step,
) -> Launch {
    let quads = quads(step.output.shape);
    let mut launch = line(Source::Activation, entry, operands, words(&[quads]), quads);
    let constants = &mut launch.kernel.constants;
    constants.push(("FORMULA", f64::from(formula as u32)));
    launch
}

pub fn dropout(p: f32, salt: u32, step: &Step) -> Launch {
    let shape = step.output.shape;
    let mut params = words(&[quads(shape), shape.sample_len(), salt as usize]);
    params.extend([p, 1.0 / (1.0 - p)].map(f32::to_bits));
    let (entry, operands) = match is_in_place(step, 0) {
        true => (
            "dropout_in_place",
            (reads(1).0, vec![Bound::Input(1), Bound::Output]),
        ),
        false => ("dropout", reads(2)),
    };
    line(Source::Dropout, entry, operands, params, quads(shape))
}

/// Input `k`, whose samples have `part` numbers, goes to `start` of samples of `whole`.
pub fn concat(k: usize, part: usize, start: usize, whole: usize, len: usize) -> Launch {
    let operands = (reads(1).0, vec![Bound::Input(k), Bound::Output]);
    let mut params = words(&[len, part, whole, start]);
    params.push(0);
    line(Source::Channel, "concat", operands, params, len)
}

pub fn concat_all(x: &[Shape], out: Shape) -> Vec<Launch> {
    let mut start = 0;
    let parts = x.iter().enumerate().map(|(k, x)| {
        let part = x.sample_len();
        start += part;
        concat(k, part, start - part, out.sample_len(), x.len())
    });
    parts.collect()
}

pub fn slice(start: usize, x: Shape, out: Shape) -> Launch {
    let skip = start * x.h() * x.w();
    let mut params = words(&[out.len(), out.sample_len(), x.sample_len(), skip]);
    params.push(0);
    line(Source::Channel, "slice", reads(1), params, out.len())
}

/// A group for each channel.
pub fn sum_channels(x: Shape) -> Launch {
    let area = x.h() * x.w();
    let mut params = words(&[x.n() * area, area, x.sample_len(), 0]);
    params.push(0);
    let launch = line(Source::Channel, "sum_channels", reads(1), params, 0);
    let groups = Groups::Count(x.c());
    Launch { groups, ..launch }
}

fn rows(x: Shape) -> Vec<u32> {
    words(&[x.n(), x.c(), x.h() * x.w()])
}

pub fn softmax(x: Shape) -> Launch {
    line(
        Source::Loss,
        "softmax",
        reads(1),
        rows(x),
        x.n() * x.h() * x.w(),
    )
}

pub fn softmax_grad(x: Shape) -> Launch {
    line(
        Source::Loss,
        "softmax_grad",
        reads(2),
        rows(x),
        x.n() * x.h() * x.w(),
    )
}

pub fn cross_entropy_grad(x: Shape) -> Launch {
    line(Source::Loss, "cross_entropy_grad", reads(3), rows(x), x.n())
}

/// One group for the whole batch.
pub fn over_batch(entry: &'static str, x: Shape) -> Launch {
    line(Source::Loss, entry, reads(2), rows(x), 1)
}

pub fn sgd(param: Shape) -> Launch {
    let operands: (&[Access], _) = (&[Write, Read, Read], inputs([0, 1, 2]));
    update("sgd", operands, [0.0; 8], param)
}

pub fn momentum(momentum: f32, param: Shape) -> Launch {
    let operands: (&[Access], _) = (&[Write, Read, Read, Write], inputs([0, 1, 3, 2]));
    let mut numbers = [0.0; 8];
    numbers[0] = momentum;
    update("with_momentum", operands, numbers, param)
}

pub fn adam(betas: [f32; 2], eps: f32, param: Shape) -> Launch {
    let operands: (&[Access], _) = (&[Write, Read, Read, Write, Write], inputs([0, 1, 4, 2, 3]));
    // 0.999 as f32 is 0.99900001, and 1 − β₂ would be off in the fifth digit.
    let exact = betas.map(|beta| (f64::from(beta) * 1e7).round() / 1e7);
    let [rest1, rest2] = exact.map(|beta| (1.0 - beta) as f32);
    let [ln1, ln2] = exact.map(|beta| beta.ln() as f32);
    let numbers = [0.0, betas[0], betas[1], rest1, rest2, ln1, ln2, eps];
    update("adam", operands, numbers, param)
}

fn inputs<const N: usize>(order: [usize; N]) -> Vec<Bound> {
    order.map(Bound::Input).to_vec()
}

fn update(
    entry: &'static str,
    operands: (&'static [Access], Vec<Bound>),
    numbers: [f32; 8],
    param: Shape,
) -> Launch {
    let mut params = words(&[quads(param)]);
    params.extend(numbers.map(f32::to_bits));
    line(Source::Update, entry, operands, params, quads(param))
}
