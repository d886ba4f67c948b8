//! Receptive fields: what part of the input a unit can see, layer after layer.
//! r_l = r_{l−1} + (k_l − 1)·d_l·j_{l−1}, j_l = j_{l−1}·s_l. Drawing them is left to `lesson`.

use super::module::Module;
use super::trace::{Row, Trace};
use crate::tensor::shape::{Padding, Window};

/// Per axis `[height, width]`, in input pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Receptive {
    pub size: [usize; 2],
    /// Input pixels between neighbouring units.
    pub jump: [usize; 2],
    /// First input pixel (may be negative: padding) that unit 0 sees.
    pub start: [i64; 2],
}

/// A rectangle of rows and columns; it may reach over the edges, into the padding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// First row and first column.
    pub start: [i64; 2],
    /// Rows and columns.
    pub size: [usize; 2],
}

impl Receptive {
    /// A pixel of the input sees itself.
    pub const PIXEL: Receptive = Receptive {
        size: [1, 1],
        jump: [1, 1],
        start: [0, 0],
    };

    /// What a unit behind `window` sees of what `self` sees.
    pub fn through(self, window: &Window) -> Self {
        let reach = window.extent().map(|extent| extent - 1);
        let before = [window.padding.top, window.padding.left];
        let steps = |count: usize, a: usize| count.saturating_mul(self.jump[a]);
        Self {
            size: [0, 1].map(|a| self.size[a].saturating_add(steps(reach[a], a))),
            jump: [0, 1].map(|a| steps(window.stride[a], a)),
            start: [0, 1].map(|a| self.start[a].saturating_sub(signed(steps(before[a], a)))),
        }
    }

    /// What a unit sees through either of two branches; `None` if their units lie differently far
    /// apart, for then no one rectangle slides with the unit.
    pub fn union(self, other: Self) -> Option<Self> {
        let Region { start, size } = self.region([0, 0]).union(other.region([0, 0]));
        (self.jump == other.jump).then_some(Self {
            size,
            jump: self.jump,
            start,
        })
    }

    /// The input rectangle that the unit at `[row, column]` sees, overhang included.
    pub fn region(&self, unit: [usize; 2]) -> Region {
        Region {
            start: [0, 1].map(|a| {
                let offset = unit[a].saturating_mul(self.jump[a]);
                self.start[a].saturating_add(signed(offset))
            }),
            size: self.size,
        }
    }
}

impl Region {
    /// All of a picture of this height and width.
    pub const fn whole(picture: [usize; 2]) -> Self {
        Self {
            start: [0, 0],
            size: picture,
        }
    }

    /// The smallest rectangle around both.
    pub fn union(self, other: Self) -> Self {
        let start = [0, 1].map(|a| self.start[a].min(other.start[a]));
        let end = [0, 1].map(|a| self.end(a).max(other.end(a)));
        Self {
            start,
            size: [0, 1].map(|a| unsigned(end[a].saturating_sub(start[a]))),
        }
    }

    /// What `window` reads of its input to compute this part of its output.
    pub fn through(self, window: &Window) -> Self {
        let extent = window.extent();
        let before = [window.padding.top, window.padding.left];
        Self {
            start: [0, 1].map(|a| {
                let first = self.start[a].saturating_mul(signed(window.stride[a]));
                first.saturating_sub(signed(before[a]))
            }),
            size: [0, 1].map(|a| {
                let last = self.size[a].saturating_sub(1);
                last.saturating_mul(window.stride[a])
                    .saturating_add(extent[a])
            }),
        }
    }

    /// Rows and columns that lie outside a picture of this height and width, a side each.
    pub fn overhang(&self, picture: [usize; 2]) -> Padding {
        let before = self.start.map(|start| unsigned(start.saturating_neg()));
        let after = [0, 1].map(|a| unsigned(self.end(a).saturating_sub(signed(picture[a]))));
        Padding {
            top: before[0],
            bottom: after[0],
            left: before[1],
            right: after[1],
        }
    }

    /// One past the last row (`axis` 0) or column (1).
    fn end(&self, axis: usize) -> i64 {
        self.start[axis].saturating_add(signed(self.size[axis]))
    }
}

/// Sizes grow by a product a layer, so that absurd networks reach the end of the numbers; there
/// they stay.
fn signed(size: usize) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX)
}

/// 0 for what is negative.
fn unsigned(size: i64) -> usize {
    usize::try_from(size.max(0)).unwrap_or(usize::MAX)
}

/// What one unit of row `row` depends on: for each row of the trace the rectangle of its output
/// that the unit sees, `None` where it sees nothing (rows after it, other branches).
/// A unit without position (behind `Flatten`) sees all of what was flattened.
pub fn regions(trace: &Trace, row: usize, unit: [usize; 2]) -> Vec<Option<Region>> {
    let mut seen = vec![None; trace.rows.len()];
    if let Some(target) = seen.get_mut(row) {
        *target = Some(Region {
            start: unit.map(signed),
            size: [1, 1],
        });
    }
    for (at, row) in trace.rows.iter().enumerate().rev() {
        if let Some(region) = seen[at] {
            let region = reads(row, region);
            for &from in &row.from {
                seen[from] = Some(seen[from].map_or(region, |known: Region| known.union(region)));
            }
        }
    }
    seen
}

/// What `row` reads of its input to compute `region` of its output.
fn reads(row: &Row, region: Region) -> Region {
    let loses_position = matches!(row.module, Some(Module::Flatten | Module::Linear(_)));
    if loses_position {
        return Region::whole([row.input.h(), row.input.w()]);
    }
    let window = row.module.as_ref().and_then(|m| m.window(row.input));
    window.map_or(region, |window| region.through(&window))
}
