//! A 1×1 convolution and the matrix product that it is: the same numbers on two ways, and every
//! cell's path from its plane into its matrix. Words are left to `text`.

use super::format;
use super::heat;
use super::role::Role;
use super::scene::{Anchor, Cell, Mark, Point, Scene, Words};
use super::state::pixelwise::Pixelwise;
use crate::nn::torch::Line;
use crate::tensor::ops::conv2d;
use crate::tensor::ops::matmul::{self, Transpose};
use crate::tensor::rng::Rng;
use crate::tensor::shape::{Shape, Window};
use crate::tensor::tensor::Tensor;

/// Both ways to one result.
#[derive(Debug, Clone, PartialEq)]
pub struct Both {
    /// [1, c_i, h, w]
    pub x: Tensor,
    /// [c_o, c_i, 1, 1]: as kernels and as a matrix the very same shape of ours.
    pub weight: Tensor,
    /// [1, c_o, h, w], by the convolution.
    pub convolved: Tensor,
    /// [c_o, h·w], by the product.
    pub product: Tensor,
}

/// What the reader points at: output channel, row, column.
pub type Spot = [usize; 3];

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

pub fn both(sizes: &Pixelwise) -> Both {
    let Pixelwise {
        in_channels,
        out_channels,
        input: [h, w],
    } = *sizes;
    let mut rng = Rng::new(11);
    let mut whole = |shape: Shape, below: u32, from: f32| {
        let numbers = (0..shape.len()).map(|_| rng.below(below) as f32 + from);
        Tensor::new(shape, numbers.collect())
    };
    let weight = whole(Shape::new(out_channels, in_channels, 1, 1), 7, -3.0);
    let x = whole(Shape::new(1, in_channels, h, w), 10, 0.0);
    let mut convolved = Tensor::zeros(Shape::new(1, out_channels, h, w));
    let window = Window::square(1);
    conv2d::reference::conv2d(window, x.view(), weight.view(), None, convolved.view_mut());
    let flat = Tensor::new(Shape::matrix(in_channels, h * w), x.data.clone());
    let mut product = Tensor::zeros(Shape::matrix(out_channels, h * w));
    let plain = Transpose { a: false, b: false };
    matmul::reference(
        plain,
        [weight.view(), flat.view()],
        None,
        product.view_mut(),
    );
    Both {
        x,
        weight,
        convolved,
        product,
    }
}

impl Both {
    /// c_o, c_i, h, w
    fn sizes(&self) -> [usize; 4] {
        let [c_o, c_i, ..] = self.weight.shape.0;
        let [_, _, h, w] = self.x.shape.0;
        [c_o, c_i, h, w]
    }

    /// The spot that there is nearest to one that was.
    pub fn clamped(&self, [o, i, j]: Spot) -> Spot {
        let [c_o, _, h, w] = self.sizes();
        [o.min(c_o - 1), i.min(h - 1), j.min(w - 1)]
    }

    /// The spot that a cell of the figure stands for; what it does not say stays as it is.
    pub fn spot(&self, place: [i64; 3], now: Spot) -> Spot {
        let [plane, row, column] = place.map(|at| usize::try_from(at).unwrap_or(0));
        let found = match plane / 100 {
            0 => [plane % 100, now[1], now[2]],
            1 => [now[0], row, column],
            _ => [plane % 100, row, column],
        };
        self.clamped(found)
    }

    /// Pairs of weight and input behind one output.
    fn terms(&self, [o, i, j]: Spot) -> impl Iterator<Item = (f32, f32)> {
        let [_, c_i, h, w] = self.sizes();
        (0..c_i).map(move |c| {
            let x = self.x.data[(c * h + i) * w + j];
            (self.weight.data[o * c_i + c], x)
        })
    }

    /// `2×4 + (−1)×7`: the row of the weights times the column of the pixel.
    pub fn sum(&self, spot: Spot) -> String {
        let terms = self.terms(spot).map(|(weight, x)| {
            let weight = match weight < 0.0 {
                true => format!("({})", format::cell(weight)),
                false => format::cell(weight),
            };
            format!("{weight}×{}", format::cell(x))
        });
        terms.collect::<Vec<_>>().join(" + ")
    }

    /// The output at a spot, by the convolution and by the product.
    pub fn results(&self, [o, i, j]: Spot) -> [f32; 2] {
        let [_, _, h, w] = self.sizes();
        let at = (o * h + i) * w + j;
        [self.convolved.data[at], self.product.data[at]]
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

/// PyTorch source that computes the same numbers three ways.
pub fn source(both: &Both) -> Vec<Line> {
    let [c_o, c_i, h, w] = both.sizes();
    let list = |tensor: &Tensor| {
        let numbers: Vec<String> = tensor.data.iter().map(|x| format!("{x:.0}.")).collect();
        numbers.join(", ")
    };
    let text = format!(
        "import torch\n\
         import torch.nn.functional as F\n\
         \n\
         X = torch.tensor([{}]).reshape(1, {c_i}, {h}, {w})\n\
         K = torch.tensor([{}]).reshape({c_o}, {c_i}, 1, 1)\n\
         \n\
         # a convolution\n\
         Y = F.conv2d(X, K)\n\
         # a matrix product: a row an output channel, a column a pixel\n\
         P = K.reshape({c_o}, {c_i}) @ X.reshape({c_i}, {})\n\
         # a fully connected layer, applied at every pixel\n\
         D = F.linear(X.permute(0, 2, 3, 1), K.reshape({c_o}, {c_i}))\n\
         \n\
         assert torch.equal(Y, P.reshape(1, {c_o}, {h}, {w}))\n\
         assert torch.equal(Y, D.permute(0, 3, 1, 2))",
        list(&both.x),
        list(&both.weight),
        h * w,
    );
    let line = |text: &str| Line {
        text: text.to_owned(),
        path: None,
    };
    text.lines().map(line).collect()
}
