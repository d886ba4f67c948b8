//! The gradients of a batch: whole here, in slices where the CPU has several cores (`slices`). What becomes
//! of them is left to `steps`.

use super::protocol::Failure;
use super::session::Session;
use super::task::{Slice, Task};
use crate::data::store::DataSet;

impl Session {
    /// Gradients of the batch at hand, left on the device; its mean loss and its right answers. Whoever has
    /// to wait for others looks ahead in `train`.
    pub(super) async fn gradients(&mut self, train: Option<&DataSet>) -> Result<[f32; 2], Failure> {
        if let Some(numbers) = self.in_slices(train).await {
            return numbers;
        }
        self.whole(Task::Learn)?;
        let numbers = self.device.recorded().await?;
        Ok(*numbers.first_chunk().unwrap_or(&[f32::NAN; 2]))
    }

    /// Has `task` done here, with all the pictures at hand.
    pub(super) fn whole(&mut self, task: Task) -> Result<(), Failure> {
        let clock = self.clock(0);
        let batch = Slice {
            clock: &clock,
            input: &self.input,
            target: &self.target,
        };
        let (device, programs) = (&mut self.device, &mut self.programs);
        batch.run(task, device, programs, &self.spec)
    }

    /// A program that has the GPU only takes batches whole.
    #[cfg(feature = "gpu-only")]
    async fn in_slices(&mut self, _: Option<&DataSet>) -> Option<Result<[f32; 2], Failure>> {
        None
    }

    /// Pictures that are tested at once.
    #[cfg(feature = "gpu-only")]
    pub(super) fn test_round(&self) -> usize {
        super::task::test_batch(&self.trace)
    }

    /// Tests the pictures at hand.
    #[cfg(feature = "gpu-only")]
    pub(super) async fn test_at_hand(
        &mut self,
        take: super::task::Take<'_>,
    ) -> Result<(), Failure> {
        self.whole(Task::Test)?;
        let answer = self.device.recorded().await?;
        take(&mut self.device, &(0..self.target.len()), &answer);
        Ok(())
    }
}
