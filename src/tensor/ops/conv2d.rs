//! Cross-correlation over height and width, and its two gradients, as products of patches.

use std::cell::Cell;

use super::super::shape::{Shape, Window};
use super::super::simd::F32x4;
use super::super::tensor::{View, ViewMut};
use super::gemm::{self, Layout, Panel, Size, Spot, Tile, Vectors};
use super::patches::{Lanes, Order, Patches};
use super::{Need, Scratch};

pub fn conv2d_scratch(window: Window, [x, weight]: [Shape; 2], output: Shape) -> Need {
    let patches = Patches::new(window, x, output);
    Need {
        numbers: gemm::scratch(weight.n(), patches.taps()) + patches.scratch(x.n()),
        indices: patches.indices(),
    }
}

pub fn conv2d_input_grad_scratch(
    window: Window,
    [upstream, weight]: [Shape; 2],
    output: Shape,
) -> Need {
    let patches = Patches::new(window, output, upstream);
    Need {
        numbers: gemm::scratch(patches.taps(), weight.n()) + patches.scratch(output.n()),
        indices: patches.indices(),
    }
}

pub fn conv2d_weight_grad_scratch(window: Window, [x, upstream]: [Shape; 2]) -> Need {
    let patches = Patches::new(window, x, upstream);
    let depth = patches.group(x.n()) * patches.pixels();
    Need {
        numbers: gemm::scratch(upstream.c(), depth) + patches.scratch(x.n()),
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
    match gemm::tile_rows(out.shape.c()) {
        3 => forward::<3>(window, [x, weight], bias, out, scratch),
        _ => forward::<4>(window, [x, weight], bias, out, scratch),
    }
}

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
        let lanes = Cell::new(Lanes::default());
        let fill = |column, k: usize, panel: &mut Panel| {
            lanes.set(patches.lanes(bases, column, columns));
            gather(pictures, &offsets[k..], &lanes.get(), panel);
        };
        let first = samples.start;
        gemm::multiply::<R>(size(columns), packed, panel, fill, |spot, tile| {
            let at = lanes.get();
            store(spot, tile, bias, [first + at.sample, at.pixel], &mut out);
        });
    });
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

/// Upstream · patchesᵀ: rows are output channels, columns are taps, depth are pixels.
pub fn conv2d_weight_grad(
    window: Window,
    [x, upstream]: [View; 2],
    out: ViewMut,
    scratch: &mut Scratch,
) {
    match gemm::tile_rows(upstream.shape.c()) {
        3 => correlate::<3>(window, [x, upstream], out, scratch),
        _ => correlate::<4>(window, [x, upstream], out, scratch),
    }
}

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
        gemm::multiply::<R>(size, packed, panel, fill, |spot, tile| {
            let spot = Spot {
                first: spot.first && samples.start == 0,
                ..spot
            };
            gemm::store(spot, tile, None, size.columns, out.data);
        });
    });
}

/// `panel[k]` are the numbers of eight pixels under tap k.
#[inline(always)]
fn gather(pictures: &[f32], offsets: &[u32], lanes: &Lanes, panel: &mut Panel) {
    let offsets = offsets.iter().map(|&offset| &pictures[offset as usize..]);
    match lanes.together {
        [true, true] => {
            let [low, high] = [lanes.bases[0], lanes.bases[4]];
            for (x, numbers) in offsets.zip(panel) {
                F32x4::load(&x[low..]).store(&mut numbers[..4]);
                F32x4::load(&x[high..]).store(&mut numbers[4..]);
            }
        }
        _ => {
            for (x, numbers) in offsets.zip(panel) {
                *numbers = lanes.bases.map(|base| x[base]);
            }
        }
    }
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
        let rows = std::array::from_fn(|lane| match row + lane < channels {
            true => &upstream.plane(n, row + lane)[pixel..pixel + len],
            false => &[0.0; gemm::DEPTH][..len],
        });
        gemm::interleave(rows, part);
        rest = after;
        at += len;
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
    for (o, sums) in (spot.row..spot.row + spot.rows).zip(tile) {
        let bias = bias.filter(|_| spot.first).map_or(0.0, |bias| bias[o]);
        let plane = &mut out.data[(sample * channels + o) * area..];
        if let Some(eight) = plane[pixel..area].first_chunk_mut::<8>() {
            for (four, &sum) in eight.as_chunks_mut().0.iter_mut().zip(sums) {
                let before = match spot.first {
                    true => F32x4::splat(bias),
                    false => F32x4::new(four),
                };
                (before + sum).store(four);
            }
        } else {
            let sums = sums.map(F32x4::to_array);
            let sums = sums.as_flattened().iter().take(spot.columns);
            for (at, sum) in (pixel..).zip(sums) {
                let y = &mut plane[at / area * channels * area + at % area];
                *y = if spot.first { bias } else { *y } + sum;
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

/// One sum, read three ways.
pub mod reference {
    use super::super::super::shape::Shape;
    use super::super::taps::Taps;
    use super::{View, ViewMut, Window};

    /// y_noij = bias_o + Σ_{c,u,v} x_{n, c, s·i + d·u − p, s·j + d·v − p} · weight_ocuv,
    /// where x is 0 outside.
    pub fn conv2d(window: Window, x: View, weight: View, bias: Option<View>, mut out: ViewMut) {
        for n in 0..out.shape.n() {
            for o in 0..out.shape.c() {
                out.plane(n, o).fill(bias.map_or(0.0, |bias| bias.data[o]));
            }
        }
        for_each_term(window, x.shape, out.shape, |x_at, w_at, y_at| {
            out.data[y_at] += x.data[x_at] * weight.data[w_at];
        });
    }

    /// Each x gets upstream · weight from every y that reads it.
    pub fn conv2d_input_grad(window: Window, upstream: View, weight: View, out: ViewMut) {
        out.data.fill(0.0);
        for_each_term(window, out.shape, upstream.shape, |x_at, w_at, y_at| {
            out.data[x_at] += upstream.data[y_at] * weight.data[w_at];
        });
    }

    /// Each weight gets upstream · x from every y that it serves.
    pub fn conv2d_weight_grad(window: Window, x: View, upstream: View, out: ViewMut) {
        out.data.fill(0.0);
        for_each_term(window, x.shape, upstream.shape, |x_at, w_at, y_at| {
            out.data[w_at] += upstream.data[y_at] * x.data[x_at];
        });
    }

    /// Positions in x, weight and y of every product of the sum.
    fn for_each_term(window: Window, x: Shape, y: Shape, mut f: impl FnMut(usize, usize, usize)) {
        let taps = Taps::new(window, x, y);
        let (area, kernel) = (x.h() * x.w(), window.kernel[0] * window.kernel[1]);
        let [samples, outs, rows, columns] = y.0;
        let mut y_at = 0;
        for n in 0..samples {
            for o in 0..outs {
                for ij in 0..rows * columns {
                    for c in 0..x.c() {
                        for (uv, at) in taps.indexed(ij / columns, ij % columns) {
                            f(
                                (n * x.c() + c) * area + at,
                                (o * x.c() + c) * kernel + uv,
                                y_at,
                            );
                        }
                    }
                    y_at += 1;
                }
            }
        }
    }
}
