//! The lines of words of a block: its name, shape and remarks, then its chips.

use super::block::{Block, Chip};
use super::style::{Style, highest, size};
use crate::lesson::format::count;
use crate::lesson::role::Role;
use crate::lesson::scene::{Anchor, Group, Label, Mark, Point, Words, text_width};

/// Of the widest line.
pub(super) fn width(block: &Block, style: &Style) -> f32 {
    let lines = highest(words(block, style).iter().map(|(words, role)| {
        let plain = |words: &str| text_width(words, size(*role));
        match words {
            // Bold is wider.
            Words::Plain(words) if *role == style.name => plain(words) * 1.08,
            Words::Plain(words) => plain(words),
            // A short word in any language.
            Words::Label(_) => 40.0,
            Words::Counted(number, _) => plain(&count(*number)) + plain(" params"),
        }
    }));
    highest(block.chips.iter().map(|chip| chip_width(chip, style))).max(lines)
}

pub(super) fn lines_height(block: &Block, style: &Style) -> f32 {
    words(block, style).len() as f32 * style.line + 4.0
}

pub(super) fn chips_height(block: &Block, style: &Style) -> f32 {
    block.chips.len() as f32 * (style.chip + style.chip_gap)
}

/// With the chips.
pub(super) fn height(block: &Block, style: &Style) -> f32 {
    lines_height(block, style) + chips_height(block, style)
}

fn words(block: &Block, style: &Style) -> Vec<(Words, Role)> {
    let mut lines = vec![
        (block.name.clone(), style.name),
        (Words::Plain(block.shape.clone()), style.shape),
    ];
    let notes = block.notes.iter().cloned();
    lines.extend(notes.map(|note| (Words::Plain(note), style.note)));
    let counted = |number| (Words::Counted(number, Label::Parameters), style.count);
    lines.extend(block.parameters.map(counted));
    lines
}

/// From `at` downwards.
pub(super) fn lines(block: &Block, at: Point, anchor: Anchor, style: &Style) -> Vec<Mark> {
    let lines = words(block, style).into_iter().enumerate();
    let mark = |(i, (words, role)): (usize, (Words, Role))| Mark::Text {
        at: [at[0], at[1] + style.line * (i as f32 + 0.75)],
        anchor,
        words,
        role,
    };
    lines.map(mark).collect()
}

/// From `at` downwards; each is a group of its own.
pub(super) fn chips(block: &Block, [x, y]: Point, anchor: Anchor, style: &Style) -> Vec<Mark> {
    let mark = |(i, chip): (usize, &Chip)| {
        let width = chip_width(chip, style);
        let left = match anchor {
            Anchor::Start => x,
            Anchor::Middle => x - width / 2.0,
            Anchor::End => x - width,
        };
        let top = y + i as f32 * (style.chip + style.chip_gap);
        chip_mark(chip, [left, top], width, style)
    };
    block.chips.iter().enumerate().map(mark).collect()
}

fn chip_mark(chip: &Chip, at: Point, width: f32, style: &Style) -> Mark {
    let rect = |role: Role| Mark::Rect {
        at,
        size: [width, style.chip],
        radius: style.chip / 2.0,
        role,
    };
    let baseline = at[1] + style.chip / 2.0 + size(style.chip_name) * 0.35;
    let middle = [at[0] + width / 2.0, baseline];
    Mark::Group(Group {
        path: Some(chip.path.clone()),
        role: Role::Block,
        title: Some(chip.title.clone()),
        marks: vec![
            rect(Role::Chip),
            rect(Role::Target),
            text(middle, Anchor::Middle, chip.name, style.chip_name),
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

fn chip_width(chip: &Chip, style: &Style) -> f32 {
    text_width(chip.name, size(style.chip_name)) + style.chip * 2.0 / 3.0
}
