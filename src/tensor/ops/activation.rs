//! ReLU, sigmoid, tanh, with gradients from their outputs, and addition: number by number.
//! e^x itself is left to `math`.

use super::super::simd::{F32x4, LANES};
use super::super::tensor::{View, ViewMut};
use super::math::{exp_lanes, tanh_lanes};

pub fn relu(x: View, out: ViewMut) {
    // In this order a NaN stays.
    map(x.data, out.data, |x| x.max(F32x4::zero()));
}

pub fn relu_grad(y: View, upstream: View, out: ViewMut) {
    let zero = F32x4::zero();
    map2(y, upstream, out, |y, up| zero.less(y).and(up));
}

pub fn sigmoid(x: View, out: ViewMut) {
    let (zero, one) = (F32x4::zero(), F32x4::splat(1.0));
    map(x.data, out.data, |x| one / (one + exp_lanes(zero - x)));
}

pub fn sigmoid_grad(y: View, upstream: View, out: ViewMut) {
    let one = F32x4::splat(1.0);
    map2(y, upstream, out, |y, up| up * (y * (one - y)));
}

pub fn tanh(x: View, out: ViewMut) {
    map(x.data, out.data, tanh_lanes);
}

pub fn tanh_grad(y: View, upstream: View, out: ViewMut) {
    let one = F32x4::splat(1.0);
    map2(y, upstream, out, |y, up| up * (one - y * y));
}

pub fn add(a: View, b: View, out: ViewMut) {
    map2(a, b, out, |a, b| a + b);
}

/// Applies `f` to four numbers at a time; the last few go through the same lanes.
fn map(x: &[f32], out: &mut [f32], f: impl Fn(F32x4) -> F32x4) {
    let (heads, tail) = x.as_chunks::<LANES>();
    let (out_heads, out_tail) = out.as_chunks_mut::<LANES>();
    for (x, y) in heads.iter().zip(out_heads) {
        f(F32x4::new(x)).store(y);
    }
    if !tail.is_empty() {
        let lanes = f(F32x4::new(&padded(tail))).to_array();
        out_tail.copy_from_slice(&lanes[..tail.len()]);
    }
}

fn map2(a: View, b: View, out: ViewMut, f: impl Fn(F32x4, F32x4) -> F32x4) {
    let (heads, tail) = a.data.as_chunks::<LANES>();
    let (b_heads, b_tail) = b.data.as_chunks::<LANES>();
    let (out_heads, out_tail) = out.data.as_chunks_mut::<LANES>();
    for ((a, b), y) in heads.iter().zip(b_heads).zip(out_heads) {
        f(F32x4::new(a), F32x4::new(b)).store(y);
    }
    if !tail.is_empty() {
        let lanes = f(F32x4::new(&padded(tail)), F32x4::new(&padded(b_tail))).to_array();
        out_tail.copy_from_slice(&lanes[..tail.len()]);
    }
}

fn padded(tail: &[f32]) -> [f32; LANES] {
    let mut lanes = [0.0; LANES];
    lanes[..tail.len()].copy_from_slice(tail);
    lanes
}

/// The formulas, one number at a time, with the standard library's functions.
pub mod reference {
    /// max(x, 0)
    pub fn relu(x: f32) -> f32 {
        if x < 0.0 { 0.0 } else { x }
    }

    /// 1 where y > 0, else 0
    pub fn relu_grad(y: f32, upstream: f32) -> f32 {
        if y > 0.0 { upstream } else { 0.0 }
    }

    /// 1 / (1 + e⁻ˣ)
    pub fn sigmoid(x: f32) -> f32 {
        1.0 / (1.0 + (-x).exp())
    }

    /// u · y(1 − y)
    pub fn sigmoid_grad(y: f32, upstream: f32) -> f32 {
        upstream * y * (1.0 - y)
    }

    /// (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ)
    pub fn tanh(x: f32) -> f32 {
        x.tanh()
    }

    /// u · (1 − y²)
    pub fn tanh_grad(y: f32, upstream: f32) -> f32 {
        upstream * (1.0 - y * y)
    }
}
