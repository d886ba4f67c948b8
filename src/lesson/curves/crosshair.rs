//! What the chart shows under a pointer. The overlay is left to `ui`.

use super::{Chart, Layout, Panel};
use crate::train::protocol::{EpochPoint, StepPoint};

/// The step nearest to a pointer, and where it is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reading {
    pub point: StepPoint,
    /// The smoothed loss and accuracy there.
    pub smooth: [f32; 2],
    /// Device pixels of the smoothed point in the loss panel and in the accuracy panel.
    pub at: [[f32; 2]; 2],
    /// The last epoch that had ended by then.
    pub epoch: Option<EpochPoint>,
}

/// The step whose place is nearest to `pixel` (device pixels, in either panel); none outside the
/// axes or before the first step.
pub fn nearest(chart: &Chart, layout: &Layout, pixel: [f32; 2]) -> Option<Reading> {
    let panels = [&layout.loss, &layout.accuracy];
    let under = panels
        .into_iter()
        .find(|panel| panel.plot.contains(pixel))?;
    let point = nearest_step(&chart.history.steps, under.step_at(pixel[0]))?;
    let columns = chart.trail.columns();
    let column = columns.partition_point(|column| column.step < point.step);
    let smooth = columns
        .get(column)
        .map_or([point.loss, point.accuracy], |column| column.smooth);
    let place = |panel: &Panel, value: f32| [panel.x(point.step as f32), panel.y(value)];
    let ended = chart
        .history
        .epochs
        .iter()
        .rev()
        .find(|epoch| epoch.step <= point.step);
    Some(Reading {
        point,
        smooth,
        at: [
            place(&layout.loss, smooth[0]),
            place(&layout.accuracy, smooth[1]),
        ],
        epoch: ended.copied(),
    })
}

fn nearest_step(steps: &[StepPoint], wanted: f32) -> Option<StepPoint> {
    let after = steps.partition_point(|point| (point.step as f32) < wanted);
    let around = [after.checked_sub(1), Some(after)].into_iter().flatten();
    let near = around.filter_map(|at| steps.get(at));
    let distance = |point: &StepPoint| (point.step as f32 - wanted).abs();
    near.min_by(|a, b| distance(a).total_cmp(&distance(b)))
        .copied()
}
