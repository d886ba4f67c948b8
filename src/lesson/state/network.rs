//! The network that a reader builds: a tree of modules in PyTorch's words, and the picture it reads.
//! How it is changed is left to `lesson::edit`, how it is spelled to `link`.

use std::ops::RangeInclusive;

use crate::nn::module::{Child, Module};
use crate::nn::spell;
use crate::tensor::shape::{Padding, Shape, Window};
use crate::zoo::Task;
use crate::zoo::lenet::Activation;
use crate::zoo::variant::{Known, Variant};

/// Rows, and columns, of the picture.
pub const SIDE: RangeInclusive<u32> = 4..=256;
/// Layers that have no children.
pub const LAYERS: usize = 200;
/// Modules in all, containers among them.
pub const MODULES: usize = spell::MODULE_LIMIT;
/// Containers within containers.
pub const DEPTH: usize = 8;
/// Letters of a name.
pub const NAME: usize = spell::NAME_LIMIT;
pub const CHANNELS: RangeInclusive<usize> = 1..=8192;
pub const FEATURES: RangeInclusive<usize> = 1..=65_536;
/// What a layer reads: `Flatten` makes many features.
pub const INPUTS: RangeInclusive<usize> = 1..=spell::CHANNEL_LIMIT;
pub const KERNEL: RangeInclusive<usize> = 1..=64;
pub const STRIDE: RangeInclusive<usize> = 1..=32;
pub const PADDING: RangeInclusive<usize> = 0..=32;
pub const DILATION: RangeInclusive<usize> = 1..=16;
pub const DROPOUT: RangeInclusive<f32> = 0.0..=0.95;

/// A network whose root is a `Sequential`, within the limits above: [`Network::admit`] sees to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Network {
    pub module: Module,
    pub side: u32,
}

/// The lesson's LeNet.
impl Default for Network {
    fn default() -> Self {
        Self::of(Known::LeNet)
    }
}

/// Why a tree is no network of a reader's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    TooManyLayers,
    TooDeep,
    /// Two children of one container under one name, or a name that Python cannot read.
    Names,
    /// A link could not hold it.
    TooLong,
}

impl Network {
    /// A model of the course as the lesson has it.
    pub fn of(known: Known) -> Self {
        Self::from(&Variant::lesson(known))
    }

    /// No layers at all, on the data set's own pictures.
    pub fn empty() -> Self {
        Self {
            module: Module::Sequential(Vec::new()),
            side: Variant::lesson(Known::LeNet).side,
        }
    }

    /// One picture.
    pub const fn input(&self) -> Shape {
        Task::fashion(self.side as usize).input()
    }

    /// The first between its layers.
    pub fn activation(&self) -> Activation {
        let walked = self.module.walk().into_iter();
        let mut found = walked.filter_map(|(_, module)| match module {
            Module::ReLU => Some(Activation::ReLU),
            Module::Sigmoid => Some(Activation::Sigmoid),
            Module::Tanh => Some(Activation::Tanh),
            Module::Conv2d(_)
            | Module::Linear(_)
            | Module::MaxPool2d(_)
            | Module::AvgPool2d { .. }
            | Module::GlobalAvgPool2d
            | Module::Flatten
            | Module::Dropout { .. }
            | Module::Sequential(_)
            | Module::Concat(_) => None,
        });
        found.next().unwrap_or(Activation::ReLU)
    }

    /// `module` as a reader's network has it: a `Sequential` with every number in bounds, children
    /// called by a number numbered by their place.
    ///
    /// # Errors
    /// More layers, deeper containers or other names than there may be.
    pub fn admit(module: Module) -> Result<Module, Unfit> {
        let mut module = match module {
            Module::Sequential(children) => Module::Sequential(children),
            other => Module::sequential(vec![other]),
        };
        settle(&mut module, 0)?;
        let walked = module.walk();
        let modules = walked.len();
        let layers = walked.iter().filter(|(_, module)| !is_container(module));
        if layers.count() > LAYERS || modules > MODULES {
            return Err(Unfit::TooManyLayers);
        }
        if spell::spell(&module).len() > spell::TEXT_LIMIT {
            return Err(Unfit::TooLong);
        }
        Ok(module)
    }
}

impl From<&Variant> for Network {
    fn from(variant: &Variant) -> Self {
        Self {
            module: variant.module(),
            side: variant.side,
        }
    }
}

pub const fn is_container(module: &Module) -> bool {
    matches!(module, Module::Sequential(_) | Module::Concat(_))
}

/// The children of a container, to be changed.
pub fn children_mut(module: &mut Module) -> Option<&mut Vec<Child>> {
    match module {
        Module::Sequential(children) | Module::Concat(children) => Some(children),
        Module::Conv2d(_)
        | Module::Linear(_)
        | Module::MaxPool2d(_)
        | Module::AvgPool2d { .. }
        | Module::GlobalAvgPool2d
        | Module::ReLU
        | Module::Sigmoid
        | Module::Tanh
        | Module::Flatten
        | Module::Dropout { .. } => None,
    }
}

/// Whether `name` is a number: the place of a child that has no name of its own.
pub fn is_number(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit())
}

/// Children called by a number get their place's.
pub fn renumber(children: &mut [Child]) {
    for (place, child) in children.iter_mut().enumerate() {
        if is_number(&child.name) {
            child.name = place.to_string();
        }
    }
}

fn settle(module: &mut Module, depth: usize) -> Result<(), Unfit> {
    clamp(module);
    let Some(children) = children_mut(module) else {
        return Ok(());
    };
    if depth > DEPTH {
        return Err(Unfit::TooDeep);
    }
    if children.len() > LAYERS {
        return Err(Unfit::TooManyLayers);
    }
    renumber(children);
    let mut names: Vec<&str> = children.iter().map(|child| child.name.as_str()).collect();
    let all_good = names.iter().all(|name| spell::is_name(name));
    names.sort_unstable();
    if !all_good || names.windows(2).any(|two| two[0] == two[1]) {
        return Err(Unfit::Names);
    }
    let mut children = children.iter_mut();
    children.try_for_each(|child| settle(&mut child.module, depth + 1))
}

fn within(place: &mut usize, bounds: RangeInclusive<usize>) {
    *place = (*place).clamp(*bounds.start(), *bounds.end());
}

/// Every number of one layer into its bounds.
fn clamp(module: &mut Module) {
    match module {
        Module::Conv2d(conv) => {
            within(&mut conv.in_channels, INPUTS);
            within(&mut conv.out_channels, CHANNELS);
            clamp_window(&mut conv.window);
        }
        Module::Linear(linear) => {
            within(&mut linear.in_features, INPUTS);
            within(&mut linear.out_features, FEATURES);
        }
        Module::MaxPool2d(window) | Module::AvgPool2d { window, .. } => clamp_window(window),
        Module::Dropout { p } => {
            let kept = if p.is_nan() { 0.5 } else { *p };
            *p = kept.clamp(*DROPOUT.start(), *DROPOUT.end());
        }
        Module::GlobalAvgPool2d
        | Module::ReLU
        | Module::Sigmoid
        | Module::Tanh
        | Module::Flatten
        | Module::Sequential(_)
        | Module::Concat(_) => {}
    }
}

fn clamp_window(window: &mut Window) {
    let Padding {
        top,
        bottom,
        left,
        right,
    } = &mut window.padding;
    for side in [top, bottom, left, right] {
        within(side, PADDING);
    }
    for a in [0, 1] {
        within(&mut window.kernel[a], KERNEL);
        within(&mut window.stride[a], STRIDE);
        within(&mut window.dilation[a], DILATION);
    }
}
