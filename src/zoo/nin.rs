//! NiN: blocks of a convolution and two 1×1 convolutions, and an average in place of dense layers.

use super::Task;
use crate::nn::blocks::NinBlock;
use crate::nn::module::{Child, Module};
use crate::tensor::shape::Window;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nin {
    pub task: Task,
    /// Divides the channels of every block but the last.
    pub ratio: usize,
}

pub fn nin(cfg: Nin) -> Module {
    let wide = |channels: usize| channels / cfg.ratio.max(1);
    let block = |in_channels, out_channels, window| {
        let block = NinBlock {
            in_channels,
            out_channels,
            window,
        };
        block.module()
    };
    let pool = || Module::MaxPool2d(Window::square(3).stride(2));
    let three = Window::square(3).padding(1);
    let features = Module::sequential(vec![
        block(cfg.task.in_channels, wide(96), Window::square(11).stride(4)),
        pool(),
        block(wide(96), wide(256), Window::square(5).padding(2)),
        pool(),
        block(wide(256), wide(384), three),
        pool(),
        Module::Dropout { p: 0.5 },
        block(wide(384), cfg.task.classes, three),
    ]);
    Module::Sequential(vec![
        Child::new("features", features),
        Child::new("pool", Module::GlobalAvgPool2d),
        Child::new("flatten", Module::Flatten),
    ])
}
