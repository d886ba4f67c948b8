//! Softmax, cross-entropy and the count of right answers. Labels are class indices as numbers.
//! The kernels are loops of the formulas: rows are short, and their cost is nothing beside a
//! convolution's.

use super::super::tensor::{View, ViewMut};
use super::math::{exp, ln};

/// Over channels, for each sample and pixel: y_c = e^(x_c − max) / Σ_k e^(x_k − max).
pub fn softmax(x: View, out: ViewMut) {
    let [n, c, h, w] = x.shape.0;
    let area = h * w;
    for at in 0..n {
        let (x, y) = (x.sample(at), &mut out.data[at * c * area..][..c * area]);
        for pixel in 0..area {
            let channels = || (pixel..c * area).step_by(area);
            let largest = channels().map(|k| x[k]).fold(f32::NEG_INFINITY, f32::max);
            let mut sum = 0.0;
            for k in channels() {
                y[k] = exp(x[k] - largest);
                sum += y[k];
            }
            for k in channels() {
                y[k] /= sum;
            }
        }
    }
}

/// ∂x_c = y_c · (u_c − Σ_k u_k·y_k)
pub fn softmax_grad(y: View, upstream: View, out: ViewMut) {
    let [n, c, h, w] = y.shape.0;
    let area = h * w;
    for at in 0..n {
        let (y, up) = (y.sample(at), upstream.sample(at));
        let out = &mut out.data[at * c * area..][..c * area];
        for pixel in 0..area {
            let channels = || (pixel..c * area).step_by(area);
            let dot: f32 = channels().map(|k| up[k] * y[k]).sum();
            for k in channels() {
                out[k] = y[k] * (up[k] - dot);
            }
        }
    }
}

/// Mean over n of ln Σ_k e^(x_nk) − x_n,target(n).
pub fn cross_entropy(logits: View, target: View, out: ViewMut) {
    let n = logits.shape.n();
    let loss = |at| {
        let row = logits.sample(at);
        let (largest, sum) = largest_and_sum(row);
        largest + ln(sum) - row[class(target, at)]
    };
    // In f64: a mean over many samples keeps its digits.
    let total: f64 = (0..n).map(|at| f64::from(loss(at))).sum();
    out.data[0] = (total / n as f64) as f32;
}

/// u/N · (softmax(x)_nc − [c = target(n)])
pub fn cross_entropy_grad(logits: View, target: View, upstream: View, out: ViewMut) {
    let c = logits.shape.sample_len();
    let scale = upstream.data[0] / logits.shape.n() as f32;
    for (at, out) in out.data.chunks_exact_mut(c).enumerate() {
        let row = logits.sample(at);
        let (largest, sum) = largest_and_sum(row);
        for (x, y) in row.iter().zip(&mut *out) {
            *y = exp(x - largest) / sum * scale;
        }
        out[class(target, at)] -= scale;
    }
}

/// Samples whose first largest logit stands at the target.
pub fn correct(logits: View, target: View, out: ViewMut) {
    let right = |&at: &usize| {
        let row = logits.sample(at);
        let answer = row[class(target, at)];
        let before = row.iter().take(class(target, at));
        before.clone().all(|&x| x < answer) && row.iter().all(|&x| x <= answer)
    };
    out.data[0] = (0..logits.shape.n()).filter(right).count() as f32;
}

fn largest_and_sum(row: &[f32]) -> (f32, f32) {
    let largest = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    (largest, row.iter().map(|&x| exp(x - largest)).sum())
}

fn class(target: View, at: usize) -> usize {
    target.data[at] as usize
}
