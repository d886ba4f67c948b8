//! What one unit of a stack sees, layer by layer down to the picture: the numbers behind every
//! figure of the receptive-field chapter. The recurrence itself is left to `nn::receptive`.

mod drawing;
mod network;
mod planes;
mod shares;
mod side_view;

pub use self::drawing::drawing;
pub use self::network::{Trial, trial};
pub use self::planes::{picture, planes, sensitivity};
pub use self::shares::{Mass, mass};
pub use self::side_view::side_view;

use super::format::{MINUS, whole};
use super::state::stack::{Stack, Unit};
use crate::nn::receptive::{Receptive, Region, regions};
use crate::nn::trace::{Mode, Row, Trace, TraceError, trace};
use crate::tensor::shape::{Shape, Window};

/// A stack at work, up to the first layer that cannot.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    pub trace: Trace,
    /// The piece that cannot work, by position, and why.
    pub broken: Option<(usize, TraceError)>,
    /// The row of the unit that is looked at.
    pub row: usize,
    /// Its place there.
    pub unit: [usize; 2],
    /// What it sees of each row's output.
    pub regions: Vec<Option<Region>>,
}

/// `None` only where not even the picture can be held.
pub fn field(stack: &Stack) -> Option<Field> {
    let input = Shape::new(1, 1, stack.side, stack.side);
    let run = |count: usize| trace(&stack.module(count), input, Mode::Eval);
    let (trace, broken) = match run(stack.pieces.len()) {
        Ok(trace) => (trace, None),
        Err(error) => {
            let first = error.path.split('.').next();
            let piece = first.and_then(|name| name.parse().ok()).unwrap_or(0);
            (run(piece).ok()?, Some((piece, error)))
        }
    };
    let last = trace.rows.len() - 1;
    let (row, wanted) = match stack.unit {
        Unit::Middle => (last, None),
        Unit::At { row, place } => (row.min(last), Some(place)),
    };
    let size = extent(&trace.rows[row]);
    let unit = [0, 1].map(|a| {
        let most = size[a].saturating_sub(1);
        wanted.map_or(most / 2, |place| place[a].min(most))
    });
    Some(Field {
        regions: regions(&trace, row, unit),
        trace,
        broken,
        row,
        unit,
    })
}

/// Height and width of a row's output.
pub fn extent(row: &Row) -> [usize; 2] {
    [row.output.h(), row.output.w()]
}

/// What slides in a row; `None` for the picture and for the join of branches.
pub fn window(row: &Row) -> Option<Window> {
    row.module.as_ref()?.window(row.input)
}

/// Twice the place of a unit's centre, in pixels: a half is a whole number.
fn centre_twice(region: Region, axis: usize) -> i64 {
    region.start[axis] * 2 + region.size[axis] as i64 - 1
}

/// `13`, `13.5` or `−0.5`.
pub fn centre(region: Region, axis: usize) -> String {
    let twice = centre_twice(region, axis);
    let sign = if twice < 0 {
        MINUS.to_string()
    } else {
        String::new()
    };
    let half = if twice % 2 == 0 { "" } else { ".5" };
    format!("{sign}{}{half}", twice.unsigned_abs() / 2)
}

impl Field {
    /// The field of the row that is looked at, in its line of the recurrence: one line for both axes where
    /// they agree. Empty for the picture and where branches step differently.
    pub fn formula(&self) -> Vec<String> {
        let row = &self.trace.rows[self.row];
        let Some(now) = row.receptive else {
            return Vec::new();
        };
        let before = row
            .from
            .first()
            .and_then(|&at| self.trace.rows[at].receptive);
        match (window(row), before) {
            (Some(window), Some(before)) => {
                let mut lines = recurrence(before, now, &window, 0);
                for line in recurrence(before, now, &window, 1) {
                    if !lines.contains(&line) {
                        lines.push(line);
                    }
                }
                lines
            }
            (None, Some(_)) => vec![self.union(row, now)],
            (_, None) => Vec::new(),
        }
    }

    /// The join of branches sees what any of them sees.
    fn union(&self, row: &Row, now: Receptive) -> String {
        let sizes = row
            .from
            .iter()
            .filter_map(|&at| self.trace.rows[at].receptive);
        let sizes: Vec<String> = sizes.map(|seen| seen.size[0].to_string()).collect();
        let (size, jump) = (now.size[0], now.jump[0]);
        format!("r = max({}) = {size},  j = {jump}", sizes.join(", "))
    }

    /// The first row of which a unit sees all of the picture.
    pub fn sees_all(&self) -> Option<usize> {
        let side = extent(&self.trace.rows[0]);
        let sees = |row: &Row| {
            row.receptive.is_some_and(|seen| {
                let [h, w] = extent(row);
                let middle = seen.region([h.saturating_sub(1) / 2, w.saturating_sub(1) / 2]);
                let ahead = seen.region([h / 2, w / 2]);
                [middle, ahead].into_iter().any(|region| {
                    [0, 1].into_iter().all(|a| {
                        let end = region.start[a].saturating_add(region.size[a] as i64);
                        region.start[a] <= 0 && end >= side[a] as i64
                    })
                })
            })
        };
        self.trace.rows.iter().position(sees)
    }

    /// How many more 3×3 convolutions at the last layer's jump reach across the picture's height.
    pub fn threes_to_all(&self) -> Option<usize> {
        let seen = self.trace.rows.last()?.receptive?;
        let missing = self.trace.rows[0].output.h().saturating_sub(seen.size[0]);
        Some(missing.div_ceil(2 * seen.jump[0].max(1)))
    }

    /// The rows that a figure has room for: where there are many, what stands inside blocks is left out.
    pub fn shown(&self) -> Vec<usize> {
        let rows = &self.trace.rows;
        let is_shown =
            |at: &usize| rows.len() <= MANY || *at == self.row || !rows[*at].path.contains('.');
        (0..rows.len()).filter(is_shown).collect()
    }
}

/// More rows than this are too many to draw each.
const MANY: usize = 24;

fn recurrence(before: Receptive, now: Receptive, window: &Window, a: usize) -> Vec<String> {
    let (k, d, s) = (window.kernel[a], window.dilation[a], window.stride[a]);
    let p = [window.padding.top, window.padding.left][a];
    let (r, j) = (before.size[a], before.jump[a]);
    let spread = if d > 1 {
        format!("·{d}")
    } else {
        String::new()
    };
    let sized = format!("r = {r} + ({k} − 1){spread}·{j} = {}", now.size[a]);
    let stepped = format!("j = {j}·{s} = {}", now.jump[a]);
    let start = format!(
        "start = {} − {p}·{j} = {}",
        whole(before.start[a]),
        whole(now.start[a])
    );
    vec![sized, stepped, start]
}
