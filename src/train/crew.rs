//! A batch cut into slices, each of whose gradients another worker can compute; they are added up in
//! order, whoever computed them. How tasks travel is left to whoever makes the crew.

use std::fmt;
use std::ops::Range;
use std::pin::Pin;

use super::programs::{CORRECT, LOSS, Programs};
use super::protocol::{Failure, RunSpec};
use crate::nn::trace::{Mode, trace};
use crate::tensor::device::Device;
use crate::tensor::graph::{CLOCK, Leaf};

/// Numbers of an answer before the gradients: mean loss of the slice, right answers.
pub const HEAD: usize = 2;

/// Workers that compute gradients. One that is not there (yet, or any more) is not counted on: the
/// asker does its part.
pub trait Crew {
    /// Sees to it that `members` work on `spec`. Cheap if they do already.
    fn enlist(&mut self, spec: &RunSpec, members: usize);
    /// Waits for all who were enlisted, or who will never come.
    fn gather(&mut self) -> Pin<Box<dyn Future<Output = ()> + '_>>;
    /// Hands `task` to `member`; false if that one is not there.
    fn ask(&mut self, member: usize, task: &[&[f32]]) -> bool;
    /// The answer to what was asked last; false if none will come.
    fn answer<'a>(
        &'a mut self,
        member: usize,
        into: &'a mut Vec<f32>,
    ) -> Pin<Box<dyn Future<Output = bool> + 'a>>;
}

impl fmt::Debug for dyn Crew {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("Crew")
    }
}

/// `pictures` cut into at most `slices` parts, the first ones longer by one where it does not divide.
pub fn cut(pictures: usize, slices: usize) -> Vec<Range<usize>> {
    let slices = slices.clamp(1, pictures.max(1));
    let (each, longer) = (pictures / slices, pictures % slices);
    let start = |slice: usize| slice * each + slice.min(longer);
    (0..slices)
        .map(|slice| start(slice)..start(slice + 1))
        .collect()
}

/// The other end: a device that computes the gradients of whatever weights and pictures it is sent.
#[derive(Debug)]
pub struct Assistant {
    spec: RunSpec,
    device: Device,
    programs: Programs,
    lengths: Vec<usize>,
}

impl Assistant {
    /// # Errors
    /// The layer that cannot work; a network too large for the machine.
    pub fn new(spec: RunSpec, mut device: Device) -> Result<Self, Failure> {
        let trace = trace(&spec.module, spec.input(), Mode::Eval)?;
        let lengths: Vec<usize> = trace.params.iter().map(|p| p.shape.len()).collect();
        for (param, &len) in (0..).zip(&lengths) {
            // Stays nought where the loss does not depend on the parameter.
            device.upload(Leaf::Grad(param), &vec![0.0; len])?;
        }
        Ok(Self {
            spec,
            device,
            programs: Programs::default(),
            lengths,
        })
    }

    /// `task`: all parameters, the clock, the slice's pictures, their classes.
    ///
    /// # Errors
    /// Only what the device cannot do.
    pub async fn answer(&mut self, task: &[f32], answer: &mut Vec<f32>) -> Result<(), Failure> {
        let mut rest = task;
        let mut take = |len: usize| rest.split_off(..len.min(rest.len())).unwrap_or_default();
        for (param, &len) in (0..).zip(&self.lengths) {
            self.device.upload(Leaf::Param(param), take(len))?;
        }
        let clock = take(CLOCK.len());
        let sample = self.spec.input().len();
        let size = rest.len() / (sample + 1);
        let (input, target) = rest.split_at(size * sample);
        let slice = Slice {
            clock,
            input,
            target,
        };
        slice
            .gradients(&mut self.device, &mut self.programs, &self.spec)
            .await?;
        read(&mut self.device, self.lengths.len(), answer).await
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
