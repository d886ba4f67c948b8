//! The sizes of the 1×1 convolution that becomes a matrix product. Its numbers are left to
//! `one_by_one`.

use std::ops::RangeInclusive;

pub const CHANNELS: RangeInclusive<u32> = 1..=4;
/// Rows and columns.
pub const SIDE: RangeInclusive<u32> = 1..=4;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pixelwise {
    pub in_channels: usize,
    pub out_channels: usize,
    /// Height and width.
    pub input: [usize; 2],
}

impl Default for Pixelwise {
    fn default() -> Self {
        Self {
            in_channels: 3,
            out_channels: 2,
            input: [3, 3],
        }
    }
}
