//! The gradient of the input: rows of weightᵀ · upstream, added where the patches came from.

use std::cell::Cell;

use super::super::super::shape::{Shape, Window};
use super::super::super::simd::F32x4;
use super::super::super::tensor::{View, ViewMut};
use super::super::gemm::{self, Panel, Size, Spot, Tile};
use super::super::patches::{Lanes, Order, Patches};
use super::super::{Need, Scratch};

pub fn scratch(window: Window, [upstream, weight]: [Shape; 2], output: Shape) -> Need {
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
    let patches = Patches::new(window, out.shape, upstream.shape);
    match gemm::tile_rows(patches.taps()) {
        3 => backward::<3>(&patches, [upstream, weight], out, scratch),
        _ => backward::<4>(&patches, [upstream, weight], out, scratch),
    }
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
        // Taps in ChannelLast order.
        for (numbers, o) in panel.iter_mut().zip(k..) {
            *numbers = std::array::from_fn(|lane| {
                let [c, uv] = [(row + lane) % channels, (row + lane) / channels];
                let at = (o * channels + c) * area + uv;
                if row + lane < rows {
                    weight.data[at]
                } else {
                    0.0
                }
            });
        }
    });
    let [offsets, bases] = patches.tables(Order::ChannelLast, &mut scratch.indices);
    patches.for_each_group_mut(out, padded, |samples, pictures| {
        let columns = samples.len() * patches.pixels();
        let lanes = Cell::new(Lanes::default());
        let fill = |column, k: usize, panel: &mut Panel| {
            let at = patches.lanes(bases, column, columns);
            lanes.set(at);
            read(upstream, [samples.start + at.sample, at.pixel], k, panel);
        };
        gemm::multiply::<R>(size(columns), packed, panel, fill, |spot, tile| {
            scatter(spot, tile, &offsets[spot.row..], &lanes.get(), pictures);
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
                *numbers = std::array::from_fn(|lane| {
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
    for (sums, &offset) in tile.iter().zip(offsets) {
        let picture = &mut pictures[offset as usize..];
        for (half, &sum) in sums.iter().enumerate() {
            let inside = spot.columns.saturating_sub(half * 4).min(4);
            let bases = &lanes.bases[half * 4..half * 4 + 4];
            if lanes.together[half] && inside == 4 {
                let four = &mut picture[bases[0]..];
                (F32x4::load(four) + sum).store(four);
            } else {
                let sums = sum.to_array().into_iter().zip(bases).take(inside);
                sums.for_each(|(sum, &base)| picture[base] += sum);
            }
        }
    }
}
