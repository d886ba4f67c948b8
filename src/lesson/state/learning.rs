//! Choices of the experiment in which a kernel is learnt: from what, towards what, how fast.

use std::ops::RangeInclusive;

use super::numbers::Numbers;

pub const RATE: RangeInclusive<f32> = 1e-5..=1.0;
pub const STEPS: RangeInclusive<u32> = 1..=200;

/// The kernel that makes the wanted output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Target {
    /// [1, −1]
    Edge,
    SobelX,
    SobelY,
    /// [`Learning::own`], 3×3.
    Own,
}

/// The 6×8 numbers that the kernel slides over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Example {
    /// Ones with a band of zeros: the lesson's edge picture.
    Edges,
    /// Uniform in [0, 1).
    Noise,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Learning {
    pub target: Target,
    pub own: Numbers,
    pub example: Example,
    pub rate: f32,
    pub steps: u32,
    /// Of the kernel at the start, and of the noise.
    pub seed: u32,
    /// The step that is looked at.
    pub at: u32,
}

/// The lesson's own.
impl Default for Learning {
    fn default() -> Self {
        Self {
            target: Target::Edge,
            own: Numbers::default(),
            example: Example::Edges,
            rate: 0.01,
            steps: 20,
            // From [0.18, −1.58] to [0.99, −0.99].
            seed: 52,
            at: 0,
        }
    }
}
