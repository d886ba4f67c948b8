//! A 1×1 convolution as a dense layer that every pixel goes through: the pixel's channels as units, the
//! kernels as the lines between them. The numbers are those of `one_by_one`.

use crate::lesson::format;
use crate::lesson::heat;
use crate::lesson::one_by_one::{self, Both, Spot};
use crate::lesson::role::Role;
use crate::lesson::scene::{Anchor, Cell, Mark, Point, Scene, Words};
use crate::lesson::state::pixelwise::Pixelwise;

/// Weights of the 1×1 convolution, how often each is used, multiply-adds; and the weights of a dense
/// layer between the whole maps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    pub weights: u64,
    pub pixels: u64,
    pub macs: u64,
    pub dense: u64,
}

pub fn counts(sizes: &Pixelwise) -> Counts {
    let [c_i, c_o] = [sizes.in_channels, sizes.out_channels].map(|c| c as u64);
    let pixels = sizes.input.iter().map(|side| *side as u64).product();
    Counts {
        weights: c_i * c_o,
        pixels,
        macs: c_i * c_o * pixels,
        dense: c_i * c_o * pixels * pixels,
    }
}

/// The same with the first and the last pixel exchanged in the input, and all computed again.
pub fn swapped(both: &Both) -> Both {
    let mut x = both.x.clone();
    let pixels = x.shape.h() * x.shape.w();
    for plane in x.data.chunks_mut(pixels) {
        plane.swap(0, pixels - 1);
    }
    one_by_one::of(x, both.weight.clone())
}

/// Room for a plane's name, between planes, between a plane and its unit, between the units; in cells.
const NAME: f32 = 1.0;
const BETWEEN: f32 = 0.6;
const STEP: f32 = 1.1;
const LINES: f32 = 4.2;
const CELL: f32 = 44.0;
/// A unit's radius, in cells.
const UNIT: f32 = 0.62;

struct Figure<'a> {
    both: &'a Both,
    cell: f32,
    /// h, w
    size: [usize; 2],
    height: f32,
    marks: Vec<Mark>,
}

/// The pixel of `spot` on its way through the layer; the lines into its output channel are lit.
pub fn figure(both: &Both, room: f32, spot: Spot) -> Scene {
    let [c_o, c_i, ..] = both.weight.shape.0;
    let [_, _, h, w] = both.x.shape.0;
    let planes = |count: usize| count as f32 * (h as f32 + BETWEEN);
    let across = 2.0 * w as f32 + 2.0 * (STEP + 2.0 * UNIT) + LINES;
    let down = planes(c_i).max(planes(c_o)) + NAME;
    let cell = (room / (across + 0.2)).floor().clamp(10.0, CELL);
    let mut figure = Figure {
        both,
        cell,
        size: [h, w],
        height: down,
        marks: Vec::new(),
    };
    figure.draw(c_i, c_o, spot, across);
    Scene {
        width: (across + 0.2) * cell,
        height: (down + 0.1) * cell,
        marks: figure.marks,
    }
}

impl Figure<'_> {
    fn draw(&mut self, c_i: usize, c_o: usize, spot: Spot, across: f32) {
        let [o, i, j] = spot;
        let w = self.size[1] as f32;
        let left = w + STEP + UNIT;
        let right = across - w - STEP - UNIT;
        for to in (0..c_o).filter(|to| *to != o).chain([o]) {
            for from in 0..c_i {
                let role = if to == o { Role::Ray } else { Role::Strand };
                let ends = [
                    [left + UNIT, self.middle(from, c_i)],
                    [right - UNIT, self.middle(to, c_o)],
                ];
                self.line(ends, role);
            }
        }
        for c in 0..c_i {
            self.plane(100, c, c_i, 0.1, spot);
            let x = self.both.x.data[(c * self.size[0] + i) * self.size[1] + j];
            let y = self.middle(c, c_i);
            self.line([[w + 0.1, y], [left - UNIT, y]], Role::Arrow);
            self.unit([left, y], x, Role::Input);
            self.weight(o, c, [left, right], [c_i, c_o]);
        }
        for to in 0..c_o {
            self.plane(200, to, c_o, across - w - 0.1, spot);
            let y = self.middle(to, c_o);
            let [value, _] = self.both.results([to, i, j]);
            self.line([[right + UNIT, y], [across - w - 0.1, y]], Role::Arrow);
            self.unit([right, y], value, Role::Output);
        }
    }

    /// The height of a plane's middle, in cells.
    fn middle(&self, at: usize, count: usize) -> f32 {
        let pitch = self.size[0] as f32 + BETWEEN;
        let above = (self.height - NAME - count as f32 * pitch) / 2.0;
        NAME + above + at as f32 * pitch + self.size[0] as f32 / 2.0
    }

    fn plane(&mut self, kind: i64, at: usize, count: usize, x: f32, [o, i, j]: Spot) {
        let [h, w] = self.size;
        let is_input = kind == 100;
        let tensor = if is_input {
            &self.both.x
        } else {
            &self.both.convolved
        };
        let limit = heat::limit(&tensor.data);
        let top = self.middle(at, count) - h as f32 / 2.0;
        for place in 0..h * w {
            let (row, column) = (place / w, place % w);
            let value = tensor.data[at * h * w + place];
            let corner = self.point([x + column as f32, top + row as f32]);
            let text = format::cell(value);
            let fitting = self.cell * 0.92 / (0.6 * text.chars().count() as f32);
            self.marks.push(Mark::Cell(Cell {
                at: corner,
                size: self.cell,
                place: [kind + at as i64, row as i64, column as i64],
                type_size: fitting.min(self.cell * 0.42),
                text,
                share: if limit > 0.0 { value / limit } else { 0.0 },
                role: Role::Value,
            }));
        }
        let frame = match is_input {
            true => Some(Role::Pointed),
            false => (at == o).then_some(Role::Made),
        };
        let corner = self.point([x + j as f32, top + i as f32]);
        self.marks.extend(frame.map(|role| Mark::Rect {
            at: corner,
            size: [self.cell; 2],
            radius: 2.0,
            role,
        }));
        let letter = if is_input { 'c' } else { 'o' };
        let foot = self.point([x, top - 0.14]);
        self.text(foot, Anchor::Start, format!("{letter}={at}"), Role::Index);
    }

    fn unit(&mut self, at: Point, value: f32, role: Role) {
        let [x, y] = self.point(at);
        self.marks.push(Mark::Circle {
            at: [x, y],
            // A number of two digits and a sign must fit.
            radius: (UNIT * self.cell).max(14.0),
            role,
        });
        let text = format::cell(value);
        let (role, drop) = match self.cell >= 26.0 {
            true => (Role::Shape, 5.5),
            false => (Role::Index, 4.0),
        };
        self.text([x, y + drop], Anchor::Middle, text, role);
    }

    /// The number on the line from input channel `c` to output channel `o`, near its beginning.
    fn weight(&mut self, o: usize, c: usize, [left, right]: [f32; 2], [c_i, c_o]: [usize; 2]) {
        const ALONG: f32 = 0.3;
        let (from, to) = (self.middle(c, c_i), self.middle(o, c_o));
        let (start, end) = (left + UNIT, right - UNIT);
        let at = [start + (end - start) * ALONG, from + (to - from) * ALONG];
        let [x, y] = self.point(at);
        let value = self.both.weight.data[o * c_i + c];
        self.text(
            [x, y - 4.0],
            Anchor::Middle,
            format!("×{}", format::cell(value)),
            Role::Factor,
        );
    }

    fn line(&mut self, ends: [Point; 2], role: Role) {
        let points = ends.map(|end| self.point(end)).into();
        self.marks.push(Mark::Line { points, role });
    }

    fn text(&mut self, at: Point, anchor: Anchor, words: String, role: Role) {
        self.marks.push(Mark::Text {
            at,
            anchor,
            words: Words::Plain(words),
            role,
        });
    }

    fn point(&self, at: Point) -> Point {
        at.map(|x| x * self.cell)
    }
}
