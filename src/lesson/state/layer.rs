//! One `nn.Conv2d` and what goes into it, as large as real layers are. What it costs is left to
//! `costs`.

use std::ops::RangeInclusive;

use crate::nn::module::Conv2d;
use crate::tensor::shape::{Shape, Window};

pub const SAMPLES: RangeInclusive<u32> = 1..=1024;
pub const CHANNELS: RangeInclusive<u32> = 1..=1024;
/// Height and width.
pub const SIDE: RangeInclusive<u32> = 1..=512;
pub const KERNEL: RangeInclusive<u32> = 1..=31;
pub const STRIDE: RangeInclusive<u32> = 1..=16;
/// Each side.
pub const PADDING: RangeInclusive<u32> = 0..=32;
pub const DILATION: RangeInclusive<u32> = 1..=8;

/// Whether a layer adds a bias.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bias {
    True,
    False,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layer {
    pub samples: usize,
    pub height: usize,
    pub width: usize,
    pub in_channels: usize,
    pub out_channels: usize,
    pub kernel_size: usize,
    pub stride: usize,
    pub padding: usize,
    pub dilation: usize,
    pub bias: Bias,
}

/// Layers that are known by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KnownLayer {
    LenetFirst,
    LenetSecond,
    AlexNetFirst,
    VggLast,
}

impl KnownLayer {
    pub const ALL: [KnownLayer; 4] = [
        KnownLayer::LenetFirst,
        KnownLayer::LenetSecond,
        KnownLayer::AlexNetFirst,
        KnownLayer::VggLast,
    ];

    pub const fn layer(self) -> Layer {
        match self {
            KnownLayer::LenetFirst => LENET,
            KnownLayer::LenetSecond => Layer {
                height: 12,
                width: 12,
                in_channels: 6,
                out_channels: 16,
                ..LENET
            },
            KnownLayer::AlexNetFirst => Layer {
                height: 224,
                width: 224,
                out_channels: 96,
                kernel_size: 11,
                stride: 4,
                ..LENET
            },
            KnownLayer::VggLast => Layer {
                height: 14,
                width: 14,
                in_channels: 512,
                out_channels: 512,
                kernel_size: 3,
                padding: 1,
                ..LENET
            },
        }
    }
}

/// LeNet's first convolution.
const LENET: Layer = Layer {
    samples: 1,
    height: 28,
    width: 28,
    in_channels: 1,
    out_channels: 6,
    kernel_size: 5,
    stride: 1,
    padding: 0,
    dilation: 1,
    bias: Bias::True,
};

impl Default for Layer {
    fn default() -> Self {
        LENET
    }
}

impl Layer {
    pub fn window(&self) -> Window {
        Window {
            dilation: [self.dilation; 2],
            ..Window::square(self.kernel_size)
                .stride(self.stride)
                .padding(self.padding)
        }
    }

    pub fn conv(&self) -> Conv2d {
        Conv2d {
            in_channels: self.in_channels,
            out_channels: self.out_channels,
            window: self.window(),
            bias: self.bias == Bias::True,
        }
    }

    pub fn input(&self) -> Shape {
        Shape::new(self.samples, self.in_channels, self.height, self.width)
    }
}
