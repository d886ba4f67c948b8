//! The lines of words of a block: its name, shape and remarks, then its chips.

use super::block::{Block, Chip};
use crate::lesson::role::Role;
use crate::lesson::scene::{Anchor, Group, Mark, Point, Words, text_width};

/// Between baselines.
const LINE: f32 = 21.0;
const CHIP: f32 = 24.0;
const CHIP_GAP: f32 = 6.0;

/// Of the widest line.
pub(super) fn width(block: &Block) -> f32 {
    let name = match &block.name {
        // Bold is wider.
        Words::Plain(name) => text_width(name, size(Role::Name)) * 1.08,
        // A short word in any language.
        Words::Label(_) => 40.0,
    };
    let note = block
        .note
        .iter()
        .map(|note| text_width(note, size(Role::KernelNote)));
    let chips = block.chips.iter().map(chip_width);
    let shape = text_width(&block.shape, size(Role::Shape));
    note.chain(chips).fold(name.max(shape), f32::max)
}

pub(super) fn lines_height(block: &Block) -> f32 {
    let lines = if block.note.is_some() { 3.0 } else { 2.0 };
    lines * LINE + 4.0
}

pub(super) fn chips_height(block: &Block) -> f32 {
    block.chips.len() as f32 * (CHIP + CHIP_GAP)
}

/// From `at` downwards.
pub(super) fn lines(block: &Block, at: Point, anchor: Anchor) -> Vec<Mark> {
    let note = block
        .note
        .clone()
        .map(|note| (Words::Plain(note), Role::KernelNote));
    let lines = [
        (block.name.clone(), Role::Name),
        (Words::Plain(block.shape.clone()), Role::Shape),
    ];
    let lines = lines.into_iter().chain(note).enumerate();
    let mark = |(i, (words, role)): (usize, (Words, Role))| Mark::Text {
        at: [at[0], at[1] + LINE * (i as f32 + 0.75)],
        anchor,
        words,
        role,
    };
    lines.map(mark).collect()
}

/// From `at` downwards; each is a group of its own.
pub(super) fn chips(block: &Block, [x, y]: Point, anchor: Anchor) -> Vec<Mark> {
    let mark = |(i, chip): (usize, &Chip)| {
        let width = chip_width(chip);
        let left = match anchor {
            Anchor::Start => x,
            Anchor::Middle => x - width / 2.0,
            Anchor::End => x - width,
        };
        chip_mark(chip, [left, y + i as f32 * (CHIP + CHIP_GAP)], width)
    };
    block.chips.iter().enumerate().map(mark).collect()
}

fn chip_mark(chip: &Chip, at: Point, width: f32) -> Mark {
    let rect = |role: Role| Mark::Rect {
        at,
        size: [width, CHIP],
        radius: CHIP / 2.0,
        role,
    };
    let middle = [at[0] + width / 2.0, at[1] + CHIP / 2.0 + 4.7];
    Mark::Group(Group {
        path: Some(chip.path.clone()),
        role: Role::Block,
        title: Some(chip.title.clone()),
        marks: vec![
            rect(Role::Chip),
            rect(Role::Target),
            text(middle, Anchor::Middle, chip.name, Role::ChipName),
        ],
    })
}

pub(super) fn text(at: Point, anchor: Anchor, words: &str, role: Role) -> Mark {
    Mark::Text {
        at,
        anchor,
        words: Words::Plain(words.to_owned()),
        role,
    }
}

fn chip_width(chip: &Chip) -> f32 {
    text_width(chip.name, size(Role::ChipName)) + 16.0
}

fn size(role: Role) -> f32 {
    role.text_size().unwrap_or(0.0)
}
