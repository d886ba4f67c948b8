//! The numbers of a layer in words: its window, and what of it is not PyTorch's default.

use crate::lesson::format;
use crate::nn::module::Module;
use crate::tensor::shape::{Padding, Window};

pub(super) fn note(module: &Module) -> Option<String> {
    match module {
        Module::Conv2d(conv) => Some(window_note(&conv.window, [1, 1])),
        Module::MaxPool2d(window) | Module::AvgPool2d { window, .. } => {
            Some(window_note(window, window.kernel))
        }
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

/// `5×5, stride=2, padding=1`; a stride that is the usual one is left out.
pub(super) fn window_note(window: &Window, usual: [usize; 2]) -> String {
    let stride = (window.stride != usual).then(|| format!("stride={}", short(window.stride)));
    let padding = (window.padding != Padding::default())
        .then(|| format!("padding={}", sides(&window.padding)));
    let kernel = Some(format::pair(window.kernel));
    let notes = [kernel, stride, padding].into_iter().flatten();
    notes.collect::<Vec<_>>().join(", ")
}

/// A long note on two lines: the padding below.
pub(super) fn broken(note: &str) -> Vec<String> {
    const LONG: usize = 16;
    match note.find(", padding") {
        Some(at) if note.chars().count() > LONG => {
            vec![note[..at].to_owned(), note[at + 2..].to_owned()]
        }
        Some(_) | None => vec![note.to_owned()],
    }
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
