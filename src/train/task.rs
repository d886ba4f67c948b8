//! What is done with a slice of a batch, the same by whoever has a device: gradients, or a test.
//! How batches are cut and answers put together is left to `slices`.

use std::ops::Range;

use super::programs::{CORRECT, LOSS, PROBABILITIES, Programs};
use super::protocol::{Failure, RunSpec};
use crate::nn::trace::Trace;
use crate::tensor::device::Device;
use crate::tensor::graph::Leaf;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// Answers mean loss and right answers; gradients stay on the device.
    Learn,
    /// Answers mean loss and every picture's probabilities, for one batch of the test after another.
    Test,
}

/// What becomes of the answer for the pictures of a range.
pub type Take<'a> = &'a mut dyn FnMut(&mut Device, &Range<usize>, &[f32]);

/// Pictures of a batch of the test at most.
const TEST_BATCH: u64 = 250;
/// Multiply-adds of one: few enough that it is a slice of the worker's time.
const TEST_MACS: u64 = 150_000_000;

/// Pictures of a batch of the test.
pub fn test_batch(trace: &Trace) -> usize {
    (TEST_MACS / trace.macs().max(1)).clamp(1, TEST_BATCH) as usize
}

/// So many pictures in parts of `each`, the last one shorter where it does not divide.
#[cfg(not(feature = "gpu-only"))]
pub fn parts(pictures: usize, each: usize) -> Vec<Range<usize>> {
    let starts = (0..pictures).step_by(each);
    starts
        .map(|start| start..(start + each).min(pictures))
        .collect()
}

/// Some pictures of a batch.
#[derive(Debug, Clone, Copy)]
pub struct Slice<'a> {
    pub clock: &'a [f32],
    pub input: &'a [f32],
    pub target: &'a [f32],
}

impl Slice<'_> {
    /// The pictures of `range`, of `sample` numbers each.
    #[cfg(not(feature = "gpu-only"))]
    pub fn part(self, range: &Range<usize>, sample: usize) -> Self {
        Self {
            clock: self.clock,
            input: &self.input[range.start * sample..range.end * sample],
            target: &self.target[range.clone()],
        }
    }

    /// Has `task` done on `device`; records the loss, and right answers or probabilities. Gradients stay
    /// there.
    pub fn run(
        self,
        task: Task,
        device: &mut Device,
        programs: &mut Programs,
        spec: &RunSpec,
    ) -> Result<(), Failure> {
        // Before the upload: a plan declares the lengths that its leaves may have.
        let plan = programs.task(task, device, spec, self.target.len())?;
        device.upload(Leaf::Clock, self.clock)?;
        device.upload(Leaf::Input, self.input)?;
        device.upload(Leaf::Target, self.target)?;
        device.run(plan)?;
        device.record(LOSS)?;
        Ok(device.record(match task {
            Task::Learn => CORRECT,
            Task::Test => PROBABILITIES,
        })?)
    }
}

#[cfg(not(feature = "gpu-only"))]
impl Task {
    /// As it crosses to an assistant, among numbers.
    pub const fn number(self) -> f32 {
        match self {
            Task::Learn => 0.0,
            Task::Test => 1.0,
        }
    }

    pub fn from_number(number: f32) -> Self {
        if number == 0.0 {
            Task::Learn
        } else {
            Task::Test
        }
    }

    /// Does it for `slice`, with the network of `trace`.
    pub async fn answer(
        self,
        slice: Slice<'_>,
        device: &mut Device,
        programs: &mut Programs,
        (spec, trace): (&RunSpec, &Trace),
    ) -> Result<Vec<f32>, Failure> {
        match self {
            Task::Learn => slice.run(self, device, programs, spec)?,
            Task::Test => {
                for batch in parts(slice.target.len(), test_batch(trace)) {
                    let batch = slice.part(&batch, spec.input().len());
                    batch.run(self, device, programs, spec)?;
                }
            }
        }
        Ok(device.recorded().await?)
    }
}
