//! How big a block's body is, and its marks at a place: sheets behind one another, or a bar.

use super::Direction;
use super::block::{Block, Form, Place};
use super::style::Style;
use crate::lesson::role::Role;
use crate::lesson::scene::{Mark, Point, Span};
use crate::nn::trace::Trace;

/// Lengths of the whole figure, in its unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Measure {
    direction: Direction,
    /// The side of the largest sheet, and what makes it so.
    sheet: f32,
    largest: f32,
    /// The length of the longest bar, and what makes it so.
    bar: f32,
    longest: f32,
}

/// A body of known size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Body {
    /// The front sheet's size; how far the last sheet stands to the right and up; sheets drawn.
    Sheets {
        front: [f32; 2],
        depth: [f32; 2],
        sheets: usize,
    },
    /// Its extents; one of them is the thickness.
    Bar { size: [f32; 2], units: usize },
}

/// A body in its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Placed {
    pub body: Body,
    /// Middle of the front sheet, or of the bar.
    pub middle: Point,
}

const SMALLEST_SHEET: f32 = 22.0;
const THICKNESS: f32 = 18.0;
/// What a whole bar stands for at least: ten units alone are no long bar.
const FEWEST: usize = 128;
/// Up to so many units a bar shows each of them.
const COUNTABLE: usize = 16;

impl Measure {
    /// One scale for all that is drawn of `traces`, folded or not.
    pub fn of(traces: &[&Trace], direction: Direction) -> Self {
        let rows = traces.iter().flat_map(|trace| &trace.rows);
        let forms: Vec<Form> = rows.map(|row| Form::of(row.output, row.flat)).collect();
        let side = |form: &Form| match form {
            Form::Volume { height, width, .. } => *height.max(width),
            Form::Bar { .. } => 1,
        };
        let units = |form: &Form| match form {
            Form::Volume { .. } => 2,
            Form::Bar { units } => *units,
        };
        let (sheet, bar) = match direction {
            Direction::Across => (124.0, 190.0),
            Direction::Down => (92.0, 136.0),
        };
        Self {
            direction,
            sheet,
            largest: forms.iter().map(side).max().unwrap_or(1) as f32,
            bar,
            longest: forms.iter().map(units).fold(FEWEST, usize::max) as f32,
        }
    }

    /// The same scale for what follows one another from left to right.
    pub fn lying(self) -> Self {
        Self {
            direction: Direction::Across,
            ..self
        }
    }

    /// Sides of sheets grow with the square root, depth and bars with the logarithm: small layers
    /// stay visible beside large ones.
    pub fn body(&self, block: &Block, style: &Style) -> Body {
        let scale = style.scale;
        match block.form {
            Form::Volume {
                channels,
                height,
                width,
            } => {
                let side = |n: usize| {
                    ((n as f32 / self.largest).sqrt() * self.sheet).max(SMALLEST_SHEET) * scale
                };
                // Small sheets stand closer, or they would look like stairs.
                let closer = (side(height.max(width)) / scale / 56.0).clamp(0.5, 1.0);
                let depth = (channels.max(1) as f32).log2() * 12.5 * closer * scale;
                Body::Sheets {
                    front: [side(width), side(height)],
                    depth: [depth * 0.76, depth * 0.66],
                    sheets: if channels <= style.countable {
                        channels.max(1)
                    } else {
                        style.countable + 2
                    },
                }
            }
            Form::Bar { units } => {
                let share = (units as f32 + 1.0).ln() / (self.longest + 1.0).ln();
                let length = share * self.bar * scale;
                let thickness = THICKNESS * scale;
                let size = match self.direction {
                    Direction::Across => [thickness, length],
                    Direction::Down => [length, thickness],
                };
                Body::Bar { size, units }
            }
        }
    }
}

impl Body {
    /// Size of the front sheet, or of the bar.
    pub fn face(&self) -> [f32; 2] {
        match *self {
            Body::Sheets { front, .. } => front,
            Body::Bar { size, .. } => size,
        }
    }

    /// How far other sheets stand out to the right and up.
    pub fn depth(&self) -> [f32; 2] {
        match *self {
            Body::Sheets { depth, .. } => depth,
            Body::Bar { .. } => [0.0, 0.0],
        }
    }
}

impl Placed {
    /// Top left corner and size of the front sheet, or of the bar.
    pub fn face(&self) -> (Point, [f32; 2]) {
        let size = self.body.face();
        ([0, 1].map(|a| self.middle[a] - size[a] / 2.0), size)
    }

    /// Where a line leaves it, or enters it: on its axis, at the edge of what is drawn.
    pub fn exit(&self, flow: Direction) -> Point {
        let ([x, y], [width, height]) = self.face();
        match flow {
            Direction::Across => {
                let [right, up] = self.body.depth();
                let share = (height / 2.0 / up.max(0.01)).min(1.0);
                [x + width + right * share, self.middle[1]]
            }
            Direction::Down => [self.middle[0], y + height],
        }
    }

    pub fn entry(&self, flow: Direction) -> Point {
        let ([x, y], [width, _]) = self.face();
        match flow {
            Direction::Across => [x, self.middle[1]],
            Direction::Down => {
                let [right, up] = self.body.depth();
                let share = (width / 2.0 / right.max(0.01)).min(1.0);
                [self.middle[0], y - up * share]
            }
        }
    }

    pub fn shift(&mut self, [x, y]: Point) {
        self.middle = [self.middle[0] + x, self.middle[1] + y];
    }

    /// `size` cells from `first` on, if the face has `cells` of them; rows before columns.
    pub fn span(&self, cells: [usize; 2], first: [f32; 2], size: [f32; 2]) -> Span {
        let ([x, y], [width, height]) = self.face();
        let cell = [
            height / cells[0].max(1) as f32,
            width / cells[1].max(1) as f32,
        ];
        let at = |row: f32, column: f32| [x + column * cell[1], y + row * cell[0]];
        [
            at(first[0], first[1]),
            at(first[0] + size[0], first[1] + size[1]),
        ]
    }

    pub fn marks(&self, place: Place) -> Vec<Mark> {
        match self.body {
            Body::Sheets { depth, sheets, .. } => self.sheets(depth, sheets, place),
            Body::Bar { size, units } => self.bar(size, units, place),
        }
    }

    fn sheets(&self, depth: [f32; 2], sheets: usize, place: Place) -> Vec<Mark> {
        let ([x, y], size) = self.face();
        let last = sheets.saturating_sub(1).max(1) as f32;
        let behind = (0..sheets).rev().map(|i| i as f32 / last);
        let sheet = |share: f32| Mark::Rect {
            at: [x + depth[0] * share, y - depth[1] * share],
            size,
            radius: 1.5,
            role: role(place, Role::Feature),
        };
        behind.map(sheet).collect()
    }

    fn bar(&self, [width, height]: [f32; 2], units: usize, place: Place) -> Vec<Mark> {
        let (at, size) = self.face();
        let body = Mark::Rect {
            at,
            size,
            radius: 3.0,
            role: role(place, Role::Dense),
        };
        // Beyond a few, seams stand for "many" and not for a count.
        let cells = if units <= COUNTABLE {
            units
        } else {
            (width.max(height) / 5.0) as usize
        };
        let seams = (1..cells).map(|i| {
            let share = i as f32 / cells as f32;
            let points = if height > width {
                let y = at[1] + share * height;
                vec![[at[0], y], [at[0] + width, y]]
            } else {
                let x = at[0] + share * width;
                vec![[x, at[1]], [x, at[1] + height]]
            };
            Mark::Line {
                points,
                role: Role::Seam,
            }
        });
        std::iter::once(body).chain(seams).collect()
    }
}

fn role(place: Place, between: Role) -> Role {
    match place {
        Place::First => Role::Input,
        Place::Between => between,
        Place::Last => Role::Output,
    }
}
