//! The experiment drawn: its grids at one step, and the curve of its loss.

use super::Task;
use crate::lesson::format;
use crate::lesson::grid::{Content, Grid};
use crate::lesson::heat;
use crate::lesson::role::Role;
use crate::lesson::scene::{Anchor, Mark, Scene, Words};
use crate::tensor::tensor::Tensor;

/// The largest width of a grid.
const ROOM: f32 = 300.0;
const CURVE: [f32; 2] = [640.0, 220.0];
/// Left, top, right, bottom of the curve's plane.
const PLANE: [f32; 4] = [52.0, 12.0, 628.0, 186.0];
/// Powers of ten that the curve may show.
const POWERS: [f32; 2] = [-9.0, 30.0];

/// One plane of numbers; colours run out at `limit`.
pub fn grid(numbers: &Tensor, limit: f32) -> Scene {
    let [_, _, h, w] = numbers.shape.0;
    let grid = Grid::new(1, [0, 0], [h, w], ROOM);
    grid.base(limit, |[_, row, column]| {
        let at = row * w as i64 + column;
        let value = usize::try_from(at).ok().and_then(|at| numbers.data.get(at));
        Content::new(value.copied().unwrap_or(0.0), Role::Value)
    })
}

/// Magnitudes where the colours of outputs and of kernels run out: those of what is wanted, so that
/// they stay the same at every step.
pub fn limits(task: &Task) -> [f32; 2] {
    [&task.wanted, &task.target].map(|tensor| heat::limit(&tensor.data).max(0.5))
}

/// The loss of every step on a logarithmic scale, and a dot at step `at`.
pub fn curve(task: &Task, at: usize) -> Scene {
    let power = |loss: f32| match loss.is_finite() {
        true => loss.max(1e-30).log10().clamp(POWERS[0], POWERS[1]),
        false => POWERS[1],
    };
    let powers: Vec<f32> = task.states.iter().map(|state| power(state.loss)).collect();
    let low = powers.iter().copied().fold(f32::INFINITY, f32::min).floor();
    let high = powers.iter().copied().fold(low + 1.0, f32::max).ceil();
    let [left, top, right, bottom] = PLANE;
    let last = (powers.len().saturating_sub(1)).max(1);
    let x = |step: usize| left + (right - left) * step as f32 / last as f32;
    let y = |power: f32| bottom - (bottom - top) * (power - low) / (high - low);
    let mut marks = Vec::new();
    let jump = ((high - low) / 5.0).ceil().max(1.0) as usize;
    for power in (low as i32..=high as i32).step_by(jump) {
        let height = y(power as f32);
        marks.push(line(vec![[left, height], [right, height]], Role::Strand));
        marks.push(text([left - 8.0, height + 4.0], Anchor::End, tick(power)));
    }
    let jump = (last / 10).max(1);
    for step in (0..=last).step_by(jump) {
        marks.push(text(
            [x(step), bottom + 20.0],
            Anchor::Middle,
            step.to_string(),
        ));
    }
    let points = powers
        .iter()
        .enumerate()
        .map(|(step, power)| [x(step), y(*power)]);
    marks.push(line(points.collect(), Role::Ray));
    if let Some(power) = powers.get(at) {
        marks.push(Mark::Circle {
            at: [x(at), y(*power)],
            radius: 5.0,
            role: Role::Kernel,
        });
    }
    Scene {
        width: CURVE[0],
        height: CURVE[1],
        marks,
    }
}

fn tick(power: i32) -> String {
    match power {
        0..=4 => format::count(10_u64.pow(power.unsigned_abs())),
        -3..0 => format::fixed(10_f32.powi(power), power.unsigned_abs() as usize),
        _ => format!("1e{power}"),
    }
}

fn line(points: Vec<[f32; 2]>, role: Role) -> Mark {
    Mark::Line { points, role }
}

fn text(at: [f32; 2], anchor: Anchor, words: String) -> Mark {
    Mark::Text {
        at,
        anchor,
        words: Words::Plain(words),
        role: Role::Index,
    }
}
