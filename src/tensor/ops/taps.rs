//! Which input positions a window reads. Sizes are left to `shape`, what is done with the
//! numbers to the ops.

use std::ops::Range;

use super::super::shape::{Shape, Window};

/// A window over planes of one size.
#[derive(Debug, Clone, Copy)]
pub struct Taps {
    pub window: Window,
    /// Height and width of the planes that are read, and of the output.
    pub input: [usize; 2],
    pub output: [usize; 2],
}

impl Taps {
    pub fn new(window: Window, input: Shape, output: Shape) -> Self {
        Self {
            window,
            input: [input.h(), input.w()],
            output: [output.h(), output.w()],
        }
    }

    /// Input row that output row `i` reads with kernel row `u`; none in the padding.
    pub fn row(&self, i: usize, u: usize) -> Option<usize> {
        let Window {
            stride,
            padding,
            dilation,
            ..
        } = self.window;
        let at = (i * stride[0] + u * dilation[0]).checked_sub(padding.top)?;
        (at < self.input[0]).then_some(at)
    }

    pub fn column(&self, j: usize, v: usize) -> Option<usize> {
        let Window {
            stride,
            padding,
            dilation,
            ..
        } = self.window;
        let at = (j * stride[1] + v * dilation[1]).checked_sub(padding.left)?;
        (at < self.input[1]).then_some(at)
    }

    /// From the first to behind the last input row (axis 0) or column (axis 1) that output `at`
    /// reads; those between them lie a dilation apart.
    #[inline(always)]
    pub fn span(&self, axis: usize, at: usize) -> Range<usize> {
        let Window {
            kernel,
            stride,
            padding,
            dilation,
        } = self.window;
        let before = [padding.top, padding.left][axis];
        let (start, step) = (at * stride[axis], dilation[axis]);
        let skipped = match start < before {
            true => (before - start).div_ceil(step) * step,
            false => 0,
        };
        let end = (start + (kernel[axis] - 1) * step + 1).saturating_sub(before);
        start + skipped - before..end.min(self.input[axis])
    }

    /// Input rows that output row `i` reads.
    pub fn rows(self, i: usize) -> impl Iterator<Item = usize> + Clone {
        (0..self.window.kernel[0]).filter_map(move |u| self.row(i, u))
    }

    /// Input columns that output column `j` reads.
    pub fn columns(self, j: usize) -> impl Iterator<Item = usize> + Clone {
        (0..self.window.kernel[1]).filter_map(move |v| self.column(j, v))
    }

    /// Positions in the plane that output (i, j) reads, with their position in the kernel.
    pub fn indexed(self, i: usize, j: usize) -> impl Iterator<Item = (usize, usize)> + Clone {
        let [kernel_rows, kernel_columns] = self.window.kernel;
        let rows = (0..kernel_rows).filter_map(move |u| Some((u, self.row(i, u)?)));
        rows.flat_map(move |(u, row)| {
            let columns = (0..kernel_columns).filter_map(move |v| Some((v, self.column(j, v)?)));
            columns.map(move |(v, column)| (u * kernel_columns + v, row * self.input[1] + column))
        })
    }

    pub fn at(self, i: usize, j: usize) -> impl Iterator<Item = usize> + Clone {
        self.indexed(i, j).map(|(_, at)| at)
    }
}
