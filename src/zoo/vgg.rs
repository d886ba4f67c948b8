//! VGG-11: five blocks of 3×3 convolutions, each halving the picture, and three dense layers.

use super::{Task, features};
use crate::nn::blocks::VggBlock;
use crate::nn::module::{Child, Module};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vgg {
    pub task: Task,
    /// Divides the channels of every block.
    pub ratio: usize,
    /// Features of both hidden dense layers: 4096 in the paper, divided by the ratio in the lesson.
    pub hidden: usize,
}

/// Convolutions and output channels of each block, at ratio 1.
const BLOCKS: [(usize, usize); 5] = [(1, 64), (1, 128), (2, 256), (2, 512), (2, 512)];

pub fn vgg(cfg: Vgg) -> Module {
    let mut in_channels = cfg.task.in_channels;
    let block = |(convs, channels): (usize, usize)| {
        let block = VggBlock {
            convs,
            in_channels,
            out_channels: channels / cfg.ratio.max(1),
        };
        in_channels = block.out_channels;
        block.module()
    };
    let blocks = Module::sequential(BLOCKS.into_iter().map(block).collect());
    let fc = Module::sequential(vec![
        Module::linear(features(&blocks, cfg.task.input()), cfg.hidden),
        Module::ReLU,
        Module::Dropout { p: 0.5 },
        Module::linear(cfg.hidden, cfg.hidden),
        Module::ReLU,
        Module::Dropout { p: 0.5 },
        Module::linear(cfg.hidden, cfg.task.classes),
    ]);
    Module::Sequential(vec![
        Child::new("features", blocks),
        Child::new("flatten", Module::Flatten),
        Child::new("fc", fc),
    ])
}
