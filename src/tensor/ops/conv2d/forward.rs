//! The cross-correlation itself: weight · patches.
//! Where patches lie is left to `patches`, the product to `gemm`.

use super::super::super::shape::{Shape, Window};
use super::super::super::simd::F32x4;
use super::super::super::tensor::{View, ViewMut};
use super::super::gemm::{self, COLUMNS, Layout, Panel, Size, Spot, Tile, Vectors};
use super::super::patches::{Lanes, Order, Patches};
use super::super::{Need, Scratch};
use super::winograd;

pub fn scratch(window: Window, [x, weight]: [Shape; 2], output: Shape) -> Need {
    if winograd::pays(window, x, output) {
        return winograd::scratch(window, x, output);
    }
    let patches = Patches::new(window, x, output);
    Need {
        numbers: gemm::scratch(weight.n(), patches.taps()) + patches.scratch(x.n()),
        indices: patches.indices(),
    }
}

/// y = weight · patches: rows are output channels, columns are pixels, depth are taps.
pub fn conv2d(
    window: Window,
    [x, weight]: [View; 2],
    bias: Option<View>,
    out: ViewMut,
    scratch: &mut Scratch,
) {
    if winograd::pays(window, x.shape, out.shape) {
        let kernels = winograd::Kernels::AsTheyStand;
        return winograd::convolve(window, [x, weight], kernels, bias, out, scratch);
    }
    match gemm::tile_rows(out.shape.c()) {
        3 => forward::<3>(window, [x, weight], bias, out, scratch),
        _ => forward::<4>(window, [x, weight], bias, out, scratch),
    }
}

#[inline(never)]
fn forward<const R: usize>(
    window: Window,
    [x, weight]: [View; 2],
    bias: Option<View>,
    mut out: ViewMut,
    scratch: &mut Scratch,
) {
    let patches = Patches::new(window, x.shape, out.shape);
    let (rows, depth) = (out.shape.c(), patches.taps());
    let (packed, rest) = scratch.numbers.split_at_mut(gemm::packed_len(rows, depth));
    let (panel, padded) = rest.split_at_mut(gemm::PANEL);
    let weights = Vectors {
        data: weight.data,
        layout: Layout::Rows,
        stride: depth,
        count: rows,
    };
    let size = |columns| Size {
        rows,
        columns,
        depth,
    };
    gemm::pack::<R>(size(0), packed, |row, k, panel| weights.pack(row, k, panel));
    let [offsets, bases] = patches.tables(Order::ChannelFirst, &mut scratch.indices);
    let bias = bias.map(|bias| bias.data);
    patches.for_each_group(x, padded, |samples, pictures| {
        let columns = samples.len() * patches.pixels();
        let fill = |column, k: usize, panel: &mut Panel| {
            let lanes = patches.lanes(bases, column, columns);
            gather(pictures, &offsets[k..], &lanes, panel);
            [samples.start + lanes.sample, lanes.pixel]
        };
        gemm::multiply::<R, _>(size(columns), packed, panel, fill, |spot, tile, place| {
            store(spot, tile, bias, *place, &mut out);
        });
    });
}

/// `panel[k]` are the numbers of eight pixels under tap k.
#[inline(always)]
fn gather(pictures: &[f32], offsets: &[u32], lanes: &Lanes, panel: &mut Panel) {
    if lanes.all_together {
        let first = lanes.bases[0];
        for (&offset, numbers) in offsets.iter().zip(panel) {
            let x = &pictures[first + offset as usize..][..COLUMNS];
            F32x4::load(&x[..4]).store(&mut numbers[..4]);
            F32x4::load(&x[4..]).store(&mut numbers[4..]);
        }
        return;
    }
    for (half, bases) in lanes.bases.as_chunks::<4>().0.iter().enumerate() {
        let rows = offsets.iter().zip(&mut *panel);
        let rows = rows.map(|(&offset, row)| (offset as usize, &mut row[half * 4..]));
        if lanes.together[half] {
            rows.for_each(|(offset, row)| F32x4::load_at(pictures, offset + bases[0]).store(row));
        } else {
            for (offset, row) in rows {
                let x = &pictures[offset..];
                bases.iter().zip(row).for_each(|(&base, y)| *y = x[base]);
            }
        }
    }
}

/// Writes a tile of y, from `[sample, pixel]` on; the first block of depth adds the bias.
#[inline(always)]
fn store<const R: usize>(
    spot: Spot,
    tile: &Tile<R>,
    bias: Option<&[f32]>,
    [sample, pixel]: [usize; 2],
    out: &mut ViewMut,
) {
    let [_, channels, height, width] = out.shape.0;
    let area = height * width;
    let bias = bias.filter(|_| spot.first);
    for (o, sums) in (spot.row..spot.row + spot.rows).zip(tile) {
        let bias = bias.map_or(0.0, |bias| bias[o]);
        let start = (sample * channels + o) * area;
        if pixel + COLUMNS <= area {
            let eight = &mut out.data[start + pixel..][..COLUMNS];
            for (at, &sum) in [0, 4].into_iter().zip(sums) {
                let before = match spot.first {
                    true => F32x4::splat(bias),
                    false => F32x4::load(&eight[at..]),
                };
                (before + sum).store(&mut eight[at..]);
            }
        } else {
            let sums = sums.map(F32x4::to_array);
            let sums = sums.as_flattened().iter().take(spot.columns);
            for (at, sum) in (pixel..).zip(sums) {
                let y = &mut out.data[start + at / area * channels * area + at % area];
                *y = if spot.first { bias } else { *y } + sum;
            }
        }
    }
}
