//! Where an axis is marked, and with what number. Where that lies on the canvas is left to `layout`.

use super::Chart;
use crate::lesson::format;

#[derive(Debug, Clone, PartialEq)]
pub struct Tick {
    pub value: f32,
    pub text: String,
}

/// 1, 2 or 5 times a power of ten, so that about `count` of them fill `range`.
pub(super) fn nice_step(range: f32, count: f32) -> f32 {
    let rough = (range / count.max(1.0)).max(f32::MIN_POSITIVE);
    let power = 10f32.powf(rough.log10().floor());
    let factor = [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .find(|factor| power * factor >= rough * 0.999);
    power * factor.unwrap_or(10.0)
}

pub(super) fn even(high: f32, count: f32) -> Vec<Tick> {
    let step = nice_step(high, count);
    let digits = (-step.log10()).ceil().max(0.0) as usize;
    let number = (high / step * 1.001).floor() as usize;
    let values = (0..=number.min(50)).map(|i| i as f32 * step);
    values
        .map(|value| Tick {
            value,
            text: format::fixed(value, digits),
        })
        .collect()
}

/// 0.0001, 0.0002, 0.0005, 0.001 …
fn grid_125() -> impl Iterator<Item = f32> {
    let powers = (-4..=38).map(|power| 10f32.powi(power));
    powers
        .flat_map(|power| [power, 2.0 * power, 5.0 * power])
        .filter(|tick| tick.is_finite())
}

pub(super) fn log([low, high]: [f32; 2]) -> Vec<Tick> {
    let inside = grid_125().filter(|tick| (low * 0.999..=high).contains(tick));
    let ticks: Vec<f32> = inside.collect();
    // Over many decades, only the powers of ten.
    let every = if ticks.len() > 9 { 3 } else { 1 };
    let kept = ticks.into_iter().filter(|tick| {
        let power = tick.log10();
        every == 1 || (power - power.round()).abs() < 0.01
    });
    kept.map(|value| Tick {
        value,
        text: plain(value),
    })
    .collect()
}

fn plain(value: f32) -> String {
    if value >= 1.0 {
        format::count(value.round() as u64)
    } else {
        format::fixed(value, (-value.log10()).ceil().max(1.0) as usize)
    }
}

pub(super) fn percent() -> Vec<Tick> {
    let shares = (0..=5).map(|i| i as f32 / 5.0);
    shares
        .map(|value| Tick {
            value,
            text: format!("{:.0}%", value * 100.0),
        })
        .collect()
}

pub(super) fn step(total: f32, count: f32) -> Vec<Tick> {
    let step = nice_step(total, count.max(1.0)).max(1.0);
    let number = (total / step * 1.001).floor() as usize;
    let values = (0..=number).map(|i| i as f32 * step);
    values
        .map(|value| Tick {
            value,
            text: format::count(value.round() as u64),
        })
        .collect()
}

pub(super) fn epoch(chart: &Chart, count: f32) -> Vec<Tick> {
    if chart.steps_per_epoch == 0 {
        return Vec::new();
    }
    let epochs = chart.total_steps() / chart.steps_per_epoch;
    let every = nice_step(epochs as f32, count).max(1.0) as u32;
    let ends = (1..=epochs).filter(|epoch| epoch % every == 0);
    let tick = |epoch: u32| Tick {
        value: epoch as f32 * chart.steps_per_epoch as f32,
        text: epoch.to_string(),
    };
    ends.map(tick).collect()
}
