//! What is drawn of a layer, or of a folded group, in numbers and names; where it stands is left to
//! `strip` and `down`.

use std::ops::Range;

use super::note::{broken, note};
use super::spelled::Spelled;
use crate::lesson::format;
use crate::lesson::scene::{Label, Words};
use crate::nn::module::Module;
use crate::nn::trace::Row;
use crate::tensor::shape::{Shape, Window};

/// A layer that makes a new shape, with the layers behind it that keep the shape; or a folded group.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Block {
    pub path: String,
    pub name: Words,
    /// Its window, and what of it is not PyTorch's default; of a group the numbers that make it.
    pub notes: Vec<String>,
    pub shape: String,
    /// Of a folded group, which has nothing else to tell its size by.
    pub parameters: Option<u64>,
    pub title: String,
    pub form: Form,
    /// What slides over the block before.
    pub window: Option<Window>,
    /// Every unit reads every unit of the block before.
    pub dense: bool,
    pub folded: bool,
    pub chips: Vec<Chip>,
    pub place: Place,
    /// Rows of the trace that it stands for, and the rows that feed it.
    pub rows: Range<usize>,
    pub from: Vec<usize>,
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
    /// Its row of the trace.
    pub row: usize,
}

impl Form {
    pub fn of(output: Shape, flat: bool) -> Self {
        let [_, channels, height, width] = output.0;
        if flat || (height == 1 && width == 1) {
            let sides = channels.saturating_mul(height);
            Form::Bar {
                units: sides.saturating_mul(width),
            }
        } else {
            Form::Volume {
                channels,
                height,
                width,
            }
        }
    }
}

impl Block {
    /// Of row `at`.
    pub fn layer(row: &Row, at: usize) -> Self {
        let module = row.module.as_ref();
        let note = module.and_then(note);
        let shape = format::sample(row.output);
        let notes = note.as_deref().map(broken).unwrap_or_default();
        Self {
            path: row.path.clone(),
            title: title(row, note.as_deref(), &shape),
            name: module.map_or(Words::Label(Label::Input), |module| {
                Words::Plain(module.name().to_owned())
            }),
            notes,
            shape,
            parameters: None,
            form: Form::of(row.output, row.flat),
            window: module.and_then(|module| module.window(row.input)),
            dense: matches!(row.module, Some(Module::Linear(_))),
            folded: false,
            chips: Vec::new(),
            place: Place::Between,
            rows: at..at + 1,
            from: row.from.clone(),
        }
    }

    /// Of the group that is `rows`, the last of which is its output; they read `from`.
    pub fn folded(spelled: Spelled, rows: &[Row], first: usize, from: usize) -> Option<Self> {
        let last = rows.last()?;
        let shape = format::sample(last.output);
        Some(Self {
            title: format!("{}, {shape}", spelled.title),
            path: spelled.path,
            name: Words::Plain(spelled.name),
            notes: spelled.notes,
            shape,
            parameters: Some(rows.iter().map(|row| row.parameters).sum()),
            form: Form::of(last.output, last.flat),
            window: None,
            dense: false,
            folded: true,
            chips: Vec::new(),
            place: Place::Between,
            rows: first..first + rows.len(),
            from: vec![from],
        })
    }

    /// Every row that can be pointed at here or lies under it.
    pub fn owned(&self) -> impl Iterator<Item = usize> {
        let chips = self.chips.iter().map(|chip| chip.row);
        self.rows.clone().chain(chips)
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

/// Of row `at`, if its layer keeps the shape.
pub(super) fn chip(row: &Row, at: usize) -> Option<Chip> {
    let module = row.module.as_ref()?;
    match module {
        Module::ReLU | Module::Sigmoid | Module::Tanh | Module::Dropout { .. } => Some(Chip {
            path: row.path.clone(),
            name: module.name(),
            title: title(row, None, &format::sample(row.output)),
            row: at,
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
