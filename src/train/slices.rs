//! A batch cut into slices, each of which another worker can take; the answers are put together in order,
//! whoever gave them. What is done with a slice is left to `task`.

use std::mem::take;
use std::ops::Range;

use super::crew::Crew;
use super::protocol::Failure;
use super::session::Session;
use super::task::{Slice, Take, Task, parts, test_batch};
use crate::data::store::DataSet;
use crate::tensor::device::Device;
use crate::tensor::graph::Leaf;
use crate::tensor::ops::add_weighted;

/// What no answer counts for: gradients; mean loss of the slice, right answers.
const NOTHING: (&[f32], &[f32; 2]) = (&[], &[f32::NAN; 2]);

/// `pictures` cut into at most `slices` parts, the first ones longer by one where it does not divide.
pub fn cut(pictures: usize, slices: usize) -> Vec<Range<usize>> {
    let slices = slices.clamp(1, pictures.max(1));
    let (each, longer) = (pictures / slices, pictures % slices);
    let start = |slice: usize| slice * each + slice.min(longer);
    (0..slices)
        .map(|slice| start(slice)..start(slice + 1))
        .collect()
}

impl Session {
    /// Gradients of every slice by whoever is there, summed in order; nothing where the batch stays whole.
    pub(super) async fn in_slices(
        &mut self,
        train: Option<&DataSet>,
    ) -> Option<Result<[f32; 2], Failure>> {
        let slices = cut(self.target.len(), self.spec.workers as usize);
        if slices.len() == 1 || !self.device.is_immediate() {
            return None;
        }
        Some(self.sum_of(&slices, train).await)
    }

    /// Loss and gradients of a slice are means over it, its right answers a count: each weighs what its
    /// slice is of the batch.
    async fn sum_of(
        &mut self,
        slices: &[Range<usize>],
        train: Option<&DataSet>,
    ) -> Result<[f32; 2], Failure> {
        let (params, pictures) = (self.trace.params.len() as u32, self.target.len() as f32);
        let (mut head, mut first) = ([0.0; 2], 1.0);
        let mut add = |device: &mut Device, slice: &Range<usize>, answer: &[f32]| {
            let share = slice.len() as f32 / pictures;
            let (mut rest, &[loss, correct]) = answer.split_last_chunk().unwrap_or(NOTHING);
            head = [head[0] + share * loss, head[1] + correct];
            if rest.is_empty() {
                first = share;
                return;
            }
            for param in 0..params {
                let sums = device.numbers_mut(Leaf::Grad(param));
                let grads = rest.split_off(..sums.len()).unwrap_or_default();
                add_weighted(sums, first, grads, share);
            }
            first = 1.0;
        };
        self.deal(Task::Learn, slices, train, &mut add).await?;
        Ok(head)
    }

    /// Pictures that a worker tests before it answers. A task brings all weights along, so that it has to
    /// be worth them: a weight costs about as much as so many multiply-adds.
    fn test_share(&self) -> usize {
        const OF_A_WEIGHT: f32 = 200.0;
        let batch = test_batch(&self.trace);
        let macs = self.trace.macs() as f32 * batch as f32;
        let batches = self.numbers() as f32 * OF_A_WEIGHT / macs.max(1.0);
        batch * batches.ceil().max(1.0) as usize
    }

    /// Pictures that are tested at once.
    pub(super) fn test_round(&self) -> usize {
        match self.spec.workers as usize {
            workers @ 2.. if self.device.is_immediate() => workers * self.test_share(),
            _ => test_batch(&self.trace),
        }
    }

    /// Tests the pictures at hand, by whoever is there.
    pub(super) async fn test_at_hand(&mut self, take: Take<'_>) -> Result<(), Failure> {
        let slices = parts(self.target.len(), self.test_share());
        self.deal(Task::Test, &slices, None, take).await
    }

    /// Has `task` done with every slice of the pictures at hand and hands over the answers in order. Looks
    /// ahead in `train` before it waits for any.
    async fn deal(
        &mut self,
        task: Task,
        slices: &[Range<usize>],
        train: Option<&DataSet>,
        add: Take<'_>,
    ) -> Result<(), Failure> {
        let mut crew = self.crew.take();
        let dealt = self.deal_to(&mut crew, task, slices, train, add).await;
        self.crew = crew;
        dealt
    }

    /// The first slice is done here while the crew works; so is any that is not taken or not answered.
    async fn deal_to(
        &mut self,
        crew: &mut Option<Box<dyn Crew>>,
        task: Task,
        slices: &[Range<usize>],
        train: Option<&DataSet>,
        add: Take<'_>,
    ) -> Result<(), Failure> {
        if let (Some(crew), 2..) = (&mut *crew, slices.len()) {
            // All of them, though a short batch has work for fewer: the others stay.
            crew.enlist(&self.spec, self.spec.workers as usize - 1);
            for (at, slice) in slices.iter().enumerate().skip(1) {
                let clock = self.clock(slice.start);
                let batch = Slice {
                    clock: &clock,
                    input: &self.input,
                    target: &self.target,
                };
                let part = batch.part(slice, self.spec.input().len());
                let task = [task.number()];
                let mut parts = vec![task.as_slice()];
                let params = 0..self.trace.params.len() as u32;
                parts.extend(params.map(|param| self.device.numbers(Leaf::Param(param))));
                parts.extend([part.clock, part.input, part.target]);
                crew.ask(at - 1, &parts);
            }
        }
        // Kept from one batch to the next: fresh memory would have to be set to nought.
        let mut answer = take(&mut self.answer);
        for (at, slice) in slices.iter().enumerate() {
            let answered = match crew {
                Some(crew) if at > 0 => crew.answer(at - 1, &mut answer).await,
                Some(_) | None => false,
            };
            if !answered {
                self.own(task, slice, &mut answer).await?;
                if let (Some(train), 0) = (train, at) {
                    self.look_ahead(train)?;
                }
            }
            add(&mut self.device, slice, &answer);
        }
        self.answer = answer;
        Ok(())
    }

    /// Gradients of the first slice stay on the device; those of another one change places with the sums
    /// that are there, which wait in the answer.
    async fn own(
        &mut self,
        task: Task,
        range: &Range<usize>,
        answer: &mut Vec<f32>,
    ) -> Result<(), Failure> {
        let params = match task {
            Task::Learn if range.start > 0 => self.trace.params.len() as u32,
            Task::Learn | Task::Test => 0,
        };
        answer.clear();
        for param in 0..params {
            answer.extend_from_slice(self.device.numbers(Leaf::Grad(param)));
        }
        let clock = self.clock(range.start);
        let batch = Slice {
            clock: &clock,
            input: &self.input,
            target: &self.target,
        };
        let slice = batch.part(range, self.spec.input().len());
        let (device, programs) = (&mut self.device, &mut self.programs);
        let about = (&self.spec, &self.trace);
        let head = task.answer(slice, device, programs, about).await?;
        let mut rest = answer.as_mut_slice();
        for param in 0..params {
            let sums = self.device.numbers_mut(Leaf::Grad(param));
            if let Some(own) = rest.split_off_mut(..sums.len()) {
                own.swap_with_slice(sums);
            }
        }
        answer.extend(head);
        Ok(())
    }
}
