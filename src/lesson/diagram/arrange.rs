//! Where blocks, their words and the frames around them stand. What a body looks like is left to
//! `body`, what joins two of them to `link`, lines of words to `words`.

use super::Direction;
use super::block::Block;
use super::body::{Body, Measure, Placed};
use super::link::link;
use super::words;
use crate::lesson::role::Role;
use crate::lesson::scene::{Anchor, Group, Mark, Point, Scene};

const MARGIN: f32 = 14.0;
/// Between a frame and what it holds.
const INSET: f32 = 16.0;
/// For a frame's title.
const HEAD: f32 = 36.0;
/// Between neighbours.
const GAP: f32 = 26.0;

/// A block with everything that depends on its place.
struct Cell<'a> {
    block: &'a Block,
    placed: Placed,
    /// Top left corner and size of all that belongs to it.
    at: Point,
    size: [f32; 2],
    /// Where its first line of words begins.
    words: Point,
    /// Where its first chip begins.
    chips: f32,
}

pub(super) fn arrange(blocks: &[Block], direction: Direction) -> Scene {
    let measure = Measure::of(blocks, direction);
    let bodies: Vec<Body> = blocks.iter().map(|block| measure.body(block)).collect();
    let (cells, size) = match direction {
        Direction::Across => across(blocks, &bodies),
        Direction::Down => down(blocks, &bodies),
    };
    let mut marks = frames(&cells, size, direction);
    for (i, cell) in cells.iter().enumerate() {
        let before = i.checked_sub(1).map(|i| &cells[i]);
        marks.push(cell.group(before, direction));
        let at = [cell.words[0], cell.chips];
        marks.extend(words::chips(cell.block, at, anchor(direction)));
    }
    Scene {
        width: size[0],
        height: size[1],
        marks,
    }
}

/// Columns on one axis; words below on common baselines.
fn across<'a>(blocks: &'a [Block], bodies: &[Body]) -> (Vec<Cell<'a>>, [f32; 2]) {
    let above = highest(
        bodies
            .iter()
            .map(|body| body.face()[1] / 2.0 + body.depth()[1]),
    );
    let below = highest(bodies.iter().map(|body| body.face()[1] / 2.0));
    let top = MARGIN + HEAD;
    let words = top + above + below + 14.0;
    let chips = words + highest(blocks.iter().map(words::lines_height));
    let bottom = chips + highest(blocks.iter().map(words::chips_height));
    let mut x = MARGIN;
    let mut group = "";
    let mut cells = Vec::with_capacity(blocks.len());
    for (i, (block, body)) in blocks.iter().zip(bodies).enumerate() {
        x += lead(i, group, &block.group);
        group = &block.group;
        let extent = body.face()[0] + body.depth()[0];
        let width = extent.max(words::width(block));
        let left = x + (width - extent) / 2.0;
        cells.push(Cell {
            block,
            placed: Placed {
                body: *body,
                middle: [left + body.face()[0] / 2.0, top + above],
            },
            at: [x, top],
            size: [width, bottom - top],
            words: [x + width / 2.0, words],
            chips,
        });
        x += width;
    }
    let end = if group.is_empty() {
        MARGIN
    } else {
        INSET + MARGIN
    };
    (cells, [x + end, bottom + INSET + MARGIN])
}

/// Rows; words to the right on a common edge.
fn down<'a>(blocks: &'a [Block], bodies: &[Body]) -> (Vec<Cell<'a>>, [f32; 2]) {
    let left = MARGIN + INSET;
    let axis = left + highest(bodies.iter().map(|body| body.face()[0] / 2.0));
    let right = axis
        + highest(
            bodies
                .iter()
                .map(|body| body.face()[0] / 2.0 + body.depth()[0]),
        );
    let words = right + 22.0;
    let wordy = highest(blocks.iter().map(words::width));
    let mut y = MARGIN;
    let mut group = "";
    let mut cells = Vec::with_capacity(blocks.len());
    for (i, (block, body)) in blocks.iter().zip(bodies).enumerate() {
        y += lead(i, group, &block.group);
        if group != block.group && !block.group.is_empty() {
            y += HEAD - INSET;
        }
        group = &block.group;
        let extent = body.face()[1] + body.depth()[1];
        let text = words::lines_height(block) + words::chips_height(block);
        let height = extent.max(text);
        let base = y + (height + extent) / 2.0;
        let first = y + (height - text) / 2.0;
        cells.push(Cell {
            block,
            placed: Placed {
                body: *body,
                middle: [axis, base - body.face()[1] / 2.0],
            },
            at: [left, y],
            size: [words - left + wordy, height],
            words: [words, first],
            chips: first + words::lines_height(block),
        });
        y += height;
    }
    let end = if group.is_empty() {
        MARGIN
    } else {
        INSET + MARGIN
    };
    (cells, [words + wordy + INSET + MARGIN, y + end])
}

/// Space before block `i`: a frame's edge on each side that has one.
fn lead(i: usize, before: &str, group: &str) -> f32 {
    let edge = |group: &str| if group.is_empty() { 0.0 } else { INSET };
    let gap = if i == 0 { 0.0 } else { GAP };
    if before == group {
        gap
    } else {
        gap + edge(before) + edge(group)
    }
}

fn highest(lengths: impl Iterator<Item = f32>) -> f32 {
    lengths.fold(0.0, f32::max)
}

/// A frame around each run of neighbours in the same container.
fn frames(cells: &[Cell], [width, height]: [f32; 2], direction: Direction) -> Vec<Mark> {
    let runs = cells.chunk_by(|a, b| a.block.group == b.block.group);
    let named = runs.filter(|run| run.iter().all(|cell| !cell.block.group.is_empty()));
    let ends = named.filter_map(|run| Some((run.first()?, run.last()?)));
    let frame = |(first, last): (&Cell, &Cell)| {
        let end = [0, 1].map(|a| last.at[a] + last.size[a]);
        let [from, to] = match direction {
            Direction::Across => [
                [first.at[0] - INSET, MARGIN],
                [end[0] + INSET, height - MARGIN],
            ],
            Direction::Down => [
                [MARGIN, first.at[1] - HEAD],
                [width - MARGIN, end[1] + INSET],
            ],
        };
        // The name stands where no link passes.
        let (x, anchor) = match direction {
            Direction::Across => (from[0] + 12.0, Anchor::Start),
            Direction::Down => (to[0] - 12.0, Anchor::End),
        };
        let size = [to[0] - from[0], to[1] - from[1]];
        [
            Mark::Rect {
                at: from,
                size,
                radius: 10.0,
                role: Role::Frame,
            },
            words::text(
                [x, from[1] + 23.0],
                anchor,
                &first.block.group,
                Role::FrameTitle,
            ),
        ]
    };
    ends.flat_map(frame).collect()
}

impl Cell<'_> {
    fn group(&self, before: Option<&Cell>, direction: Direction) -> Mark {
        let mut marks = vec![self.target()];
        marks.extend(self.placed.marks(self.block.place));
        if let Some(before) = before {
            let from = (before.block, &before.placed);
            marks.extend(link(from, (self.block, &self.placed), direction));
        }
        marks.extend(words::lines(self.block, self.words, anchor(direction)));
        Mark::Group(Group {
            path: Some(self.block.path.clone()),
            role: Role::Block,
            title: Some(self.block.title.clone()),
            marks,
        })
    }

    fn target(&self) -> Mark {
        let spread = GAP / 2.0 - 4.0;
        Mark::Rect {
            at: self.at.map(|start| start - spread),
            size: self.size.map(|length| length + 2.0 * spread),
            radius: 8.0,
            role: Role::Target,
        }
    }
}

fn anchor(direction: Direction) -> Anchor {
    match direction {
        Direction::Across => Anchor::Middle,
        Direction::Down => Anchor::Start,
    }
}
