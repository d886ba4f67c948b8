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

/// `kernels(o, c)` are the nine numbers from input channel c to output channel o.
#[inline(always)]
pub fn convolve<'a>(
    window: Window,
    x: View,
    kernels: impl Fn(usize, usize) -> &'a [f32],
    order: impl Fn([[F32x4; 3]; 3]) -> [[F32x4; 3]; 3],
    bias: Option<View>,
    mut out: ViewMut,
    scratch: &mut Scratch,
) {
    let tiles = Tiles::new(window, x.shape, out.shape);
    let most = products(x.shape, out.shape, tiles.chunk(x.shape.n()));
    let [left, right, result, padded] = most.split(&mut scratch.numbers);
    pack(&most, kernels, order, left);
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

#[inline(always)]
fn pack<'a>(
    products: &Products,
    kernels: impl Fn(usize, usize) -> &'a [f32],
    order: impl Fn([[F32x4; 3]; 3]) -> [[F32x4; 3]; 3],
    left: &mut [f32],
) {
    for row in (0..products.rows).step_by(ROWS) {
        for k in 0..products.depth {
            // Rows over the edge repeat the last one; nobody reads their sums.
            let four: [&[f32]; ROWS] =
                from_fn(|lane| kernels((row + lane).min(products.rows - 1), k));
            let [a, b, c, d] = F32x4::transpose(four.map(F32x4::load));
            let [e, f, g, h] = F32x4::transpose(four.map(|kernel| F32x4::load_at(kernel, 4)));
            let i = F32x4::new(&four.map(|kernel| kernel[8]));
            let points = transform::kernel(order([[a, b, c], [d, e, f], [g, h, i]]));
            let at = (row * products.depth) + k * ROWS;
            spread(points, left, products.left(), at);
        }
    }
}

#[inline(never)]
fn gather(tiles: &Tiles, products: &Products, start: usize, pictures: &[f32], right: &mut [f32]) {
    let last = start + products.columns - 1;
    for column in (0..products.columns).step_by(gemm::COLUMNS) {
        let bases: [usize; gemm::COLUMNS] =
            from_fn(|lane| tiles.tile((start + column + lane).min(last)).base);
        for c in 0..products.depth {
            let picture = &pictures[c * tiles.plane()..];
            let at = (column * products.depth) + c * gemm::COLUMNS;
            for (half, bases) in bases.as_chunks::<LANES>().0.iter().enumerate() {
                let points = tiles.read(picture, *bases);
                spread(points, right, products.right(), at + half * LANES);
            }
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
            for (i, [even, odd]) in y.into_iter().enumerate() {
                let [low, high] = (even + bias).interleave(odd + bias).map(F32x4::to_array);
                let pairs = [
                    [low[0], low[1]],
                    [low[2], low[3]],
                    [high[0], high[1]],
                    [high[2], high[3]],
                ];
                for (lane, pair) in pairs.into_iter().enumerate() {
                    let at = bases[lane] + o * height * width + i * width;
                    if whole {
                        out.data[at..at + 2].copy_from_slice(&pair);
                    } else if lane < lanes && i < four[lane].inside[0] {
                        let inside = four[lane].inside[1];
                        out.data[at..at + inside].copy_from_slice(&pair[..inside]);
                    }
                }
            }
        }
    }
}
