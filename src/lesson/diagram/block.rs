//! What is drawn of each row of a trace, in numbers and names; where it stands is left to `arrange`.

use crate::lesson::format;
use crate::lesson::scene::{Label, Words};
use crate::nn::module::Module;
use crate::nn::trace::{Row, Trace};
use crate::tensor::shape::{Padding, Window};

/// A layer that makes a new shape, with the layers behind it that keep the shape.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Block {
    pub path: String,
    /// The container that the layer stands in; empty at the top.
    pub group: String,
    pub name: Words,
    /// Its window, and what of it is not PyTorch's default.
    pub note: Option<String>,
    pub shape: String,
    pub title: String,
    pub form: Form,
    /// What slides over the block before.
    pub window: Option<Window>,
    /// Every unit reads every unit of the block before.
    pub dense: bool,
    pub chips: Vec<Chip>,
    pub place: Place,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Volume {
        channels: usize,
        height: usize,
        width: usize,
    },
    Bar {
        units: usize,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    First,
    Between,
    Last,
}

/// An activation or dropout.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Chip {
    pub path: String,
    pub name: &'static str,
    pub title: String,
}

impl Block {
    pub fn all(trace: &Trace) -> Vec<Block> {
        let mut blocks: Vec<Block> = Vec::new();
        for row in &trace.rows {
            match (chip(row), blocks.last_mut()) {
                (Some(chip), Some(block)) => block.chips.push(chip),
                (_, _) => blocks.push(Block::new(row)),
            }
        }
        if let Some(first) = blocks.first_mut() {
            first.place = Place::First;
        }
        if let Some(last) = blocks.last_mut() {
            last.place = Place::Last;
        }
        blocks
    }

    fn new(row: &Row) -> Block {
        let [_, channels, height, width] = row.output.0;
        let flat = row.flat || (height == 1 && width == 1);
        let module = row.module.as_ref();
        let window = module.and_then(|module| module.window(row.input));
        let note = module.and_then(note);
        let shape = format::sample(row.output);
        Block {
            path: row.path.clone(),
            group: row
                .path
                .rsplit_once('.')
                .map_or("", |(group, _)| group)
                .to_owned(),
            title: title(row, note.as_deref(), &shape),
            name: module.map_or(Words::Label(Label::Input), |module| {
                Words::Plain(module.name().to_owned())
            }),
            note,
            shape,
            form: if flat {
                Form::Bar {
                    units: channels * height * width,
                }
            } else {
                Form::Volume {
                    channels,
                    height,
                    width,
                }
            },
            window,
            dense: matches!(row.module, Some(Module::Linear(_))),
            chips: Vec::new(),
            place: Place::Between,
        }
    }
}

fn title(row: &Row, note: Option<&str>, shape: &str) -> String {
    let module = row
        .module
        .as_ref()
        .map(|module| format!("{}: {}", row.path, module.name()));
    let parts = module.as_deref().into_iter().chain(note).chain([shape]);
    parts.collect::<Vec<_>>().join(", ")
}

/// Layers that keep the shape.
fn chip(row: &Row) -> Option<Chip> {
    let module = row.module.as_ref()?;
    match module {
        Module::ReLU | Module::Sigmoid | Module::Tanh | Module::Dropout { .. } => Some(Chip {
            path: row.path.clone(),
            name: module.name(),
            title: title(row, None, &format::sample(row.output)),
        }),
        Module::Conv2d(_)
        | Module::Linear(_)
        | Module::MaxPool2d(_)
        | Module::AvgPool2d { .. }
        | Module::GlobalAvgPool2d
        | Module::Flatten
        | Module::Sequential(_)
        | Module::Concat(_) => None,
    }
}

fn note(module: &Module) -> Option<String> {
    let (window, stride) = match module {
        Module::Conv2d(conv) => (conv.window, [1, 1]),
        Module::MaxPool2d(window) | Module::AvgPool2d { window, .. } => (*window, window.kernel),
        Module::Linear(_)
        | Module::GlobalAvgPool2d
        | Module::ReLU
        | Module::Sigmoid
        | Module::Tanh
        | Module::Flatten
        | Module::Dropout { .. }
        | Module::Sequential(_)
        | Module::Concat(_) => return None,
    };
    let stride = (window.stride != stride).then(|| format!("stride={}", short(window.stride)));
    let padding = (window.padding != Padding::default())
        .then(|| format!("padding={}", sides(&window.padding)));
    let kernel = Some(format::pair(window.kernel));
    let notes = [kernel, stride, padding].into_iter().flatten();
    Some(notes.collect::<Vec<_>>().join(", "))
}

fn short([height, width]: [usize; 2]) -> String {
    if height == width {
        height.to_string()
    } else {
        format!("({height}, {width})")
    }
}

fn sides(padding: &Padding) -> String {
    let Padding {
        top,
        bottom,
        left,
        right,
    } = *padding;
    if top == bottom && left == right {
        short([top, left])
    } else {
        format!("({left}, {right}, {top}, {bottom})")
    }
}
