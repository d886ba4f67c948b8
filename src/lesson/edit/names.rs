//! Names of children, as PyTorch takes them: attributes, or a number where a container counts.
//! Telling the reader why a name is refused is left to `text`.

use super::Refusal;
use crate::lesson::state::network::{NAME, is_number};
use crate::nn::module::{Child, Module};
use crate::nn::spell;

/// Whether the child at `own` may be called `name`.
///
/// # Errors
/// Why not.
pub fn check(siblings: &[Child], own: usize, name: &str) -> Result<(), Refusal> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Refusal::NoName);
    }
    if is_number(name) {
        // A number says the place and nothing else.
        let place = own.to_string();
        let fits = name == place;
        return if fits {
            Ok(())
        } else {
            Err(Refusal::Number { place: own })
        };
    }
    if name.chars().count() > NAME {
        return Err(Refusal::LongName { most: NAME });
    }
    if name.contains('.') {
        return Err(Refusal::Dot);
    }
    if !spell::is_name(name) {
        let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let starts_well = name.starts_with(|c: char| c.is_ascii_alphabetic());
        return Err(if starts_well && name.chars().all(is_word) {
            Refusal::Reserved
        } else {
            Refusal::NotPython
        });
    }
    let mut others = siblings.iter().enumerate();
    match others.find(|(place, child)| *place != own && child.name == name) {
        Some((place, _)) => Err(Refusal::Duplicate { place }),
        None => Ok(()),
    }
}

/// What a new child among `siblings` is called: its place's number where they are counted, else a word
/// for what it is that no other has.
pub fn fresh(siblings: &[Child], module: &Module) -> String {
    if siblings.iter().all(|child| is_number(&child.name)) {
        // Numbered by its place once it stands there.
        return "0".to_owned();
    }
    unused(siblings, word(module))
}

/// `word`, or `word2`, `word3` … if it is taken.
pub fn unused(siblings: &[Child], word: &str) -> String {
    let is_free = |name: &String| siblings.iter().all(|child| child.name != *name);
    let numbered = (2..=siblings.len() + 2).map(|number| format!("{word}{number}"));
    let mut names = std::iter::once(word.to_owned()).chain(numbered);
    names.find(is_free).unwrap_or_else(|| word.to_owned())
}

const fn word(module: &Module) -> &'static str {
    match module {
        Module::Conv2d(_) => "conv",
        Module::Linear(_) => "fc",
        Module::MaxPool2d(_) | Module::AvgPool2d { .. } | Module::GlobalAvgPool2d => "pool",
        Module::ReLU | Module::Sigmoid | Module::Tanh => "act",
        Module::Flatten => "flatten",
        Module::Dropout { .. } => "drop",
        Module::Sequential(_) => "block",
        Module::Concat(_) => "branches",
    }
}
