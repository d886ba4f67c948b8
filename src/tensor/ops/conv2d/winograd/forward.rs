//! The convolution, and the gradient of its input, which is the convolution of the upstream with the
//! kernel turned around.

use std::array::from_fn;

use super::super::super::super::shape::{Shape, Window};
use super::super::super::super::simd::{F32x4, LANES};
use super::super::super::super::tensor::{View, ViewMut};
use super::super::super::{Need, Scratch, gemm};
use super::{Products, ROWS, Tile, Tiles, collect, spread, transform};

pub fn scratch(window: Window, input: Shape, output: Shape) -> Need {
    let tiles = Tiles::new(window, input, output);
    let products = products(input, output, tiles.chunk(input.n()));
    let padded = tiles.patches.scratch(input.n());
    Need {
        numbers: products.scratch().saturating_add(padded),
        indices: 0,
    }
}

/// Rows are output channels, columns are tiles, depth are input channels.
fn products(input: Shape, output: Shape, columns: usize) -> Products {
    Products {
        rows: output.c(),
        columns,
        depth: input.c(),
    }
}

/// How the weight is read.
#[derive(Debug, Clone, Copy)]
pub enum Kernels {
    /// From input channel to output channel.
    AsTheyStand,
    /// From output channel to input channel, turned around.
    Turned,
}

pub fn convolve(
    window: Window,
    [x, weight]: [View; 2],
    kernels: Kernels,
    bias: Option<View>,
    mut out: ViewMut,
    scratch: &mut Scratch,
) {
    let tiles = Tiles::new(window, x.shape, out.shape);
    let most = products(x.shape, out.shape, tiles.chunk(x.shape.n()));
    let [left, right, result, padded] = most.split(&mut scratch.numbers);
    pack(&most, weight, kernels, left);
    let bias = bias.map(|bias| bias.data);
    tiles
        .patches
        .for_each_group(x, padded, |samples, pictures| {
            let count = samples.len() * tiles.per_sample();
            for start in (0..count).step_by(most.columns) {
                let columns = most.columns.min(count - start);
                let own = Products { columns, ..most };
                gather(&tiles, &own, start, pictures, right);
                own.multiply(left, right, result, false);
                let tile = |at| {
                    let tile = tiles.tile(start + at);
                    let sample = samples.start + tile.sample;
                    Tile { sample, ..tile }
                };
                scatter(&own, tile, result, bias, &mut out);
            }
        });
}

#[inline(never)]
fn pack(products: &Products, weight: View, kernels: Kernels, left: &mut [f32]) {
    for row in (0..products.rows).step_by(ROWS) {
        for k in 0..products.depth {
            // Rows over the edge repeat the last one; nobody reads their sums.
            let four: [&[f32]; ROWS] = from_fn(|lane| {
                let row = (row + lane).min(products.rows - 1);
                match kernels {
                    Kernels::AsTheyStand => weight.plane(row, k),
                    Kernels::Turned => weight.plane(k, row),
                }
            });
            let [a, b, c, d] = F32x4::transpose(four.map(F32x4::load));
            let [e, f, g, h] = F32x4::transpose(four.map(|kernel| F32x4::load_at(kernel, 4)));
            let i = F32x4::new(&four.map(|kernel| kernel[8]));
            let kernel = match kernels {
                Kernels::AsTheyStand => [[a, b, c], [d, e, f], [g, h, i]],
                Kernels::Turned => [[i, h, g], [f, e, d], [c, b, a]],
            };
            let at = row * products.depth + k * ROWS;
            spread(transform::kernel(kernel), &mut left[at..], products.left());
        }
    }
}

fn gather(tiles: &Tiles, products: &Products, start: usize, pictures: &[f32], right: &mut [f32]) {
    let last = start + products.columns - 1;
    for column in (0..products.columns).step_by(gemm::COLUMNS) {
        let bases: [usize; gemm::COLUMNS] =
            from_fn(|lane| tiles.tile((start + column + lane).min(last)).base);
        for c in 0..products.depth {
            let pictures = &pictures[c * tiles.plane()..];
            let at = column * products.depth + c * gemm::COLUMNS;
            tiles.transform(pictures, bases, &mut right[at..], products.right());
        }
    }
}

#[inline(always)]
fn scatter(
    products: &Products,
    tile: impl Fn(usize) -> Tile,
    result: &[f32],
    bias: Option<&[f32]>,
    out: &mut ViewMut,
) {
    let [_, channels, height, width] = out.shape.0;
    for start in (0..products.columns).step_by(LANES) {
        let lanes = LANES.min(products.columns - start);
        let four: [Tile; LANES] = from_fn(|lane| tile(start + lane.min(lanes - 1)));
        let bases = four.map(|tile| {
            let [i, j] = tile.corner;
            tile.sample * channels * height * width + i * width + j
        });
        let whole = lanes == LANES && four.iter().all(|tile| tile.inside == [2, 2]);
        for o in 0..products.rows {
            let at = o * products.stride() + start;
            let y = transform::output(collect(result, products.result(), at));
            let bias = F32x4::splat(bias.map_or(0.0, |bias| bias[o]));
            let plane = &mut out.data[o * height * width..];
            for (i, [even, odd]) in y.into_iter().enumerate() {
                // Both outputs of a row, tile after tile.
                let rows = (even + bias).interleave(odd + bias).map(F32x4::to_array);
                let rows: &[[f32; 2]] = rows.as_flattened().as_chunks().0;
                for (lane, row) in rows.iter().enumerate() {
                    // A row over the edge may end behind everything.
                    let Some(y) = plane.get_mut(bases[lane] + i * width..) else {
                        continue;
                    };
                    match y.first_chunk_mut() {
                        Some(y) if whole => *y = *row,
                        _ if lane < lanes && i < four[lane].inside[0] => {
                            let inside = &row[..four[lane].inside[1]];
                            y.iter_mut().zip(inside).for_each(|(y, x)| *y = *x);
                        }
                        _ => {}
                    }
                }
            }
        }
    }
}
