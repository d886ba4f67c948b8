//! Optimiser steps: one at a time where the loss is known at once, several ahead of their losses where
//! looking costs a wait. Which pictures they learn from is left to `batches`.

use std::mem::swap;

use super::protocol::{Failure, StepPoint};
use super::session::{Advance, Session, Totals};
use super::task::Task;
use crate::data::store::DataSet;

impl Session {
    /// The update waits for the loss: weights whose loss is no number are never updated.
    pub(super) async fn step_and_look(&mut self, train: &DataSet) -> Result<Advance, Failure> {
        let learning = self.learning()?;
        let size = self.next_batch(train)?;
        let [loss, correct] = self.gradients(Some(train)).await?;
        let mut advance = Advance::default();
        if !loss.is_finite() {
            self.fall_back()?;
            advance.diverged = true;
            return Ok(advance);
        }
        self.keep()?;
        self.device.run(learning.update)?;
        self.step += 1;
        self.note(&mut advance, [loss, correct], size);
        Ok(advance)
    }

    /// Losses come back once, after all of these steps. The weights before the last of them are kept
    /// aside, and are good if every loss was a number; until that is known, the ones before them are.
    pub(super) async fn steps_ahead(
        &mut self,
        train: &DataSet,
        steps: usize,
    ) -> Result<Advance, Failure> {
        let learning = self.learning()?;
        let next = (self.good + 1) % learning.keep.len();
        let mut sizes = Vec::with_capacity(steps);
        for left in (0..steps).rev() {
            sizes.push(self.next_batch(train)?);
            self.whole(Task::Learn)?;
            if left == 0 {
                self.device.run(learning.keep[next])?;
            }
            self.device.run(learning.update)?;
            self.step += 1;
        }
        let numbers = self.device.recorded().await?;
        self.step -= steps as u32;
        let mut advance = Advance::default();
        for (&[loss, correct], size) in numbers.as_chunks().0.iter().zip(sizes) {
            if !loss.is_finite() {
                self.fall_back()?;
                advance.diverged = true;
                return Ok(advance);
            }
            self.step += 1;
            self.note(&mut advance, [loss, correct], size);
        }
        self.good = next;
        Ok(advance)
    }

    /// Fills input and target; returns how many pictures they hold.
    fn next_batch(&mut self, train: &DataSet) -> Result<usize, Failure> {
        if self.batches.starts_epoch() {
            self.epoch = Totals::default();
        }
        let batch = self.batches.next_batch();
        swap(&mut self.input, &mut self.next_input);
        swap(&mut self.target, &mut self.next_target);
        self.next_target.clear();
        if self.target.len() != batch.len() {
            let mut indices = batch.iter().map(|&index| index as usize);
            let (input, target) = (&mut self.input, &mut self.target);
            self.pictures.fill(input, target, train, &mut indices)?;
        }
        Ok(batch.len())
    }

    /// Fills in the next batch while others still work on this one; nothing at the end of an epoch.
    #[cfg(not(feature = "gpu-only"))]
    pub(super) fn look_ahead(&mut self, train: &DataSet) -> Result<(), Failure> {
        let mut indices = self.batches.peek().iter().map(|&index| index as usize);
        let (input, target) = (&mut self.next_input, &mut self.next_target);
        self.pictures.fill(input, target, train, &mut indices)
    }

    fn note(&mut self, advance: &mut Advance, [loss, correct]: [f32; 2], size: usize) {
        self.epoch.loss += f64::from(loss);
        self.epoch.steps += 1;
        self.epoch.correct += f64::from(correct);
        self.epoch.pictures += size as u32;
        advance.examples += size;
        advance.points.push(StepPoint {
            step: self.step,
            loss,
            accuracy: correct / size as f32,
        });
    }
}
