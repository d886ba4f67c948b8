//! Max and average pooling, each channel on its own. Padding counts as −∞ for the maximum;
//! for the mean it is left out, or counted as zeros if asked. The kernels stand in `pool/`.

pub mod average;
mod halves;
pub mod maximum;
pub mod reference;

use super::super::shape::Shape;

fn for_each_plane(shape: Shape, mut f: impl FnMut(usize, usize)) {
    (0..shape.n()).for_each(|n| (0..shape.c()).for_each(|c| f(n, c)));
}

#[cfg(test)]
mod tests;
