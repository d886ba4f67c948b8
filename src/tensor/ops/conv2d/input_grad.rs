//! The gradient of the input: rows of weightᵀ · upstream, added where the patches came from.

use std::array::from_fn;

use super::super::super::shape::{Shape, Window};
use super::super::super::simd::F32x4;
use super::super::super::tensor::{View, ViewMut};
use super::super::gemm::{self, COLUMNS, Panel, Size, Spot, Tile};
use super::super::patches::{Lanes, Order, Patches};
use super::super::{Need, Scratch};
use super::winograd;

pub fn scratch(window: Window, [upstream, weight]: [Shape; 2], output: Shape) -> Need {
    if let Some(turned) = turned(window, upstream, output) {
        return winograd::scratch(turned, upstream, output);
    }
    let patches = Patches::new(window, output, upstream);
    Need {
        numbers: gemm::scratch(patches.taps(), weight.n()) + patches.scratch(output.n()),
        indices: patches.indices(),
    }
}

/// Adds rows of weightᵀ · upstream where the patches came from: rows are taps, columns are pixels,
/// depth are output channels. Nothing is spent on zeros between strides.
pub fn conv2d_input_grad(
    window: Window,
    [upstream, weight]: [View; 2],
    out: ViewMut,
    scratch: &mut Scratch,
) {
    if let Some(turned) = turned(window, upstream.shape, out.shape) {
        let kernels = winograd::Kernels::Turned;
        return winograd::convolve(turned, [upstream, weight], kernels, None, out, scratch);
    }
    let patches = Patches::new(window, out.shape, upstream.shape);
    match gemm::tile_rows(patches.taps()) {
        3 => backward::<3>(&patches, [upstream, weight], out, scratch),
        _ => backward::<4>(&patches, [upstream, weight], out, scratch),
    }
}

/// The window that gives this gradient as a convolution, where that is less work.
fn turned(window: Window, upstream: Shape, output: Shape) -> Option<Window> {
    let turned = winograd::turned(window)?;
    winograd::pays(turned, upstream, output).then_some(turned)
}

#[inline(never)]
fn backward<const R: usize>(
    patches: &Patches,
    [upstream, weight]: [View; 2],
    out: ViewMut,
    scratch: &mut Scratch,
) {
    let (rows, depth) = (patches.taps(), weight.shape.n());
    let (packed, rest) = scratch.numbers.split_at_mut(gemm::packed_len(rows, depth));
    let (panel, padded) = rest.split_at_mut(gemm::PANEL);
    let size = |columns| Size {
        rows,
        columns,
        depth,
    };
    let [channels, area] = [weight.shape.c(), weight.shape.h() * weight.shape.w()];
    gemm::pack::<R>(size(0), packed, |row, k, panel| {
        // Taps in ChannelLast order; those of a tile over the edge repeat the last one.
        let starts: [usize; R] = from_fn(|lane| {
            let tap = (row + lane).min(rows - 1);
            tap % channels * area + tap / channels
        });
        let weights = weight.data.chunks_exact(channels * area).skip(k);
        for (numbers, weights) in panel.iter_mut().zip(weights) {
            *numbers = starts.map(|start| weights[start]);
        }
    });
    let [offsets, bases] = patches.tables(Order::ChannelLast, &mut scratch.indices);
    patches.for_each_group_mut(out, padded, |samples, pictures| {
        let columns = samples.len() * patches.pixels();
        let fill = |column, k: usize, panel: &mut Panel| {
            let lanes = patches.lanes(bases, column, columns);
            let place = [samples.start + lanes.sample, lanes.pixel];
            read(upstream, place, k, panel);
            lanes
        };
        gemm::multiply::<R, _>(size(columns), packed, panel, fill, |spot, tile, lanes| {
            scatter(spot, tile, &offsets[spot.row..], lanes, pictures);
        });
    });
}

/// `panel[k]` are eight pixels of channel k from `[sample, pixel]` on.
fn read(upstream: View, [sample, pixel]: [usize; 2], k: usize, panel: &mut Panel) {
    let [samples, channels, height, width] = upstream.shape.0;
    let area = height * width;
    for (numbers, o) in panel.iter_mut().zip(k..) {
        let plane = &upstream.data[(sample * channels + o) * area..];
        match plane[pixel..area].first_chunk() {
            Some(eight) => *numbers = *eight,
            None => {
                *numbers = from_fn(|lane| {
                    let [n, at] = [(pixel + lane) / area, (pixel + lane) % area];
                    match sample + n < samples {
                        true => plane[n * channels * area + at],
                        false => 0.0,
                    }
                });
            }
        }
    }
}

/// Adds each row of a tile to the pictures, at its tap's offset.
#[inline(always)]
fn scatter<const R: usize>(
    spot: Spot,
    tile: &Tile<R>,
    offsets: &[u32],
    lanes: &Lanes,
    pictures: &mut [f32],
) {
    let rows = tile.iter().zip(offsets).take(spot.rows);
    if lanes.all_together {
        let first = lanes.bases[0];
        for ([low, high], &offset) in rows {
            let eight = &mut pictures[first + offset as usize..][..COLUMNS];
            (F32x4::load(&eight[..4]) + *low).store(&mut eight[..4]);
            (F32x4::load(&eight[4..]) + *high).store(&mut eight[4..]);
        }
        return;
    }
    for (sums, &offset) in rows {
        let picture = &mut pictures[offset as usize..];
        for (half, &sum) in sums.iter().enumerate() {
            let inside = spot.columns.saturating_sub(half * 4).min(4);
            let bases = &lanes.bases[half * 4..half * 4 + 4];
            if lanes.together[half] {
                let four = &mut picture[bases[0]..];
                (F32x4::load(four) + sum).store(four);
            } else {
                let sums = sum.to_array().into_iter().zip(bases).take(inside);
                sums.for_each(|(sum, &base)| picture[base] += sum);
            }
        }
    }
}
