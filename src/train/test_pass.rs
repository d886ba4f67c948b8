//! One pass over the test set in evaluation mode, a batch at a time: loss, confusion, worst mistakes.

use std::cmp::Ordering;
use std::ops::Range;

use super::protocol::{Failure, Inspection, Mistake};
use super::session::Session;
use super::task::test_batch;
use crate::data::fashion_mnist::CLASSES;
use crate::data::store::DataSet;
use crate::tensor::device::Device;

/// Mistakes that are shown.
const MOST_MISTAKES: usize = 24;

/// As far as the pass has come.
#[derive(Debug, Clone, PartialEq)]
pub struct TestPass {
    done: usize,
    loss: f64,
    confusion: Vec<u32>,
    /// Surest first.
    mistakes: Vec<Mistake>,
}

impl Default for TestPass {
    fn default() -> Self {
        Self {
            done: 0,
            loss: 0.0,
            confusion: vec![0; CLASSES * CLASSES],
            mistakes: Vec::new(),
        }
    }
}

impl TestPass {
    /// Mean loss of the pictures so far.
    pub fn loss(&self) -> f32 {
        (self.loss / self.done.max(1) as f64) as f32
    }

    /// Share of the pictures so far that are right.
    pub fn accuracy(&self) -> f32 {
        let right: u32 = self.confusion.iter().step_by(CLASSES + 1).sum();
        (f64::from(right) / self.done.max(1) as f64) as f32
    }

    pub fn inspection(&self, step: u32) -> Inspection {
        Inspection {
            step,
            confusion: self.confusion.clone(),
            mistakes: self.mistakes.clone(),
        }
    }

    /// What came of the next pictures of `test`, in batches of `size`: of each its mean loss, then
    /// probabilities.
    fn add(&mut self, answer: &[f32], size: usize, test: &DataSet) {
        for batch in answer.chunks(1 + size * CLASSES) {
            let Some((&loss, probabilities)) = batch.split_first() else {
                continue;
            };
            self.loss += f64::from(loss) * (probabilities.len() / CLASSES) as f64;
            for probabilities in probabilities.chunks_exact(CLASSES) {
                if let Some((pixels, truth)) = test.get(self.done) {
                    self.note(self.done, pixels, truth, probabilities);
                }
                self.done += 1;
            }
        }
    }

    fn note(&mut self, index: usize, pixels: &[u8], truth: u8, probabilities: &[f32]) {
        let predicted = largest(probabilities);
        self.confusion[usize::from(truth) * CLASSES + predicted] += 1;
        if predicted == usize::from(truth) {
            return;
        }
        let probability = probabilities[predicted];
        let surer =
            |mistake: &Mistake| mistake.probability.total_cmp(&probability) != Ordering::Less;
        let rank = self.mistakes.partition_point(surer);
        if rank < MOST_MISTAKES {
            let mistake = Mistake {
                index: index as u32,
                truth,
                predicted: predicted as u8,
                probability,
                pixels: pixels.to_vec(),
            };
            self.mistakes.insert(rank, mistake);
            self.mistakes.truncate(MOST_MISTAKES);
        }
    }
}

impl Session {
    /// Tests the next batch of `test`, or the next few where others help; `true` once all of it is done.
    ///
    /// # Errors
    /// Only what the device cannot do.
    pub async fn test_batch(
        &mut self,
        pass: &mut TestPass,
        test: &DataSet,
    ) -> Result<bool, Failure> {
        let mut round = pass.done..(pass.done + self.test_round()).min(test.len());
        if !round.is_empty() {
            let (input, target) = (&mut self.input, &mut self.target);
            self.pictures.fill(input, target, test, &mut round)?;
            let size = test_batch(&self.trace);
            let mut take =
                |_: &mut Device, _: &Range<usize>, answer: &[f32]| pass.add(answer, size, test);
            self.test_at_hand(&mut take).await?;
        }
        Ok(pass.done == test.len())
    }

    /// The whole of `test` at once.
    ///
    /// # Errors
    /// Only what the device cannot do.
    pub async fn evaluate(&mut self, test: &DataSet) -> Result<TestPass, Failure> {
        let mut pass = TestPass::default();
        while !self.test_batch(&mut pass, test).await? {}
        Ok(pass)
    }
}

/// Position of the largest number, the first of equals.
fn largest(numbers: &[f32]) -> usize {
    let mut best = 0;
    for (at, &number) in numbers.iter().enumerate() {
        if number > numbers[best] {
            best = at;
        }
    }
    best
}
