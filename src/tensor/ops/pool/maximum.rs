//! Max pooling and its gradient, four planes at a time: their numbers stand side by side, so that any
//! window goes over all four at once. The formulas are left to `reference`.

use std::array::from_fn;
use std::ops::Range;

use super::super::super::shape::{Shape, Window};
use super::super::super::simd::{F32x4, LANES};
use super::super::super::tensor::{View, ViewMut};
use super::super::taps::Taps;
use super::super::{Need, Scratch, gemm};
use super::halves;

/// A number of each of four planes.
type Four = [f32; LANES];

/// Four planes of the input, of its gradient, and of the output.
pub fn scratch(input: Shape, output: Shape) -> Need {
    let [input, output] = [input, output].map(|shape| shape.h().saturating_mul(shape.w()));
    let planes = input.saturating_mul(2).saturating_add(output);
    Need {
        numbers: planes.saturating_mul(LANES),
        indices: 0,
    }
}

pub fn max_pool2d(window: Window, x: View, out: ViewMut, scratch: &mut Scratch) {
    if window == halves::WINDOW {
        return halves::max_pool2d(x, out);
    }
    let taps = Taps::new(window, x.shape, out.shape);
    let [area, out_area] = areas(&taps);
    let (four, rest) = scratch.numbers.as_chunks_mut().0.split_at_mut(area);
    let four_out = &mut rest[..out_area];
    let inputs = x.data.chunks(LANES * area);
    for (x, y) in inputs.zip(out.data.chunks_mut(LANES * out_area)) {
        gather(x, four);
        maxima(&taps, four, four_out);
        scatter(four_out, y);
    }
}

pub fn max_pool2d_grad(
    window: Window,
    [x, upstream]: [View; 2],
    out: ViewMut,
    scratch: &mut Scratch,
) {
    if window == halves::WINDOW {
        return halves::max_pool2d_grad(x, upstream, out);
    }
    let taps = Taps::new(window, x.shape, upstream.shape);
    let [area, out_area] = areas(&taps);
    let (four, rest) = scratch.numbers.as_chunks_mut().0.split_at_mut(area);
    let (four_grad, rest) = rest.split_at_mut(area);
    let four_up = &mut rest[..out_area];
    let inputs = x.data.chunks(LANES * area);
    let upstreams = upstream.data.chunks(LANES * out_area);
    let grads = out.data.chunks_mut(LANES * area);
    for ((x, up), grad) in inputs.zip(upstreams).zip(grads) {
        gather(x, four);
        gather(up, four_up);
        four_grad.fill([0.0; LANES]);
        claims(&taps, four, four_up, four_grad);
        scatter(four_grad, grad);
    }
}

fn areas(taps: &Taps) -> [usize; 2] {
    [taps.input, taps.output].map(|[height, width]| height * width)
}

#[inline(never)]
fn maxima(taps: &Taps, x: &[Four], y: &mut [Four]) {
    for (i, y) in y.chunks_exact_mut(taps.output[1]).enumerate() {
        let rows = taps.span(0, i);
        for (j, y) in y.iter_mut().enumerate() {
            let columns = taps.span(1, j);
            let mut best = first(taps, x, &rows, &columns);
            each(taps, x, &rows, &columns, |_, x| best = best.max(x));
            best.store(y);
        }
    }
}

/// Adds each number of `up` to the first largest of its window.
#[inline(never)]
fn claims(taps: &Taps, x: &[Four], up: &[Four], grad: &mut [Four]) {
    for (i, up) in up.chunks_exact(taps.output[1]).enumerate() {
        let rows = taps.span(0, i);
        for (j, up) in up.iter().enumerate() {
            let columns = taps.span(1, j);
            if rows.is_empty() || columns.is_empty() {
                continue;
            }
            let mut best = first(taps, x, &rows, &columns);
            // Positions, as bits: only moved, never reckoned with.
            let position = |at: usize| F32x4::splat(f32::from_bits(at as u32));
            let mut winner = position(rows.start * taps.input[1] + columns.start);
            each(taps, x, &rows, &columns, |at, x| {
                winner = best.less(x).select(position(at), winner);
                best = best.max(x);
            });
            for (lane, at) in winner.to_array().into_iter().enumerate() {
                grad[at.to_bits() as usize][lane] += up[lane];
            }
        }
    }
}

/// The first numbers of a window; −∞ if it lies in the padding.
#[inline(always)]
fn first(taps: &Taps, x: &[Four], rows: &Range<usize>, columns: &Range<usize>) -> F32x4 {
    if rows.is_empty() || columns.is_empty() {
        return F32x4::splat(f32::NEG_INFINITY);
    }
    F32x4::new(&x[rows.start * taps.input[1] + columns.start])
}

/// `f(position, numbers)` for all of a window, in reading order.
#[inline(always)]
fn each(
    taps: &Taps,
    x: &[Four],
    rows: &Range<usize>,
    columns: &Range<usize>,
    mut f: impl FnMut(usize, F32x4),
) {
    let [down, along] = taps.window.dilation;
    // `step_by` would divide to count its steps, once for each row of each window.
    let mut row = rows.start;
    while row < rows.end {
        let start = row * taps.input[1];
        if along == 1 {
            let own = start + columns.start..start + columns.end;
            for (at, x) in own.clone().zip(&x[own]) {
                f(at, F32x4::new(x));
            }
        } else {
            let mut at = start + columns.start;
            while at < start + columns.end {
                f(at, F32x4::new(&x[at]));
                at += along;
            }
        }
        row += down;
    }
}

/// `four[k][lane]` is number k of plane `lane`; of fewer planes, the last one again.
fn gather(planes: &[f32], four: &mut [Four]) {
    let area = four.len();
    let last = planes.len() / area - 1;
    let plane = |lane: usize| &planes[lane.min(last) * area..][..area];
    gemm::interleave(from_fn(plane), four);
}

/// Inverse of [`gather`].
fn scatter(four: &[Four], planes: &mut [f32]) {
    let area = four.len();
    let mut rows = planes.chunks_exact_mut(area);
    let [Some(a), Some(b), Some(c), Some(d)] = from_fn(|_| rows.next()) else {
        for (lane, plane) in planes.chunks_exact_mut(area).enumerate() {
            plane.iter_mut().zip(four).for_each(|(y, x)| *y = x[lane]);
        }
        return;
    };
    let mut rows = [a, b, c, d];
    let (quads, tail) = four.as_chunks::<LANES>();
    for (quad, at) in quads.iter().zip((0..).step_by(LANES)) {
        let columns = F32x4::transpose(quad.each_ref().map(F32x4::new));
        for (row, column) in rows.iter_mut().zip(columns) {
            column.store(&mut row[at..]);
        }
    }
    for (x, at) in tail.iter().zip(quads.len() * LANES..) {
        rows.iter_mut().zip(x).for_each(|(row, &x)| row[at] = x);
    }
}
