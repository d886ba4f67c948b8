//! Rows one under another, where one would be too long; an arrow leads from the end of a row to the
//! beginning of the next.

use std::collections::BTreeSet;

use super::pieces::Piece;
use super::strip::{Edge, Pen, Spot, Strip, shared, spots, strip};
use super::style::{MARGIN, highest};
use super::tree::Item;
use crate::lesson::scene::Point;

/// Between rows, and beside them for the arrow.
const BETWEEN: f32 = 30.0;
const BESIDE: f32 = 16.0;

/// Pieces in their places, and the size of what they take.
pub(super) fn across<'a>(items: &'a [Item], pen: Pen, width: f32) -> (Vec<Piece<'a>>, [f32; 2]) {
    let rows: Vec<Row> = rows(spots(items, pen), pen, width - 2.0 * MARGIN)
        .into_iter()
        .map(|spots| Row::of(spots, pen))
        .collect();
    let beside = if rows.len() > 1 { BESIDE } else { 0.0 };
    let left = MARGIN + beside;
    let widest = highest(rows.iter().map(|row| row.strip.width));
    let mut pieces = Vec::new();
    let mut y = MARGIN;
    let mut before: Option<(usize, Point, f32)> = None;
    for row in rows {
        let axis = y + row.strip.above;
        let bottom = axis + row.strip.below;
        let right = left + row.strip.width;
        let mut own = row.strip.pieces;
        own.iter_mut().for_each(|piece| piece.shift([left, axis]));
        if let Some((source, [x, height], under)) = before {
            let turn = under + BETWEEN / 2.0;
            let start = left - beside / 2.0;
            let way = [[x, height], [x, turn], [start, turn], [start, axis]];
            own.iter_mut().for_each(|piece| piece.enter(source, &way));
        }
        keep_one_handle(&mut own, &pieces);
        pieces.extend(own);
        before = row
            .last
            .map(|last| (last, [right + beside / 2.0, axis], bottom));
        y = bottom + BETWEEN;
    }
    (
        pieces,
        [left + widest + beside + MARGIN, y - BETWEEN + MARGIN],
    )
}

/// A frame that goes on from the row before is folded there.
fn keep_one_handle(own: &mut [Piece], before: &[Piece]) {
    let path = |piece: &Piece| match piece {
        Piece::Frame(frame) => Some(frame.spelled.path.clone()),
        Piece::Cell(_) | Piece::Lane { .. } => None,
    };
    let known: BTreeSet<String> = before.iter().filter_map(path).collect();
    for piece in own {
        if let Piece::Frame(frame) = piece {
            frame.handle &= !known.contains(&frame.spelled.path);
        }
    }
}

struct Row<'a> {
    strip: Strip<'a>,
    /// Row of the trace that the next one reads.
    last: Option<usize>,
}

impl<'a> Row<'a> {
    fn of(spots: Vec<Spot<'a>>, pen: Pen) -> Self {
        let last = spots.last().and_then(Spot::output);
        Self {
            strip: strip(spots, pen, 1),
            last,
        }
    }
}

/// Breaks `spots` into rows of at most `width`, if nothing is wider: as few rows as there can be, of
/// like length, broken between groups rather than within them.
fn rows<'a>(mut spots: Vec<Spot<'a>>, pen: Pen, width: f32) -> Vec<Vec<Spot<'a>>> {
    let breaks = breaks(&spots, pen, width);
    let mut rows: Vec<Vec<Spot>> = Vec::new();
    for at in breaks.into_iter().rev() {
        rows.push(spots.split_off(at));
    }
    rows.reverse();
    rows
}

/// Where rows begin; the first at 0.
fn breaks(spots: &[Spot], pen: Pen, width: f32) -> Vec<usize> {
    let frames = |at: Option<usize>| -> &[Edge] {
        at.and_then(|at| spots.get(at))
            .map_or(&[], |spot| &spot.frames)
    };
    // best[i]: the least cost of what stands before spot i, and where its last row begins.
    let mut best = vec![(0.0_f32, 0_usize)];
    for end in 1..=spots.len() {
        let within = shared(frames(end.checked_sub(1)), frames(Some(end)));
        let is_glued = spots.get(end).is_some_and(|spot| spot.is_join);
        let penalty = if is_glued {
            1000.0
        } else {
            within as f32 * 1.1
        };
        let mut found = (f32::INFINITY, end - 1);
        for start in (0..end).rev() {
            let length = length(&spots[start..end], pen);
            if length > width && start + 1 < end {
                break;
            }
            let slack = (1.0 - length / width).clamp(0.0, 1.0);
            let cost = best[start].0 + 1.0 + slack * slack * 0.5 + penalty;
            if cost < found.0 {
                found = (cost, start);
            }
        }
        best.push(found);
    }
    let mut starts = Vec::new();
    let mut end = spots.len();
    while end > 0 {
        end = best[end].1;
        starts.push(end);
    }
    starts.reverse();
    starts
}

/// Of a row, titles of frames left out.
fn length(spots: &[Spot], pen: Pen) -> f32 {
    let inset = |frames: &[Edge]| frames.iter().map(|edge| edge.inset(pen.style)).sum::<f32>();
    let mut before: &[Edge] = &[];
    let mut length = 0.0;
    for (i, spot) in spots.iter().enumerate() {
        let kept = shared(before, &spot.frames);
        length += inset(&before[kept..]) + inset(&spot.frames[kept..]);
        length += spot.width(pen.style);
        length += if i > 0 && !spot.is_join {
            pen.style.gap
        } else {
            0.0
        };
        before = &spot.frames;
    }
    length + inset(before)
}
