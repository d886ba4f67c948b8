//! Matrix products, either operand read transposed, with an optional bias for each column.
//! Tiles and packing are left to `gemm`.

use std::array::from_fn;

use super::super::shape::Shape;
use super::super::simd::F32x4;
use super::super::tensor::{View, ViewMut};
use super::gemm::{self, Layout, Size, Vectors};
use super::{Need, Scratch};

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

pub fn scratch(transpose: Transpose, a: Shape, output: Shape) -> Need {
    let size = transpose.size(a, output);
    Need {
        numbers: gemm::scratch(size.rows, size.depth),
        indices: 0,
    }
}

pub fn matmul(
    transpose: Transpose,
    operands: [View; 2],
    bias: Option<View>,
    out: ViewMut,
    scratch: &mut Scratch,
) {
    let size = transpose.size(operands[0].shape, out.shape);
    if size.rows == 1 && transpose.b {
        let [a, b] = operands.map(|operand| operand.data);
        return dots(a, b, bias.map(|bias| bias.data), out.data);
    }
    match gemm::tile_rows(size.rows) {
        3 => in_tiles::<3>(transpose, size, operands, bias, out, scratch),
        _ => in_tiles::<4>(transpose, size, operands, bias, out, scratch),
    }
}

/// Rows of the weight that are read at once.
const DOTS: usize = 4;

/// One row times a transposed matrix, which is read where it stands: a linear layer on one picture
/// waits for its weights and for nothing else.
#[inline(never)]
fn dots(a: &[f32], b: &[f32], bias: Option<&[f32]>, out: &mut [f32]) {
    let last = out.len() - 1;
    for (quad, y) in out.chunks_mut(DOTS).enumerate() {
        let first = quad * DOTS;
        let rows: [&[f32]; DOTS] =
            from_fn(|lane| &b[(first + lane).min(last) * a.len()..][..a.len()]);
        let sums = dot(a, rows);
        for (lane, (y, sum)) in y.iter_mut().zip(sums).enumerate() {
            *y = bias.map_or(0.0, |bias| bias[first + lane]) + sum;
        }
    }
}

/// Eight partial sums for each row, then the rest.
#[inline(always)]
fn dot(a: &[f32], rows: [&[f32]; DOTS]) -> [f32; DOTS] {
    let mut sums = [[F32x4::zero(); 2]; DOTS];
    let (heads, tail) = a.as_chunks::<8>();
    let row_heads = rows.map(|row| row.as_chunks::<8>().0);
    for (at, a) in heads.iter().enumerate() {
        let [low, high] = [F32x4::load(&a[..4]), F32x4::load(&a[4..])];
        for (sum, row) in sums.iter_mut().zip(row_heads) {
            sum[0] += low * F32x4::load(&row[at][..4]);
            sum[1] += high * F32x4::load(&row[at][4..]);
        }
    }
    from_fn(|lane| {
        let [low, high] = sums[lane];
        let rest = tail.iter().zip(&rows[lane][heads.len() * 8..]);
        (low + high).sum() + rest.map(|(a, b)| a * b).sum::<f32>()
    })
}

#[inline(never)]
fn in_tiles<const R: usize>(
    transpose: Transpose,
    size: Size,
    [a, b]: [View; 2],
    bias: Option<View>,
    out: ViewMut,
    scratch: &mut Scratch,
) {
    let (packed, panel) = scratch
        .numbers
        .split_at_mut(gemm::packed_len(size.rows, size.depth));
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
    gemm::multiply::<R, _>(size, packed, panel, fill, |spot, tile, ()| {
        gemm::store(spot, tile, bias, size.columns, out.data);
    });
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
