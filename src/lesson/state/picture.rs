//! Choices around a real picture: which one, what slides over it, how the result is shown.
//! Pictures of a reader's own are no choices: they stay on the machine.

use std::ops::RangeInclusive;

use super::numbers::Numbers;
use super::operation::Kind;

/// Output channels of a bank, counted from 0.
pub const OUTPUT: RangeInclusive<u32> = 0..=2;

/// A picture that comes with the course.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sample {
    Cat,
    Coffee,
    Camera,
    Brick,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Preset {
    Identity,
    Blur,
    Gaussian,
    Sharpen,
    Edges,
    SobelX,
    SobelY,
    Emboss,
    Blur5,
    Gaussian5,
    /// [`Filter::own`], 3×3, or 5×5 if it has more rows or columns.
    Own,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tone {
    Grey,
    /// Each colour channel by itself, with the same kernel.
    Colour,
}

/// How results become pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Display {
    /// `Clamped` for a kernel that keeps brightness, `Signed` for any other.
    Auto,
    /// 0 in the middle.
    Signed,
    Absolute,
    /// What is below 0 is black, what is above 255 is white.
    Clamped,
}

/// Kernels over the three colour channels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bank {
    /// 1×1, one output channel: brightness.
    Grey,
    /// 1×1, three: brightness, red against green, blue against yellow.
    Opponents,
    /// 3×3, three: edges of brightness, edges from red to green, the mean against middle grey.
    Edges,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Filter {
    pub sample: Sample,
    pub preset: Preset,
    /// Rows and columns; what it lacks is 0.
    pub own: Numbers,
    /// Cross-correlation or convolution.
    pub kind: Kind,
    pub tone: Tone,
    pub display: Display,
    pub bank: Bank,
    /// The bank's output channel that is looked at; the last one it has, if it has fewer.
    pub output: u32,
}

impl Default for Filter {
    fn default() -> Self {
        Self {
            sample: Sample::Cat,
            preset: Preset::SobelX,
            own: Numbers::default(),
            kind: Kind::CrossCorrelation,
            tone: Tone::Grey,
            display: Display::Auto,
            bank: Bank::Edges,
            output: 0,
        }
    }
}

impl Filter {
    pub fn of(page: &str) -> Self {
        let lesson = Self::default();
        match page {
            "channels" => Self {
                sample: Sample::Coffee,
                // Edges from red to green: the coffee's strongest.
                output: 1,
                ..lesson
            },
            _ => lesson,
        }
    }
}
