//! The layers of a network as its tree groups them, and which of them stand open: only what is open
//! is asked for and drawn. How a tensor becomes pixels is left to `tiles`.

pub mod class_maps;
pub mod inception;
pub mod tiles;

use super::format::{MINUS, fixed};
use crate::nn::blocks::Block;
use crate::nn::module::{Module, join};
use crate::nn::trace::{Mode, Trace, trace};
use crate::tensor::shape::Shape;

/// A network with so few rows and numbers is shown whole.
const SMALL: [usize; 2] = [20, 20_000];

/// What a run runs, as its trace and its tree tell it.
#[derive(Debug, Clone, PartialEq)]
pub struct Network {
    pub trace: Trace,
    /// Parents before children, in the order of execution.
    pub entries: Vec<Entry>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub path: String,
    pub kind: Kind,
    /// The row of a layer; the last row of a group: its output.
    pub row: usize,
    /// The group that it stands in, by position.
    pub parent: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Layer,
    /// A branch of a block: a title above its layers, never folded.
    Branch,
    /// Modules under one name: open at first.
    Group,
    /// Folded at first.
    Block(Block),
}

impl Network {
    /// `None` if its layers do not fit: then there is no run either.
    pub fn of(module: &Module, side: u32) -> Option<Self> {
        let side = side as usize;
        let trace = trace(module, Shape::new(1, 1, side, side), Mode::Eval).ok()?;
        let mut entries = Vec::new();
        match module {
            // The network itself is no group in its own list.
            Module::Sequential(children) => {
                for child in children {
                    list(&mut entries, &child.name, &child.module, None);
                }
            }
            module => list(&mut entries, "", module, None),
        }
        Some(Self { trace, entries })
    }

    /// Which entries stand open before the reader chose.
    pub fn open(&self) -> Vec<bool> {
        let rows = &self.trace.rows;
        let numbers: usize = rows.iter().map(|row| row.output.sample_len()).sum();
        let is_small = rows.len() <= SMALL[0] && numbers <= SMALL[1];
        let entry = |entry: &Entry| match entry.kind {
            Kind::Layer | Kind::Block(_) => is_small,
            Kind::Branch | Kind::Group => true,
        };
        self.entries.iter().map(entry).collect()
    }

    /// Rows of the open layers within open groups.
    pub fn shown(&self, open: &[bool]) -> Vec<u32> {
        let is_open = |at: usize| open.get(at).copied().unwrap_or(false);
        let layers = self.entries.iter().enumerate().filter(|(at, entry)| {
            let mut above = std::iter::successors(Some(*at), |&at| self.entries[at].parent);
            entry.kind == Kind::Layer && above.all(is_open)
        });
        layers.map(|(_, entry)| entry.row as u32).collect()
    }

    /// The layer of that path, or else the group: opened with all that it stands in.
    pub fn reveal(&self, path: &str, open: &mut [bool]) -> Option<usize> {
        let find = |is_layer: bool| {
            self.entries
                .iter()
                .position(|e| e.path == path && (e.kind == Kind::Layer) == is_layer)
        };
        let found = find(true).or_else(|| find(false))?;
        for at in std::iter::successors(Some(found), |&at| self.entries[at].parent) {
            if let Some(open) = open.get_mut(at) {
                *open = true;
            }
        }
        Some(found)
    }
}

/// Appends `module` and all below it. `above` is the group that it stands in.
fn list(entries: &mut Vec<Entry>, path: &str, module: &Module, above: Option<(usize, &Module)>) {
    let layers = |entries: &[Entry]| entries.iter().filter(|e| e.kind == Kind::Layer).count();
    let layer = |entries: &[Entry], parent| Entry {
        path: path.to_owned(),
        kind: Kind::Layer,
        // The input is row 0.
        row: layers(entries) + 1,
        parent,
    };
    let parent = above.map(|(at, _)| at);
    let (Module::Sequential(children) | Module::Concat(children)) = module else {
        entries.push(layer(entries, parent));
        return;
    };
    let at = entries.len();
    entries.push(Entry {
        kind: match (Block::of(module), above) {
            (Some(block), _) => Kind::Block(block),
            (None, Some((_, Module::Concat(_)))) => Kind::Branch,
            (None, _) => Kind::Group,
        },
        ..layer(entries, parent)
    });
    for child in children {
        let path = join(path, &child.name);
        list(entries, &path, &child.module, Some((at, module)));
    }
    if let Module::Concat(_) = module {
        entries.push(layer(entries, Some(at)));
    }
    entries[at].row = layers(entries);
}

/// A number of any size in three or four signs: `0.132`, `12.3`, `1234`, `2.3e−5`.
pub fn short(value: f32) -> String {
    let size = value.abs();
    let digits = match size {
        100.0.. => 0,
        10.0.. => 1,
        1.0.. => 2,
        _ => 3,
    };
    let is_plain = size == 0.0 || (0.000_5..100_000.0).contains(&size) || !size.is_finite();
    if is_plain {
        return fixed(value, if size == 0.0 { 0 } else { digits });
    }
    format!("{value:.1e}").replace('-', &MINUS.to_string())
}
