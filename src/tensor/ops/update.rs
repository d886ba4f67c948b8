//! SGD, momentum and Adam in PyTorch's formulas, in place on a parameter and its state.
//! Learning rate and step come from the clock leaf `[step, lr, seed, first]`; which parameters
//! are updated is left to the graph.

use super::super::simd::{F32x4, LANES};

/// Most buffers that one update writes: a parameter and two moments.
pub const MAX_WRITTEN: usize = 3;

/// The ops that write their inputs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Update {
    Sgd,
    Momentum { momentum: f32 },
    Adam { beta1: f32, beta2: f32, eps: f32 },
}

/// What an update reads: the gradient and the clock.
#[derive(Debug, Clone, Copy)]
pub struct Feed<'a> {
    pub grad: &'a [f32],
    pub clock: &'a [f32],
}

impl Update {
    /// Inputs that are written: the parameter, then its state.
    pub const fn written(self) -> &'static [usize] {
        match self {
            Update::Sgd => &[0],
            Update::Momentum { .. } => &[0, 2],
            Update::Adam { .. } => &[0, 2, 3],
        }
    }

    /// Positions of gradient and clock among the inputs.
    pub const fn read(self) -> [usize; 2] {
        match self {
            Update::Sgd => [1, 2],
            Update::Momentum { .. } => [1, 3],
            Update::Adam { .. } => [1, 4],
        }
    }

    /// `written` in the order of [`Update::written`]; buffers that this kind lacks are not touched.
    pub fn run(self, written: [&mut [f32]; MAX_WRITTEN], feed: Feed) {
        let [param, first, second] = written;
        match self {
            Update::Sgd => sgd(param, feed),
            Update::Momentum { momentum } => with_momentum(momentum, param, first, feed),
            Update::Adam { beta1, beta2, eps } => {
                let factors = AdamFactors::new([beta1, beta2], eps, feed.clock);
                adam(factors, [param, first, second], feed.grad);
            }
        }
    }

    /// The formulas, one number at a time.
    ///
    /// SGD: w ← w − lr·g. Momentum: v ← μ·v + g, w ← w − lr·v. Adam, at step t = 1, 2, …:
    /// m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g²,
    /// w ← w − lr/(1 − β₁ᵗ) · m / (√v/√(1 − β₂ᵗ) + ε).
    pub fn reference(self, written: [&mut [f32]; MAX_WRITTEN], feed: Feed) {
        let [param, first, second] = written;
        let lr = feed.clock[1];
        for (i, w) in param.iter_mut().enumerate() {
            let g = feed.grad[i];
            *w -= match self {
                Update::Sgd => lr * g,
                Update::Momentum { momentum } => {
                    first[i] = momentum * first[i] + g;
                    lr * first[i]
                }
                Update::Adam { beta1, beta2, eps } => {
                    let t = feed.clock[0] as i32 + 1;
                    first[i] = beta1 * first[i] + (1.0 - beta1) * g;
                    second[i] = beta2 * second[i] + (1.0 - beta2) * g * g;
                    let corrected = lr / (1.0 - beta1.powi(t));
                    corrected * first[i] / (second[i].sqrt() / (1.0 - beta2.powi(t)).sqrt() + eps)
                }
            };
        }
    }
}

fn sgd(param: &mut [f32], feed: Feed) {
    let lr = feed.clock[1];
    for (w, g) in param.iter_mut().zip(feed.grad) {
        *w -= lr * g;
    }
}

fn with_momentum(momentum: f32, param: &mut [f32], velocity: &mut [f32], feed: Feed) {
    let lr = feed.clock[1];
    for ((w, v), g) in param.iter_mut().zip(velocity).zip(feed.grad) {
        *v = momentum * *v + g;
        *w -= lr * *v;
    }
}

/// What is the same for all numbers of a step, in f64 as PyTorch has it.
#[derive(Debug, Clone, Copy)]
struct AdamFactors {
    betas: [f32; 2],
    rests: [f32; 2],
    step_size: f32,
    root_correction: f32,
    eps: f32,
}

impl AdamFactors {
    fn new(betas: [f32; 2], eps: f32, clock: &[f32]) -> Self {
        // 0.999 as f32 is 0.99900001, and 1 − β₂ would be off in the fifth digit.
        let exact = betas.map(|beta| (f64::from(beta) * 1e7).round() / 1e7);
        let step = clock[0] as u32 + 1;
        let corrections = exact.map(|beta| 1.0 - power(beta, step));
        Self {
            betas,
            rests: exact.map(|beta| (1.0 - beta) as f32),
            step_size: (f64::from(clock[1]) / corrections[0]) as f32,
            root_correction: corrections[1].sqrt() as f32,
            eps,
        }
    }
}

/// `base^exponent` by squaring: the same bits on every target, unlike `powi`.
fn power(mut base: f64, mut exponent: u32) -> f64 {
    let mut product = 1.0;
    while exponent > 0 {
        if exponent & 1 == 1 {
            product *= base;
        }
        base *= base;
        exponent >>= 1;
    }
    product
}

fn adam(factors: AdamFactors, [param, first, second]: [&mut [f32]; 3], grad: &[f32]) {
    let blocks = param.len() / LANES * LANES;
    let (heads, tails) = split([&mut *param, first, second], blocks);
    let (grad_head, grad_tail) = grad.split_at(blocks);
    adam_lanes(factors, heads, grad_head);
    if !grad_tail.is_empty() {
        // The last few numbers go through the same lanes, so that they round alike.
        let mut padded = [[0.0; LANES]; MAX_WRITTEN];
        let mut padded_grad = [0.0; LANES];
        padded_grad[..grad_tail.len()].copy_from_slice(grad_tail);
        for (padded, tail) in padded.iter_mut().zip(&tails) {
            padded[..tail.len()].copy_from_slice(tail);
        }
        adam_lanes(
            factors,
            padded.each_mut().map(|lanes| &mut lanes[..]),
            &padded_grad,
        );
        for (padded, tail) in padded.iter().zip(tails) {
            let len = tail.len();
            tail.copy_from_slice(&padded[..len]);
        }
    }
}

type Three<'a> = [&'a mut [f32]; MAX_WRITTEN];

fn split(slices: Three<'_>, at: usize) -> (Three<'_>, Three<'_>) {
    let [a, b, c] = slices;
    let (a, a_tail) = a.split_at_mut(at);
    let (b, b_tail) = b.split_at_mut(at);
    let (c, c_tail) = c.split_at_mut(at);
    ([a, b, c], [a_tail, b_tail, c_tail])
}

fn adam_lanes(factors: AdamFactors, [param, first, second]: Three<'_>, grad: &[f32]) {
    let [beta1, beta2] = factors.betas.map(F32x4::splat);
    let [rest1, rest2] = factors.rests.map(F32x4::splat);
    let (step_size, eps) = (F32x4::splat(factors.step_size), F32x4::splat(factors.eps));
    let root_correction = F32x4::splat(factors.root_correction);
    let state = first
        .as_chunks_mut()
        .0
        .iter_mut()
        .zip(second.as_chunks_mut().0);
    let rows = param.as_chunks_mut().0.iter_mut().zip(state);
    for ((w, (m, v)), g) in rows.zip(grad.as_chunks().0) {
        let g = F32x4::new(g);
        let next_m = beta1 * F32x4::new(m) + rest1 * g;
        let next_v = beta2 * F32x4::new(v) + rest2 * (g * g);
        let denominator = next_v.sqrt() / root_correction + eps;
        let next_w = F32x4::new(w) - step_size * (next_m / denominator);
        next_m.store(m);
        next_v.store(v);
        next_w.store(w);
    }
}
