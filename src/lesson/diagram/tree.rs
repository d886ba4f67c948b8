//! A network as it is drawn: layers in a row, groups that are open, branches side by side.
//! Built from the module and its trace; sizes and places are left to others.

use super::block::{Block, Place, chip};
use super::folding::Folding;
use super::spelled::Spelled;
use crate::nn::module::{Child, Module, join};
use crate::nn::trace::Trace;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Item {
    Block(Block),
    Group(Group),
    Fork(Fork),
}

/// A container with a frame around what it holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Group {
    pub spelled: Spelled,
    pub items: Vec<Item>,
}

/// Branches that read one row and are joined.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fork {
    /// The row that all branches read.
    pub source: usize,
    pub lanes: Vec<Lane>,
    pub join: Block,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Lane {
    pub name: String,
    pub items: Vec<Item>,
}

/// The rows of `trace` in the structure of `module`, which it is the trace of.
pub(super) fn items(module: &Module, trace: &Trace, folding: &Folding) -> Vec<Item> {
    let mut reader = Reader {
        trace,
        folding,
        next: 0,
        at: 0,
    };
    let mut items = Vec::new();
    reader.layer(&mut items);
    reader.module("", module, Inside::Root, &mut items);
    if let Some(Item::Block(first)) = items.first_mut() {
        first.place = Place::First;
    }
    if let Some(last) = last_block(&mut items) {
        last.place = Place::Last;
    }
    items
}

/// What the container of a module is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    /// It has none.
    Root,
    Sequence,
    /// The module is a branch.
    Fork,
}

struct Reader<'a> {
    trace: &'a Trace,
    folding: &'a Folding,
    /// The next row to be read.
    next: usize,
    /// The row of the last output.
    at: usize,
}

impl Reader<'_> {
    fn module(&mut self, path: &str, module: &Module, inside: Inside, out: &mut Vec<Item>) {
        let children = match module {
            Module::Sequential(children) | Module::Concat(children) => children,
            Module::Conv2d(_)
            | Module::Linear(_)
            | Module::MaxPool2d(_)
            | Module::AvgPool2d { .. }
            | Module::GlobalAvgPool2d
            | Module::ReLU
            | Module::Sigmoid
            | Module::Tanh
            | Module::Flatten
            | Module::Dropout { .. } => return self.layer(out),
        };
        if inside != Inside::Sequence {
            return self.container(path, module, children, out);
        }
        let spelled = Spelled::of(path, module);
        let mut items = Vec::new();
        let (first, from) = (self.next, self.at);
        self.container(path, module, children, &mut items);
        if self.folding.is_folded(path) {
            let rows = self.trace.rows.get(first..self.next).unwrap_or_default();
            out.extend(Block::folded(spelled, rows, first, from).map(Item::Block));
        } else if !items.is_empty() {
            out.push(Item::Group(Group { spelled, items }));
        }
    }

    fn container(&mut self, path: &str, module: &Module, children: &[Child], out: &mut Vec<Item>) {
        if !matches!(module, Module::Concat(_)) {
            for child in children {
                let path = join(path, &child.name);
                self.module(&path, &child.module, Inside::Sequence, out);
            }
            return;
        }
        let source = self.at;
        let lane = |child: &Child| {
            self.at = source;
            let mut items = Vec::new();
            let path = join(path, &child.name);
            self.module(&path, &child.module, Inside::Fork, &mut items);
            Lane {
                name: child.name.clone(),
                items,
            }
        };
        let lanes = children.iter().map(lane).collect();
        if let Some(row) = self.trace.rows.get(self.next) {
            let join = Block::layer(row, self.next);
            out.push(Item::Fork(Fork {
                source,
                lanes,
                join,
            }));
        }
        self.step();
    }

    /// The next row: a block, or a chip of the block before it in the same container.
    fn layer(&mut self, out: &mut Vec<Item>) {
        if let Some(row) = self.trace.rows.get(self.next) {
            let before = match out.last_mut() {
                Some(Item::Block(block) | Item::Fork(Fork { join: block, .. })) => Some(block),
                Some(Item::Group(_)) | None => None,
            };
            match (chip(row, self.next), before) {
                (Some(chip), Some(block)) => block.chips.push(chip),
                (Some(_), None) | (None, _) => out.push(Item::Block(Block::layer(row, self.next))),
            }
        }
        self.step();
    }

    fn step(&mut self) {
        self.at = self.next;
        self.next += 1;
    }
}

fn last_block(items: &mut [Item]) -> Option<&mut Block> {
    match items.last_mut()? {
        Item::Block(block) => Some(block),
        Item::Group(group) => last_block(&mut group.items),
        Item::Fork(fork) => Some(&mut fork.join),
    }
}
