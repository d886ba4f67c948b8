//! The gradient of the kernel: at each point, upstreams times inputs, added up over all tiles.

use std::array::from_fn;

use super::super::super::super::shape::{Shape, Window};
use super::super::super::super::simd::{F32x4, LANES};
use super::super::super::super::tensor::{View, ViewMut};
use super::super::super::{Need, Scratch, gemm};
use super::{Products, ROWS, Tile, Tiles, collect, spread, transform};

pub fn scratch(window: Window, [x, upstream]: [Shape; 2]) -> Need {
    let tiles = Tiles::new(window, x, upstream);
    let products = products([x, upstream], tiles.chunk(x.n()));
    let padded = tiles.patches.scratch(x.n());
    Need {
        numbers: products.scratch().saturating_add(padded),
        indices: 0,
    }
}

/// Rows are output channels, columns are input channels, depth are tiles.
fn products([x, upstream]: [Shape; 2], depth: usize) -> Products {
    Products {
        rows: upstream.c(),
        columns: x.c(),
        depth,
    }
}

pub fn conv2d_weight_grad(
    window: Window,
    [x, upstream]: [View; 2],
    out: ViewMut,
    scratch: &mut Scratch,
) {
    let tiles = Tiles::new(window, x.shape, upstream.shape);
    let most = products([x.shape, upstream.shape], tiles.chunk(x.shape.n()));
    let [left, right, result, padded] = most.split(&mut scratch.numbers);
    let mut first = true;
    tiles
        .patches
        .for_each_group(x, padded, |samples, pictures| {
            let count = samples.len() * tiles.per_sample();
            for start in (0..count).step_by(most.depth) {
                let depth = most.depth.min(count - start);
                let own = Products { depth, ..most };
                gather_inputs(&tiles, &own, start, pictures, right);
                let tile = |at| {
                    let tile = tiles.tile(start + at);
                    let sample = samples.start + tile.sample;
                    Tile { sample, ..tile }
                };
                gather_upstreams(&own, tile, upstream, left);
                own.multiply(left, right, result, !first);
                first = false;
            }
        });
    write(&most, result, out);
}

fn gather_inputs(
    tiles: &Tiles,
    products: &Products,
    start: usize,
    pictures: &[f32],
    right: &mut [f32],
) {
    for column in (0..products.columns).step_by(gemm::COLUMNS) {
        // Channels over the edge repeat the last one; nobody reads their sums.
        let planes: [usize; gemm::COLUMNS] =
            from_fn(|lane| (column + lane).min(products.columns - 1) * tiles.plane());
        for k in 0..products.depth {
            let pictures = &pictures[tiles.tile(start + k).base..];
            let at = column * products.depth + k * gemm::COLUMNS;
            tiles.transform(pictures, planes, &mut right[at..], products.right());
        }
    }
}

#[inline(always)]
fn gather_upstreams(
    products: &Products,
    tile: impl Fn(usize) -> Tile,
    upstream: View,
    left: &mut [f32],
) {
    let width = upstream.shape.w();
    for row in (0..products.rows).step_by(ROWS) {
        for k in 0..products.depth {
            let Tile {
                sample,
                corner: [i, j],
                inside,
                ..
            } = tile(k);
            let planes: [&[f32]; ROWS] = from_fn(|lane| {
                let o = (row + lane).min(products.rows - 1);
                &upstream.plane(sample, o)[i * width + j..]
            });
            let four = |u: usize, v: usize| match u < inside[0] && v < inside[1] {
                true => F32x4::new(&planes.map(|plane| plane[u * width + v])),
                false => F32x4::zero(),
            };
            let points = transform::upstream([[four(0, 0), four(0, 1)], [four(1, 0), four(1, 1)]]);
            let at = row * products.depth + k * ROWS;
            spread(points, &mut left[at..], products.left());
        }
    }
}

fn write(products: &Products, result: &[f32], out: ViewMut) {
    let rows = out.data.chunks_exact_mut(products.columns * 9);
    for (o, kernels) in rows.enumerate() {
        for (quad, kernels) in kernels.chunks_mut(LANES * 9).enumerate() {
            let at = o * products.stride() + quad * LANES;
            let points = collect(result, products.result(), at);
            let grad = transform::kernel_grad(points).map(|row| row.map(F32x4::to_array));
            for (lane, kernel) in kernels.chunks_exact_mut(9).enumerate() {
                for (y, lanes) in kernel.iter_mut().zip(grad.as_flattened()) {
                    *y = lanes[lane];
                }
            }
        }
    }
}
