//! A batch cut into slices, each of which another worker can take; the answers are put together in order,
//! whoever gave them. What is done with a slice is left to `task`.

use std::mem::swap;
use std::ops::Range;

use super::crew::Crew;
use super::protocol::Failure;
use super::session::Session;
use super::task::{Slice, Take, Task, parts, test_batch};
use crate::nn::trace::Param;
use crate::tensor::graph::Leaf;
use crate::tensor::ops::{add_weighted, scale};

/// Numbers of an answer before the gradients: mean loss of the slice, right answers.
const HEAD: usize = 2;

/// `pictures` cut into at most `slices` parts, the first ones longer by one where it does not divide.
pub fn cut(pictures: usize, slices: usize) -> Vec<Range<usize>> {
    let slices = slices.clamp(1, pictures.max(1));
    let (each, longer) = (pictures / slices, pictures % slices);
    let start = |slice: usize| slice * each + slice.min(longer);
    (0..slices)
        .map(|slice| start(slice)..start(slice + 1))
        .collect()
}

/// Adds a slice's gradients to those before it, weighted with its share of the batch: its loss and its
/// gradients are means over the slice, its right answers a count.
fn add(sum: &mut Vec<f32>, answer: &mut Vec<f32>, share: f32) {
    if let [loss, _, grads @ ..] = answer.as_mut_slice() {
        *loss *= share;
        if sum.is_empty() {
            scale(grads, share);
            return swap(sum, answer);
        }
    }
    if let ([loss, correct, sums @ ..], [its_loss, its_correct, grads @ ..]) =
        (sum.as_mut_slice(), answer.as_slice())
    {
        *loss += its_loss;
        *correct += its_correct;
        add_weighted(sums, grads, share);
    }
}

impl Session {
    /// Gradients of every slice by whoever is there, summed in order; nothing where the batch stays whole.
    pub(super) async fn in_slices(&mut self) -> Option<Result<Vec<f32>, Failure>> {
        let slices = cut(self.target.len(), self.spec.workers as usize);
        if slices.len() == 1 || !self.device.is_immediate() {
            return None;
        }
        Some(self.sum_of(&slices).await)
    }

    async fn sum_of(&mut self, slices: &[Range<usize>]) -> Result<Vec<f32>, Failure> {
        let (mut sum, pictures) = (Vec::new(), self.target.len() as f32);
        self.deal(Task::Learn, slices, &mut |slice, answer| {
            add(&mut sum, answer, slice.len() as f32 / pictures);
        })
        .await?;
        let mut rest = sum.get(HEAD..).unwrap_or_default();
        for (param, &Param { shape, .. }) in (0..).zip(&self.trace.params) {
            let own = rest.split_off(..shape.len()).unwrap_or_default();
            self.device.upload(Leaf::Grad(param), own)?;
        }
        sum.truncate(HEAD);
        Ok(sum)
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
        self.deal(Task::Test, &slices, take).await
    }

    /// Has `task` done with every slice of the pictures at hand and hands over the answers in order.
    async fn deal(
        &mut self,
        task: Task,
        slices: &[Range<usize>],
        take: Take<'_>,
    ) -> Result<(), Failure> {
        let mut crew = self.crew.take();
        let dealt = self.deal_to(&mut crew, task, slices, take).await;
        self.crew = crew;
        dealt
    }

    /// The first slice is done here while the crew works; so is any that is not taken or not answered.
    async fn deal_to(
        &mut self,
        crew: &mut Option<Box<dyn Crew>>,
        task: Task,
        slices: &[Range<usize>],
        take: Take<'_>,
    ) -> Result<(), Failure> {
        let mut asked = vec![false; slices.len()];
        if let (Some(crew), 2..) = (&mut *crew, slices.len()) {
            // All of them, though a short batch has work for fewer: the others stay.
            crew.enlist(&self.spec, self.spec.workers as usize - 1);
            for param in 0..self.trace.params.len() as u32 {
                self.device.record(Leaf::Param(param))?;
            }
            let weights = self.device.recorded().await?;
            for (at, slice) in slices.iter().enumerate().skip(1) {
                let clock = self.clock(slice.start);
                let batch = Slice {
                    clock: &clock,
                    input: &self.input,
                    target: &self.target,
                };
                let part = batch.part(slice, self.spec.input().len());
                let parts: [&[f32]; 5] = [
                    &[task.number()],
                    &weights,
                    part.clock,
                    part.input,
                    part.target,
                ];
                asked[at] = crew.ask(at - 1, &parts);
            }
        }
        let mut answer = Vec::new();
        for (at, slice) in slices.iter().enumerate() {
            let answered = match crew {
                Some(crew) if asked[at] => crew.answer(at - 1, &mut answer).await,
                Some(_) | None => false,
            };
            if !answered {
                answer = self.own(task, slice).await?;
            }
            take(slice, &mut answer);
        }
        Ok(())
    }

    async fn own(&mut self, task: Task, slice: &Range<usize>) -> Result<Vec<f32>, Failure> {
        let clock = self.clock(slice.start);
        let batch = Slice {
            clock: &clock,
            input: &self.input,
            target: &self.target,
        };
        let slice = batch.part(slice, self.spec.input().len());
        let (device, programs) = (&mut self.device, &mut self.programs);
        task.answer(slice, device, programs, (&self.spec, &self.trace))
            .await
    }
}
