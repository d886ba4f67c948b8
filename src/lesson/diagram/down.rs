//! Blocks one under another, with their words to the right on a common edge; branches lie between two
//! rails that leave the axis and come back to it.

use super::Direction;
use super::block::Block;
use super::body::{Body, Placed};
use super::lanes::Lanes;
use super::pieces::{Area, Cell, Frame, Piece};
use super::strip::{Edge, Pen, Spot, Thing, shared, spots};
use super::style::{MARGIN, Style, highest};
use super::tree::Item;
use super::words;

/// Between a frame and the one in it, sideways.
const NEST: f32 = 8.0;
/// Between bodies and words.
const BESIDE: f32 = 22.0;
/// Above and below branches.
const TURN: f32 = 8.0;
/// For the handle of a folded group, right of its words.
const HANDLE: f32 = 26.0;

/// Edges that all blocks share.
#[derive(Clone, Copy)]
struct Columns {
    left: f32,
    axis: f32,
    words: f32,
    /// Where the longest words end, and where the figure does.
    right: f32,
    width: f32,
}

impl Columns {
    fn of(spots: &[Spot], pen: Pen) -> Self {
        let style = pen.style;
        let depth = highest(spots.iter().map(|spot| spot.frames.len() as f32));
        let around = MARGIN + style.inset + NEST * (depth - 1.0).max(0.0);
        let blocks = || spots.iter().filter_map(Spot::body);
        let half = |body: &Body| body.face()[0] / 2.0;
        let left = around;
        let axis = left + highest(blocks().map(|(_, body)| half(body)));
        let words = axis + highest(blocks().map(|(_, body)| half(body) + body.depth()[0]));
        let words = words + BESIDE * style.scale.sqrt();
        let wordy = highest(blocks().map(|(block, _)| {
            let handle = block.folded && pen.handles;
            words::width(block, style) + if handle { HANDLE } else { 0.0 }
        }));
        let lanes = spots.iter().filter(|spot| spot.body().is_none());
        let lanes = left + highest(lanes.map(|spot| spot.width(style)));
        let edges = spots.iter().flat_map(|spot| &spot.frames);
        let titles = edges.filter_map(|edge| edge.spelled);
        let least = |spelled| Frame::least(spelled, style, Direction::Down, pen.handles);
        let titles = axis + highest(titles.map(least)) - style.inset;
        let right = (words + wordy).max(lanes).max(titles);
        Self {
            left,
            axis,
            words,
            right,
            width: right + around,
        }
    }
}

struct Column<'a> {
    pen: Pen,
    columns: Columns,
    pieces: Vec<Piece<'a>>,
    /// Frames that are not closed yet: where they begin, and which piece they belong to.
    open: Vec<(Edge<'a>, f32, usize)>,
    y: f32,
    ways: Vec<Vec<[f32; 2]>>,
}

/// Pieces in their places, and the size of what they take.
pub(super) fn down<'a>(items: &'a [Item], pen: Pen) -> (Vec<Piece<'a>>, [f32; 2]) {
    let spots = spots(items, pen);
    let mut column = Column {
        columns: Columns::of(&spots, pen),
        pen,
        pieces: Vec::new(),
        open: Vec::new(),
        y: MARGIN,
        ways: Vec::new(),
    };
    for (i, spot) in spots.into_iter().enumerate() {
        let frames: Vec<Edge> = column.open.iter().map(|(edge, ..)| *edge).collect();
        column.close(shared(&frames, &spot.frames));
        column.y += if i > 0 { pen.style.gap } else { 0.0 };
        column.open(&spot.frames);
        match spot.thing {
            Thing::Block(block, body) => column.block(block, body, spot.is_join),
            Thing::Lanes(lanes) => column.lanes(lanes),
        }
    }
    column.close(0);
    let size = [column.columns.width, column.y + MARGIN];
    (column.pieces, size)
}

impl<'a> Column<'a> {
    fn open(&mut self, frames: &[Edge<'a>]) {
        let style = self.pen.style;
        for edge in frames.iter().skip(self.open.len()) {
            self.open.push((*edge, self.y, self.pieces.len()));
            if let Some(spelled) = edge.spelled {
                self.pieces.push(Piece::Frame(Frame {
                    spelled,
                    area: Area::default(),
                    style,
                    flow: Direction::Down,
                    handle: self.pen.handles,
                }));
            }
            self.y += match edge.spelled {
                Some(_) => style.head,
                None => style.card,
            };
        }
    }

    /// Closes all frames but the outermost `keep`.
    fn close(&mut self, keep: usize) {
        while self.open.len() > keep {
            let Some((edge, top, piece)) = self.open.pop() else {
                return;
            };
            self.y += edge.inset(self.pen.style);
            let side = MARGIN + NEST * self.open.len() as f32;
            let area = Area::between([side, top], [self.columns.width - side, self.y]);
            match self.pieces.get_mut(piece) {
                Some(Piece::Frame(frame)) => frame.area = area,
                Some(Piece::Cell(cell)) => cell.area = area,
                Some(Piece::Lane { .. }) | None => {}
            }
        }
    }

    fn block(&mut self, block: &'a Block, body: Body, is_join: bool) {
        let style = self.pen.style;
        let Columns {
            left,
            axis,
            words,
            right,
            ..
        } = self.columns;
        let extent = body.face()[1] + body.depth()[1];
        let [lines, chips] = heights(block, style);
        let height = extent.max(lines + chips);
        let base = self.y + (height + extent) / 2.0;
        let first = self.y + (height - lines - chips) / 2.0;
        let ways = if is_join {
            std::mem::take(&mut self.ways)
        } else {
            vec![Vec::new(); block.from.len()]
        };
        let area = Area::between([left, self.y], [right, self.y + height]);
        self.pieces.push(Piece::Cell(Cell {
            block,
            style,
            flow: Direction::Down,
            placed: Placed {
                body,
                middle: [axis, base - body.face()[1] / 2.0],
            },
            area: area.grown(style.spread()),
            words: [words, first],
            chips: [words, first + lines],
            ways,
            handle: block.folded && self.pen.handles,
        }));
        self.y += height;
    }

    fn lanes(&mut self, lanes: Lanes<'a>) {
        let Columns { left, axis, .. } = self.columns;
        let [top, bottom] = [self.y, self.y + lanes.height + 2.0 * TURN];
        let into = [[axis, top], [left + Lanes::RAIL_IN, top]];
        let out = [[left + lanes.rail_out(), bottom], [axis, bottom]];
        let (pieces, ways) = lanes.placed([left, (top + bottom) / 2.0], &into, &out);
        self.pieces.extend(pieces);
        self.ways = ways;
        self.y = bottom;
    }
}

fn heights(block: &Block, style: &Style) -> [f32; 2] {
    [
        words::lines_height(block, style),
        words::chips_height(block, style),
    ]
}
