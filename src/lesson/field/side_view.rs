//! A stack from the side: a row of dots a layer, a dot a unit above the middle of what it sees, a line
//! a reading. Columns only; the planes show both axes.

use super::planes::name;
use super::{Field, extent, window};
use crate::lesson::role::Role;
use crate::lesson::scene::{Anchor, Mark, Scene, Words};

/// More layers than this are no picture any more.
const MOST: usize = 16;
/// From one layer to the next.
const STEP: f32 = 58.0;
const EDGE: f32 = 22.0;
/// Lines are drawn up to this many.
const LINES: usize = 3000;

/// Places in the figure of units and of what lies beyond the edges.
struct Frame<'a> {
    field: &'a Field,
    /// Rows of the trace, from the picture up.
    rows: Vec<usize>,
    /// Pixels of the picture at the left edge, and how wide one is drawn.
    left: f32,
    pixel: f32,
}

impl Frame<'_> {
    fn x(&self, row: usize, unit: i64) -> Option<f32> {
        let seen = self.field.trace.rows[row].receptive?;
        let middle = seen.start[1] as f32 + seen.size[1] as f32 / 2.0;
        Some((middle + unit as f32 * seen.jump[1] as f32 - self.left) * self.pixel)
    }

    fn y(&self, row: usize) -> Option<f32> {
        let at = self.rows.iter().position(|&shown| shown == row)?;
        Some((self.rows.len() - 1 - at) as f32 * STEP + EDGE + 10.0)
    }

    /// Units are dots of at most 5 pixels that do not touch.
    fn radius(&self, row: usize) -> f32 {
        let jump = self.field.trace.rows[row]
            .receptive
            .map_or(1, |seen| seen.jump[1]);
        (jump as f32 * self.pixel * 0.36).clamp(0.8, 5.0)
    }
}

/// `None` where there are too many layers, or branches that step differently.
pub fn side_view(field: &Field, width: f32) -> Option<Scene> {
    let sees = |at: &usize| field.regions[*at].is_some();
    let rows: Vec<usize> = (0..=field.row).filter(sees).collect();
    if rows.len() > MOST
        || rows
            .iter()
            .any(|&at| field.trace.rows[at].receptive.is_none())
    {
        return None;
    }
    let side = field.trace.rows[0].output.w() as f32;
    let region = field.regions[0]?;
    let before = (-region.start[1]).max(0) as f32;
    let after = (region.start[1] as f32 + region.size[1] as f32 - side).max(0.0);
    let frame = Frame {
        field,
        left: -before - 0.5,
        pixel: width / (side + before + after + 1.0),
        rows,
    };
    let mut marks = Vec::new();
    for &row in &frame.rows {
        lines(&frame, row, &mut marks);
    }
    for &row in &frame.rows {
        dots(&frame, row, &mut marks);
    }
    Some(Scene {
        width,
        height: frame.rows.len() as f32 * STEP,
        marks,
    })
}

/// From each unit that is seen to all that it reads.
fn lines(frame: &Frame, row: usize, marks: &mut Vec<Mark>) {
    let (traced, Some(seen)) = (&frame.field.trace.rows[row], frame.field.regions[row]) else {
        return;
    };
    let window = window(traced);
    let (taps, stride, dilation, padding) = window.map_or((1, 1, 1, 0), |w| {
        (w.kernel[1], w.stride[1], w.dilation[1], w.padding.left)
    });
    let units = seen.start[1]..seen.start[1] + seen.size[1] as i64;
    let real = units.filter(|&unit| (0..traced.output.w() as i64).contains(&unit));
    for unit in real {
        for (&from, tap) in traced
            .from
            .iter()
            .flat_map(|from| (0..taps).map(move |t| (from, t)))
        {
            let read = unit * stride as i64 - padding as i64 + (tap * dilation) as i64;
            let ends = [(row, unit), (from, read)].map(|(row, unit)| {
                let (x, y) = (frame.x(row, unit)?, frame.y(row)?);
                Some([x, y])
            });
            if let ([Some(above), Some(below)], true) = (ends, marks.len() < LINES) {
                marks.push(Mark::Line {
                    points: vec![above, below],
                    role: Role::Ray,
                });
            }
        }
    }
}

/// Every unit of a row, and what is read beyond its edges.
fn dots(frame: &Frame, row: usize, marks: &mut Vec<Mark>) {
    let traced = &frame.field.trace.rows[row];
    let (Some(seen), Some(y)) = (frame.field.regions[row], frame.y(row)) else {
        return;
    };
    let radius = frame.radius(row);
    let width = extent(traced)[1] as i64;
    let end = seen.start[1] + seen.size[1] as i64;
    for unit in seen.start[1].min(0)..end.max(width) {
        let is_seen = (seen.start[1]..end).contains(&unit);
        let role = match (0..width).contains(&unit) {
            false => Role::Padding,
            true if is_seen => Role::Receptive,
            true if row == 0 => Role::Input,
            true => Role::Feature,
        };
        if let Some(x) = frame.x(row, unit) {
            marks.push(Mark::Circle {
                at: [x, y],
                radius,
                role,
            });
        }
    }
    let receptive = traced.receptive.map_or(String::new(), |seen| {
        format!("  r = {}  j = {}", seen.size[1], seen.jump[1])
    });
    marks.push(Mark::Text {
        at: [4.0, y - 10.0],
        anchor: Anchor::Start,
        words: Words::Plain(format!("{}{receptive}", name(traced))),
        role: Role::Note,
    });
}
