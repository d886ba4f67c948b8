//! Class activation maps: the maps that a global average turns into the scores, laid over the picture
//! where their units look. Running the network is left to `train`.

use crate::lesson::heat::{Pixels, Scale};
use crate::nn::module::Module;
use crate::nn::receptive::Receptive;
use crate::nn::trace::Trace;

/// Where a network has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClassMaps {
    /// Row of the maps, one a class.
    pub row: usize,
    /// Row of the scores.
    pub scores: usize,
    pub classes: usize,
    /// Cells down and across.
    pub cells: [usize; 2],
    pub field: Receptive,
    /// Rows, and columns, of the picture that the network reads.
    pub side: usize,
}

impl ClassMaps {
    /// `None` for a network that does not end in a global average of a map a class.
    pub fn of(trace: &Trace) -> Option<Self> {
        let is_end = |module: &Option<Module>| !matches!(module, Some(Module::Flatten));
        let end = trace.rows.iter().rev().find(|row| is_end(&row.module))?;
        let (Some(Module::GlobalAvgPool2d), [row]) = (&end.module, end.from.as_slice()) else {
            return None;
        };
        let maps = trace.rows.get(*row)?;
        Some(Self {
            row: *row,
            scores: trace.rows.len() - 1,
            classes: maps.output.c(),
            cells: [maps.output.h(), maps.output.w()],
            field: maps.receptive?,
            side: trace.rows[0].output.h(),
        })
    }

    /// The map of one class, row by row.
    pub fn map<'a>(&self, values: &'a [f32], class: usize) -> &'a [f32] {
        let len = self.cells[0] * self.cells[1];
        values.get(class * len..(class + 1) * len).unwrap_or(&[])
    }

    /// `map` at `out` × `out` pixels over the whole picture: a cell's value in the middle of what the
    /// cell sees, bilinear between middles, the nearest cell's beyond them.
    pub fn enlarge(&self, map: &[f32], out: usize) -> Vec<f32> {
        let scale = self.side as f32 / out.max(1) as f32;
        let along = |axis: usize| {
            let last = self.cells[axis].saturating_sub(1);
            let middle = self.field.start[axis] as f32
                + (self.field.size[axis].saturating_sub(1)) as f32 / 2.0;
            let jump = self.field.jump[axis].max(1) as f32;
            let tap = move |pixel: usize| {
                let place = ((pixel as f32 + 0.5) * scale - 0.5 - middle) / jump;
                let place = place.clamp(0.0, last as f32);
                let first = place as usize;
                (first, (first + 1).min(last), place - first as f32)
            };
            (0..out).map(tap).collect::<Vec<_>>()
        };
        let (down, across) = (along(0), along(1));
        let width = self.cells[1];
        let at = |i: usize, j: usize| map.get(i * width + j).copied().unwrap_or(0.0);
        let mix = |from: f32, to: f32, share: f32| from + (to - from) * share;
        let rows = down.iter().flat_map(|&(above, below, v)| {
            across.iter().map(move |&(left, right, u)| {
                mix(
                    mix(at(above, left), at(above, right), u),
                    mix(at(below, left), at(below, right), u),
                    v,
                )
            })
        });
        rows.collect()
    }

    /// The picture in grey, each of its pixels `zoom` wide, and `map` over it: the nearer a value to
    /// `limit`, the more of its colour.
    pub fn overlay(&self, picture: &[f32], map: &[f32], limit: f32, zoom: usize) -> Pixels {
        let side = picture.len().isqrt();
        let out = side * zoom;
        let values = self.enlarge(map, out);
        let pixel = |(at, &value): (usize, &f32)| {
            let (row, column) = (at / out, at % out);
            tint(picture[row / zoom * side + column / zoom], value, limit)
        };
        Pixels {
            width: out,
            height: out,
            rgba: values.iter().enumerate().flat_map(pixel).collect(),
        }
    }
}

/// 0 … `limit` as [`ClassMaps::overlay`] shows it over black.
pub fn legend(width: usize) -> Pixels {
    let last = width.saturating_sub(1).max(1) as f32;
    Pixels {
        width,
        height: 1,
        rgba: (0..width)
            .flat_map(|i| tint(0.0, i as f32 / last, 1.0))
            .collect(),
    }
}

/// Grey under a colour that covers it more the larger the value.
fn tint(grey: f32, value: f32, limit: f32) -> [u8; 4] {
    /// The share of the grey that the largest value hides.
    const COVER: f32 = 0.85;
    let share = if limit > 0.0 { value / limit } else { 0.0 };
    let cover = share.abs().min(1.0) * COVER;
    // The scale's clear orange, or blue below zero: half-way, where it is brightest on black.
    let colour = Scale::Diverging.colour(0.5_f32.copysign(share), 1.0);
    let grey = grey.clamp(0.0, 1.0) * 255.0 * (1.0 - cover);
    let [r, g, b] = colour.map(|part| (grey + f32::from(part) * cover).round() as u8);
    [r, g, b, 255]
}

pub fn mean(values: &[f32]) -> f32 {
    values.iter().sum::<f32>() / values.len().max(1) as f32
}

/// The class with the largest score; the first of several.
pub fn best(scores: &[f32]) -> Option<usize> {
    let places = scores.iter().enumerate();
    let best = places.max_by(|(i, a), (j, b)| a.total_cmp(b).then(j.cmp(i)));
    best.map(|(class, _)| class)
}

/// No cell says anything of this class.
pub fn is_blank(map: &[f32]) -> bool {
    map.iter().all(|&value| value == 0.0)
}
