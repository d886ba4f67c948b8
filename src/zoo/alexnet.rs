//! AlexNet in one tower: five convolutions, three dense layers, ReLU, dropout.

use super::lenet::Activation;
use super::{Task, features};
use crate::nn::module::{Child, Module};
use crate::tensor::shape::Window;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AlexNet {
    pub task: Task,
    /// Divides channels and features of every layer but the last.
    pub ratio: usize,
    /// ReLU; sigmoid only to compare.
    pub activation: Activation,
}

pub fn alexnet(cfg: AlexNet) -> Module {
    let wide = |channels: usize| channels / cfg.ratio.max(1);
    let activation = || cfg.activation.module();
    let pool = || Module::MaxPool2d(Window::square(3).stride(2));
    let three = Window::square(3).padding(1);
    let conv = Module::sequential(vec![
        Module::conv2d(cfg.task.in_channels, wide(96), Window::square(11).stride(4)),
        activation(),
        pool(),
        Module::conv2d(wide(96), wide(256), Window::square(5).padding(2)),
        activation(),
        pool(),
        Module::conv2d(wide(256), wide(384), three),
        activation(),
        Module::conv2d(wide(384), wide(384), three),
        activation(),
        Module::conv2d(wide(384), wide(256), three),
        activation(),
        pool(),
    ]);
    let dropout = || Module::Dropout { p: 0.5 };
    let fc = Module::sequential(vec![
        Module::linear(features(&conv, cfg.task.input()), wide(4096)),
        activation(),
        dropout(),
        Module::linear(wide(4096), wide(4096)),
        activation(),
        dropout(),
        Module::linear(wide(4096), cfg.task.classes),
    ]);
    Module::Sequential(vec![
        Child::new("conv", conv),
        Child::new("flatten", Module::Flatten),
        Child::new("fc", fc),
    ])
}
