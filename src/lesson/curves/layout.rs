//! Where everything on the chart stands, in device pixels. What is drawn there is left to `draw`.

use super::ticks::{self, Tick};
use super::{AxisScale, Chart, Theme};

/// A rectangle in device pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame {
    pub left: f32,
    pub top: f32,
    pub right: f32,
    pub bottom: f32,
}

/// One pair of axes.
#[derive(Debug, Clone, PartialEq)]
pub struct Panel {
    pub outer: Frame,
    /// Inside the axes.
    pub plot: Frame,
    pub steps: [f32; 2],
    pub values: [f32; 2],
    pub scale: AxisScale,
    pub ticks: Vec<Tick>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    pub loss: Panel,
    pub accuracy: Panel,
    pub step_ticks: Vec<Tick>,
    /// At the last step of an epoch.
    pub epoch_ticks: Vec<Tick>,
}

/// CSS pixels that a chart of two panels side by side needs.
const SIDE_BY_SIDE: f32 = 620.0;
const GUTTER: f32 = 56.0;
const HEAD: f32 = 50.0;
const FOOT: f32 = 44.0;

impl Frame {
    pub fn width(&self) -> f32 {
        self.right - self.left
    }

    pub fn height(&self) -> f32 {
        self.bottom - self.top
    }

    pub fn contains(&self, [x, y]: [f32; 2]) -> bool {
        (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
    }
}

impl Panel {
    pub fn x(&self, step: f32) -> f32 {
        let [first, last] = self.steps;
        let share = ((step - first) / (last - first)).clamp(0.0, 1.0);
        self.plot.left + share * self.plot.width()
    }

    /// Values beyond the axis lie on its end.
    pub fn y(&self, value: f32) -> f32 {
        let [low, high] = self.values.map(|end| self.bend(end));
        let share = ((self.bend(value) - low) / (high - low)).clamp(0.0, 1.0);
        self.plot.bottom - share * self.plot.height()
    }

    pub fn step_at(&self, x: f32) -> f32 {
        let share = ((x - self.plot.left) / self.plot.width()).clamp(0.0, 1.0);
        self.steps[0] + share * (self.steps[1] - self.steps[0])
    }

    fn bend(&self, value: f32) -> f32 {
        match self.scale {
            AxisScale::Linear => value,
            AxisScale::Log => value.max(1e-30).ln(),
        }
    }
}

impl Layout {
    /// For a drawing of `size` device pixels.
    pub fn new(chart: &Chart, size: [u32; 2], theme: &Theme) -> Self {
        let [first, second] = frames(size, theme);
        let total = chart.total_steps() as f32;
        // A little air, so that the last marker is not cut.
        let steps = [0.0, total * 1.025];
        let panel = |outer: Frame, values: [f32; 2], scale: AxisScale, ticks: Vec<Tick>| Panel {
            outer,
            plot: Frame {
                left: outer.left + theme.px(GUTTER),
                top: outer.top + theme.px(HEAD),
                right: (outer.right - theme.px(10.0)).max(outer.left + theme.px(GUTTER) + 1.0),
                bottom: (outer.bottom - theme.px(FOOT)).max(outer.top + theme.px(HEAD) + 1.0),
            },
            steps,
            values,
            scale,
            ticks,
        };
        let values = loss_range(chart);
        let loss_ticks = match chart.loss_scale {
            AxisScale::Linear => ticks::even(values[1], 6.0),
            AxisScale::Log => ticks::log(values),
        };
        let loss = panel(first, values, chart.loss_scale, loss_ticks);
        let accuracy = panel(second, [0.0, 1.0], AxisScale::Linear, ticks::percent());
        let room = loss.plot.width() / theme.px(1.0);
        Self {
            step_ticks: ticks::step(total, room / 64.0),
            epoch_ticks: ticks::epoch(chart, room / 26.0),
            loss,
            accuracy,
        }
    }
}

fn frames([width, height]: [u32; 2], theme: &Theme) -> [Frame; 2] {
    let (width, height) = (width as f32, height as f32);
    let gap = theme.px(12.0);
    let whole = Frame {
        left: 0.0,
        top: 0.0,
        right: width,
        bottom: height,
    };
    if width >= theme.px(SIDE_BY_SIDE) {
        let half = (width - gap) / 2.0;
        [
            Frame {
                right: half,
                ..whole
            },
            Frame {
                left: half + gap,
                ..whole
            },
        ]
    } else {
        let half = (height - gap) / 2.0;
        [
            Frame {
                bottom: half,
                ..whole
            },
            Frame {
                top: half + gap,
                ..whole
            },
        ]
    }
}

/// From 0 (or, on a log scale, the smallest value) to ln 10 and a little more, or as far as the
/// smoothed curve goes.
fn loss_range(chart: &Chart) -> [f32; 2] {
    let smooth = chart.trail.columns().iter().map(|column| column.smooth[0]);
    let tests = chart.history.epochs.iter().map(|epoch| epoch.test_loss);
    let values = smooth.chain(tests).filter(|value| value.is_finite());
    let (low, high) = values.fold((0.6f32, 2.45f32), |(low, high), value| {
        (low.min(value), high.max(value))
    });
    match chart.loss_scale {
        AxisScale::Linear => {
            let step = ticks::nice_step(high, 6.0);
            [0.0, (high / step).ceil() * step]
        }
        AxisScale::Log => [low.max(1e-4) * 0.75, high * 1.25],
    }
}
