//! Three heads behind the last maps: a dense layer over every number; an average of each map, then a dense
//! layer; a map a class, then their averages. Each is traced as a network: what breaks, breaks as in training.

use crate::lesson::format;
use crate::lesson::heat;
use crate::lesson::role::Role;
use crate::lesson::scene::{Anchor, Cell, Mark, Scene, Words};
use crate::lesson::state::labs::Average;
use crate::nn::module::Module;
use crate::nn::torch::{Line, arguments};
use crate::nn::trace::{Mode, TraceError, trace};
use crate::tensor::rng::Rng;
use crate::tensor::shape::{Shape, Window};

/// What a head costs for one sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    pub parameters: u64,
    pub macs: u64,
    /// On maps one pixel larger each way: its output, or the layer that cannot work.
    pub grown: Result<Shape, TraceError>,
}

/// Flatten and dense; average and dense; 1×1 convolution and average.
pub const HEADS: usize = 3;

fn dense(cfg: &Average) -> Vec<Module> {
    let features = cfg.channels * cfg.side * cfg.side;
    vec![Module::Flatten, Module::linear(features, cfg.classes)]
}

fn average(cfg: &Average) -> Vec<Module> {
    vec![
        Module::GlobalAvgPool2d,
        Module::Flatten,
        Module::linear(cfg.channels, cfg.classes),
    ]
}

/// As in NiN: the maps of the classes, and nothing dense behind them.
fn maps(cfg: &Average) -> Vec<Module> {
    vec![
        Module::conv2d(cfg.channels, cfg.classes, Window::square(1)),
        Module::GlobalAvgPool2d,
        Module::Flatten,
    ]
}

pub fn heads(cfg: &Average) -> Result<[Head; HEADS], TraceError> {
    let run = |layers: Vec<Module>, side| {
        let input = Shape::new(1, cfg.channels, side, side);
        trace(&Module::sequential(layers), input, Mode::Eval)
    };
    let head = |layers: Vec<Module>| {
        let traced = run(layers.clone(), cfg.side)?;
        let grown = run(layers, cfg.side + 1);
        Ok(Head {
            parameters: traced.parameters(),
            macs: traced.macs(),
            grown: grown.map(|traced| traced.graph.shape(traced.output)),
        })
    };
    Ok([head(dense(cfg))?, head(average(cfg))?, head(maps(cfg))?])
}

/// The heads in PyTorch.
pub fn source(cfg: &Average) -> Vec<Line> {
    let one = |name: &str, layers: Vec<Module>| {
        let layer = |module: &Module| format!("nn.{}({})", module.name(), arguments(module));
        let layers: Vec<String> = layers.iter().map(layer).collect();
        format!("{name} = nn.Sequential({})", layers.join(", "))
    };
    let lines = [
        "from torch import nn".to_owned(),
        String::new(),
        one("dense", dense(cfg)),
        one("average", average(cfg)),
        one("maps", maps(cfg)),
    ];
    lines.map(|text| Line { text, path: None }).into()
}

/// Rows, and columns, of the small map, and of what is in it.
pub const MAP: usize = 7;
const BLOB: [[f32; 3]; 3] = [[2.0, 5.0, 1.0], [4.0, 9.0, 6.0], [0.0, 7.0, 3.0]];

/// A small map, moved, and what both heads make of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Moved {
    pub map: Vec<f32>,
    /// Of a dense layer's one unit.
    pub weights: Vec<f32>,
    pub average: f32,
    pub dense: f32,
    /// What went over the edge.
    pub lost: f32,
}

pub fn moved(right: i8, down: i8) -> Moved {
    let mut map = vec![0.0; MAP * MAP];
    let mut lost = 0.0;
    let corner = (MAP - BLOB.len()) / 2;
    for (row, line) in BLOB.iter().enumerate() {
        for (column, value) in line.iter().enumerate() {
            let place = |at: usize, by: i8| {
                let at = (corner + at).checked_add_signed(by.into());
                at.filter(|at| *at < MAP)
            };
            match place(row, down).zip(place(column, right)) {
                Some((i, j)) => map[i * MAP + j] = *value,
                None => lost += value,
            }
        }
    }
    let mut rng = Rng::new(1);
    let weights: Vec<f32> = (0..MAP * MAP).map(|_| rng.below(7) as f32 - 3.0).collect();
    let products = map.iter().zip(&weights).map(|(x, w)| x * w);
    Moved {
        dense: products.sum(),
        average: map.iter().sum::<f32>() / (MAP * MAP) as f32,
        weights,
        map,
        lost,
    }
}

/// The map and the dense unit's weights over it, side by side or, in little room, one above the other.
pub fn figure(moved: &Moved, room: f32, names: [&str; 2]) -> Scene {
    const NAME: f32 = 22.0;
    const GAP: f32 = 28.0;
    let in_row = room >= 460.0;
    let count = if in_row { 2.0 } else { 1.0 };
    let cell = ((room - GAP * (count - 1.0)) / (count * MAP as f32)).clamp(12.0, 36.0);
    let cell = cell.floor();
    let side = cell * MAP as f32;
    let mut marks = Vec::new();
    let grids = [(&moved.map, Role::Value), (&moved.weights, Role::Value)];
    for (at, (values, role)) in grids.into_iter().enumerate() {
        let (x, y) = match in_row {
            true => (at as f32 * (side + GAP), NAME),
            false => (0.0, NAME + at as f32 * (side + NAME + GAP / 2.0)),
        };
        marks.push(Mark::Text {
            at: [x + 1.0, y - 7.0],
            anchor: Anchor::Start,
            words: Words::Plain(names[at].to_owned()),
            role: Role::PlaneName,
        });
        let limit = heat::limit(values);
        for (place, value) in values.iter().enumerate() {
            let (row, column) = (place / MAP, place % MAP);
            marks.push(Mark::Cell(Cell {
                at: [1.0 + x + column as f32 * cell, y + row as f32 * cell],
                size: cell,
                place: [at as i64, row as i64, column as i64],
                type_size: cell * 0.42,
                text: format::cell(*value),
                share: if limit > 0.0 { value / limit } else { 0.0 },
                role,
            }));
        }
    }
    let [width, height] = match in_row {
        true => [2.0 * side + GAP, NAME + side],
        false => [side, 2.0 * (NAME + side) + GAP / 2.0],
    };
    Scene {
        width: width + 2.0,
        height: height + 2.0,
        marks,
    }
}
