//! Numbers as a grid of cells, in two layers: the base changes with the numbers, the overlay with
//! every step. Which numbers and which steps is left to `slide`.

use super::format;
use super::role::Role;
use super::scene::{Anchor, Cell, Mark, Point, Scene, Words};

/// Planes of one size below each other, and how they are drawn. Rows and columns count as in the
/// matrix: negative ones are padding.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Grid {
    pub planes: usize,
    /// First row and first column.
    pub first: [i64; 2],
    /// Rows and columns of a plane, padding included.
    pub size: [usize; 2],
    /// Side of a cell in pixels.
    pub cell: f32,
    /// From one plane's top to the next one's.
    pub pitch: f32,
}

/// Smallest and largest side of a cell.
const SIDES: [f32; 2] = [5.0, 52.0];
/// Room for row and column numbers where cells are large enough to have them.
const MARGIN: f32 = 20.0;
/// Between planes.
const GAP: f32 = 14.0;
/// The smallest type that can be read.
const LEGIBLE: f32 = 8.5;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Content {
    pub value: f32,
    pub role: Role,
    /// A question stands in place of the number.
    pub is_hidden: bool,
}

impl Content {
    pub fn new(value: f32, role: Role) -> Self {
        Self {
            value,
            role,
            is_hidden: false,
        }
    }

    fn text(&self) -> String {
        if self.is_hidden {
            "?".to_owned()
        } else {
            format::cell(self.value)
        }
    }

    /// Where its colour lies on the scale that ends at `limit`.
    fn share(&self, limit: f32) -> f32 {
        let is_plain = self.is_hidden || self.role == Role::Padding || limit <= 0.0;
        if is_plain || self.value.is_nan() {
            0.0
        } else {
            (self.value / limit).clamp(-1.0, 1.0)
        }
    }
}

impl Grid {
    /// `planes` planes of `size` whose cells are as large as `room` pixels across allow.
    pub fn new(planes: usize, first: [i64; 2], size: [usize; 2], room: f32) -> Self {
        let cell = Self::cell_for(size, room);
        let grid = Self {
            planes,
            first,
            size,
            cell,
            pitch: 0.0,
        };
        Self {
            pitch: grid.height() + GAP,
            ..grid
        }
    }

    /// The largest cells for planes of `size` in `room` pixels across; whole pixels.
    pub fn cell_for(size: [usize; 2], room: f32) -> f32 {
        let across = (room - MARGIN) / size[1].max(1) as f32;
        // High planes must fit a screen too.
        let down = 520.0 / size[0].max(1) as f32;
        across.min(down).floor().clamp(SIDES[0], SIDES[1])
    }

    /// Cells of another side.
    pub fn with_cell(self, cell: f32) -> Self {
        let grid = Self { cell, ..self };
        Self {
            pitch: grid.height() + GAP,
            ..grid
        }
    }

    /// The same planes further apart, to stand beside larger ones.
    pub fn with_pitch(self, pitch: f32) -> Self {
        Self { pitch, ..self }
    }

    fn margin(&self) -> f32 {
        if self.cell >= 16.0 { MARGIN } else { 2.0 }
    }

    fn height(&self) -> f32 {
        self.margin() + self.size[0] as f32 * self.cell + 2.0
    }

    /// Width and height of the figure.
    pub fn extent(&self) -> [f32; 2] {
        [
            self.margin() + self.size[1] as f32 * self.cell + 2.0,
            self.planes.max(1) as f32 * self.pitch - GAP,
        ]
    }

    /// Top left corner of a cell: plane, row, column of the matrix.
    pub fn corner(&self, [plane, row, column]: [i64; 3]) -> Point {
        let margin = self.margin();
        let centred = (self.pitch - GAP - self.height()).max(0.0) / 2.0;
        [
            margin + (column - self.first[1]) as f32 * self.cell,
            plane as f32 * self.pitch + centred + margin + (row - self.first[0]) as f32 * self.cell,
        ]
    }

    /// Every cell of a plane, in reading order.
    pub fn cells(&self, plane: usize) -> impl Iterator<Item = [i64; 3]> {
        let ([top, left], [rows, columns]) = (self.first, self.size);
        let plane = plane as i64;
        (0..rows as i64)
            .flat_map(move |i| (0..columns as i64).map(move |j| [plane, top + i, left + j]))
    }

    pub fn holds(&self, [plane, row, column]: [i64; 3]) -> bool {
        let inside =
            |at: i64, a: usize| at >= self.first[a] && at < self.first[a] + self.size[a] as i64;
        plane >= 0 && plane < self.planes as i64 && inside(row, 0) && inside(column, 1)
    }

    /// The layer of numbers. `limit` is the magnitude where colours end.
    pub fn base(&self, limit: f32, content: impl Fn([i64; 3]) -> Content) -> Scene {
        let [width, height] = self.extent();
        let places: Vec<[i64; 3]> = (0..self.planes)
            .flat_map(|plane| self.cells(plane))
            .collect();
        let contents: Vec<Content> = places.iter().map(|place| content(*place)).collect();
        let texts: Vec<String> = contents.iter().map(Content::text).collect();
        let longest = texts.iter().map(|text| text.chars().count()).max();
        let type_size = self.type_size(longest.unwrap_or(1));
        let mut marks = self.indices();
        let cells = places.iter().zip(contents.iter().zip(texts));
        marks.extend(cells.map(|(place, (content, text))| {
            Mark::Cell(Cell {
                at: self.corner(*place),
                size: self.cell,
                place: *place,
                type_size,
                text,
                share: content.share(limit),
                role: content.role,
            })
        }));
        Scene {
            width,
            height,
            marks,
        }
    }

    /// As large as the longest number allows; nought where that is too small to read.
    fn type_size(&self, longest: usize) -> f32 {
        let fitting = self.cell * 0.86 / (0.62 * longest.max(1) as f32);
        let size = fitting.min(self.cell * 0.44);
        if size < LEGIBLE { 0.0 } else { size }
    }

    /// The numbers of rows and columns along the edges of the first plane, padding left out.
    fn indices(&self) -> Vec<Mark> {
        if self.margin() < MARGIN {
            return Vec::new();
        }
        let mut marks = Vec::new();
        for plane in 0..self.planes as i64 {
            let [top, left] = self.first;
            for at in 0..self.size[1] as i64 {
                let [x, y] = self.corner([plane, top, left + at]);
                let middle = [x + self.cell / 2.0, y - 6.0];
                marks.push(index(middle, Anchor::Middle, left + at));
            }
            for at in 0..self.size[0] as i64 {
                let [x, y] = self.corner([plane, top + at, left]);
                let middle = [x - 6.0, y + self.cell / 2.0 + 4.0];
                marks.push(index(middle, Anchor::End, top + at));
            }
        }
        marks
    }

    /// An empty overlay.
    pub fn overlay(&self) -> Overlay {
        let [width, height] = self.extent();
        Overlay {
            grid: *self,
            scene: Scene {
                width,
                height,
                marks: Vec::new(),
            },
        }
    }
}

fn index(at: Point, anchor: Anchor, number: i64) -> Mark {
    Mark::Text {
        at,
        anchor,
        words: Words::Plain(format::whole(number)),
        role: Role::Index,
    }
}

/// Marks over a grid, made anew at every step: a handful.
#[derive(Debug, Clone, PartialEq)]
pub struct Overlay {
    grid: Grid,
    pub scene: Scene,
}

impl Overlay {
    /// A frame around one cell; none outside the grid.
    pub fn cell(&mut self, place: [i64; 3], role: Role) {
        self.span(place, [1, 1], role);
    }

    /// A frame around `size` cells from `place` on, as far as the grid reaches.
    pub fn span(&mut self, place: [i64; 3], size: [usize; 2], role: Role) {
        let [plane, row, column] = place;
        let at = self.grid.corner(place);
        let last = [plane, row + size[0] as i64 - 1, column + size[1] as i64 - 1];
        if size.contains(&0) || !self.grid.holds(place) && !self.grid.holds(last) {
            return;
        }
        self.scene.marks.push(Mark::Rect {
            at,
            size: [
                size[1] as f32 * self.grid.cell,
                size[0] as f32 * self.grid.cell,
            ],
            radius: 2.0,
            role,
        });
    }

    /// A small text in a corner of a cell, where cells are large enough.
    pub fn factor(&mut self, place: [i64; 3], text: String) {
        if self.grid.cell < 36.0 || !self.grid.holds(place) {
            return;
        }
        let [x, y] = self.grid.corner(place);
        self.scene.marks.push(Mark::Text {
            at: [x + self.grid.cell - 3.0, y + self.grid.cell - 4.0],
            anchor: Anchor::End,
            words: Words::Plain(text),
            role: Role::Factor,
        });
    }

    /// Covers every cell of `plane` from `at` on in reading order.
    pub fn veil_from(&mut self, plane: usize, at: usize) {
        let [rows, columns] = self.grid.size;
        let [top, left] = self.grid.first;
        let (row, column) = (at / columns.max(1), at % columns.max(1));
        let place =
            |row: usize, column: usize| [plane as i64, top + row as i64, left + column as i64];
        if row < rows {
            self.span(place(row, column), [1, columns - column], Role::Veil);
        }
        if row + 1 < rows {
            self.span(place(row + 1, 0), [rows - row - 1, columns], Role::Veil);
        }
    }
}
