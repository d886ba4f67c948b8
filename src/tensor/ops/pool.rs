//! Max and average pooling, each channel on its own. Padding counts as −∞ for the maximum;
//! for the mean it is left out, or counted as zeros if asked.

use std::ops::Add as _;

use super::super::shape::{Padding, Shape, Window};
use super::super::simd::F32x4;
use super::super::tensor::{View, ViewMut};
use super::taps::Taps;
use super::{Need, Scratch, lanes};

/// Two rows: a window is reduced down its rows first, then across its columns.
pub fn scratch(input: Shape, output: Shape) -> Need {
    Need {
        numbers: input.w() + output.w(),
        indices: 0,
    }
}

#[inline(never)]
pub fn max_pool2d(window: Window, x: View, mut out: ViewMut, scratch: &mut Scratch) {
    let taps = Taps::new(window, x.shape, out.shape);
    let row = &mut scratch.numbers[..x.shape.w()];
    // In this order a window of nothing but NaN stays NaN.
    let larger = |best: F32x4, x: F32x4| x.max(best);
    for_each_plane(x.shape, |n, c| {
        let lines = out.plane(n, c).chunks_exact_mut(taps.output[1]);
        for (i, y) in lines.enumerate() {
            down(&taps, x.plane(n, c), i, f32::NEG_INFINITY, row, larger);
            across(&taps, row, f32::NEG_INFINITY, y, larger);
        }
    });
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
            down(&taps, x.plane(n, c), i, 0.0, row, F32x4::add);
            across(&taps, row, 0.0, y, F32x4::add);
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

pub fn max_pool2d_grad(window: Window, x: View, upstream: View, mut out: ViewMut) {
    let taps = Taps::new(window, x.shape, upstream.shape);
    out.data.fill(0.0);
    for_each_plane(x.shape, |n, c| {
        let (x, up, grad) = (x.plane(n, c), upstream.plane(n, c), out.plane(n, c));
        if window == Window::square(2).stride(2) {
            halves_grad(x, taps.input[1], up, taps.output[1], grad);
        } else {
            windows_grad(&taps, x, up, grad);
        }
    });
}

/// Windows of 2×2 side by side, four at a time.
#[inline(never)]
fn halves_grad(x: &[f32], width: usize, up: &[f32], columns: usize, grad: &mut [f32]) {
    let rows = up.chunks_exact(columns);
    let pairs = x
        .chunks_exact(2 * width)
        .zip(grad.chunks_exact_mut(2 * width));
    for (up, (x, grad)) in rows.zip(pairs) {
        let (top, bottom) = x.split_at(width);
        let (grad_top, grad_bottom) = grad.split_at_mut(width);
        let inputs = top.chunks(8).zip(bottom.chunks(8));
        let grads = grad_top.chunks_mut(8).zip(grad_bottom.chunks_mut(8));
        for (up, ((top, bottom), (grad_top, grad_bottom))) in up.chunks(4).zip(inputs.zip(grads)) {
            let [a, b] = lanes::load_pairs(top);
            let [c, d] = lanes::load_pairs(bottom);
            let mut rest = lanes::pad(up);
            // From the last tap back: it wins if it beats all before it.
            let second = b.max(a);
            let third = c.max(second);
            let mut claim = |wins: F32x4| {
                let claimed = wins.and(rest);
                rest = wins.select(F32x4::zero(), rest);
                claimed
            };
            let (from_d, from_c, from_b) = (
                claim(third.less(d)),
                claim(second.less(c)),
                claim(a.less(b)),
            );
            lanes::store_pairs([rest, from_b], grad_top);
            lanes::store_pairs([from_c, from_d], grad_bottom);
        }
    }
}

#[inline(never)]
fn windows_grad(taps: &Taps, x: &[f32], up: &[f32], grad: &mut [f32]) {
    let width = taps.input[1];
    for (i, up) in up.chunks_exact(taps.output[1]).enumerate() {
        let rows = taps.span(0, i);
        for (j, up) in up.iter().enumerate() {
            let columns = taps.span(1, j);
            if rows.is_empty() || columns.is_empty() {
                continue;
            }
            let mut winner = rows.start * width + columns.start;
            let mut row = rows.start;
            // `step_by` would divide to count its steps, once for each row of each window.
            while row < rows.end {
                let mut at = row * width + columns.start;
                while at < row * width + columns.end {
                    if x[at] > x[winner] {
                        winner = at;
                    }
                    at += taps.window.dilation[1];
                }
                row += taps.window.dilation[0];
            }
            grad[winner] += up;
        }
    }
}

/// `row[column]` = all that output row `i` reads in that column.
#[inline(always)]
fn down(
    taps: &Taps,
    x: &[f32],
    i: usize,
    start: f32,
    row: &mut [f32],
    f: impl Fn(F32x4, F32x4) -> F32x4,
) {
    row.fill(start);
    for at in taps.rows(i) {
        lanes::fold(row, &x[at * row.len()..][..row.len()], &f);
    }
}

/// `y[j]` = all columns of `row` that output column j reads.
#[inline(always)]
fn across(taps: &Taps, row: &[f32], start: f32, y: &mut [f32], f: impl Fn(F32x4, F32x4) -> F32x4) {
    if in_pairs(taps) {
        for (y, pairs) in y.chunks_mut(4).zip(row.chunks(8)) {
            let [even, odd] = lanes::load_pairs(pairs);
            lanes::unpad(f(even, odd), y);
        }
        return;
    }
    for (j, y) in y.iter_mut().enumerate() {
        let all = taps.columns(j).map(|column| F32x4::splat(row[column]));
        *y = all.fold(F32x4::splat(start), &f).to_array()[0];
    }
}

/// Inverse of [`across`] for sums: each share goes to every column that output column j reads.
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

fn for_each_plane(shape: Shape, mut f: impl FnMut(usize, usize)) {
    (0..shape.n()).for_each(|n| (0..shape.c()).for_each(|c| f(n, c)));
}

pub mod reference {
    use super::{Taps, View, ViewMut, Window, for_each_plane};

    /// y_ij = max over u, v of x at row s·i + d·u − p, column likewise.
    pub fn max_pool2d(window: Window, x: View, mut out: ViewMut) {
        let taps = Taps::new(window, x.shape, out.shape);
        for_each_plane(out.shape, |n, c| {
            let x = x.plane(n, c);
            let columns = out.shape.w();
            for (at, y) in out.plane(n, c).iter_mut().enumerate() {
                *y = match winner(&taps, x, at / columns, at % columns) {
                    Some(at) => x[at],
                    None => f32::NEG_INFINITY,
                };
            }
        });
    }

    /// Each u_ij goes to the first largest x in its window; overlapping windows add up.
    pub fn max_pool2d_grad(window: Window, x: View, upstream: View, mut out: ViewMut) {
        let taps = Taps::new(window, x.shape, upstream.shape);
        out.data.fill(0.0);
        for_each_plane(out.shape, |n, c| {
            let (x, grad) = (x.plane(n, c), out.plane(n, c));
            let columns = upstream.shape.w();
            for (at, up) in upstream.plane(n, c).iter().enumerate() {
                if let Some(at) = winner(&taps, x, at / columns, at % columns) {
                    grad[at] += up;
                }
            }
        });
    }

    /// y_ij = Σ over u, v of x / number of taps.
    pub fn avg_pool2d(window: Window, count_include_pad: bool, x: View, mut out: ViewMut) {
        let taps = Taps::new(window, x.shape, out.shape);
        for_each_plane(out.shape, |n, c| {
            let x = x.plane(n, c);
            let columns = out.shape.w();
            for (at, y) in out.plane(n, c).iter_mut().enumerate() {
                let [i, j] = [at / columns, at % columns];
                let sum: f32 = taps.at(i, j).map(|at| x[at]).sum();
                *y = sum / divisor(&taps, count_include_pad, i, j);
            }
        });
    }

    /// Each u_ij / number of taps goes to every x in its window.
    pub fn avg_pool2d_grad(
        window: Window,
        count_include_pad: bool,
        upstream: View,
        mut out: ViewMut,
    ) {
        let taps = Taps::new(window, out.shape, upstream.shape);
        out.data.fill(0.0);
        for_each_plane(out.shape, |n, c| {
            let grad = out.plane(n, c);
            let columns = upstream.shape.w();
            for (at, up) in upstream.plane(n, c).iter().enumerate() {
                let [i, j] = [at / columns, at % columns];
                let share = up / divisor(&taps, count_include_pad, i, j);
                taps.at(i, j).for_each(|at| grad[at] += share);
            }
        });
    }

    fn divisor(taps: &Taps, count_include_pad: bool, i: usize, j: usize) -> f32 {
        let count = if count_include_pad {
            taps.window.kernel[0] * taps.window.kernel[1]
        } else {
            taps.at(i, j).count()
        };
        count as f32
    }

    /// Position of the first largest number in the window of output (i, j).
    fn winner(taps: &Taps, x: &[f32], i: usize, j: usize) -> Option<usize> {
        let later_if_larger = |best: usize, at: usize| if x[at] > x[best] { at } else { best };
        taps.at(i, j).reduce(later_if_larger)
    }
}
