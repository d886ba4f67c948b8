//! Average pooling and its gradient: a window is added up down its rows first, then across its columns.
//! The formulas are left to `reference`.

use std::ops::Add as _;

use super::super::super::shape::{Padding, Shape, Window};
use super::super::super::simd::F32x4;
use super::super::super::tensor::{View, ViewMut};
use super::super::taps::Taps;
use super::super::{Need, Scratch, lanes};
use super::for_each_plane;

/// Two rows.
pub fn scratch(input: Shape, output: Shape) -> Need {
    Need {
        numbers: input.w() + output.w(),
        indices: 0,
    }
}

#[inline(never)]
pub fn avg_pool2d(
    window: Window,
    count_include_pad: bool,
    x: View,
    mut out: ViewMut,
    scratch: &mut Scratch,
) {
    let taps = Taps::new(window, x.shape, out.shape);
    let row = &mut scratch.numbers[..x.shape.w()];
    for_each_plane(x.shape, |n, c| {
        let lines = out.plane(n, c).chunks_exact_mut(taps.output[1]);
        for (i, y) in lines.enumerate() {
            down(&taps, x.plane(n, c), i, row);
            across(&taps, row, y);
            divide(&taps, count_include_pad, i, y);
        }
    });
}

#[inline(never)]
pub fn avg_pool2d_grad(
    window: Window,
    count_include_pad: bool,
    upstream: View,
    mut out: ViewMut,
    scratch: &mut Scratch,
) {
    let taps = Taps::new(window, out.shape, upstream.shape);
    let (shares, row) = scratch.numbers.split_at_mut(taps.output[1]);
    let row = &mut row[..out.shape.w()];
    out.data.fill(0.0);
    for_each_plane(out.shape, |n, c| {
        let lines = upstream.plane(n, c).chunks_exact(taps.output[1]);
        for (i, up) in lines.enumerate() {
            shares.copy_from_slice(up);
            divide(&taps, count_include_pad, i, shares);
            spread(&taps, shares, row);
            for r in taps.rows(i) {
                let grad = &mut out.plane(n, c)[r * row.len()..][..row.len()];
                lanes::fold(grad, row, F32x4::add);
            }
        }
    });
}

/// `row[column]` = the sum of all that output row `i` reads in that column.
fn down(taps: &Taps, x: &[f32], i: usize, row: &mut [f32]) {
    row.fill(0.0);
    for at in taps.rows(i) {
        lanes::fold(row, &x[at * row.len()..][..row.len()], F32x4::add);
    }
}

/// `y[j]` = the sum of all columns of `row` that output column j reads.
fn across(taps: &Taps, row: &[f32], y: &mut [f32]) {
    if in_pairs(taps) {
        for (y, pairs) in y.chunks_mut(4).zip(row.chunks(8)) {
            let [even, odd] = lanes::load_pairs(pairs);
            lanes::unpad(even + odd, y);
        }
        return;
    }
    for (j, y) in y.iter_mut().enumerate() {
        *y = taps.columns(j).map(|column| row[column]).sum();
    }
}

/// Inverse of [`across`]: each share goes to every column that output column j reads.
fn spread(taps: &Taps, shares: &[f32], row: &mut [f32]) {
    row.fill(0.0);
    if in_pairs(taps) {
        for (shares, pairs) in shares.chunks(4).zip(row.chunks_mut(8)) {
            let shares = lanes::pad(shares);
            lanes::store_pairs([shares; 2], pairs);
        }
        return;
    }
    for (j, share) in shares.iter().enumerate() {
        taps.columns(j).for_each(|column| row[column] += share);
    }
}

/// Windows of two columns side by side.
fn in_pairs(taps: &Taps) -> bool {
    let Window {
        kernel,
        stride,
        padding,
        dilation,
    } = taps.window;
    let pairs = [kernel[1], stride[1], dilation[1]] == [2, 2, 1];
    pairs && padding.left == 0 && taps.output[1] * 2 <= taps.input[1]
}

/// Sums of output row `i` become means.
fn divide(taps: &Taps, count_include_pad: bool, i: usize, sums: &mut [f32]) {
    let Window {
        kernel, padding, ..
    } = taps.window;
    if count_include_pad || padding == Padding::default() {
        let count = (kernel[0] * kernel[1]) as f32;
        sums.iter_mut().for_each(|sum| *sum /= count);
        return;
    }
    let rows = taps.rows(i).count();
    for (j, sum) in sums.iter_mut().enumerate() {
        *sum /= (rows * taps.columns(j).count()) as f32;
    }
}
