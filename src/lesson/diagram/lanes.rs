//! Branches one under another, between the rail that they leave and the one that they end in.

use super::pieces::Piece;
use super::strip::{Pen, Strip, spots, strip};
use super::style::{SMALL, highest, size};
use super::tree::Fork;
use crate::lesson::role::Role;
use crate::lesson::scene::{Point, text_width};

/// Branches one under another.
pub(super) struct Lanes<'a> {
    pub source: usize,
    /// Each with the height of its axis; the middle of all is 0.
    strips: Vec<(Strip<'a>, f32)>,
    pub width: f32,
    pub height: f32,
}

impl<'a> Lanes<'a> {
    /// From the left edge to the rail that the branches leave.
    pub const RAIL_IN: f32 = 6.0;
    /// From the rail that they end in to the right edge.
    const RAIL_OUT: f32 = 16.0;
    /// Between a branch and that rail.
    const END: f32 = 12.0;
    const GAP: f32 = 10.0;
    /// Of a branch that hands on what it reads.
    const EMPTY: f32 = 12.0;

    pub fn of(fork: &'a Fork, pen: Pen) -> Self {
        let pen = Pen {
            style: &SMALL,
            measure: pen.measure.lying(),
            ..pen
        };
        let name = |name: &str| text_width(name, size(Role::LaneName));
        let names = highest(fork.lanes.iter().map(|lane| name(&lane.name)));
        let start = Self::RAIL_IN + names + 14.0;
        let strips = fork.lanes.iter().map(|lane| {
            let mut strip = strip(spots(&lane.items, pen), pen, 0);
            strip.above = strip.above.max(Self::EMPTY);
            strip.below = strip.below.max(Self::EMPTY);
            strip
                .pieces
                .iter_mut()
                .for_each(|piece| piece.shift([start, 0.0]));
            let label = Piece::Lane {
                at: [Self::RAIL_IN + 6.0, -5.0],
                name: &lane.name,
            };
            strip.pieces.insert(0, label);
            strip
        });
        let strips: Vec<Strip> = strips.collect();
        let width = highest(strips.iter().map(|strip| strip.width));
        let gaps = Self::GAP * strips.len().saturating_sub(1) as f32;
        let height = strips.iter().map(|s| s.above + s.below).sum::<f32>() + gaps;
        let mut y = -height / 2.0;
        let place = |strip: Strip<'a>| {
            let axis = y + strip.above;
            y = axis + strip.below + Self::GAP;
            (strip, axis)
        };
        Self {
            source: fork.source,
            strips: strips.into_iter().map(place).collect(),
            width: start + width + Self::END + Self::RAIL_OUT,
            height,
        }
    }

    pub fn rail_out(&self) -> f32 {
        self.width - Self::RAIL_OUT
    }

    /// The pieces with the middle of the left edge at `at`; lines come to the first rail by way of `into`
    /// and leave the last by way of `out`. With them, how lines reach the join, a branch at a time.
    pub fn placed(
        self,
        at: Point,
        into: &[Point],
        out: &[Point],
    ) -> (Vec<Piece<'a>>, Vec<Vec<Point>>) {
        let [first, last] = [at[0] + Self::RAIL_IN, at[0] + self.rail_out()];
        let mut pieces = Vec::new();
        let mut ways = Vec::new();
        for (strip, axis) in self.strips {
            let y = at[1] + axis;
            let enter = [into, &[[first, y]]].concat();
            let leave = [&[[last, y]], out].concat();
            let mut own = strip.pieces;
            let is_empty = !own.iter().any(|piece| matches!(piece, Piece::Cell(_)));
            for piece in &mut own {
                piece.shift([at[0], y]);
                piece.enter(self.source, &enter);
            }
            pieces.extend(own);
            ways.push(if is_empty {
                [enter, leave].concat()
            } else {
                leave
            });
        }
        (pieces, ways)
    }
}
