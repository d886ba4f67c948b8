//! What each op asks the device to do: entry points, operands, parameters, numbers of groups.
//! The entry points themselves stand beside the CPU's kernels, in `ops/*.wgsl`.

mod fuse;
mod pointwise;
mod pool;
mod product;
mod text;
mod tiles;

pub use fuse::{Fused, fuse};
pub use tiles::{LEAST, Room, Tiles};

use super::super::graph::Op;
use super::super::plan::Step;
use super::super::shape::Shape;
use pointwise::Formula;
use text::wgsl;

/// How products are computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// By tiles in the memory that a group shares: for graphics cards.
    Tiled,
    /// By each thread on its own: for adapters that are programs.
    Direct,
}

/// The product that an engine computes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Twin {
    Conv2d,
    Conv2dInputGrad,
    Conv2dWeightGrad,
    MatMul,
}

/// A WGSL module.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    Product(Engine, Twin),
    Slices,
    Pool,
    Activation,
    Channel,
    Dropout,
    Loss,
    Update,
}

impl Source {
    /// What it shares with others, and its own part.
    pub fn text(self) -> String {
        let invocation = wgsl!("invocation.wgsl");
        let own = match self {
            Source::Product(engine, twin) => {
                return [invocation, wgsl!("gemm.wgsl"), engine.text(), &twin.text()].concat();
            }
            Source::Slices => wgsl!("slices.wgsl"),
            Source::Pool => wgsl!("pool.wgsl"),
            Source::Activation => wgsl!("activation.wgsl"),
            Source::Channel => wgsl!("channel.wgsl"),
            Source::Dropout => wgsl!("dropout.wgsl"),
            Source::Loss => wgsl!("loss.wgsl"),
            Source::Update => wgsl!("update.wgsl"),
        };
        [invocation, wgsl!("positions.wgsl"), own].concat()
    }
}

impl Engine {
    const fn text(self) -> &'static str {
        match self {
            Engine::Tiled => wgsl!("gemm_tiled.wgsl"),
            Engine::Direct => wgsl!("gemm_direct.wgsl"),
        }
    }
}

impl Twin {
    fn text(self) -> String {
        let own = match self {
            Twin::Conv2d => wgsl!("conv2d/forward.wgsl"),
            Twin::Conv2dInputGrad => wgsl!("conv2d/input_grad.wgsl"),
            Twin::Conv2dWeightGrad => wgsl!("conv2d/weight_grad.wgsl"),
            Twin::MatMul => return wgsl!("matmul.wgsl").to_owned(),
        };
        [wgsl!("conv2d/window.wgsl"), own].concat()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    Read,
    Write,
}

/// An entry point with its override constants: what is compiled.
#[derive(Debug, Clone, PartialEq)]
pub struct Kernel {
    pub source: Source,
    pub entry: &'static str,
    /// Of each binding, in order.
    pub access: &'static [Access],
    pub constants: Vec<(&'static str, f64)>,
}

/// A buffer that a launch binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    Input(usize),
    Output,
    /// So many numbers that only the launches of one step see.
    Scratch(usize),
}

/// One dispatch.
#[derive(Debug, Clone, PartialEq)]
pub struct Launch {
    pub kernel: Kernel,
    pub operands: Vec<Bound>,
    /// Words of the uniform buffer: whole numbers, and the bits of others.
    pub params: Vec<u32>,
    pub groups: Groups,
}

/// How many groups a launch has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Groups {
    Count(usize),
    /// As many as give each of so many items an invocation.
    Over(usize),
}

/// A launch with an invocation for each of `count` items.
fn line(
    source: Source,
    entry: &'static str,
    (access, operands): (&'static [Access], Vec<Bound>),
    params: Vec<u32>,
    count: usize,
) -> Launch {
    Launch {
        kernel: Kernel {
            source,
            entry,
            access,
            constants: Vec::new(),
        },
        operands,
        params,
        groups: Groups::Over(count),
    }
}

/// Words for a uniform buffer.
fn words(numbers: &[usize]) -> Vec<u32> {
    numbers.iter().map(|&number| number as u32).collect()
}

/// Bindings of so many operands that are read, and the output behind them.
fn reads(count: usize) -> (&'static [Access], Vec<Bound>) {
    use Access::{Read, Write};
    let access: &[Access] = match count {
        0 => &[Write],
        1 => &[Read, Write],
        2 => &[Read, Read, Write],
        _ => &[Read, Read, Read, Write],
    };
    let inputs = (0..access.len() - 1).map(Bound::Input);
    (access, inputs.chain([Bound::Output]).collect())
}

/// What a step, with what was fused into it, has the device do, in order.
pub fn launches(fused: Fused, tiles: Tiles) -> Vec<Launch> {
    let mut launches = unsized_launches(fused, tiles);
    for Launch { kernel, .. } in &mut launches {
        match kernel.source {
            Source::Product(..) => {}
            Source::Slices
            | Source::Pool
            | Source::Activation
            | Source::Channel
            | Source::Dropout
            | Source::Loss
            | Source::Update => kernel.constants.push(("THREADS", tiles.group as f64)),
        }
    }
    launches
}

fn unsized_launches(fused: Fused, tiles: Tiles) -> Vec<Launch> {
    let step = fused.step;
    let x: Vec<Shape> = step.inputs.iter().map(|input| input.shape).collect();
    let out = step.output.shape;
    match step.op {
        Op::Leaf(_) => Vec::new(),
        Op::Constant(value) => vec![pointwise::fill(value, out)],
        Op::Conv2d(window) => product::conv2d(tiles, window, &x, out, fused.relu),
        Op::Conv2dInputGrad { window, .. } => product::conv2d_input_grad(tiles, window, &x, out),
        Op::Conv2dWeightGrad(window) => product::conv2d_weight_grad(tiles, window, &x, out),
        Op::MatMul {
            transpose_a,
            transpose_b,
        } => product::matmul(tiles, [transpose_a, transpose_b], &x, out, fused.relu),
        Op::MaxPool2d(window) => vec![pool::max_pool2d(window, x[0], out)],
        Op::MaxPool2dGrad(window) => pool::max_pool2d_grad(window, &x),
        Op::AvgPool2d {
            window,
            count_include_pad,
        } => vec![pool::avg_pool2d(window, count_include_pad, x[0], out)],
        Op::AvgPool2dGrad {
            window,
            count_include_pad,
            ..
        } => vec![pool::avg_pool2d_grad(window, count_include_pad, x[0], out)],
        Op::Relu => vec![pointwise::unary(Formula::Relu, step)],
        Op::Sigmoid => vec![pointwise::unary(Formula::Sigmoid, step)],
        Op::Tanh => vec![pointwise::unary(Formula::Tanh, step)],
        Op::ReluGrad => vec![pointwise::binary(Formula::Relu, step)],
        Op::SigmoidGrad => vec![pointwise::binary(Formula::Sigmoid, step)],
        Op::TanhGrad => vec![pointwise::binary(Formula::Tanh, step)],
        Op::Add => vec![pointwise::binary(Formula::Sum, step)],
        Op::Reshape => vec![pointwise::concat(0, out.len(), 0, out.len(), out.len())],
        Op::Concat => pointwise::concat_all(&x, out),
        Op::Slice { start } => vec![pointwise::slice(start, x[0], out)],
        Op::Dropout { p, salt } => vec![pointwise::dropout(p, salt, step)],
        Op::SumChannels => vec![pointwise::sum_channels(x[0])],
        Op::Softmax => vec![pointwise::softmax(x[0])],
        Op::SoftmaxGrad => vec![pointwise::softmax_grad(x[0])],
        Op::CrossEntropy => vec![pointwise::over_batch("cross_entropy", x[0])],
        Op::CrossEntropyGrad => vec![pointwise::cross_entropy_grad(x[0])],
        Op::Correct => vec![pointwise::over_batch("correct", x[0])],
        Op::Sgd => vec![pointwise::sgd(out)],
        Op::Momentum { momentum } => vec![pointwise::momentum(momentum, out)],
        Op::Adam { beta1, beta2, eps } => vec![pointwise::adam([beta1, beta2], eps, out)],
    }
}

/// Whether the output takes over the buffer of operand `at`.
fn is_in_place(step: &Step, at: usize) -> bool {
    step.inputs[at].place == step.output.place
}
