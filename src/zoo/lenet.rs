//! LeNet as the lesson writes it, with the variants that its chapter switches.

use serde::{Deserialize, Serialize};

use super::features;
use crate::nn::module::{Child, Module};
use crate::tensor::shape::{Shape, Window};

pub const INPUT: Shape = Shape::new(1, 1, 28, 28);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Activation {
    Sigmoid,
    ReLU,
    Tanh,
}

impl Activation {
    pub const fn module(self) -> Module {
        match self {
            Activation::Sigmoid => Module::Sigmoid,
            Activation::ReLU => Module::ReLU,
            Activation::Tanh => Module::Tanh,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pooling {
    Max,
    Average,
}

/// The lesson's LeNet is `LeNet::default()`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeNet {
    pub activation: Activation,
    pub pooling: Pooling,
    /// Padding of the first convolution, each side: 0 in the lesson, 2 in the classic.
    pub padding: usize,
}

impl Default for LeNet {
    fn default() -> Self {
        Self {
            activation: Activation::Sigmoid,
            pooling: Pooling::Max,
            padding: 0,
        }
    }
}

pub fn lenet(variant: LeNet) -> Module {
    let activation = || variant.activation.module();
    let halve = Window::square(2).stride(2);
    let pool = || match variant.pooling {
        Pooling::Max => Module::MaxPool2d(halve),
        Pooling::Average => Module::AvgPool2d {
            window: halve,
            count_include_pad: true,
        },
    };
    let conv = Module::sequential(vec![
        Module::conv2d(1, 6, Window::square(5).padding(variant.padding)),
        activation(),
        pool(),
        Module::conv2d(6, 16, Window::square(5)),
        activation(),
        pool(),
    ]);
    let fc = Module::sequential(vec![
        Module::linear(features(&conv, INPUT), 120),
        activation(),
        Module::linear(120, 84),
        activation(),
        Module::linear(84, 10),
    ]);
    Module::Sequential(vec![
        Child::new("conv", conv),
        Child::new("flatten", Module::Flatten),
        Child::new("fc", fc),
    ])
}
