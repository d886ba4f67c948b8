//! GoogLeNet: nine Inception blocks. As in the lesson, without the paper's auxiliary heads and local
//! response normalisation; and with 5×5 windows where torchvision has 3×3.

use super::Task;
use crate::nn::blocks::Inception;
use crate::nn::module::{Child, Module};
use crate::tensor::shape::Window;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GoogLeNet {
    pub task: Task,
    /// Divides every number of channels.
    pub ratio: usize,
    /// ReLU after both convolutions of b2, as in the paper; the lesson's notes leave it out.
    pub b2_relu: bool,
}

/// The numbers of one Inception block at ratio 1: c1, c2, c3, c4.
type Numbers = (usize, [usize; 2], [usize; 2], usize);

const B3: [Numbers; 2] = [
    (64, [96, 128], [16, 32], 32),
    (128, [128, 192], [32, 96], 64),
];
const B4: [Numbers; 5] = [
    (192, [96, 208], [16, 48], 64),
    (160, [112, 224], [24, 64], 64),
    (128, [128, 256], [24, 64], 64),
    (112, [144, 288], [32, 64], 64),
    (256, [160, 320], [32, 128], 128),
];
const B5: [Numbers; 2] = [
    (256, [160, 320], [32, 128], 128),
    (384, [192, 384], [48, 128], 128),
];

pub fn googlenet(cfg: GoogLeNet) -> Module {
    let wide = |channels: usize| channels / cfg.ratio.max(1);
    let halve = || Module::MaxPool2d(Window::square(3).stride(2).padding(1));
    let relu = |wanted: bool| wanted.then_some(Module::ReLU);
    let first = vec![
        Module::conv2d(
            cfg.task.in_channels,
            wide(64),
            Window::square(7).stride(2).padding(3),
        ),
        Module::ReLU,
        halve(),
    ];
    let mut second = vec![Module::conv2d(wide(64), wide(64), Window::square(1))];
    second.extend(relu(cfg.b2_relu));
    second.push(Module::conv2d(
        wide(64),
        wide(192),
        Window::square(3).padding(1),
    ));
    second.extend(relu(cfg.b2_relu));
    second.push(halve());

    let mut channels = wide(192);
    let mut blocks = |numbers: &[Numbers], end: Module| {
        let mut modules: Vec<Module> = Vec::new();
        for &(c1, c2, c3, c4) in numbers {
            let block = Inception {
                in_channels: channels,
                c1: wide(c1),
                c2: c2.map(wide),
                c3: c3.map(wide),
                c4: wide(c4),
            };
            channels = block.out_channels();
            modules.push(block.module());
        }
        modules.push(end);
        Module::sequential(modules)
    };
    let third = blocks(&B3, halve());
    let fourth = blocks(&B4, halve());
    let fifth = blocks(&B5, Module::GlobalAvgPool2d);
    Module::Sequential(vec![
        Child::new("b1", Module::sequential(first)),
        Child::new("b2", Module::sequential(second)),
        Child::new("b3", third),
        Child::new("b4", fourth),
        Child::new("b5", fifth),
        Child::new("flatten", Module::Flatten),
        Child::new("fc", Module::linear(channels, cfg.task.classes)),
    ])
}
