//! The matrix and the kernel as SVG text: a colour a weight, and its name, so that colour is never
//! alone. Colours are left to the style sheet (`tie-0` … `tie-15`).

use std::fmt::Write as _;

use super::{Target, Unrolled};
use crate::lesson::format;
use crate::lesson::scene::escape;
use crate::lesson::slide::Slide;

/// What is still drawn place by place.
pub const MOST_ROWS: usize = 64;
pub const MOST_COLUMNS: usize = 100;
/// Colours of the style sheet.
const TIES: usize = 16;
/// Sides of the matrix's places and of the kernel's, in pixels.
const SIDES: [f32; 2] = [15.0, 34.0];
const KERNEL_SIDE: f32 = 46.0;
/// Between the matrix and the strips of x and y.
const GAP: f32 = 8.0;

/// The weight at `position` of [c_o, c_i, k_h, k_w]: `w₀₁`, with the channels first where there are
/// several.
pub fn name(slide: &Slide, position: usize) -> String {
    let [c_o, c_i, k_h, k_w] = slide.weight.shape.0;
    let (v, u) = (position % k_w, position / k_w % k_h);
    let (c, o) = (position / (k_w * k_h) % c_i, position / (k_w * k_h * c_i));
    let mut out = "w".to_owned();
    let axes = [o, c, u, v];
    for index in &axes[if c_o * c_i > 1 { 0 } else { 2 }..] {
        for digit in index.to_string().bytes() {
            out.push(SUBSCRIPTS[usize::from(digit - b'0')]);
        }
    }
    out
}

const SUBSCRIPTS: [char; 10] = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];

/// Where things stand in the figure of the matrix.
struct Plan {
    side: f32,
    /// Left and top of the first place.
    origin: f32,
    width: f32,
    height: f32,
}

impl Plan {
    fn of(matrix: &Unrolled) -> Self {
        let side = (900.0 / (matrix.columns + 2) as f32)
            .floor()
            .clamp(SIDES[0], SIDES[1]);
        let origin = side + GAP;
        Self {
            side,
            origin,
            width: origin + matrix.columns as f32 * side + GAP + side * 1.4,
            height: origin + matrix.rows as f32 * side + 2.0,
        }
    }

    fn corner(&self, row: usize, column: usize) -> [f32; 2] {
        [
            self.origin + column as f32 * self.side,
            self.origin + row as f32 * self.side,
        ]
    }

    /// Left of the strip of y.
    fn beside(&self, matrix: &Unrolled) -> f32 {
        self.origin + matrix.columns as f32 * self.side + GAP
    }

    fn open(&self, name: &str) -> String {
        let (width, height) = (self.width, self.height);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"unrolled\" viewBox=\"0 0 {width} {height}\" \
             width=\"{width}\" height=\"{height}\" role=\"img\" aria-label=\"{}\">",
            escape(name)
        )
    }
}

/// A square with words in it.
struct Tile<'a> {
    at: [f32; 2],
    size: [f32; 2],
    class: &'a str,
    /// Plane, row and column; −1 for the strips of x and y, which have no row or no column.
    place: [i64; 3],
    words: &'a str,
}

impl Tile<'_> {
    /// Type as large as the words allow, left out where that is too small to read.
    fn write(&self, out: &mut String) {
        let ([x, y], [width, height]) = (self.at, self.size);
        // Writing into a String cannot fail; hence `let _`.
        let (class, [plane, row, column]) = (self.class, self.place);
        let _ = write!(
            out,
            "<g class=\"{class}\" data-plane=\"{plane}\" data-row=\"{row}\" data-col=\"{column}\">\
             <rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>"
        );
        let letters = self.words.chars().count().max(1) as f32;
        let size = (width * 0.94 / (0.58 * letters)).min(height * 0.42).floor();
        if !self.words.is_empty() && size >= 6.0 {
            let _ = write!(
                out,
                "<text x=\"{}\" y=\"{}\" font-size=\"{size}\" text-anchor=\"middle\">{}</text>",
                x + width / 2.0,
                y + height / 2.0 + size * 0.35,
                self.words
            );
        }
        out.push_str("</g>");
    }
}

fn tie(weight: usize) -> String {
    format!("tied tie-{}", weight % TIES)
}

/// W with x above it and y beside it; `label` is what it is called. `None` where it is too large.
pub fn matrix(matrix: &Unrolled, slide: &Slide, label: &str) -> Option<String> {
    if matrix.rows > MOST_ROWS || matrix.columns > MOST_COLUMNS {
        return None;
    }
    let plan = Plan::of(matrix);
    let side = plan.side;
    let mut out = plan.open(label);
    for (column, x) in slide.x.data.iter().enumerate() {
        let words = format::cell(*x);
        let place = [0, -1, column as i64];
        let at = [plan.corner(0, column)[0], 1.0];
        let size = [side, side];
        Tile {
            at,
            size,
            class: "x",
            place,
            words: &words,
        }
        .write(&mut out);
    }
    for (row, y) in slide.y.data.iter().enumerate() {
        let words = format::cell(*y);
        let place = [0, row as i64, -1];
        let at = [plan.beside(matrix), plan.corner(row, 0)[1]];
        let size = [side * 1.4 - 2.0, side];
        Tile {
            at,
            size,
            class: "y",
            place,
            words: &words,
        }
        .write(&mut out);
    }
    let mut full = vec![None; matrix.places()];
    for entry in &matrix.entries {
        full[entry.row * matrix.columns + entry.column] = Some(entry.weight);
    }
    for (place, weight) in full.into_iter().enumerate() {
        let (row, column) = (place / matrix.columns, place % matrix.columns);
        let (class, words) = match weight {
            Some(weight) => (tie(weight), name(slide, weight)),
            None => ("zero".to_owned(), "0".to_owned()),
        };
        let at = plan.corner(row, column);
        let (size, place) = ([side, side], [0, row as i64, column as i64]);
        Tile {
            at,
            size,
            class: &class,
            place,
            words: &words,
        }
        .write(&mut out);
    }
    seams(&mut out, &plan, matrix, slide);
    out.push_str("</svg>");
    Some(out)
}

/// Lines where a row of the input or of the output ends: the blocks of the matrix.
fn seams(out: &mut String, plan: &Plan, matrix: &Unrolled, slide: &Slide) {
    let [left, top] = plan.corner(0, 0);
    let [right, bottom] = plan.corner(matrix.rows, matrix.columns);
    out.push_str("<path class=\"seam\" d=\"");
    for column in (0..=matrix.columns).step_by(slide.x.shape.w().max(1)) {
        let _ = write!(out, "M{},{top}V{bottom}", plan.corner(0, column)[0]);
    }
    for row in (0..=matrix.rows).step_by(slide.y.shape.w().max(1)) {
        let _ = write!(out, "M{left},{}H{right}", plan.corner(row, 0)[1]);
    }
    out.push_str("\"/>");
}

/// Frames over the matrix around what lights up with `target`.
pub fn frames(matrix: &Unrolled, target: Option<Target>) -> String {
    let plan = Plan::of(matrix);
    let mut out = plan.open("");
    let Some(target) = target.filter(|_| matrix.places() > 0) else {
        return out + "</svg>";
    };
    let side = plan.side;
    let mut frame = |class: &str, [x, y]: [f32; 2], [width, height]: [f32; 2]| {
        let _ = write!(
            out,
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>"
        );
    };
    let lit = matrix.lit(target);
    let band = [
        matrix.columns as f32 * side + GAP + side * 1.4 - 2.0,
        plan.origin + matrix.rows as f32 * side - 1.0,
    ];
    if let Target::Row(row) | Target::Entry(row, _) = target {
        frame("lit-row", plan.corner(row, 0), [band[0], side]);
    }
    if let Target::Column(column) | Target::Entry(_, column) = target {
        frame(
            "lit-column",
            [plan.corner(0, column)[0], 1.0],
            [side, band[1]],
        );
    }
    if let Target::Entry(..) | Target::Weight(_) = target {
        for entry in &lit.entries {
            frame(
                "lit-tied",
                plan.corner(entry.row, entry.column),
                [side, side],
            );
        }
    }
    if let Target::Entry(row, column) = target {
        frame("lit-here", plan.corner(row, column), [side, side]);
    }
    out + "</svg>"
}

/// Where the weight at `position` stands in the figure of the kernel: planes of an output channel
/// side by side, output channels below each other.
fn tap(slide: &Slide, position: usize) -> [f32; 2] {
    let [_, c_i, k_h, k_w] = slide.weight.shape.0;
    let plane = position / (k_w * k_h);
    let (c, o) = (plane % c_i, plane / c_i);
    let pitch = |count: usize| count as f32 * KERNEL_SIDE + GAP;
    [
        1.0 + c as f32 * pitch(k_w) + (position % k_w) as f32 * KERNEL_SIDE,
        1.0 + o as f32 * pitch(k_h) + (position / k_w % k_h) as f32 * KERNEL_SIDE,
    ]
}

fn kernel_plan(slide: &Slide) -> Plan {
    let [c_o, c_i, k_h, k_w] = slide.weight.shape.0;
    let length =
        |planes: usize, count: usize| planes as f32 * (count as f32 * KERNEL_SIDE + GAP) + 2.0;
    Plan {
        side: KERNEL_SIDE,
        origin: 1.0,
        width: length(c_i, k_w) - GAP,
        height: length(c_o, k_h) - GAP,
    }
}

/// The kernel, every weight with its colour, name and number: the legend of the matrix.
pub fn kernel(slide: &Slide, label: &str) -> String {
    let [_, _, k_h, k_w] = slide.weight.shape.0;
    let mut out = kernel_plan(slide).open(label);
    for (position, value) in slide.weight.data.iter().enumerate() {
        let words = format!("{} = {}", name(slide, position), format::cell(*value));
        let plane = position / (k_w * k_h);
        let tile = Tile {
            at: tap(slide, position),
            size: [KERNEL_SIDE, KERNEL_SIDE],
            class: &tie(position),
            place: [plane, position / k_w % k_h, position % k_w].map(|at| at as i64),
            words: &words,
        };
        tile.write(&mut out);
    }
    out + "</svg>"
}

/// Frames over the kernel around `weights`.
pub fn kernel_frames(slide: &Slide, weights: &[usize]) -> String {
    let mut out = kernel_plan(slide).open("");
    for &position in weights {
        let [x, y] = tap(slide, position);
        let _ = write!(
            out,
            "<rect class=\"lit-tied\" x=\"{x}\" y=\"{y}\" width=\"{KERNEL_SIDE}\" \
             height=\"{KERNEL_SIDE}\"/>"
        );
    }
    out + "</svg>"
}
