//! The gradients of a batch: whole here, in slices where the CPU has several cores (`slices`). What becomes
//! of them is left to `steps`.

use super::programs::{CORRECT, LOSS, Programs};
use super::protocol::{Failure, RunSpec};
use super::session::Session;
use crate::tensor::device::Device;
use crate::tensor::graph::Leaf;

impl Session {
    /// Gradients of the batch at hand, left on the device; its mean loss and its right answers.
    pub(super) async fn gradients(&mut self) -> Result<[f32; 2], Failure> {
        let numbers = match self.in_slices().await {
            Some(numbers) => numbers?,
            None => {
                self.whole_batch().await?;
                self.device.recorded().await?
            }
        };
        let number = |at: usize| numbers.get(at).copied().unwrap_or(f32::NAN);
        Ok([number(0), number(1)])
    }

    pub(super) async fn whole_batch(&mut self) -> Result<(), Failure> {
        let clock = self.clock(0);
        let slice = Slice {
            clock: &clock,
            input: &self.input,
            target: &self.target,
        };
        slice
            .gradients(&mut self.device, &mut self.programs, &self.spec)
            .await
    }

    /// A program that has the GPU only takes batches whole.
    #[cfg(feature = "gpu-only")]
    async fn in_slices(&mut self) -> Option<Result<Vec<f32>, Failure>> {
        None
    }
}

/// Some pictures of a batch.
#[derive(Debug, Clone, Copy)]
pub struct Slice<'a> {
    pub clock: &'a [f32],
    pub input: &'a [f32],
    pub target: &'a [f32],
}

impl Slice<'_> {
    /// Leaves gradients on `device` and records loss and right answers.
    pub async fn gradients(
        self,
        device: &mut Device,
        programs: &mut Programs,
        spec: &RunSpec,
    ) -> Result<(), Failure> {
        // Before the upload: a plan declares the lengths that its leaves may have.
        let plan = programs.gradient(device, spec, self.target.len())?;
        device.upload(Leaf::Input, self.input)?;
        device.upload(Leaf::Target, self.target)?;
        device.upload(Leaf::Clock, self.clock)?;
        device.run(plan)?;
        device.record(LOSS)?;
        Ok(device.record(CORRECT)?)
    }
}
