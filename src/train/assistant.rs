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
}

impl Assistant {
    /// # Errors
    /// The layer that cannot work; a network too large for the machine.
    pub fn new(spec: RunSpec, mut device: Device) -> Result<Self, Failure> {
        let trace = trace(&spec.module, spec.input(), Mode::Eval)?;
        for (param, &Param { shape, .. }) in (0..).zip(&trace.params) {
            // Stays nought where the loss does not depend on the parameter.
            device.upload(Leaf::Grad(param), &vec![0.0; shape.len()])?;
        }
        Ok(Self {
            spec,
            device,
            programs: Programs::default(),
            trace,
        })
    }

    /// `asked`: the task's number, all parameters, the clock, the slice's pictures, their classes.
    ///
    /// # Errors
    /// Only what the device cannot do.
    pub async fn answer(&mut self, asked: &[f32]) -> Result<Vec<f32>, Failure> {
        let mut rest = asked;
        let mut take = |len: usize| rest.split_off(..len.min(rest.len())).unwrap_or_default();
        let task = Task::from_number(take(1).first().copied().unwrap_or_default());
        for (param, &Param { shape, .. }) in (0..).zip(&self.trace.params) {
            self.device.upload(Leaf::Param(param), take(shape.len()))?;
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
        task.answer(
            slice,
            &mut self.device,
            &mut self.programs,
            (&self.spec, &self.trace),
        )
        .await
    }
}
