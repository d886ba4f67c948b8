//! What a reader can add: layers, containers and the course's blocks, with numbers that fit what
//! arrives. Where it is put is left to the parent.

use crate::nn::blocks::{Block, Inception, NinBlock, VggBlock};
use crate::nn::module::{Child, Module};
use crate::nn::trace::{Mode, trace, trace_prefix};
use crate::tensor::shape::{Shape, Window};

use super::place;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Conv2d,
    Linear,
    MaxPool2d,
    AvgPool2d,
    GlobalAvgPool2d,
    ReLU,
    Sigmoid,
    Tanh,
    Dropout,
    Flatten,
    Sequential,
    Concat,
    VggBlock,
    NinBlock,
    Inception,
}

/// What arrives at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arriving {
    pub shape: Shape,
    /// Height and width are gone.
    pub flat: bool,
}

/// A new `Linear` has as many features as the data set has classes: what most readers add it for.
const CLASSES: usize = 10;

impl Kind {
    pub const ALL: [Kind; 15] = [
        Kind::Conv2d,
        Kind::Linear,
        Kind::MaxPool2d,
        Kind::AvgPool2d,
        Kind::GlobalAvgPool2d,
        Kind::ReLU,
        Kind::Sigmoid,
        Kind::Tanh,
        Kind::Dropout,
        Kind::Flatten,
        Kind::Sequential,
        Kind::Concat,
        Kind::VggBlock,
        Kind::NinBlock,
        Kind::Inception,
    ];

    /// PyTorch's class or the course's function, the same in every language.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Conv2d => "Conv2d",
            Kind::Linear => "Linear",
            Kind::MaxPool2d => "MaxPool2d",
            Kind::AvgPool2d => "AvgPool2d",
            Kind::GlobalAvgPool2d => "AdaptiveAvgPool2d(1)",
            Kind::ReLU => "ReLU",
            Kind::Sigmoid => "Sigmoid",
            Kind::Tanh => "Tanh",
            Kind::Dropout => "Dropout",
            Kind::Flatten => "Flatten",
            Kind::Sequential => "Sequential",
            Kind::Concat => "Concat",
            Kind::VggBlock => "vgg_block",
            Kind::NinBlock => "nin_block",
            Kind::Inception => "Inception",
        }
    }

    pub fn parse(name: &str) -> Option<Kind> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// One of them, made for what arrives.
    pub fn module(self, arriving: Arriving) -> Module {
        let shape = arriving.shape;
        let channels = shape.c().max(1);
        let wide = (2 * channels).clamp(8, 256);
        let three = Window::square(3).padding(1);
        let halve = match shape.h().min(shape.w()) {
            0 | 1 => Window::square(1),
            2.. => Window::square(2).stride(2),
        };
        match self {
            Kind::Conv2d => Module::conv2d(channels, wide, three),
            Kind::Linear => Module::linear(shape.sample_len().max(1), CLASSES),
            Kind::MaxPool2d => Module::MaxPool2d(halve),
            Kind::AvgPool2d => Module::AvgPool2d {
                window: halve,
                count_include_pad: true,
            },
            Kind::GlobalAvgPool2d => Module::GlobalAvgPool2d,
            Kind::ReLU => Module::ReLU,
            Kind::Sigmoid => Module::Sigmoid,
            Kind::Tanh => Module::Tanh,
            Kind::Dropout => Module::Dropout { p: 0.5 },
            Kind::Flatten => Module::Flatten,
            Kind::Sequential => Module::Sequential(Vec::new()),
            Kind::Concat if arriving.flat => Module::Concat(vec![
                Child::new("0", Module::linear(channels, wide)),
                Child::new("1", Module::linear(channels, wide)),
            ]),
            Kind::Concat => Module::Concat(vec![
                Child::new("0", pixelwise(channels, wide)),
                Child::new("1", Module::conv2d(channels, wide, three)),
            ]),
            Kind::VggBlock => Block::Vgg(VggBlock {
                convs: 2,
                in_channels: channels,
                out_channels: wide,
            })
            .module(),
            Kind::NinBlock => Block::Nin(NinBlock {
                in_channels: channels,
                out_channels: wide,
                window: three,
            })
            .module(),
            Kind::Inception => Block::Inception(inception(channels)).module(),
        }
    }
}

/// In the proportions of GoogLeNet's first block: 64, (96, 128), (16, 32), 32 of 192 channels.
fn inception(channels: usize) -> Inception {
    let part = |sixths: usize| (channels * sixths / 12).max(4);
    Inception {
        in_channels: channels,
        c1: part(4),
        c2: [part(6), part(8)],
        c3: [part(1), part(2)],
        c4: part(2),
    }
}

fn pixelwise(channels: usize, wide: usize) -> Module {
    Module::conv2d(channels, wide, Window::square(1))
}

/// What arrives at `place`, whether or not something stands there; `None` behind a layer that cannot
/// work.
pub fn arriving(module: &Module, place: &[usize], input: Shape) -> Option<Arriving> {
    let mut probed = module.clone();
    let mut place = place.to_vec();
    let (last, above) = place.split_last_mut()?;
    if matches!(place::at(module, above), Some(Module::Concat(_))) {
        // Every branch reads the same: the first is not behind another that cannot work.
        *last = 0;
    }
    // ReLU takes any shape; no reader's layer has this name.
    let probe = Child::new("?", Module::ReLU);
    if !place::insert(&mut probed, &place, probe) {
        return None;
    }
    let path = place::path(&probed, &place);
    let rows = trace_prefix(&probed, input, Mode::Eval).trace.rows;
    let row = rows.iter().find(|row| row.path == path)?;
    Some(Arriving {
        shape: row.input,
        flat: row.flat,
    })
}

/// Another branch beside `branches`: a 1×1 convolution where they keep the size of what arrives, else
/// the last of them once more.
pub fn branch(branches: &[Child], arriving: Arriving) -> Module {
    let input = arriving.shape;
    let Some(last) = branches.last() else {
        return pixelwise(input.c(), input.c());
    };
    let output = trace(&last.module, input, Mode::Eval);
    let output = output.map(|trace| trace.graph.shape(trace.output));
    match output {
        Ok(output) if !arriving.flat && [output.h(), output.w()] == [input.h(), input.w()] => {
            pixelwise(input.c(), output.c())
        }
        Ok(_) | Err(_) => last.module.clone(),
    }
}
