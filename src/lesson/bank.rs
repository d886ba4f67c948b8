//! All kernels of a convolution at once: a row an output channel, a column an input channel.

use super::format;
use super::heat;
use super::role::Role;
use super::scene::{Anchor, Cell, Mark, Point, Scene, Words};
use super::slide::Slide;

const CELL: f32 = 26.0;
const GAP: f32 = 16.0;
/// Room for the names of rows and columns.
const MARGIN: [f32; 2] = [26.0, 64.0];

/// The kernels of `slide`; the row of output channel `chosen` is framed. Every cell's plane is its
/// output channel.
pub fn bank(slide: &Slide, chosen: usize) -> Scene {
    let [outputs, inputs, k_h, k_w] = slide.weight.shape.0;
    let pitch = [k_h as f32 * CELL + GAP, k_w as f32 * CELL + GAP];
    let limit = heat::limit(&slide.weight.data).max(f32::MIN_POSITIVE);
    let corner = |o: usize, c: usize| -> Point {
        [
            MARGIN[1] + c as f32 * pitch[1],
            MARGIN[0] + o as f32 * pitch[0],
        ]
    };
    let mut marks = Vec::new();
    for c in 0..inputs {
        let [x, _] = corner(0, c);
        marks.push(name([x, 16.0], format!("c = {c}")));
    }
    for o in 0..outputs {
        let [_, y] = corner(o, 0);
        marks.push(name(
            [4.0, y + pitch[0] / 2.0 - GAP / 2.0 + 4.0],
            format!("o = {o}"),
        ));
        for c in 0..inputs {
            for tap in 0..k_h * k_w {
                let (u, v) = (tap / k_w, tap % k_w);
                let value = slide.weight([o, c, u, v]);
                let [x, y] = corner(o, c);
                let text = format::cell(value);
                let fits = text.chars().count() <= 4;
                marks.push(Mark::Cell(Cell {
                    at: [x + v as f32 * CELL, y + u as f32 * CELL],
                    size: CELL,
                    place: [o as i64, c as i64, tap as i64],
                    type_size: if fits { 11.0 } else { 0.0 },
                    text,
                    share: value / limit,
                    role: Role::Value,
                }));
            }
        }
    }
    let [x, y] = corner(chosen.min(outputs.saturating_sub(1)), 0);
    marks.push(Mark::Rect {
        at: [x - 5.0, y - 5.0],
        size: [inputs as f32 * pitch[1] - GAP + 10.0, pitch[0] - GAP + 10.0],
        radius: 4.0,
        role: Role::Made,
    });
    Scene {
        width: MARGIN[1] + inputs as f32 * pitch[1],
        height: MARGIN[0] + outputs as f32 * pitch[0],
        marks,
    }
}

fn name(at: Point, text: String) -> Mark {
    Mark::Text {
        at,
        anchor: Anchor::Start,
        words: Words::Plain(text),
        role: Role::PlaneName,
    }
}
