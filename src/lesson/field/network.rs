//! A stack as a network that classifies: what the effective field is measured in. The run itself is
//! left to `train`.

use crate::lesson::state::stack::Stack;
use crate::nn::init::Init;
use crate::nn::module::{Child, Conv2d, Module};
use crate::nn::optim::Optimizer;
use crate::nn::receptive::Region;
use crate::nn::trace::{Mode, TraceError, trace};
use crate::train::protocol::RunSpec;
use crate::zoo::lenet::INPUT;

/// Channels of every convolution.
const CHANNELS: usize = 8;
const CLASSES: usize = 10;

/// A run of a few hundred steps, and where to look in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Trial {
    pub spec: RunSpec,
    /// The last row of the stack itself.
    pub row: u32,
    /// What the unit in its middle can see.
    pub region: Region,
}

/// `stack` with [`CHANNELS`] channels and a ReLU after each convolution, global average pooling and a
/// dense layer, on the data set's pictures.
///
/// # Errors
/// The layer that cannot work on 28×28.
pub fn trial(stack: &Stack, init: Init, seed: u32) -> Result<Trial, TraceError> {
    let mut channels = 1;
    let body = widen(stack.module(usize::MAX), &mut channels);
    let traced = trace(&body, INPUT, Mode::Eval)?;
    let last = traced.rows.len() - 1;
    let middle = [0, 1].map(|a| super::extent(&traced.rows[last])[a].saturating_sub(1) / 2);
    let seen = crate::nn::receptive::regions(&traced, last, middle);
    let module = Module::Sequential(vec![
        Child::new("stack", body),
        Child::new("pool", Module::GlobalAvgPool2d),
        Child::new("flatten", Module::Flatten),
        Child::new("fc", Module::linear(channels, CLASSES)),
    ]);
    Ok(Trial {
        spec: RunSpec {
            module,
            side: 28,
            pictures: 10_000,
            epochs: 2,
            batch_size: 50,
            learning_rate: 0.003,
            optimizer: Optimizer::Adam,
            init,
            seed,
            shuffle: None,
            workers: 1,
        },
        row: last as u32,
        region: seen[0].unwrap_or(Region::whole([INPUT.h(), INPUT.w()])),
    })
}

/// The same windows with more channels; `channels` come in, and as many go out as it says then.
fn widen(module: Module, channels: &mut usize) -> Module {
    match module {
        Module::Conv2d(conv) => {
            let in_channels = std::mem::replace(channels, CHANNELS);
            let conv = Conv2d {
                in_channels,
                out_channels: CHANNELS,
                ..conv
            };
            Module::sequential(vec![Module::Conv2d(conv), Module::ReLU])
        }
        Module::Sequential(children) => {
            let widened = children.into_iter().map(|child| Child {
                module: widen(child.module, channels),
                ..child
            });
            Module::Sequential(widened.collect())
        }
        Module::Concat(children) => {
            let mut joined = 0;
            let widened = children.into_iter().map(|child| {
                let mut own = *channels;
                let module = widen(child.module, &mut own);
                joined += own;
                Child { module, ..child }
            });
            let widened = Module::Concat(widened.collect());
            *channels = joined;
            widened
        }
        other @ (Module::Linear(_)
        | Module::MaxPool2d(_)
        | Module::AvgPool2d { .. }
        | Module::GlobalAvgPool2d
        | Module::ReLU
        | Module::Sigmoid
        | Module::Tanh
        | Module::Flatten
        | Module::Dropout { .. }) => other,
    }
}
