//! The steps of a run, however many, as at most [`CAPACITY`] columns with extremes and a smoothed
//! value. Each step is read once, so a redraw costs the same after a hundred steps and a million.

use crate::train::protocol::StepPoint;

/// Columns kept; more than any chart is wide in CSS pixels.
const CAPACITY: usize = 2048;

#[derive(Debug, Clone, PartialEq)]
pub struct Trail {
    columns: Vec<Column>,
    /// Steps in a full column.
    span: u32,
    /// Steps in the last column so far.
    filled: u32,
    /// Steps read so far, and the number of the last one.
    seen: usize,
    last: u32,
    /// Of the moving average.
    decay: f32,
    averages: [Average; 2],
}

/// Neighbouring steps. Index 0 is the loss, 1 the accuracy.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Column {
    /// The last of its steps.
    pub step: u32,
    /// Extremes; `low > high` where no step had a finite value.
    pub low: [f32; 2],
    pub high: [f32; 2],
    /// The moving average at its last step.
    pub smooth: [f32; 2],
}

/// s_t = Σ β^(t−i)·x_i / Σ β^(t−i): unbiased from the first step on.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Average {
    sum: f32,
    weight: f32,
}

impl Average {
    fn push(&mut self, value: f32, decay: f32) -> f32 {
        if value.is_finite() {
            self.sum = self.sum * decay + value;
            self.weight = self.weight * decay + 1.0;
        }
        self.sum / self.weight
    }
}

impl Trail {
    /// For a run of `total_steps`, which sets how far the average reaches back: a hundredth of it,
    /// at least 10 steps, and never more than a sixth of a very short run.
    pub fn new(total_steps: u32) -> Self {
        let total = total_steps as f32;
        let window = (total / 100.0).max(10.0).min((total / 6.0).max(1.0));
        Self {
            columns: Vec::new(),
            span: 1,
            filled: 0,
            seen: 0,
            last: 0,
            decay: 1.0 - 1.0 / window,
            averages: [Average::default(); 2],
        }
    }

    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Reads the steps that are new; starts over if `steps` is not the continuation of what was read.
    pub fn follow(&mut self, steps: &[StepPoint]) {
        let known = self
            .seen
            .checked_sub(1)
            .map(|at| steps.get(at).map(|point| point.step));
        if known.is_some_and(|step| step != Some(self.last)) {
            let decay = self.decay;
            *self = Self {
                decay,
                ..Self::new(1)
            };
        }
        for point in steps.iter().skip(self.seen) {
            self.push(*point);
        }
        self.seen = steps.len();
    }

    fn push(&mut self, point: StepPoint) {
        let values = [point.loss, point.accuracy];
        let mut column = Column {
            step: point.step,
            low: values.map(|value| {
                if value.is_finite() {
                    value
                } else {
                    f32::INFINITY
                }
            }),
            high: values.map(|value| {
                if value.is_finite() {
                    value
                } else {
                    f32::NEG_INFINITY
                }
            }),
            smooth: values,
        };
        for (a, average) in self.averages.iter_mut().enumerate() {
            column.smooth[a] = average.push(values[a], self.decay);
        }
        self.last = point.step;
        match self.columns.last_mut() {
            Some(open) if self.filled < self.span => *open = open.join(&column),
            Some(_) | None => {
                self.make_room();
                self.columns.push(column);
                self.filled = 0;
            }
        }
        self.filled += 1;
    }

    /// Joins neighbours once the columns are full.
    fn make_room(&mut self) {
        if self.columns.len() < CAPACITY {
            return;
        }
        let pairs = self.columns.chunks(2);
        let joined = pairs.map(|pair| pair.iter().skip(1).fold(pair[0], |a, b| a.join(b)));
        self.columns = joined.collect();
        self.span *= 2;
    }
}

impl Column {
    fn join(&self, later: &Column) -> Column {
        Column {
            step: later.step,
            low: [0, 1].map(|a| self.low[a].min(later.low[a])),
            high: [0, 1].map(|a| self.high[a].max(later.high[a])),
            smooth: later.smooth,
        }
    }
}
