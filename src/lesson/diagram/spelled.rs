//! A group in words: its name and the numbers that make it, as one line and broken into short ones.

use super::note::window_note;
use crate::nn::blocks::{Block, Inception, NinBlock, VggBlock};
use crate::nn::module::Module;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spelled {
    pub path: String,
    /// `vgg_block`; the path of a group that is no block.
    pub name: String,
    /// `(2, 16, 32)`
    pub notes: Vec<String>,
    /// All of it in a line, with its path.
    pub title: String,
    /// What its frame is called.
    pub heading: String,
}

impl Spelled {
    pub fn of(path: &str, module: &Module) -> Self {
        let Some(block) = Block::of(module) else {
            return Self {
                path: path.to_owned(),
                name: path.to_owned(),
                notes: Vec::new(),
                title: path.to_owned(),
                heading: path.to_owned(),
            };
        };
        let (notes, line) = match block {
            Block::Vgg(block) => one(vgg(block)),
            Block::Nin(block) => nin(block),
            Block::Inception(block) => inception(block),
        };
        let name = block.name().to_owned();
        Self {
            title: format!("{path}: {name}{line}"),
            heading: format!("{name}{line}"),
            path: path.to_owned(),
            name,
            notes,
        }
    }
}

fn one(line: String) -> (Vec<String>, String) {
    (vec![line.clone()], line)
}

fn vgg(block: VggBlock) -> String {
    let VggBlock {
        convs,
        in_channels,
        out_channels,
    } = block;
    format!("({convs}, {in_channels}, {out_channels})")
}

fn nin(block: NinBlock) -> (Vec<String>, String) {
    let NinBlock {
        in_channels,
        out_channels,
        window,
    } = block;
    let note = window_note(&window, [1, 1]);
    let line = format!("({in_channels}, {out_channels}, {note})");
    (vec![format!("({in_channels}, {out_channels})"), note], line)
}

fn inception(block: Inception) -> (Vec<String>, String) {
    let Inception {
        c1,
        c2: [narrow2, wide2],
        c3: [narrow3, wide3],
        c4,
        ..
    } = block;
    let [left, right] = [
        format!("{c1}|{narrow2}→{wide2}"),
        format!("{narrow3}→{wide3}|{c4}"),
    ];
    let line = format!(" {left}|{right}");
    (vec![format!("{left}|"), right], line)
}
