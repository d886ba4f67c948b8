//! Which groups of a network are folded: each drawn as one body. What is drawn of them is left to `tree`.

use std::collections::BTreeSet;

use super::Direction;
use crate::nn::blocks::Block;
use crate::nn::module::{Module, join};

/// Paths of the groups that are folded; a path that is no group has no effect.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folding(BTreeSet<String>);

impl Folding {
    /// Everything open.
    pub fn none() -> Self {
        Self::default()
    }

    /// Every group folded, the groups within groups too.
    pub fn all(module: &Module) -> Self {
        Self(groups(module).into_iter().map(|(path, _)| path).collect())
    }

    /// What a reader sees first: blocks that repeat are folded, and so are the containers around them
    /// where the figure would still be long.
    pub fn start(module: &Module, direction: Direction) -> Self {
        let most = match direction {
            Direction::Across => 24,
            Direction::Down => 14,
        };
        let groups = groups(module);
        let blocks = groups
            .iter()
            .filter(|(_, group)| Block::of(group).is_some());
        let blocks: BTreeSet<String> = blocks.map(|(path, _)| path.clone()).collect();
        let folding = Self(blocks);
        if bodies(module, "", &folding) <= most {
            return folding;
        }
        let around = groups.into_iter().filter(|(path, _)| {
            let mut inner = folding.0.iter();
            inner.any(|block| block != path && is_within(block, path))
        });
        let around: Vec<String> = around.map(|(path, _)| path).collect();
        Self(folding.0.into_iter().chain(around).collect())
    }

    pub fn is_folded(&self, path: &str) -> bool {
        self.0.contains(path)
    }

    /// Folds the group at `path`, or unfolds it.
    #[must_use]
    pub fn toggled(mut self, path: &str) -> Self {
        if !self.0.remove(path) {
            self.0.insert(path.to_owned());
        }
        self
    }
}

/// `path` is the module at `container` or stands inside it. Only the root itself is at the empty path.
pub fn is_within(path: &str, container: &str) -> bool {
    path.strip_prefix(container)
        .is_some_and(|rest| rest.is_empty() || (rest.starts_with('.') && !container.is_empty()))
}

/// The containers that fold: all that hold something, but the root and the branches of a `Concat`.
pub(super) fn groups(module: &Module) -> Vec<(String, &Module)> {
    let mut found = Vec::new();
    collect("", module, &mut found);
    found
}

fn collect<'a>(path: &str, module: &'a Module, found: &mut Vec<(String, &'a Module)>) {
    for child in module.children() {
        let path = join(path, &child.name);
        let folds = matches!(module, Module::Sequential(_)) && !child.module.children().is_empty();
        if folds {
            found.push((path.clone(), &child.module));
        }
        collect(&path, &child.module, found);
    }
}

/// About how many bodies are drawn.
fn bodies(module: &Module, path: &str, folding: &Folding) -> usize {
    if folding.is_folded(path) {
        return 1;
    }
    let below = module.children().iter();
    let below = below.map(|child| bodies(&child.module, &join(path, &child.name), folding));
    match module {
        Module::Sequential(_) => below.sum(),
        Module::Concat(_) => below.sum::<usize>() + 1,
        Module::ReLU | Module::Sigmoid | Module::Tanh | Module::Dropout { .. } => 0,
        Module::Conv2d(_)
        | Module::Linear(_)
        | Module::MaxPool2d(_)
        | Module::AvgPool2d { .. }
        | Module::GlobalAvgPool2d
        | Module::Flatten => 1,
    }
}
