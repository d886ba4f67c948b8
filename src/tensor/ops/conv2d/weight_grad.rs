//! The gradient of the weight: upstream · patchesᵀ.
//! Rows are output channels, columns are taps, depth are pixels. With many channels it goes through
//! the packed product; with few, packing would cost more than the product, and four neighbouring
//! pixels are multiplied where they stand.

use std::array::from_fn;

use super::super::super::shape::{Shape, Window};
use super::super::super::simd::{F32x4, LANES};
use super::super::super::tensor::{View, ViewMut};
use super::super::gemm::{self, Panel, Size, Spot};
use super::super::patches::{Order, Patches};
use super::super::{Need, Scratch};
use super::winograd;

pub fn scratch(window: Window, [x, upstream]: [Shape; 2]) -> Need {
    if winograd::pays(window, x, upstream) {
        return winograd::weight_grad_scratch(window, [x, upstream]);
    }
    let patches = Patches::new(window, x, upstream);
    let depth = patches.group(x.n()) * patches.pixels();
    let product = match in_place(window, upstream) {
        true => sums_len(upstream.c(), patches.taps()),
        false => gemm::scratch(upstream.c(), depth),
    };
    Need {
        numbers: product + patches.scratch(x.n()),
        // Two for every four pixels of a group, where it is done in place.
        indices: patches.indices() + depth.div_ceil(2),
    }
}

/// Upstream · patchesᵀ: rows are output channels, columns are taps, depth are pixels.
pub fn conv2d_weight_grad(
    window: Window,
    [x, upstream]: [View; 2],
    out: ViewMut,
    scratch: &mut Scratch,
) {
    if winograd::pays(window, x.shape, upstream.shape) {
        return winograd::conv2d_weight_grad(window, [x, upstream], out, scratch);
    }
    if in_place(window, upstream.shape) {
        return match window.kernel[1] {
            3 => dots::<3>(window, [x, upstream], out, scratch),
            _ => dots::<5>(window, [x, upstream], out, scratch),
        };
    }
    match gemm::tile_rows(upstream.shape.c()) {
        3 => correlate::<3>(window, [x, upstream], out, scratch),
        _ => correlate::<4>(window, [x, upstream], out, scratch),
    }
}

#[inline(never)]
fn correlate<const R: usize>(
    window: Window,
    [x, upstream]: [View; 2],
    out: ViewMut,
    scratch: &mut Scratch,
) {
    let patches = Patches::new(window, x.shape, upstream.shape);
    let (rows, pixels) = (upstream.shape.c(), patches.pixels());
    let depth = patches.group(x.shape.n()) * pixels;
    let (packed, rest) = scratch.numbers.split_at_mut(gemm::packed_len(rows, depth));
    let (panel, padded) = rest.split_at_mut(gemm::PANEL);
    let [offsets, bases] = patches.tables(Order::ChannelFirst, &mut scratch.indices);
    patches.for_each_group(x, padded, |samples, pictures| {
        let size = Size {
            rows,
            columns: patches.taps(),
            depth: samples.len() * pixels,
        };
        gemm::pack::<R>(size, packed, |row, k, panel| {
            transpose(upstream, samples.start, row, k, panel);
        });
        let fill = |column: usize, k, panel: &mut Panel| {
            patches.gather_transposed(pictures, bases, &offsets[column..], k, panel);
        };
        gemm::multiply::<R, _>(size, packed, panel, fill, |spot, tile, ()| {
            let spot = Spot {
                first: spot.first && samples.start == 0,
                ..spot
            };
            gemm::store(spot, tile, None, size.columns, out.data);
        });
    });
}

/// `panel[k][lane]` is pixel k, counted through samples from `sample` on, of channel `row + lane`.
fn transpose<const R: usize>(
    upstream: View,
    sample: usize,
    row: usize,
    k: usize,
    panel: &mut [[f32; R]],
) {
    let [_, channels, height, width] = upstream.shape.0;
    let area = height * width;
    let mut rest = panel;
    let mut at = k;
    while !rest.is_empty() {
        let [n, pixel] = [sample + at / area, at % area];
        let len = rest.len().min(area - pixel);
        let (part, after) = rest.split_at_mut(len);
        let rows = from_fn(|lane| match row + lane < channels {
            true => &upstream.plane(n, row + lane)[pixel..pixel + len],
            false => &[0.0; gemm::DEPTH][..len],
        });
        gemm::interleave(rows, part);
        rest = after;
        at += len;
    }
}

/// Output channels of a tile of sums; its taps are a row of the kernel. With five taps that makes
/// 10 accumulators, 2 + 1 operands and 1 product.
const TILE_ROWS: usize = 2;
/// Below so many output channels packed patches are not used often enough.
const FEW_CHANNELS: usize = 24;

/// Whether four neighbouring pixels of the output always read four neighbours of the input,
/// under kernel rows that a tile is made for, and channels are few.
fn in_place(window: Window, upstream: Shape) -> bool {
    let neighbours = window.stride[1] == 1 && window.dilation[1] == 1;
    let fits = [3, 5].contains(&window.kernel[1]) && upstream.w().is_multiple_of(LANES);
    neighbours && fits && upstream.c() < FEW_CHANNELS
}

fn sums_len(channels: usize, taps: usize) -> usize {
    channels.next_multiple_of(TILE_ROWS) * taps * LANES
}

/// Every sum is kept as four partial sums over the whole batch, and added up at the end.
/// `T` is the width of the kernel.
#[inline(never)]
fn dots<const T: usize>(
    window: Window,
    [x, upstream]: [View; 2],
    out: ViewMut,
    scratch: &mut Scratch,
) {
    let patches = Patches::new(window, x.shape, upstream.shape);
    let (channels, taps) = (upstream.shape.c(), patches.taps());
    let (tables, rest) = scratch.indices.split_at_mut(patches.indices());
    let [offsets, bases] = patches.tables(Order::ChannelFirst, tables);
    let quads = quads(&patches, upstream.shape, bases, rest);
    let (sums, padded) = scratch.numbers.split_at_mut(sums_len(channels, taps));
    sums.fill(0.0);
    patches.for_each_group(x, padded, |samples, pictures| {
        let quads = &quads[..samples.len() * patches.pixels() / LANES];
        let mut rest = &mut *sums;
        for o in (0..channels).step_by(TILE_ROWS) {
            // A tile over the edge repeats the last channel; nobody reads those sums.
            let rows = [o, (o + 1).min(channels - 1)];
            let rows = rows.map(|o| &upstream.data[upstream.shape.start(samples.start, o)..]);
            for offset in offsets.iter().step_by(T) {
                let (tile, after) = rest.split_at_mut(TILE_ROWS * T * LANES);
                let pictures = &pictures[*offset as usize..];
                add_products::<T>(rows, pictures, quads, tile.as_chunks_mut().0);
                rest = after;
            }
        }
    });
    for (at, sum) in out.data.iter_mut().enumerate() {
        let [o, tap] = [at / taps, at % taps];
        let tile = o / TILE_ROWS * (taps / T) + tap / T;
        let at = (tile * TILE_ROWS + o % TILE_ROWS) * T + tap % T;
        *sum = F32x4::load(&sums[at * LANES..]).sum();
    }
}

/// Where every four pixels of a group begin, in padded pictures and in the upstream.
fn quads<'a>(
    patches: &Patches,
    upstream: Shape,
    bases: &[u32],
    indices: &'a mut [u32],
) -> &'a [[u32; 2]] {
    let per_sample = patches.pixels() / LANES;
    let count = patches.group(upstream.n()) * per_sample;
    let quads = &mut indices.as_chunks_mut().0[..count];
    for (at, quad) in quads.iter_mut().enumerate() {
        let [n, pixel] = [at / per_sample, at % per_sample * LANES];
        let picture = n * patches.padded_len() + bases[pixel] as usize;
        *quad = [picture, upstream.start(n, 0) + pixel].map(|at| at as u32);
    }
    quads
}

/// `sums[row · T + tap]` += Σ over quads of pixels of row · (picture shifted by the tap).
#[inline(always)]
fn add_products<const T: usize>(
    rows: [&[f32]; TILE_ROWS],
    pictures: &[f32],
    quads: &[[u32; 2]],
    sums: &mut [[f32; LANES]],
) {
    let mut tile: [[F32x4; T]; TILE_ROWS] =
        from_fn(|row| from_fn(|tap| F32x4::new(&sums[row * T + tap])));
    for quad in quads {
        let [base, pixel] = quad.map(|at| at as usize);
        let up = rows.map(|row| F32x4::load_at(row, pixel));
        let under = &pictures[base..][..T + LANES - 1];
        for tap in 0..T {
            let x = F32x4::load(&under[tap..]);
            tile[0][tap] += up[0] * x;
            tile[1][tap] += up[1] * x;
        }
    }
    for (sum, lanes) in sums.iter_mut().zip(tile.as_flattened()) {
        lanes.store(sum);
    }
}
