//! What a run has shown so far: steps and epochs, for curves, log and CSV.

use serde::{Deserialize, Serialize};

use super::protocol::{EpochPoint, StepPoint};

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct History {
    pub steps: Vec<StepPoint>,
    pub epochs: Vec<EpochPoint>,
}

impl History {
    /// Optimiser steps done.
    pub fn last_step(&self) -> u32 {
        self.steps.last().map_or(0, |point| point.step)
    }

    /// As it was told when `step` steps were done.
    pub fn cut(&mut self, step: u32) {
        self.steps.retain(|point| point.step <= step);
        self.epochs.retain(|point| point.step <= step);
    }

    /// An epoch whose test was repeated, after a checkpoint between its last step and its test, counts once.
    pub fn close_epoch(&mut self, point: EpochPoint) {
        self.epochs.retain(|known| known.epoch < point.epoch);
        self.epochs.push(point);
    }
}

#[cfg(test)]
mod tests {
    use super::{EpochPoint, History, StepPoint};

    fn epoch(epoch: u32, test_accuracy: f32) -> EpochPoint {
        EpochPoint {
            epoch,
            step: 10 * epoch,
            loss: 1.0,
            train_accuracy: 0.5,
            test_loss: 1.0,
            test_accuracy,
            seconds: 1.0,
        }
    }

    #[test]
    fn a_history_goes_back_to_a_step() {
        let step = |step| StepPoint {
            step,
            loss: 1.0,
            accuracy: 0.5,
        };
        let whole = History {
            steps: (1..=25).map(step).collect(),
            epochs: vec![epoch(1, 0.5), epoch(2, 0.6)],
        };
        for (at, steps, epochs) in [(0, 0, 0), (9, 9, 0), (10, 10, 1), (20, 20, 2), (99, 25, 2)] {
            let mut history = whole.clone();
            history.cut(at);
            let left = (history.steps.len(), history.epochs.len());
            assert_eq!(left, (steps, epochs), "cut at {at}");
        }
    }

    #[test]
    fn an_epoch_tested_twice_counts_once() {
        let mut history = History::default();
        for point in [epoch(1, 0.5), epoch(2, 0.6), epoch(2, 0.7)] {
            history.close_epoch(point);
        }
        assert_eq!(history.epochs, [epoch(1, 0.5), epoch(2, 0.7)]);
    }
}
