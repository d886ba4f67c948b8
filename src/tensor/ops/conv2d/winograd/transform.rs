//! The transforms of F(2×2, 3×3), four tiles or channels in the lanes:
//!
//! ```text
//! Bᵀ = 1  0 −1  0     G = 1   0   0     Aᵀ = 1  1  1  0
//!      0  1  1  0         ½   ½   ½          0  1 −1 −1
//!      0 −1  1  0         ½  −½   ½
//!      0  1  0 −1         0   0   1
//! ```
//!
//! Where numbers come from and go is left to others.

use std::array::from_fn;
use std::ops::Sub as _;

use super::super::super::super::simd::F32x4;
use super::POINTS;

/// Applies `f` to columns, then to rows.
#[inline(always)]
fn both<const N: usize, const M: usize>(
    x: [[F32x4; N]; N],
    f: impl Fn([F32x4; N]) -> [F32x4; M],
) -> [[F32x4; M]; M] {
    let columns: [[F32x4; M]; N] = from_fn(|j| f(from_fn(|i| x[i][j])));
    from_fn(|i| f(from_fn(|j| columns[j][i])))
}

#[inline(always)]
fn flat(x: [[F32x4; 4]; 4]) -> [F32x4; POINTS] {
    from_fn(|at| x[at / 4][at % 4])
}

#[inline(always)]
fn square(x: [F32x4; POINTS]) -> [[F32x4; 4]; 4] {
    from_fn(|i| from_fn(|j| x[i * 4 + j]))
}

/// Bᵀ d B
#[inline(always)]
pub fn input(d: [[F32x4; 4]; 4]) -> [F32x4; POINTS] {
    flat(both(d, |[a, b, c, d]| [a - c, b + c, c - b, b - d]))
}

/// G g Gᵀ
#[inline(always)]
pub fn kernel(g: [[F32x4; 3]; 3]) -> [F32x4; POINTS] {
    let half = F32x4::splat(0.5);
    flat(both(g, |[a, b, c]| {
        let ends = (a + c) * half;
        let middle = b * half;
        [a, ends + middle, ends - middle, c]
    }))
}

/// Aᵀ m A
#[inline(always)]
pub fn output(m: [F32x4; POINTS]) -> [[F32x4; 2]; 2] {
    both(square(m), |[a, b, c, d]| [a + b + c, b - c - d])
}

/// A u Aᵀ, for the gradient of the output.
#[inline(always)]
pub fn upstream(u: [[F32x4; 2]; 2]) -> [F32x4; POINTS] {
    flat(both(u, |[a, b]| [a, a + b, a - b, F32x4::zero().sub(b)]))
}

/// Gᵀ m G, the gradient of the kernel.
#[inline(always)]
pub fn kernel_grad(m: [F32x4; POINTS]) -> [[F32x4; 3]; 3] {
    let half = F32x4::splat(0.5);
    both(square(m), |[a, b, c, d]| {
        let ends = (b + c) * half;
        [a + ends, (b - c) * half, ends + d]
    })
}
