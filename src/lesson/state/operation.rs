//! One operation with its numbers, as a reader sets it up: what slides, over what, how.
//! What comes out is left to `slide`.

use std::ops::RangeInclusive;

use super::numbers::Numbers;
use crate::tensor::shape::{Padding, Window};

/// Height and width of the input.
pub const INPUT: RangeInclusive<u32> = 1..=32;
pub const KERNEL: RangeInclusive<u32> = 1..=11;
/// As far as a window reaches, so that windows can stand side by side.
pub const STRIDE: RangeInclusive<u32> = KERNEL;
/// Each side on its own.
pub const PADDING: RangeInclusive<u32> = 0..=10;
pub const DILATION: RangeInclusive<u32> = 1..=6;
pub const CHANNELS: RangeInclusive<u32> = 1..=4;
/// What is done under the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    CrossCorrelation,
    /// With the kernel turned by half a turn, as mathematics defines it.
    Convolution,
    MaxPool,
    AvgPool,
}

impl Kind {
    /// Pooling has no weights and keeps channels apart.
    pub const fn is_pool(self) -> bool {
        match self {
            Kind::MaxPool | Kind::AvgPool => true,
            Kind::CrossCorrelation | Kind::Convolution => false,
        }
    }
}

/// Where the numbers of the input come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum InputSource {
    /// 0, 1, 2, … in reading order; channel c starts at c, as the lesson's X and X + 1 do.
    Ramp,
    /// Whole numbers from 0 to 9.
    Random,
    /// Ones with a band of zeros two columns in from either side: the lesson's edge picture.
    Edge,
    /// A small grey picture, in whole numbers from 0 to 9.
    Picture,
    /// [`Operation::own_input`].
    Own,
}

/// Where the numbers of the kernel come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KernelSource {
    /// 0, 1, 2, … in reading order; output channel o and input channel c start at o + c, as the
    /// lesson's K, K + 1, K + 2 do.
    Ramp,
    /// Whole numbers from −2 to 2.
    Random,
    Ones,
    /// 1 in the middle.
    Identity,
    /// [1, −1] in every row: vertical edges.
    Edge,
    /// [`Operation::own_kernel`].
    Own,
}

/// How padding is counted in words and formulas. The operation is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Notation {
    /// The book's p_h: rows added on both sides together.
    Total,
    /// PyTorch's `padding`: rows added on each side.
    PerSide,
}

/// What a reader is asked before it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Question {
    None,
    Shape,
    /// An output cell: channel, row, column.
    Cell([usize; 3]),
}

#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    pub kind: Kind,
    /// Height and width.
    pub input: [usize; 2],
    pub window: Window,
    pub in_channels: usize,
    /// As many as `in_channels` where the kind pools.
    pub out_channels: usize,
    /// `AvgPool2d` only.
    pub count_include_pad: bool,
    pub input_source: InputSource,
    pub kernel_source: KernelSource,
    /// Which of the random draws, for input and kernel alike.
    pub draw: u32,
    /// [1, c_i, h, w]; what it lacks is 0, what is too much is not read.
    pub own_input: Numbers,
    /// [c_o, c_i, k_h, k_w], likewise.
    pub own_kernel: Numbers,
    /// Added to every output channel.
    pub bias: f32,
    pub notation: Notation,
    pub question: Question,
}

/// The lesson's X = 0..8 and K = 0..3.
impl Default for Operation {
    fn default() -> Self {
        Self {
            kind: Kind::CrossCorrelation,
            input: [3, 3],
            window: Window::square(2),
            in_channels: 1,
            out_channels: 1,
            count_include_pad: true,
            input_source: InputSource::Ramp,
            kernel_source: KernelSource::Ramp,
            draw: 0,
            own_input: Numbers::default(),
            own_kernel: Numbers::default(),
            bias: 0.0,
            notation: Notation::PerSide,
            question: Question::None,
        }
    }
}

impl Operation {
    /// What a page starts from.
    pub fn of(page: &str) -> Self {
        let lesson = Self::default();
        match page {
            "padding-stride" => Self {
                input: [5, 5],
                window: Window {
                    padding: Padding::same(1),
                    ..Window::square(3)
                },
                ..lesson
            },
            "conv-vs-dense" => Self {
                input: [4, 4],
                window: Window::square(3),
                ..lesson
            },
            "channels" => Self {
                in_channels: 2,
                ..lesson
            },
            "pooling" => Self {
                kind: Kind::MaxPool,
                ..lesson
            },
            _ => lesson,
        }
    }

    /// The window that slides: `AvgPool2d` knows no dilation.
    pub fn window(&self) -> Window {
        match self.kind {
            Kind::AvgPool => Window {
                dilation: [1, 1],
                ..self.window
            },
            Kind::CrossCorrelation | Kind::Convolution | Kind::MaxPool => self.window,
        }
    }

    /// Channels that come out.
    pub fn outputs(&self) -> usize {
        if self.kind.is_pool() {
            self.in_channels
        } else {
            self.out_channels
        }
    }
}
