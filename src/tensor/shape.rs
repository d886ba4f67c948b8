//! Shapes (always N×C×H×W) and windows: the only place that computes an output size.
//! What a size costs in words or parameters is left to `nn`.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The four extents of a tensor: samples, channels, height, width.
/// A matrix of `rows × columns` is `[rows, columns, 1, 1]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Shape(pub [usize; 4]);

impl Shape {
    pub const SCALAR: Shape = Shape([1, 1, 1, 1]);

    pub const fn new(n: usize, c: usize, h: usize, w: usize) -> Self {
        Self([n, c, h, w])
    }

    pub const fn matrix(rows: usize, columns: usize) -> Self {
        Self([rows, columns, 1, 1])
    }

    pub const fn n(self) -> usize {
        self.0[0]
    }

    pub const fn c(self) -> usize {
        self.0[1]
    }

    pub const fn h(self) -> usize {
        self.0[2]
    }

    pub const fn w(self) -> usize {
        self.0[3]
    }

    /// Numbers in the whole tensor.
    pub const fn len(self) -> usize {
        self.0[0] * self.0[1] * self.0[2] * self.0[3]
    }

    pub const fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Numbers in one sample: C·H·W.
    pub const fn sample_len(self) -> usize {
        self.0[1] * self.0[2] * self.0[3]
    }

    /// Position of the first number of channel `c` of sample `n`.
    pub const fn start(self, n: usize, c: usize) -> usize {
        (n * self.0[1] + c) * self.0[2] * self.0[3]
    }

    pub const fn is_matrix(self) -> bool {
        self.0[2] == 1 && self.0[3] == 1
    }

    pub const fn with_n(self, n: usize) -> Self {
        Self([n, self.0[1], self.0[2], self.0[3]])
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [n, c, h, w] = self.0;
        if self.is_matrix() {
            write!(f, "{n}×{c}")
        } else {
            write!(f, "{n}×{c}×{h}×{w}")
        }
    }
}

/// Which of the two spatial axes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Axis {
    Height,
    Width,
}

/// Rows and columns added around a picture, each side on its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Padding {
    pub top: usize,
    pub bottom: usize,
    pub left: usize,
    pub right: usize,
}

impl Padding {
    /// PyTorch's `padding=p`: `p` on every side.
    pub const fn same(p: usize) -> Self {
        Self {
            top: p,
            bottom: p,
            left: p,
            right: p,
        }
    }
}

/// The largest side, kernel, stride, dilation or padding that a window works with: the product of
/// two still fits 32 bits.
pub const SIDE_LIMIT: usize = 1 << 15;

/// What slides over a picture: `[height, width]` of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Window {
    pub kernel: [usize; 2],
    pub stride: [usize; 2],
    pub padding: Padding,
    pub dilation: [usize; 2],
}

impl Window {
    /// A `k × k` window: stride 1, no padding, no dilation.
    pub const fn square(k: usize) -> Self {
        Self {
            kernel: [k, k],
            stride: [1, 1],
            padding: Padding {
                top: 0,
                bottom: 0,
                left: 0,
                right: 0,
            },
            dilation: [1, 1],
        }
    }

    pub const fn stride(mut self, s: usize) -> Self {
        self.stride = [s, s];
        self
    }

    /// `p` on every side, as PyTorch counts it.
    pub const fn padding(mut self, p: usize) -> Self {
        self.padding = Padding::same(p);
        self
    }

    /// Rows and columns that the window covers: (k − 1)·d + 1.
    pub const fn extent(&self) -> [usize; 2] {
        [
            (self.kernel[0].saturating_sub(1)) * self.dilation[0] + 1,
            (self.kernel[1].saturating_sub(1)) * self.dilation[1] + 1,
        ]
    }

    /// Input size with the padding on both sides.
    pub const fn padded(&self, input: [usize; 2]) -> [usize; 2] {
        [
            input[0] + self.padding.top + self.padding.bottom,
            input[1] + self.padding.left + self.padding.right,
        ]
    }

    /// ⌊(n + p_before + p_after − (k − 1)·d − 1) / s⌋ + 1 on each axis.
    ///
    /// # Errors
    /// A zero in kernel, stride or dilation, a window larger than the padded input, or a number
    /// above [`SIDE_LIMIT`].
    pub fn output(&self, input: [usize; 2]) -> Result<[usize; 2], ShapeError> {
        let Padding {
            top,
            bottom,
            left,
            right,
        } = self.padding;
        let sides = [self.kernel, self.stride, self.dilation, input];
        let mut sides = sides
            .into_iter()
            .flatten()
            .chain([top, bottom, left, right]);
        if sides.any(|side| side > SIDE_LIMIT) {
            return Err(ShapeError::TooLarge);
        }
        let padded = self.padded(input);
        let extent = self.extent();
        let mut size = [0; 2];
        for (a, axis) in [Axis::Height, Axis::Width].into_iter().enumerate() {
            if self.kernel[a] == 0 || self.stride[a] == 0 || self.dilation[a] == 0 {
                return Err(ShapeError::ZeroWindow { axis });
            }
            if extent[a] > padded[a] {
                return Err(ShapeError::WindowTooLarge {
                    axis,
                    window: extent[a],
                    padded: padded[a],
                });
            }
            size[a] = (padded[a] - extent[a]) / self.stride[a] + 1;
        }
        Ok(size)
    }

    /// Trailing rows and columns of the padded input that no window reads (the floor's remainder).
    ///
    /// # Errors
    /// As [`Window::output`].
    pub fn leftover(&self, input: [usize; 2]) -> Result<[usize; 2], ShapeError> {
        self.output(input)?;
        let (padded, extent) = (self.padded(input), self.extent());
        Ok([0, 1].map(|a| (padded[a] - extent[a]) % self.stride[a]))
    }
}

/// Why shapes do not fit, with the numbers that clash. Words for it live in `text`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ShapeError {
    ZeroWindow {
        axis: Axis,
    },
    WindowTooLarge {
        axis: Axis,
        window: usize,
        padded: usize,
    },
    /// `MaxPool2d` and `AvgPool2d` refuse more than half a window of padding, as PyTorch does.
    PoolPadding {
        axis: Axis,
        padding: usize,
        kernel: usize,
    },
    Channels {
        expected: usize,
        found: usize,
    },
    Features {
        expected: usize,
        found: usize,
    },
    /// `Linear` wants one row a sample; the input still has height and width.
    NotFlat {
        found: Shape,
    },
    /// A convolution or pooling after `Flatten`: height and width are gone.
    NotSpatial {
        found: Shape,
    },
    Mismatch {
        expected: Shape,
        found: Shape,
    },
    /// Branches of a concatenation or addition differ in height or width.
    Branches {
        first: [usize; 2],
        other: [usize; 2],
    },
    /// More numbers than this machine's `usize` or the device can hold.
    TooLarge,
}
