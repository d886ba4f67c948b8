//! A network as plain data in PyTorch's words. What it computes is left to `trace`.

use serde::{Deserialize, Serialize};

use crate::tensor::shape::{Shape, Window};

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
    /// `nn.Conv2d` with a bias.
    pub const fn conv2d(in_channels: usize, out_channels: usize, window: Window) -> Module {
        Module::Conv2d(Conv2d {
            in_channels,
            out_channels,
            window,
            bias: true,
        })
    }

    /// `nn.Linear` with a bias.
    pub const fn linear(in_features: usize, out_features: usize) -> Module {
        Module::Linear(Linear {
            in_features,
            out_features,
            bias: true,
        })
    }

    /// PyTorch's class name; `Concat` is ours.
    pub const fn name(&self) -> &'static str {
        match self {
            Module::Conv2d(_) => "Conv2d",
            Module::Linear(_) => "Linear",
            Module::MaxPool2d(_) => "MaxPool2d",
            Module::AvgPool2d { .. } => "AvgPool2d",
            Module::GlobalAvgPool2d => "AdaptiveAvgPool2d",
            Module::ReLU => "ReLU",
            Module::Sigmoid => "Sigmoid",
            Module::Tanh => "Tanh",
            Module::Flatten => "Flatten",
            Module::Dropout { .. } => "Dropout",
            Module::Sequential(_) => "Sequential",
            Module::Concat(_) => "Concat",
        }
    }

    /// The children of a container; none for a layer.
    pub fn children(&self) -> &[Child] {
        match self {
            Module::Sequential(children) | Module::Concat(children) => children,
            Module::Conv2d(_)
            | Module::Linear(_)
            | Module::MaxPool2d(_)
            | Module::AvgPool2d { .. }
            | Module::GlobalAvgPool2d
            | Module::ReLU
            | Module::Sigmoid
            | Module::Tanh
            | Module::Flatten
            | Module::Dropout { .. } => &[],
        }
    }

    /// What slides over an `input` of this shape; `None` for a layer that has no window.
    pub fn window(&self, input: Shape) -> Option<Window> {
        match self {
            Module::Conv2d(conv) => Some(conv.window),
            Module::MaxPool2d(window) | Module::AvgPool2d { window, .. } => Some(*window),
            Module::GlobalAvgPool2d => Some(Window {
                kernel: [input.h(), input.w()],
                ..Window::square(1)
            }),
            Module::Linear(_)
            | Module::ReLU
            | Module::Sigmoid
            | Module::Tanh
            | Module::Flatten
            | Module::Dropout { .. }
            | Module::Sequential(_)
            | Module::Concat(_) => None,
        }
    }

    /// Every module of the tree with its path, parents before children; the root's path is empty.
    pub fn walk(&self) -> Vec<(String, &Module)> {
        let mut found = vec![(String::new(), self)];
        let mut next = 0;
        while let Some((path, module)) = found.get(next).cloned() {
            let below = module.children().iter();
            let below = below.map(|child| (join(&path, &child.name), &child.module));
            found.splice(next + 1..next + 1, below);
            next += 1;
        }
        found
    }

    /// The module at `path` (`conv.0`); the root for an empty path.
    pub fn at(&self, path: &str) -> Option<&Module> {
        if path.is_empty() {
            return Some(self);
        }
        path.split('.').try_fold(self, |module, name| {
            let child = module.children().iter().find(|child| child.name == name);
            child.map(|child| &child.module)
        })
    }

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

/// The path of `name` under `parent`, as `state_dict` writes it.
pub fn join(parent: &str, name: &str) -> String {
    if parent.is_empty() {
        name.to_owned()
    } else {
        format!("{parent}.{name}")
    }
}
