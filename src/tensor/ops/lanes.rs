//! Loops over whole slices, four numbers at a time; the last few go through the same lanes,
//! so that they round alike. What is done to them is left to the caller.

use super::super::simd::{F32x4, LANES};
use super::super::tensor::View;

/// `out[i] = f(x[i])`; `x` may stand in `out` itself.
#[inline(always)]
pub fn map(x: View, out: &mut [f32], f: impl Fn(F32x4) -> F32x4) {
    if x.is_in_place() {
        let (heads, tail) = out.as_chunks_mut::<LANES>();
        for y in heads {
            f(F32x4::new(y)).store(y);
        }
        unpad(f(pad(tail)), tail);
        return;
    }
    let (heads, tail) = x.data.as_chunks::<LANES>();
    let (out_heads, out_tail) = out.as_chunks_mut::<LANES>();
    for (x, y) in heads.iter().zip(out_heads) {
        f(F32x4::new(x)).store(y);
    }
    unpad(f(pad(tail)), out_tail);
}

/// `out[i] = f(a[i], b[i])`; `b` may stand in `out` itself.
#[inline(always)]
pub fn map2(a: View, b: View, out: &mut [f32], f: impl Fn(F32x4, F32x4) -> F32x4) {
    if b.is_in_place() {
        return fold(out, a.data, |b, a| f(a, b));
    }
    let (heads, tail) = a.data.as_chunks::<LANES>();
    let (b_heads, b_tail) = b.data.as_chunks::<LANES>();
    let (out_heads, out_tail) = out.as_chunks_mut::<LANES>();
    for ((a, b), y) in heads.iter().zip(b_heads).zip(out_heads) {
        f(F32x4::new(a), F32x4::new(b)).store(y);
    }
    unpad(f(pad(tail), pad(b_tail)), out_tail);
}

/// `sums[i] = f(sums[i], x[i])`
#[inline(always)]
pub fn fold(sums: &mut [f32], x: &[f32], f: impl Fn(F32x4, F32x4) -> F32x4) {
    let (heads, tail) = sums.as_chunks_mut::<LANES>();
    let (x_heads, x_tail) = x.as_chunks::<LANES>();
    for (sum, x) in heads.iter_mut().zip(x_heads) {
        f(F32x4::new(sum), F32x4::new(x)).store(sum);
    }
    unpad(f(pad(tail), pad(x_tail)), tail);
}

/// `sums[i] = its · sums[i] + weight · x[i]`
pub fn add_weighted(sums: &mut [f32], its: f32, x: &[f32], weight: f32) {
    let (its, weight) = (F32x4::splat(its), F32x4::splat(weight));
    fold(sums, x, |sum, x| its * sum + weight * x);
}

/// Σ x: four partial sums, then the rest.
#[inline(always)]
pub fn sum(x: &[f32]) -> f32 {
    let (heads, tail) = x.as_chunks::<{ 4 * LANES }>();
    let mut sums = [F32x4::zero(); 4];
    for sixteen in heads {
        for (sum, four) in sums.iter_mut().zip(sixteen.as_chunks().0) {
            *sum += F32x4::new(four);
        }
    }
    let [a, b, c, d] = sums;
    ((a + b) + (c + d)).sum() + tail.iter().sum::<f32>()
}

/// Up to four numbers, zeros behind them.
#[inline(always)]
pub fn pad(tail: &[f32]) -> F32x4 {
    let mut lanes = [0.0; LANES];
    lanes.iter_mut().zip(tail).for_each(|(lane, x)| *lane = *x);
    F32x4::new(&lanes)
}

/// The first numbers of `lanes`, as many as `out` has.
#[inline(always)]
pub fn unpad(lanes: F32x4, out: &mut [f32]) {
    let lanes = lanes.to_array();
    out.iter_mut().zip(lanes).for_each(|(y, lane)| *y = lane);
}

/// Numbers 0 2 4 6 and 1 3 5 7 of up to eight, zeros behind them.
#[inline(always)]
pub fn load_pairs(x: &[f32]) -> [F32x4; 2] {
    let [low, high] = match x.first_chunk::<8>() {
        Some(eight) => [F32x4::load(&eight[..4]), F32x4::load(&eight[4..])],
        None => [pad(x), pad(x.get(4..).unwrap_or_default())],
    };
    low.deinterleave(high)
}

/// Inverse of [`load_pairs`]; what does not fit is dropped.
#[inline(always)]
pub fn store_pairs([even, odd]: [F32x4; 2], out: &mut [f32]) {
    let [low, high] = even.interleave(odd);
    match out.first_chunk_mut::<8>() {
        Some(eight) => {
            low.store(&mut eight[..4]);
            high.store(&mut eight[4..]);
        }
        None => {
            let (head, tail) = out.split_at_mut(out.len().min(4));
            unpad(low, head);
            unpad(high, tail);
        }
    }
}
