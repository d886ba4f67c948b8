//! The other end of a crew: a device that does tasks with whatever weights and pictures it is sent.
//! Whose they are is left to whoever asks.

use super::programs::Programs;
use super::protocol::{Failure, RunSpec};
use super::task::{Slice, Task};
use crate::nn::trace::{Mode, Param, Trace, trace};
use crate::tensor::device::Device;
use crate::tensor::graph::{CLOCK, Leaf};

#[derive(Debug)]
pub struct Assistant {
    spec: RunSpec,
    device: Device,
    programs: Programs,
    /// For one picture, in evaluation mode.
    trace: Trace,
    input: Vec<f32>,
    target: Vec<f32>,
    answer: Vec<f32>,
}

/// Fills its argument with the next numbers of a task.
pub type Next<'a> = &'a mut dyn FnMut(&mut [f32]);

impl Assistant {
    /// # Errors
    /// The layer that cannot work; a network too large for the machine.
    pub fn new(spec: RunSpec, mut device: Device) -> Result<Self, Failure> {
        let trace = trace(&spec.module, spec.input(), Mode::Eval)?;
        for (param, &Param { shape, .. }) in (0..).zip(&trace.params) {
            let zeros = vec![0.0; shape.len()];
            device.upload(Leaf::Param(param), &zeros)?;
            // Stays nought where the loss does not depend on the parameter.
            device.upload(Leaf::Grad(param), &zeros)?;
        }
        Ok(Self {
            spec,
            device,
            programs: Programs::default(),
            trace,
            input: Vec::new(),
            target: Vec::new(),
            answer: Vec::new(),
        })
    }

    /// Does a task of `len` numbers: what it is, all parameters, the clock, the slice's pictures, their
    /// classes. Its answer in parts, all gradients included where they are asked for; none where it could not
    /// be done. Each number is copied once on its way in and once on its way out.
    pub async fn answer(&mut self, len: usize, next: Next<'_>) -> Vec<&[f32]> {
        let mut task = [0.0];
        next(&mut task);
        let mut rest = len.saturating_sub(1 + CLOCK.len());
        let params = 0..self.trace.params.len() as u32;
        for param in params.clone() {
            let room = self.device.numbers_mut(Leaf::Param(param));
            rest = rest.saturating_sub(room.len());
            next(room);
        }
        let mut clock = [0.0; CLOCK.len()];
        next(&mut clock);
        let sample = self.spec.input().len();
        let size = rest / (sample + 1);
        self.input.resize(size * sample, 0.0);
        self.target.resize(size, 0.0);
        next(&mut self.input);
        next(&mut self.target);
        let slice = Slice {
            clock: &clock,
            input: &self.input,
            target: &self.target,
        };
        let task = Task::from_number(task[0]);
        let (device, programs) = (&mut self.device, &mut self.programs);
        let about = (&self.spec, &self.trace);
        match task.answer(slice, device, programs, about).await {
            Ok(answer) => self.answer = answer,
            Err(_) => return Vec::new(),
        }
        let mut parts = Vec::new();
        if task == Task::Learn {
            parts.extend(params.map(|param| self.device.numbers(Leaf::Grad(param))));
        }
        parts.push(&self.answer);
        parts
    }
}
