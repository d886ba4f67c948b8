//! Matrix products, either operand read transposed, with an optional bias for each column.

use super::super::shape::Shape;
use super::super::simd::F32x4;
use super::super::tensor::{View, ViewMut};
use super::gemm::{self, COLUMNS, Layout, Size, Spot, Tile, Vectors};

/// Which operands are read transposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Transpose {
    pub a: bool,
    pub b: bool,
}

impl Transpose {
    fn size(self, a: Shape, output: Shape) -> Size {
        let [rows, columns, ..] = output.0;
        Size {
            rows,
            columns,
            depth: if self.a { a.n() } else { a.c() },
        }
    }
}

pub fn scratch(transpose: Transpose, a: Shape, output: Shape) -> usize {
    let size = transpose.size(a, output);
    gemm::scratch(size.rows, size.depth)
}

pub fn matmul(
    transpose: Transpose,
    operands: [View; 2],
    bias: Option<View>,
    out: ViewMut,
    scratch: &mut [f32],
) {
    let size = transpose.size(operands[0].shape, out.shape);
    match gemm::tile_rows(size.rows) {
        3 => in_tiles::<3>(transpose, size, operands, bias, out, scratch),
        _ => in_tiles::<4>(transpose, size, operands, bias, out, scratch),
    }
}

fn in_tiles<const R: usize>(
    transpose: Transpose,
    size: Size,
    [a, b]: [View; 2],
    bias: Option<View>,
    out: ViewMut,
    scratch: &mut [f32],
) {
    let (packed, panel) = scratch.split_at_mut(gemm::packed_len(size.rows, size.depth));
    let layout = |in_columns| match in_columns {
        true => Layout::Columns,
        false => Layout::Rows,
    };
    let a = Vectors {
        data: a.data,
        layout: layout(transpose.a),
        stride: a.shape.c(),
        count: size.rows,
    };
    let b = Vectors {
        data: b.data,
        layout: layout(!transpose.b),
        stride: b.shape.c(),
        count: size.columns,
    };
    gemm::pack::<R>(size, packed, |row, k, panel| a.pack(row, k, panel));
    let fill = |column, k, panel: &mut gemm::Panel| b.pack(column, k, panel);
    let bias = bias.map(|bias| bias.data);
    gemm::multiply::<R>(size, packed, panel, fill, |spot, tile| {
        store(spot, tile, bias, size.columns, out.data);
    });
}

#[inline(always)]
fn store<const R: usize>(
    spot: Spot,
    tile: &Tile<R>,
    bias: Option<&[f32]>,
    stride: usize,
    out: &mut [f32],
) {
    let rows = out[spot.row * stride..].chunks_mut(stride);
    for (out, sums) in rows.zip(tile).take(spot.rows) {
        let out = &mut out[spot.column..];
        let bias = bias.filter(|_| spot.first).map(|bias| &bias[spot.column..]);
        if spot.columns == COLUMNS {
            for (at, &sum) in [0, 4].into_iter().zip(sums) {
                let sum = match bias {
                    Some(bias) => sum + F32x4::load(&bias[at..]),
                    None if spot.first => sum,
                    None => sum + F32x4::load(&out[at..]),
                };
                sum.store(&mut out[at..]);
            }
        } else {
            let sums = sums.map(F32x4::to_array);
            for (at, (y, sum)) in out
                .iter_mut()
                .zip(sums.as_flattened())
                .take(spot.columns)
                .enumerate()
            {
                *y = match bias {
                    Some(bias) => sum + bias[at],
                    None if spot.first => *sum,
                    None => sum + *y,
                };
            }
        }
    }
}

/// y_ij = bias_j + Σ_k a_ik · b_kj
pub fn reference(transpose: Transpose, [a, b]: [View; 2], bias: Option<View>, out: ViewMut) {
    let Size {
        rows,
        columns,
        depth,
    } = transpose.size(a.shape, out.shape);
    let at = |m: View, transposed: bool, i: usize, j: usize| {
        if transposed {
            m.data[j * m.shape.c() + i]
        } else {
            m.data[i * m.shape.c() + j]
        }
    };
    for i in 0..rows {
        for j in 0..columns {
            let terms = (0..depth).map(|k| at(a, transpose.a, i, k) * at(b, transpose.b, k, j));
            out.data[i * columns + j] = bias.map_or(0.0, |b| b.data[j]) + terms.sum::<f32>();
        }
    }
}
