//! The region of one unit, drawn: large on the picture, and in every layer's plane of units.
//! Which unit is left to `Field`.

use super::{Field, extent, window};
use crate::lesson::format::pair;
use crate::lesson::role::Role;
use crate::lesson::scene::{Anchor, Group, Mark, Point, Scene, Words};
use crate::nn::receptive::Region;
use crate::nn::trace::Row;

/// Side of the picture's plane among the planes, and the least that a finger hits.
const PLANE: f32 = 112.0;
const LEAST: f32 = 44.0;
/// Room around a plane for what reaches over its edge.
const AROUND: f32 = 24.0;
const WORDS: f32 = 40.0;
/// Cells smaller than this get no lines between them.
const LINES: f32 = 6.0;

/// Where a plane of units lies, and how large a unit is drawn.
#[derive(Clone, Copy)]
struct Place {
    at: Point,
    cell: f32,
    /// Rows and columns.
    size: [usize; 2],
    /// How far beyond its edges may be drawn.
    around: f32,
}

impl Place {
    /// A region's corner and size in the figure, cut off where the room ends; never too thin to see.
    fn rect(&self, region: Region) -> (Point, [f32; 2]) {
        let span = |a: usize| {
            // The figure's x is the plane's columns.
            let (at, units) = (self.at[1 - a], self.size[a] as f32 * self.cell);
            let low = at + region.start[a] as f32 * self.cell;
            let high = low + region.size[a] as f32 * self.cell;
            let low = low.clamp(at - self.around, at + units);
            let high = high.clamp(low, at + units + self.around);
            (low, (high - low).max(2.0))
        };
        let ((y, h), (x, w)) = (span(0), span(1));
        ([x, y], [w, h])
    }

    fn area(&self) -> [f32; 2] {
        [
            self.size[1] as f32 * self.cell,
            self.size[0] as f32 * self.cell,
        ]
    }

    /// Lines between the units, where they are not too fine.
    fn lines(&self, marks: &mut Vec<Mark>) {
        if self.cell < LINES {
            return;
        }
        let ([x, y], [w, h]) = (self.at, self.area());
        let mut line = |points: [Point; 2]| {
            marks.push(Mark::Line {
                points: points.to_vec(),
                role: Role::Seam,
            });
        };
        for row in 1..self.size[0] {
            let y = y + row as f32 * self.cell;
            line([[x, y], [x + w, y]]);
        }
        for column in 1..self.size[1] {
            let x = x + column as f32 * self.cell;
            line([[x, y], [x, y + h]]);
        }
    }
}

fn rect((at, size): (Point, [f32; 2]), role: Role) -> Mark {
    Mark::Rect {
        at,
        size,
        radius: 0.0,
        role,
    }
}

fn text(at: Point, words: String, role: Role) -> Mark {
    Mark::Text {
        at,
        anchor: Anchor::Middle,
        words: Words::Plain(words),
        role,
    }
}

/// The picture with the region on it, `width` wide. Its scale is the same for every unit of a row.
pub fn picture(field: &Field, pixels: &[f32], width: f32) -> Scene {
    let side = field.trace.rows[0].output.h();
    let margin = overhang(field).min(side) as f32;
    let cell = width / (side as f32 + 2.0 * margin + 1.0);
    let edge = (margin + 0.5) * cell;
    let place = Place {
        at: [edge, edge],
        cell,
        size: [side, side],
        around: edge,
    };
    let mut marks = Vec::new();
    if let Some(region) = field.regions[0] {
        marks.push(rect(place.rect(region), Role::Padding));
    }
    let mut plane = vec![rect((place.at, place.area()), Role::Input)];
    plane.push(Mark::Raster {
        at: place.at,
        cell,
        columns: side,
        values: pixels.to_vec(),
    });
    if let Some(region) = field.regions[0] {
        plane.push(rect(place.rect(region), Role::Receptive));
    }
    marks.push(Mark::Group(Group {
        path: Some("0".to_owned()),
        role: Role::Block,
        title: None,
        marks: plane,
    }));
    Scene {
        width,
        height: width,
        marks,
    }
}

/// How strongly a unit depends on each pixel, bright where most, with the region that it can see.
pub fn sensitivity(values: &[f32], region: Region, width: f32) -> Scene {
    const SIDE: usize = crate::data::fashion_mnist::SIDE;
    let most = values.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
    let place = Place {
        at: [1.0, 1.0],
        cell: (width - 2.0) / SIDE as f32,
        size: [SIDE, SIDE],
        around: 1.0,
    };
    let map = Mark::Raster {
        at: place.at,
        cell: place.cell,
        columns: SIDE,
        values: values.iter().map(|value| value / most).collect(),
    };
    Scene {
        width,
        height: width,
        marks: vec![map, rect(place.rect(region), Role::Window)],
    }
}

/// The most that any unit of the row reaches over one edge, in pixels.
fn overhang(field: &Field) -> usize {
    let row = &field.trace.rows[field.row];
    let picture = extent(&field.trace.rows[0]);
    let size = extent(row);
    let corners = [[0, 0], size.map(|size| size.saturating_sub(1))];
    let seen = row.receptive;
    let reach = corners.into_iter().filter_map(|corner| {
        let over = seen?.region(corner).overhang(picture);
        [over.top, over.bottom, over.left, over.right]
            .into_iter()
            .max()
    });
    reach.max().unwrap_or(0)
}

/// Every layer as a plane of units, in rows that `width` holds.
pub fn planes(field: &Field, pixels: &[f32], width: f32) -> Scene {
    let side = field.trace.rows[0].output.h() as f32;
    let block = PLANE + 2.0 * AROUND;
    let columns = ((width / block) as usize).max(1);
    let shown = field.shown();
    let height = PLANE + 2.0 * AROUND + WORDS;
    let one = |(at, &row): (usize, &usize)| {
        let [column, line] = [at % columns, at / columns];
        let size = extent(&field.trace.rows[row]);
        let longest = size[0].max(size[1]).max(1) as f32;
        let cell = (PLANE * longest / side).clamp(LEAST, PLANE) / longest;
        let middle = [
            (column as f32 + 0.5) * block,
            line as f32 * height + WORDS + AROUND + PLANE / 2.0,
        ];
        let place = Place {
            at: [0, 1].map(|a| middle[a] - size[1 - a] as f32 * cell / 2.0),
            cell,
            size,
            around: AROUND - 3.0,
        };
        plane(field, row, place, pixels, middle[0])
    };
    Scene {
        width: columns.min(shown.len()) as f32 * block,
        height: shown.len().div_ceil(columns) as f32 * height,
        marks: shown.iter().enumerate().map(one).collect(),
    }
}

fn plane(field: &Field, row: usize, place: Place, pixels: &[f32], middle: f32) -> Mark {
    let traced = &field.trace.rows[row];
    let role = match row {
        0 => Role::Input,
        _ if row == field.row => Role::Output,
        _ => Role::Feature,
    };
    let mut marks = vec![rect((place.at, place.area()), role)];
    if row == 0 {
        marks.push(Mark::Raster {
            at: place.at,
            cell: place.cell,
            columns: place.size[1],
            values: pixels.to_vec(),
        });
    } else {
        place.lines(&mut marks);
    }
    if let Some(region) = field.regions[row] {
        let over = region.overhang(place.size);
        if [over.top, over.bottom, over.left, over.right] != [0; 4] {
            marks.insert(0, rect(place.rect(region), Role::Padding));
        }
        marks.push(rect(place.rect(region), Role::Receptive));
    }
    let top = place.at[1].min(place.at[1]) - AROUND;
    marks.push(text([middle, top - 15.0], name(traced), Role::Name));
    marks.push(text([middle, top], note(traced), Role::Note));
    Mark::Group(Group {
        path: Some(row.to_string()),
        role: Role::Block,
        title: None,
        marks,
    })
}

/// `2 MaxPool2d`; the picture has its size only.
pub(super) fn name(row: &Row) -> String {
    match &row.module {
        Some(module) => format!("{} {}", row.path, module.name()),
        None => pair(extent(row)),
    }
}

/// `3×3 s2 p1 → 12×12`
fn note(row: &Row) -> String {
    let size = pair(extent(row));
    match window(row) {
        Some(window) => format!("{} → {size}", super::planes::short(&window)),
        None if row.module.is_some() => format!("→ {size}"),
        None => String::new(),
    }
}

/// `3×3 s2 p1 d2`, what is usual left out.
pub(super) fn short(window: &crate::tensor::shape::Window) -> String {
    let mut out = pair(window.kernel);
    let padding = [window.padding.top, window.padding.left];
    for (letter, [down, across], usual) in [
        ('s', window.stride, 1),
        ('p', padding, 0),
        ('d', window.dilation, 1),
    ] {
        if [down, across] != [usual; 2] {
            out.push(' ');
            out.push(letter);
            out.push_str(&match down == across {
                true => down.to_string(),
                false => pair([down, across]),
            });
        }
    }
    out
}
