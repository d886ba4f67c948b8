//! The gradients of a batch: whole, or in slices that a crew helps with. What becomes of them is left to
//! `steps`.

use std::ops::Range;

use super::crew::{Crew, HEAD, Slice, add, cut, read};
use super::protocol::Failure;
use super::session::Session;
use crate::nn::trace::Param;
use crate::tensor::graph::Leaf;

impl Session {
    /// Gradients of the batch at hand, left on the device; its mean loss and its right answers.
    pub(super) async fn gradients(&mut self) -> Result<[f32; 2], Failure> {
        let slices = cut(self.target.len(), self.spec.workers as usize);
        let numbers = if slices.len() > 1 && self.device.is_immediate() {
            self.in_slices(&slices).await?
        } else {
            self.whole_batch().await?;
            self.device.recorded().await?
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

    /// Every slice by whoever is there, summed in order.
    async fn in_slices(&mut self, slices: &[Range<usize>]) -> Result<Vec<f32>, Failure> {
        let mut crew = self.crew.take();
        let summed = self.sum(slices, &mut crew).await;
        self.crew = crew;
        let sum = summed?;
        let mut rest = &sum[HEAD..];
        for (param, &Param { shape, .. }) in (0..).zip(&self.trace.params) {
            let own = rest.split_off(..shape.len()).unwrap_or_default();
            self.device.upload(Leaf::Grad(param), own)?;
        }
        Ok(sum[..HEAD].to_vec())
    }

    async fn sum(
        &mut self,
        slices: &[Range<usize>],
        crew: &mut Option<Box<dyn Crew>>,
    ) -> Result<Vec<f32>, Failure> {
        let sample = self.spec.input().len();
        let mut asked = vec![false; slices.len()];
        if let Some(crew) = crew {
            crew.enlist(&self.spec, slices.len() - 1);
            let weights = self.weights().await?;
            for (at, slice) in slices.iter().enumerate().skip(1) {
                let clock = self.clock(slice.start);
                let input = &self.input[slice.start * sample..slice.end * sample];
                let target = &self.target[slice.clone()];
                let mut task: Vec<&[f32]> = weights.iter().map(Vec::as_slice).collect();
                task.extend([&clock[..], input, target]);
                asked[at] = crew.ask(at - 1, &task);
            }
        }
        let (mut sum, mut answer) = (Vec::new(), Vec::new());
        for (at, slice) in slices.iter().enumerate() {
            let answered = match crew {
                Some(crew) if asked[at] => crew.answer(at - 1, &mut answer).await,
                Some(_) | None => false,
            };
            if !answered {
                self.own_slice(slice, &mut answer).await?;
            }
            add(
                &mut sum,
                &answer,
                slice.len() as f32 / self.target.len() as f32,
            );
        }
        Ok(sum)
    }

    async fn own_slice(
        &mut self,
        slice: &Range<usize>,
        answer: &mut Vec<f32>,
    ) -> Result<(), Failure> {
        let sample = self.spec.input().len();
        let clock = self.clock(slice.start);
        let part = Slice {
            clock: &clock,
            input: &self.input[slice.start * sample..slice.end * sample],
            target: &self.target[slice.clone()],
        };
        part.gradients(&mut self.device, &mut self.programs, &self.spec)
            .await?;
        read(&mut self.device, self.trace.params.len(), answer).await
    }
}
