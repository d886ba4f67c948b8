//! ReLU, sigmoid, tanh, with gradients from their outputs, and addition: number by number.
//! e^x itself is left to `math`.

use super::super::simd::F32x4;
use super::super::tensor::{View, ViewMut};
use super::lanes::{map, map2};
use super::math::{exp_lanes, tanh_lanes};

#[inline(never)]
pub fn relu(x: View, out: ViewMut) {
    // In this order a NaN stays.
    map(x, out.data, |x| x.max(F32x4::zero()));
}

#[inline(never)]
pub fn relu_grad(y: View, upstream: View, out: ViewMut) {
    let zero = F32x4::zero();
    map2(y, upstream, out.data, |y, up| zero.less(y).and(up));
}

#[inline(never)]
pub fn sigmoid(x: View, out: ViewMut) {
    let (zero, one) = (F32x4::zero(), F32x4::splat(1.0));
    map(x, out.data, |x| one / (one + exp_lanes(zero - x)));
}

#[inline(never)]
pub fn sigmoid_grad(y: View, upstream: View, out: ViewMut) {
    let one = F32x4::splat(1.0);
    map2(y, upstream, out.data, |y, up| up * (y * (one - y)));
}

#[inline(never)]
pub fn tanh(x: View, out: ViewMut) {
    map(x, out.data, tanh_lanes);
}

#[inline(never)]
pub fn tanh_grad(y: View, upstream: View, out: ViewMut) {
    let one = F32x4::splat(1.0);
    map2(y, upstream, out.data, |y, up| up * (one - y * y));
}

#[inline(never)]
pub fn add(a: View, b: View, out: ViewMut) {
    map2(a, b, out.data, |a, b| a + b);
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
