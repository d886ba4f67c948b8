//! The gradients of a batch: whole here, in slices where the CPU has several cores (`slices`). What becomes
//! of them is left to `steps`.

use super::protocol::Failure;
use super::session::Session;
use super::task::{Slice, Task};

impl Session {
    /// Gradients of the batch at hand, left on the device; its mean loss and its right answers.
    pub(super) async fn gradients(&mut self) -> Result<[f32; 2], Failure> {
        let numbers = match self.in_slices().await {
            Some(numbers) => numbers?,
            None => {
                self.whole_batch()?;
                self.device.recorded().await?
            }
        };
        let number = |at: usize| numbers.get(at).copied().unwrap_or(f32::NAN);
        Ok([number(0), number(1)])
    }

    pub(super) fn whole_batch(&mut self) -> Result<(), Failure> {
        let clock = self.clock(0);
        let batch = Slice {
            clock: &clock,
            input: &self.input,
            target: &self.target,
        };
        let (device, programs) = (&mut self.device, &mut self.programs);
        batch.run(Task::Learn, device, programs, &self.spec)
    }

    /// A program that has the GPU only takes batches whole.
    #[cfg(feature = "gpu-only")]
    async fn in_slices(&mut self) -> Option<Result<Vec<f32>, Failure>> {
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
        let clock = self.clock(0);
        let batch = Slice {
            clock: &clock,
            input: &self.input,
            target: &self.target,
        };
        let (device, programs) = (&mut self.device, &mut self.programs);
        batch.run(Task::Test, device, programs, &self.spec)?;
        let mut answer = self.device.recorded().await?;
        take(&(0..self.target.len()), &mut answer);
        Ok(())
    }
}
