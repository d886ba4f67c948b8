//! Matrix products, either operand read transposed, with an optional bias for each column.

use super::super::tensor::{View, ViewMut};

/// Which operands are read transposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Transpose {
    pub a: bool,
    pub b: bool,
}

pub fn matmul(transpose: Transpose, a: View, b: View, bias: Option<View>, out: ViewMut) {
    reference(transpose, a, b, bias, out);
}

/// y_ij = bias_j + Σ_k a_ik · b_kj
pub fn reference(transpose: Transpose, a: View, b: View, bias: Option<View>, out: ViewMut) {
    let [rows, columns, ..] = out.shape.0;
    let depth = if transpose.a {
        a.shape.n()
    } else {
        a.shape.c()
    };
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
