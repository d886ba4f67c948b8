//! Blocks in a row on one axis, with their words below on common baselines, frames around groups and
//! branches one under another between two rails. A branch is such a row itself, small.

use super::Direction;
use super::block::Block;
use super::body::{Body, Measure, Placed};
use super::lanes::Lanes;
use super::pieces::{Area, Cell, Frame, Piece};
use super::spelled::Spelled;
use super::style::{Style, highest};
use super::tree::Item;
use super::words;
use crate::lesson::scene::Point;

/// What all parts of a figure are drawn with.
#[derive(Clone, Copy)]
pub(super) struct Pen {
    pub measure: Measure,
    pub style: &'static Style,
    /// Whether groups can be folded and unfolded.
    pub handles: bool,
}

/// One thing of a row, with the groups that it stands in, the outermost first.
pub(super) struct Spot<'a> {
    pub frames: Vec<Edge<'a>>,
    pub thing: Thing<'a>,
    /// The join of branches: it stays where they end.
    pub is_join: bool,
}

pub(super) enum Thing<'a> {
    Block(&'a Block, Body),
    Lanes(Lanes<'a>),
}

/// The side of a frame, or of the card of a folded group.
#[derive(Clone, Copy)]
pub(super) struct Edge<'a> {
    pub path: &'a str,
    /// `None` for a card.
    pub spelled: Option<&'a Spelled>,
}

/// Pieces around the origin: the axis is 0, the left edge is 0.
pub(super) struct Strip<'a> {
    pub pieces: Vec<Piece<'a>>,
    pub width: f32,
    pub above: f32,
    pub below: f32,
}

/// The things of `items` in order.
pub(super) fn spots<'a>(items: &'a [Item], pen: Pen) -> Vec<Spot<'a>> {
    let mut found = Vec::new();
    collect(items, &[], pen, &mut found);
    found
}

fn collect<'a>(items: &'a [Item], around: &[Edge<'a>], pen: Pen, found: &mut Vec<Spot<'a>>) {
    let block = |block: &'a Block, is_join: bool| {
        let card = block.folded.then_some(Edge {
            path: &block.path,
            spelled: None,
        });
        Spot {
            frames: around.iter().copied().chain(card).collect(),
            thing: Thing::Block(block, pen.measure.body(block, pen.style)),
            is_join,
        }
    };
    for item in items {
        match item {
            Item::Block(one) => found.push(block(one, false)),
            Item::Group(group) => {
                let edge = Edge {
                    path: &group.spelled.path,
                    spelled: Some(&group.spelled),
                };
                let around = [around, &[edge]].concat();
                collect(&group.items, &around, pen, found);
            }
            Item::Fork(fork) => {
                found.push(Spot {
                    frames: around.to_vec(),
                    thing: Thing::Lanes(Lanes::of(fork, pen)),
                    is_join: false,
                });
                found.push(block(&fork.join, true));
            }
        }
    }
}

impl Edge<'_> {
    pub fn inset(&self, style: &Style) -> f32 {
        match self.spelled {
            Some(_) => style.inset,
            None => style.card,
        }
    }
}

impl<'a> Spot<'a> {
    pub fn width(&self, style: &Style) -> f32 {
        match &self.thing {
            Thing::Block(block, body) => {
                (body.face()[0] + body.depth()[0]).max(words::width(block, style))
            }
            Thing::Lanes(lanes) => lanes.width,
        }
    }

    /// Above the axis, and below it without words.
    fn extents(&self) -> [f32; 2] {
        match &self.thing {
            Thing::Block(_, body) => {
                let half = body.face()[1] / 2.0;
                [half + body.depth()[1], half]
            }
            Thing::Lanes(lanes) => [lanes.height / 2.0, 0.0],
        }
    }

    pub fn body(&self) -> Option<(&'a Block, &Body)> {
        match &self.thing {
            Thing::Block(block, body) => Some((block, body)),
            Thing::Lanes(_) => None,
        }
    }

    /// The row of the trace that what follows reads.
    pub fn output(&self) -> Option<usize> {
        self.body()?.0.owned().last()
    }
}

/// How many frames two neighbours share.
pub(super) fn shared(a: &[Edge], b: &[Edge]) -> usize {
    let pairs = a.iter().zip(b);
    pairs.take_while(|(a, b)| a.path == b.path).count()
}

/// Heights of a row: where its parts begin, from the axis.
struct Levels {
    depth: usize,
    top: f32,
    words: f32,
    chips: f32,
    bottom: f32,
    /// Top and bottom of what is no branch.
    plain: [f32; 2],
}

impl Levels {
    fn of(spots: &[Spot], style: &Style, least_depth: usize) -> Self {
        let depth = spots.iter().map(|spot| spot.frames.len()).max();
        let blocks = || spots.iter().filter_map(|spot| Some(spot.body()?.0));
        let words = highest(spots.iter().map(|spot| spot.extents()[1])) + style.rest;
        let chips = words + highest(blocks().map(|block| words::lines_height(block, style)));
        let bottom = if style.chips_in_line {
            chips + highest(blocks().map(|block| words::chips_height(block, style)))
        } else {
            words + highest(blocks().map(|block| words::height(block, style)))
        };
        let above = highest(spots.iter().map(|spot| spot.extents()[0]));
        let is_lanes = |spot: &&Spot| spot.body().is_none();
        let lanes = spots.iter().filter(is_lanes);
        let plain = spots.iter().filter(|spot| !is_lanes(spot));
        Self {
            plain: [-highest(plain.map(|spot| spot.extents()[0])), bottom],
            depth: depth.unwrap_or(0).max(least_depth),
            top: -above,
            words,
            chips,
            bottom: bottom.max(highest(lanes.map(|spot| spot.extents()[0]))),
        }
    }
}

/// A frame that is not closed yet.
struct Open<'a> {
    edge: Edge<'a>,
    left: f32,
    /// Of the frame, or of the folded cell.
    piece: usize,
}

struct Row<'a> {
    pen: Pen,
    levels: Levels,
    pieces: Vec<Piece<'a>>,
    open: Vec<Open<'a>>,
    x: f32,
    /// How lines reach the join of the branches before it.
    ways: Vec<Vec<Point>>,
}

/// Room for `least_depth` frames is kept even where there are fewer.
pub(super) fn strip<'a>(spots: Vec<Spot<'a>>, pen: Pen, least_depth: usize) -> Strip<'a> {
    let mut row = Row {
        levels: Levels::of(&spots, pen.style, least_depth),
        pen,
        pieces: Vec::new(),
        open: Vec::new(),
        x: 0.0,
        ways: Vec::new(),
    };
    for (i, spot) in spots.into_iter().enumerate() {
        row.close(shared(&row.frames(), &spot.frames));
        // Branches bring the space around them.
        let stands_free = !spot.is_join;
        row.x += if i > 0 && stands_free {
            pen.style.gap
        } else {
            0.0
        };
        row.open(&spot.frames);
        row.place(spot);
    }
    row.close(0);
    let Levels {
        depth, top, bottom, ..
    } = row.levels;
    Strip {
        pieces: row.pieces,
        width: row.x,
        above: pen.style.head * depth as f32 - top,
        below: bottom + pen.style.inset * depth as f32,
    }
}

impl<'a> Row<'a> {
    fn frames(&self) -> Vec<Edge<'a>> {
        self.open.iter().map(|open| open.edge).collect()
    }

    fn open(&mut self, frames: &[Edge<'a>]) {
        for edge in frames.iter().skip(self.open.len()) {
            self.open.push(Open {
                edge: *edge,
                left: self.x,
                piece: self.pieces.len(),
            });
            if let Some(spelled) = edge.spelled {
                self.pieces.push(Piece::Frame(Frame {
                    spelled,
                    area: Area::default(),
                    style: self.pen.style,
                    flow: Direction::Across,
                    handle: self.pen.handles,
                }));
            }
            self.x += edge.inset(self.pen.style);
        }
    }

    /// Closes all frames but the outermost `keep`.
    fn close(&mut self, keep: usize) {
        let style = self.pen.style;
        while self.open.len() > keep {
            let Some(Open { edge, left, piece }) = self.open.pop() else {
                return;
            };
            self.x += edge.inset(style);
            if let Some(spelled) = edge.spelled {
                let least = Frame::least(spelled, style, Direction::Across, self.pen.handles);
                self.x = self.x.max(left + least);
            }
            let level = self.open.len() as f32;
            let inside = self.levels.depth as f32 - level;
            match self.pieces.get_mut(piece) {
                Some(Piece::Frame(frame)) => {
                    frame.area = Area::between(
                        [left, self.levels.top - style.head * inside],
                        [self.x, self.levels.bottom + style.inset * inside],
                    );
                }
                Some(Piece::Cell(cell)) => {
                    let [top, bottom] = self.levels.plain;
                    cell.area =
                        Area::between([left, top - style.head], [self.x, bottom + style.inset]);
                }
                Some(Piece::Lane { .. }) | None => {}
            }
        }
    }

    fn place(&mut self, spot: Spot<'a>) {
        let width = spot.width(self.pen.style);
        match spot.thing {
            Thing::Block(block, body) => {
                let ways = if spot.is_join {
                    std::mem::take(&mut self.ways)
                } else {
                    vec![Vec::new(); block.from.len()]
                };
                let cell = self.cell(block, body, width, ways);
                self.pieces.push(Piece::Cell(cell));
            }
            Thing::Lanes(lanes) => {
                let into = [[self.x + Lanes::RAIL_IN, 0.0]];
                let out = [[self.x + lanes.rail_out(), 0.0]];
                let (pieces, ways) = lanes.placed([self.x, 0.0], &into, &out);
                self.pieces.extend(pieces);
                self.ways = ways;
            }
        }
        self.x += width;
    }

    fn cell(&self, block: &'a Block, body: Body, width: f32, ways: Vec<Vec<Point>>) -> Cell<'a> {
        let (style, levels) = (self.pen.style, &self.levels);
        let extent = body.face()[0] + body.depth()[0];
        let left = self.x + (width - extent) / 2.0;
        let middle = self.x + width / 2.0;
        let [top, bottom] = levels.plain;
        let area = Area::between([self.x, top], [self.x + width, bottom]);
        let chips = if style.chips_in_line {
            levels.chips
        } else {
            levels.words + words::lines_height(block, style)
        };
        Cell {
            block,
            style,
            flow: Direction::Across,
            placed: Placed {
                body,
                middle: [left + body.face()[0] / 2.0, 0.0],
            },
            area: area.grown(style.spread()),
            words: [middle, levels.words],
            chips: [middle, chips],
            ways,
            handle: block.folded && self.pen.handles,
        }
    }
}
