//! The numbers of one layer as the texts of its controls, in PyTorch's words and notation:
//! `3`, or `3, 5` where height and width differ.

use std::ops::RangeInclusive;

use super::Refusal;
use crate::lesson::format;
use crate::lesson::number;
use crate::lesson::state::network::{
    CHANNELS, DILATION, DROPOUT, FEATURES, INPUTS, KERNEL, PADDING, STRIDE,
};
use crate::nn::module::Module;
use crate::tensor::shape::{Padding, Window};

/// One argument of a layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    InChannels,
    OutChannels,
    KernelSize,
    Stride,
    Padding,
    Dilation,
    InFeatures,
    OutFeatures,
    Bias,
    CountIncludePad,
    P,
}

impl Field {
    pub const ALL: [Field; 11] = [
        Field::InChannels,
        Field::OutChannels,
        Field::KernelSize,
        Field::Stride,
        Field::Padding,
        Field::Dilation,
        Field::InFeatures,
        Field::OutFeatures,
        Field::Bias,
        Field::CountIncludePad,
        Field::P,
    ];

    /// PyTorch's name, the same in every language.
    pub const fn name(self) -> &'static str {
        match self {
            Field::InChannels => "in_channels",
            Field::OutChannels => "out_channels",
            Field::KernelSize => "kernel_size",
            Field::Stride => "stride",
            Field::Padding => "padding",
            Field::Dilation => "dilation",
            Field::InFeatures => "in_features",
            Field::OutFeatures => "out_features",
            Field::Bias => "bias",
            Field::CountIncludePad => "count_include_pad",
            Field::P => "p",
        }
    }

    pub fn parse(name: &str) -> Option<Field> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }

    /// What follows from the layers before, where layers adapt.
    pub const fn follows(self) -> bool {
        matches!(self, Field::InChannels | Field::InFeatures)
    }

    /// True or false, nothing else.
    pub const fn is_switch(self) -> bool {
        matches!(self, Field::Bias | Field::CountIncludePad)
    }
}

/// The arguments that a module of this kind takes.
pub const fn fields(module: &Module) -> &'static [Field] {
    use Field::{
        Bias, CountIncludePad, Dilation, InChannels, InFeatures, KernelSize, OutChannels,
        OutFeatures, P, Padding, Stride,
    };
    match module {
        Module::Conv2d(_) => &[
            InChannels,
            OutChannels,
            KernelSize,
            Stride,
            Padding,
            Dilation,
            Bias,
        ],
        Module::Linear(_) => &[InFeatures, OutFeatures, Bias],
        Module::MaxPool2d(_) => &[KernelSize, Stride, Padding, Dilation],
        Module::AvgPool2d { .. } => &[KernelSize, Stride, Padding, CountIncludePad],
        Module::Dropout { .. } => &[P],
        Module::GlobalAvgPool2d
        | Module::ReLU
        | Module::Sigmoid
        | Module::Tanh
        | Module::Flatten
        | Module::Sequential(_)
        | Module::Concat(_) => &[],
    }
}

/// The text of one argument; `None` if this module has no such one.
pub fn get(module: &Module, field: Field) -> Option<String> {
    let mut copy = module.clone();
    Some(match slot(&mut copy, field)? {
        Slot::Count(number, _) => number.to_string(),
        Slot::Pair(numbers, _) => format::extents(*numbers),
        Slot::Sides(padding) => format::sides(padding),
        Slot::Share(p) => p.to_string(),
        Slot::Switch(on) => on.to_string(),
    })
}

/// Sets one argument from a control's text.
///
/// # Errors
/// What the text should have been; the module is unchanged.
pub fn set(module: &mut Module, field: Field, text: &str) -> Result<(), Refusal> {
    match slot(module, field).ok_or(Refusal::NothingThere)? {
        Slot::Count(number, bounds) => *number = count(text.trim(), &bounds)?,
        Slot::Pair(numbers, bounds) => *numbers = two(text, &bounds)?,
        Slot::Sides(padding) => *padding = four(text)?,
        Slot::Share(p) => {
            let share = number::parse(text.trim()).ok_or(Refusal::NoNumber)? as f32;
            if !DROPOUT.contains(&share) {
                return Err(Refusal::Share);
            }
            *p = share;
        }
        Slot::Switch(on) => *on = text == "true",
    }
    Ok(())
}

/// Where an argument is kept, with its bounds.
enum Slot<'a> {
    Count(&'a mut usize, RangeInclusive<usize>),
    Pair(&'a mut [usize; 2], RangeInclusive<usize>),
    Sides(&'a mut Padding),
    Share(&'a mut f32),
    Switch(&'a mut bool),
}

fn slot(module: &mut Module, field: Field) -> Option<Slot<'_>> {
    Some(match (field, module) {
        (Field::InChannels, Module::Conv2d(conv)) => Slot::Count(&mut conv.in_channels, INPUTS),
        (Field::OutChannels, Module::Conv2d(conv)) => Slot::Count(&mut conv.out_channels, CHANNELS),
        (Field::InFeatures, Module::Linear(linear)) => Slot::Count(&mut linear.in_features, INPUTS),
        (Field::OutFeatures, Module::Linear(linear)) => {
            Slot::Count(&mut linear.out_features, FEATURES)
        }
        (Field::Bias, Module::Conv2d(conv)) => Slot::Switch(&mut conv.bias),
        (Field::Bias, Module::Linear(linear)) => Slot::Switch(&mut linear.bias),
        (
            Field::CountIncludePad,
            Module::AvgPool2d {
                count_include_pad, ..
            },
        ) => Slot::Switch(count_include_pad),
        (Field::P, Module::Dropout { p }) => Slot::Share(p),
        (field, module) => return window_slot(window_mut(module)?, field),
    })
}

const fn window_mut(module: &mut Module) -> Option<&mut Window> {
    match module {
        Module::Conv2d(conv) => Some(&mut conv.window),
        Module::MaxPool2d(window) | Module::AvgPool2d { window, .. } => Some(window),
        Module::Linear(_)
        | Module::GlobalAvgPool2d
        | Module::ReLU
        | Module::Sigmoid
        | Module::Tanh
        | Module::Flatten
        | Module::Dropout { .. }
        | Module::Sequential(_)
        | Module::Concat(_) => None,
    }
}

const fn window_slot(window: &mut Window, field: Field) -> Option<Slot<'_>> {
    match field {
        Field::KernelSize => Some(Slot::Pair(&mut window.kernel, KERNEL)),
        Field::Stride => Some(Slot::Pair(&mut window.stride, STRIDE)),
        Field::Dilation => Some(Slot::Pair(&mut window.dilation, DILATION)),
        Field::Padding => Some(Slot::Sides(&mut window.padding)),
        Field::InChannels
        | Field::OutChannels
        | Field::InFeatures
        | Field::OutFeatures
        | Field::Bias
        | Field::CountIncludePad
        | Field::P => None,
    }
}

fn count(text: &str, bounds: &RangeInclusive<usize>) -> Result<usize, Refusal> {
    let number = number::parse(text).ok_or(Refusal::NoNumber)?;
    let (low, high) = (*bounds.start(), *bounds.end());
    if number.fract() != 0.0 {
        return Err(Refusal::NoNumber);
    }
    if !(low as f64..=high as f64).contains(&number) {
        return Err(Refusal::Bounds { low, high });
    }
    Ok(number as usize)
}

fn numbers(text: &str, bounds: &RangeInclusive<usize>) -> Result<Vec<usize>, Refusal> {
    let text = text.trim().trim_start_matches(['(', '（']);
    let text = text.trim_end_matches([')', '）']);
    let parts = text.split([',', '，', '×', 'x', '*']).map(str::trim);
    parts.map(|part| count(part, bounds)).collect()
}

fn two(text: &str, bounds: &RangeInclusive<usize>) -> Result<[usize; 2], Refusal> {
    match numbers(text, bounds)?.as_slice() {
        &[both] => Ok([both, both]),
        &[height, width] => Ok([height, width]),
        [..] => Err(Refusal::NoNumber),
    }
}

fn four(text: &str) -> Result<Padding, Refusal> {
    match numbers(text, &PADDING)?.as_slice() {
        &[all] => Ok(Padding::same(all)),
        &[down, across] => Ok(Padding {
            top: down,
            bottom: down,
            left: across,
            right: across,
        }),
        &[left, right, top, bottom] => Ok(Padding {
            top,
            bottom,
            left,
            right,
        }),
        [..] => Err(Refusal::NoNumber),
    }
}
