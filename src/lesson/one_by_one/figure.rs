//! Where every cell stands on its way from a plane into a matrix, and what is written around them.
//! The numbers are left to `one_by_one`.

use super::{Both, Spot};
use crate::lesson::format;
use crate::lesson::heat;
use crate::lesson::role::Role;
use crate::lesson::scene::{Anchor, Cell, Mark, Point, Scene, Words};

/// Which of the three a cell belongs to: the hundreds of its plane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Block {
    Weight,
    Input,
    Output,
}

impl Block {
    const ALL: [Block; 3] = [Block::Weight, Block::Input, Block::Output];

    const fn plane(self, channel: usize) -> i64 {
        let hundreds = match self {
            Block::Weight => 0,
            Block::Input => 100,
            Block::Output => 200,
        };
        hundreds + channel as i64
    }
}

/// Widest cells, the room for names, between planes and between the three blocks; in cells.
const CELL: f32 = 46.0;
const NAME: f32 = 1.25;
const BETWEEN: f32 = 0.4;
const SIGN: f32 = 1.5;
/// From this width on the blocks stand beside each other.
const ROW: f32 = 560.0;

/// The figure `t` of the way from planes (0) to matrices (1), in `room` pixels across.
pub fn frame(both: &Both, t: f32, room: f32, spot: Spot) -> Scene {
    let t = t.clamp(0.0, 1.0);
    // Slow at both ends.
    let share = t * t * (3.0 - 2.0 * t);
    let ends = [false, true].map(|flat| Layout::new(both, flat, room >= ROW));
    let extent = [0, 1].map(|a| ends[0].extent[a].max(ends[1].extent[a]));
    let cell = (room / extent[0]).floor().clamp(8.0, CELL);
    let at = |block: Block, place: [usize; 3]| -> Point {
        let [from, to] = [0, 1].map(|end| ends[end].corner(block, place, extent));
        [0, 1].map(|a| (from[a] + (to[a] - from[a]) * share) * cell)
    };
    let mut figure = Figure {
        both,
        cell,
        marks: Vec::new(),
        type_size: 0.0,
    };
    figure.cells(&at);
    figure.frames(&at, spot);
    let near = &ends[usize::from(t >= 0.5)];
    // Names belong to the two ends only: in between nothing stands where they say.
    if t <= 0.0 || t >= 1.0 {
        figure.names(near, extent);
    }
    figure.signs(near, extent);
    Scene {
        width: extent[0] * cell,
        height: extent[1] * cell,
        marks: figure.marks,
    }
}

/// Where the three blocks lie at one end of the way; the unit is a cell.
struct Layout {
    flat: bool,
    in_row: bool,
    sizes: [usize; 4],
    /// Height and width of each block's cells, in the order of [`Block::ALL`].
    blocks: [[f32; 2]; 3],
    /// Width and height of all.
    extent: [f32; 2],
}

impl Layout {
    fn new(both: &Both, flat: bool, in_row: bool) -> Self {
        let sizes = both.sizes();
        let [c_o, c_i, h, w] = sizes.map(|size| size as f32);
        let planes = |c: f32| c * h + (c - 1.0) * BETWEEN;
        let spread = |count: f32| count + (count - 1.0) * BETWEEN;
        let blocks = match flat {
            true => [[c_o, c_i], [c_i, h * w], [c_o, h * w]],
            false => [
                [spread(c_o), spread(c_i)],
                [planes(c_i), w],
                [planes(c_o), w],
            ],
        };
        let (down, across) = (blocks.map(|b| b[0]), blocks.map(|b| b[1]));
        let sum = |all: [f32; 3]| all.iter().sum::<f32>();
        let max = |all: [f32; 3]| all.iter().copied().fold(0.0, f32::max);
        let extent = match in_row {
            true => [
                sum(across) + 2.0 * SIGN + 3.0 * NAME,
                max(down) + 2.0 * NAME,
            ],
            false => [max(across) + NAME, sum(down) + 3.0 * 2.0 * NAME],
        };
        Self {
            flat,
            in_row,
            sizes,
            blocks,
            extent: extent.map(|size| size + 0.1),
        }
    }

    /// The top left corner of a block's cells within `extent`.
    fn origin(&self, block: Block, extent: [f32; 2]) -> Point {
        let at = block as usize;
        let before = |a: usize| self.blocks[..at].iter().map(|b| b[a]).sum::<f32>();
        let steps = at as f32;
        match self.in_row {
            true => {
                let left = (extent[0] - self.extent[0]) / 2.0;
                let x = left + NAME + before(1) + steps * (SIGN + NAME);
                [x, (extent[1] - self.blocks[at][0]) / 2.0 + NAME / 2.0]
            }
            false => {
                let top = (extent[1] - self.extent[1]) / 2.0;
                let y = top + 2.0 * NAME * (steps + 1.0) + before(0) - NAME * 0.2;
                [(extent[0] - self.blocks[at][1] + NAME) / 2.0, y]
            }
        }
    }

    /// A cell by channel (of the weights: output channel, input channel, nought), row, column.
    fn corner(&self, block: Block, [c, i, j]: [usize; 3], extent: [f32; 2]) -> Point {
        let [_, _, h, w] = self.sizes;
        let [x, y] = self.origin(block, extent);
        let [c, i, j, h, w] = [c, i, j, h, w].map(|size| size as f32);
        let [right, down] = match (block, self.flat) {
            (Block::Weight, true) => [i, c],
            (Block::Weight, false) => [i * (1.0 + BETWEEN), c * (1.0 + BETWEEN)],
            (Block::Input | Block::Output, true) => [i * w + j, c],
            (Block::Input | Block::Output, false) => [j, c * (h + BETWEEN) + i],
        };
        [x + right, y + down]
    }
}

struct Figure<'a> {
    both: &'a Both,
    cell: f32,
    type_size: f32,
    marks: Vec<Mark>,
}

impl Figure<'_> {
    fn cells(&mut self, at: &impl Fn(Block, [usize; 3]) -> Point) {
        let tensors = [&self.both.weight, &self.both.x, &self.both.convolved];
        let texts = tensors.iter().flat_map(|tensor| &tensor.data);
        let longest = texts
            .map(|value| format::cell(*value).chars().count())
            .max();
        let fitting = self.cell * 0.92 / (0.6 * longest.unwrap_or(1) as f32);
        let size = fitting.min(self.cell * 0.42);
        self.type_size = if size < 6.5 { 0.0 } else { size };
        for (block, tensor) in Block::ALL.into_iter().zip(tensors) {
            let limit = heat::limit(&tensor.data);
            for (place, value) in self.places(block).zip(&tensor.data) {
                self.marks.push(Mark::Cell(Cell {
                    at: at(block, place),
                    size: self.cell,
                    place: [block.plane(place[0]), place[1] as i64, place[2] as i64],
                    type_size: self.type_size,
                    text: format::cell(*value),
                    share: if limit > 0.0 { value / limit } else { 0.0 },
                    role: Role::Value,
                }));
            }
        }
    }

    /// Every cell of a block in the order of its tensor.
    fn places(&self, block: Block) -> impl Iterator<Item = [usize; 3]> + use<> {
        let [c_o, c_i, h, w] = self.both.sizes();
        let [planes, rows, columns] = match block {
            Block::Weight => [c_o, c_i, 1],
            Block::Input => [c_i, h, w],
            Block::Output => [c_o, h, w],
        };
        (0..planes * rows * columns)
            .map(move |at| [at / (rows * columns), at / columns % rows, at % columns])
    }

    /// The row of weights, the pixel in every channel, and what they make.
    fn frames(&mut self, at: &impl Fn(Block, [usize; 3]) -> Point, [o, i, j]: Spot) {
        let [_, c_i, ..] = self.both.sizes();
        let mut around = |block, place, role| {
            self.marks.push(Mark::Rect {
                at: at(block, place),
                size: [self.cell; 2],
                radius: 2.0,
                role,
            });
        };
        for c in 0..c_i {
            around(Block::Weight, [o, c, 0], Role::Tap);
            around(Block::Input, [c, i, j], Role::Pointed);
        }
        around(Block::Output, [o, i, j], Role::Made);
    }

    fn names(&mut self, layout: &Layout, extent: [f32; 2]) {
        let [c_o, c_i, h, w] = self.both.sizes();
        let titles = match layout.flat {
            true => [
                format!("K [{c_o}, {c_i}]"),
                format!("X [{c_i}, {}]", h * w),
                format!("Y [{c_o}, {}]", h * w),
            ],
            false => [
                format!("K [{c_o}, {c_i}, 1, 1]"),
                format!("X [1, {c_i}, {h}, {w}]"),
                format!("Y [1, {c_o}, {h}, {w}]"),
            ],
        };
        for (block, title) in Block::ALL.into_iter().zip(titles) {
            let [x, y] = layout.origin(block, extent);
            let middle = x + layout.blocks[block as usize][1] / 2.0;
            self.text([middle, y - 0.78], Anchor::Middle, title, Role::PlaneName);
            let (planes, letter) = match block {
                Block::Weight => (c_o, 'o'),
                Block::Input => (c_i, 'c'),
                Block::Output => (c_o, 'o'),
            };
            for plane in 0..planes {
                let [left, top] = layout.corner(block, [plane, 0, 0], extent);
                let name = format!("{letter}={plane}");
                let at = [left - 0.15, top + 0.5 + 4.0 / self.cell];
                self.text(at, Anchor::End, name, Role::Index);
            }
            if layout.flat && block != Block::Weight && self.cell >= 25.0 {
                for pixel in 0..h * w {
                    let place = [0, pixel / w, pixel % w];
                    let [left, top] = layout.corner(block, place, extent);
                    let name = format!("{},{}", pixel / w, pixel % w);
                    self.text([left + 0.5, top - 0.15], Anchor::Middle, name, Role::Index);
                }
            }
        }
    }

    /// `⋆` between planes, `@` between matrices, and the equals sign.
    fn signs(&mut self, layout: &Layout, extent: [f32; 2]) {
        let signs = [if layout.flat { "@" } else { "⋆" }, "="];
        for (block, sign) in [Block::Input, Block::Output].into_iter().zip(signs) {
            let [x, y] = layout.origin(block, extent);
            let at = match layout.in_row {
                true => [x - NAME - SIGN / 2.0, extent[1] / 2.0 + NAME / 2.0 + 0.15],
                false => [0.5, y - 0.78],
            };
            self.text(at, Anchor::Middle, sign.to_owned(), Role::Name);
        }
    }

    fn text(&mut self, at: Point, anchor: Anchor, text: String, role: Role) {
        self.marks.push(Mark::Text {
            at: at.map(|part| part * self.cell),
            anchor,
            words: Words::Plain(text),
            role,
        });
    }
}
