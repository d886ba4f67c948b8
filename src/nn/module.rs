//! A network as plain data in PyTorch's words. What it computes is left to `trace`.

use serde::{Deserialize, Serialize};

use crate::tensor::shape::Window;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Module {
    Conv2d(Conv2d),
    Linear(Linear),
    MaxPool2d(Window),
    AvgPool2d {
        window: Window,
        count_include_pad: bool,
    },
    /// `nn.AdaptiveAvgPool2d(1)`: the mean of each channel.
    GlobalAvgPool2d,
    ReLU,
    Sigmoid,
    Tanh,
    Flatten,
    Dropout {
        p: f32,
    },
    /// Children run one after another.
    Sequential(Vec<Child>),
    /// Children all read the same input; their outputs are joined over channels.
    Concat(Vec<Child>),
}

/// A child of a container: its name is one segment of the parameters' paths (`conv`, `0`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Child {
    pub name: String,
    pub module: Module,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Conv2d {
    pub in_channels: usize,
    pub out_channels: usize,
    pub window: Window,
    pub bias: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Linear {
    pub in_features: usize,
    pub out_features: usize,
    pub bias: bool,
}

impl Module {
    /// Children named `0`, `1`, … as `nn.Sequential` names them.
    pub fn sequential(modules: Vec<Module>) -> Module {
        let named = modules.into_iter().enumerate();
        Module::Sequential(
            named
                .map(|(i, module)| Child {
                    name: i.to_string(),
                    module,
                })
                .collect(),
        )
    }
}

impl Child {
    pub fn new(name: &str, module: Module) -> Self {
        Self {
            name: name.to_owned(),
            module,
        }
    }
}

impl Conv2d {
    pub fn new(in_channels: usize, out_channels: usize, window: Window) -> Module {
        Module::Conv2d(Conv2d {
            in_channels,
            out_channels,
            window,
            bias: true,
        })
    }
}

impl Linear {
    pub fn new(in_features: usize, out_features: usize) -> Module {
        Module::Linear(Linear {
            in_features,
            out_features,
            bias: true,
        })
    }
}
