//! The choices of the labs: dropout, augmentation, activations, stacked kernels, averages, reductions.
//! What comes of them is left to `lesson::labs`.

use std::ops::RangeInclusive;

use crate::nn::init::Init;
use crate::nn::trace::Mode;

/// Probabilities of dropout: at 1 nothing would be left to scale.
pub const DROP: RangeInclusive<f32> = 0.0..=0.9;
/// Masks, counted from 0.
pub const MASK: RangeInclusive<u32> = 0..=999;

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dropout {
    pub p: f32,
    pub mode: Mode,
    /// Which mask is looked at: the step of the course's clock.
    pub mask: u32,
    pub seed: u32,
}

pub const PROBABILITY: RangeInclusive<f32> = 0.0..=1.0;
/// Shares of each side that the crop keeps.
pub const CROP: RangeInclusive<f32> = 0.4..=1.0;
/// Pixels on each side.
pub const CROP_PADDING: RangeInclusive<u32> = 0..=40;

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Augmentation {
    pub flip: f32,
    pub crop: f32,
    pub padding: u32,
    pub brightness: f32,
    pub contrast: f32,
    pub saturation: f32,
    pub seed: u32,
}

pub const RATE: RangeInclusive<f32> = 1e-5..=1.0;

/// What the two networks that differ in their activation have in common.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Activations {
    pub init: Init,
    pub learning_rate: f32,
    pub seed: u32,
}

/// Kernel sizes that are stacked: odd, so that padding keeps the size.
pub const STACKED: [usize; 3] = [3, 5, 7];
pub const LAYERS: RangeInclusive<u32> = 1..=5;
pub const CHANNELS: RangeInclusive<u32> = 1..=1024;
/// Channels that come in; 0 where they are as many as go out.
pub const INPUTS: RangeInclusive<u32> = 0..=1024;
/// Rows, and columns, of a map.
pub const SIDE: RangeInclusive<u32> = 1..=224;

/// Convolutions of one size after another, to C channels each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KernelStack {
    pub kernel: usize,
    pub layers: usize,
    pub channels: usize,
    /// 0: as many as `channels`.
    pub inputs: usize,
    pub side: usize,
}

pub const CLASSES: RangeInclusive<u32> = 2..=1000;
pub const MOVE: RangeInclusive<f32> = -3.0..=3.0;

/// The two heads behind the last maps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Average {
    pub channels: usize,
    pub side: usize,
    pub classes: usize,
    /// How far the small map is moved.
    pub right: i8,
    pub down: i8,
}

/// GoogLeNet's Inception blocks, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Block {
    B3a,
    B3b,
    B4a,
    B4b,
    B4c,
    B4d,
    B4e,
    B5a,
    B5b,
}

/// Whether 1×1 convolutions stand before the large windows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reduce {
    With,
    Without,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reduction {
    pub block: Block,
    pub reduce: Reduce,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Labs {
    pub dropout: Dropout,
    pub augmentation: Augmentation,
    pub activations: Activations,
    pub stack: KernelStack,
    pub average: Average,
    pub reduction: Reduction,
}

impl Default for Labs {
    fn default() -> Self {
        Self {
            dropout: Dropout {
                p: 0.5,
                mode: Mode::Train,
                mask: 0,
                seed: 0,
            },
            augmentation: Augmentation {
                flip: 0.5,
                crop: 1.0,
                padding: 16,
                brightness: 0.4,
                contrast: 0.4,
                saturation: 0.4,
                seed: 0,
            },
            activations: Activations {
                init: Init::Default,
                learning_rate: 0.002,
                seed: 0,
            },
            stack: KernelStack {
                kernel: 3,
                layers: 3,
                channels: 64,
                inputs: 0,
                side: 56,
            },
            average: Average {
                channels: 256,
                side: 6,
                classes: 10,
                right: 0,
                down: 0,
            },
            reduction: Reduction {
                block: Block::B3a,
                reduce: Reduce::With,
            },
        }
    }
}
