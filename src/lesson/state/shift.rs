//! A picture, how far it is moved, and the pooling window that looks at it.
//! What comes of it is left to `lesson::shift`.

use std::ops::RangeInclusive;

/// Pixels to the right or down; negative ones to the left or up.
pub const STEPS: RangeInclusive<f32> = -3.0..=3.0;
/// Side of the pooling window, and its stride.
pub const WINDOW: RangeInclusive<u32> = 2..=4;

/// What is moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Drawing {
    Boot,
    Letter,
    Rings,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shift {
    pub drawing: Drawing,
    pub down: i8,
    pub right: i8,
    pub window: usize,
}

impl Default for Shift {
    fn default() -> Self {
        Self {
            drawing: Drawing::Boot,
            down: 0,
            right: 1,
            window: 2,
        }
    }
}
