//! A batch cut into slices, each of whose gradients another worker can compute; they are added up in
//! order, whoever computed them. The gradients themselves are left to `gradients`.

use std::ops::Range;

use super::crew::Crew;
use super::gradients::Slice;
use super::protocol::Failure;
use super::session::Session;
use crate::nn::trace::Param;
use crate::tensor::device::Device;
use crate::tensor::graph::Leaf;

/// Numbers of an answer before the gradients: mean loss of the slice, right answers.
pub const HEAD: usize = 2;

/// `pictures` cut into at most `slices` parts, the first ones longer by one where it does not divide.
pub fn cut(pictures: usize, slices: usize) -> Vec<Range<usize>> {
    let slices = slices.clamp(1, pictures.max(1));
    let (each, longer) = (pictures / slices, pictures % slices);
    let start = |slice: usize| slice * each + slice.min(longer);
    (0..slices)
        .map(|slice| start(slice)..start(slice + 1))
        .collect()
}

/// An answer from what the last slice left on `device`.
pub async fn read(
    device: &mut Device,
    params: usize,
    answer: &mut Vec<f32>,
) -> Result<(), Failure> {
    answer.clear();
    answer.extend(device.recorded().await?);
    for param in 0..params as u32 {
        answer.extend(device.download(Leaf::Grad(param)).await?);
    }
    Ok(())
}

/// Adds a slice's answer to those before it, weighted with its share of the batch: its loss and its
/// gradients are means over the slice, its right answers a count.
pub fn add(sum: &mut Vec<f32>, answer: &[f32], share: f32) {
    if sum.is_empty() {
        sum.resize(answer.len(), 0.0);
    }
    for (at, (sum, number)) in sum.iter_mut().zip(answer).enumerate() {
        let weight = if at == 1 { 1.0 } else { share };
        *sum += weight * number;
    }
}

impl Session {
    /// Every slice by whoever is there, summed in order; nothing where the batch stays whole.
    pub(super) async fn in_slices(&mut self) -> Option<Result<Vec<f32>, Failure>> {
        let slices = cut(self.target.len(), self.spec.workers as usize);
        if slices.len() == 1 || !self.device.is_immediate() {
            return None;
        }
        Some(self.sum_of(&slices).await)
    }

    async fn sum_of(&mut self, slices: &[Range<usize>]) -> Result<Vec<f32>, Failure> {
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
