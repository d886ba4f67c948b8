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
    let set = |name, numbers| format!("{name}={}", tuple(numbers));
    let stride = (window.stride != usual).then(|| set("stride", format::extents(window.stride)));
    let padding = (window.padding != Padding::default())
        .then(|| set("padding", format::sides(&window.padding)));
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

/// Several numbers are a tuple.
fn tuple(numbers: String) -> String {
    if numbers.contains(',') {
        format!("({numbers})")
    } else {
        numbers
    }
}
