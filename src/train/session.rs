//! A training run: network, optimiser and the order of the pictures, on one device.
//! Knows no browser and no clock; when to step is left to `trainer`.

use serde::{Deserialize, Serialize};

use super::batches::{Batches, stream};
use super::crew::Crew;
use super::pictures::Pictures;
use super::programs::{Learning, Programs};
use super::protocol::{EpochPoint, Failure, RunSpec, StepPoint};
use super::shuffle::in_order;
use super::test_pass::TestPass;
use crate::data::fashion_mnist::TRAIN_PICTURES;
use crate::data::store::DataSet;
use crate::nn::init::initialise_one;
use crate::nn::safetensors::{self, Dtype, WeightsError};
use crate::nn::trace::{Mode, Param, Trace, trace};
use crate::tensor::device::Device;
use crate::tensor::graph::Leaf;
use crate::tensor::shape::SIDE_LIMIT;

/// Leaves that are read with one wait: all would need as much memory again.
pub(super) const AT_ONCE: usize = 32;

#[derive(Debug)]
pub struct Session {
    pub(super) spec: RunSpec,
    /// For one picture, in evaluation mode.
    pub(super) trace: Trace,
    pub(super) device: Device,
    pub(super) programs: Programs,
    /// Others who do tasks.
    pub(super) crew: Option<Box<dyn Crew>>,
    pub(super) pictures: Pictures,
    pub(super) batches: Batches,
    /// Updates done.
    pub(super) step: u32,
    /// Updates done when the optimiser's memory was last empty.
    forgotten_at: u32,
    pub(super) epoch: Totals,
    /// Which copy of the weights is known to be good.
    pub(super) good: usize,
    pub(super) input: Vec<f32>,
    pub(super) target: Vec<f32>,
    /// The next batch, where there was time to look ahead.
    pub(super) next_input: Vec<f32>,
    pub(super) next_target: Vec<f32>,
    /// Room for what the crew answers.
    #[cfg(not(feature = "gpu-only"))]
    pub(super) answer: Vec<f32>,
}

/// Where a run stands, but for its numbers.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Standing {
    step: u32,
    forgotten_at: u32,
    epoch: u32,
    /// Pictures of the epoch that are done.
    done: u32,
    totals: Totals,
    /// It has an optimiser with a memory.
    pub has_learnt: bool,
}

/// What some optimiser steps came to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Advance {
    pub points: Vec<StepPoint>,
    pub examples: usize,
    /// A loss was no number; the weights are again those of one that was.
    pub diverged: bool,
}

/// What one optimiser step came to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Stepped {
    Done {
        point: StepPoint,
        examples: usize,
    },
    /// The loss was no number: no update, and the weights are again those of the last loss that was one.
    Diverged,
}

/// Sums over the steps of an epoch.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Totals {
    pub(super) loss: f64,
    pub(super) steps: u32,
    pub(super) correct: f64,
    pub(super) pictures: u32,
}

impl Session {
    /// A fresh run, before its first step: weights and nothing more. Numbers that make no sense are
    /// moved into bounds.
    ///
    /// # Errors
    /// The layer that cannot work; a network too large for the machine.
    pub fn new(mut spec: RunSpec, device: Device) -> Result<Self, Failure> {
        spec.pictures = spec.pictures.clamp(1, TRAIN_PICTURES as u32);
        spec.batch_size = spec.batch_size.clamp(1, spec.pictures);
        spec.side = spec.side.clamp(1, SIDE_LIMIT as u32);
        let mut session = Self {
            trace: trace(&spec.module, spec.input(), Mode::Eval)?,
            batches: Batches::new(spec.seed, spec.pictures, spec.batch_size),
            step: 0,
            forgotten_at: 0,
            epoch: Totals::default(),
            good: 0,
            input: Vec::new(),
            target: Vec::new(),
            next_input: Vec::new(),
            next_target: Vec::new(),
            #[cfg(not(feature = "gpu-only"))]
            answer: Vec::new(),
            pictures: Pictures::new(&spec),
            spec,
            device,
            programs: Programs::default(),
            crew: None,
        };
        session.draw_weights()?;
        Ok(session)
    }

    /// One parameter after another: the largest networks leave no room for a second copy of all.
    fn draw_weights(&mut self) -> Result<(), Failure> {
        self.device.try_room(self.numbers())?;
        let mut rng = stream(self.spec.seed, 0);
        let moves = self.spec.shuffle.is_some_and(|s| s.moves_weights);
        let order = &self.pictures.order;
        for (at, param) in (0..).zip(&self.trace.params) {
            let mut values = initialise_one(param, self.spec.init, &mut rng);
            if at == 0 && moves && values.len().is_multiple_of(order.len()) {
                values = in_order(&values, order);
            }
            self.device.upload(Leaf::Param(at), &values)?;
        }
        Ok(())
    }

    /// In all parameters.
    pub(super) fn numbers(&self) -> usize {
        let params = self.trace.params.iter();
        params.fold(0, |sum, param| sum.saturating_add(param.shape.len()))
    }

    /// Makes what only learning needs: gradients, the optimiser's memory, a copy of the last good weights.
    pub(super) fn learning(&mut self) -> Result<Learning, Failure> {
        if let Some(learning) = self.programs.learning() {
            return Ok(learning);
        }
        let (params, optimizer) = (&self.trace.params, self.spec.optimizer);
        let copies = 1 + optimizer.slots() as usize + self.generations();
        self.device
            .try_room(self.numbers().saturating_mul(copies))?;
        let generations = self.generations();
        let device = &mut self.device;
        let learning = self
            .programs
            .learn(device, params, optimizer, generations)?;
        for (param, &Param { shape, .. }) in (0..).zip(&self.trace.params) {
            // Stays nought where the loss does not depend on the parameter.
            let zeros = vec![0.0; shape.len()];
            self.device.upload(Leaf::Grad(param), &zeros)?;
        }
        self.keep()?;
        self.forget()?;
        Ok(learning)
    }

    /// Copies of the weights that are kept aside: where the loss comes late, one whose loss is known to
    /// be a number, and one whose is not known yet.
    fn generations(&self) -> usize {
        if self.device.is_immediate() { 1 } else { 2 }
    }

    /// Calls the weights good as they are. Without learning there is nothing to keep.
    pub(super) fn keep(&mut self) -> Result<(), Failure> {
        if let Some(learning) = self.programs.learning() {
            self.device.run(learning.keep[self.good])?;
        }
        Ok(())
    }

    pub(super) fn standing(&self) -> Standing {
        Standing {
            step: self.step,
            forgotten_at: self.forgotten_at,
            epoch: self.batches.epoch(),
            done: self.batches.done(),
            totals: self.epoch,
            has_learnt: self.programs.learning().is_some(),
        }
    }

    pub(super) fn stand(&mut self, standing: Standing) {
        let Standing {
            step,
            forgotten_at,
            epoch,
            done,
            totals,
            has_learnt: _,
        } = standing;
        let spec = &self.spec;
        let batches = Batches::new(spec.seed, spec.pictures, spec.batch_size);
        self.batches = batches.resumed(epoch, done);
        self.step = step;
        self.forgotten_at = forgotten_at.min(step);
        self.epoch = totals;
    }

    /// From now on with others who do tasks.
    pub fn help(&mut self, crew: Box<dyn Crew>) {
        self.crew = Some(crew);
    }

    /// Updates done so far.
    pub fn step_count(&self) -> u32 {
        self.step
    }

    pub fn spec(&self) -> &RunSpec {
        &self.spec
    }

    pub fn set_learning_rate(&mut self, learning_rate: f32) {
        self.spec.learning_rate = learning_rate;
    }

    /// Every epoch is over.
    pub fn is_finished(&self) -> bool {
        self.spec.epochs == 0 || self.is_epoch_over() && self.batches.epoch() >= self.spec.epochs
    }

    /// The last step was its epoch's last.
    pub fn is_epoch_over(&self) -> bool {
        self.batches.is_epoch_over()
    }

    /// Pictures still to be learnt from in this epoch, and whole epochs after it.
    pub fn left(&self) -> (usize, u32) {
        let epochs = self.spec.epochs.saturating_sub(self.batches.epoch());
        (self.batches.left(), epochs)
    }

    /// One optimiser step on the next batch of `train`.
    ///
    /// # Errors
    /// Only what the device cannot do.
    pub async fn step(&mut self, train: &DataSet) -> Result<Stepped, Failure> {
        let Advance {
            points, examples, ..
        } = self.advance(train, 1).await?;
        Ok(match points.first() {
            Some(&point) => Stepped::Done { point, examples },
            None => Stepped::Diverged,
        })
    }

    /// At most `most` optimiser steps, none beyond the end of the epoch, before their losses are looked
    /// at; a device that answers at once takes one.
    ///
    /// # Errors
    /// Only what the device cannot do.
    pub async fn advance(&mut self, train: &DataSet, most: usize) -> Result<Advance, Failure> {
        if self.device.is_immediate() {
            self.step_and_look(train).await
        } else {
            let steps = most.clamp(1, self.batches.steps_left());
            self.steps_ahead(train, steps).await
        }
    }

    /// The epoch so far, beside the test set's results: means over its steps and over its pictures.
    pub fn epoch_point(&self, test: &TestPass, seconds: f32) -> EpochPoint {
        let Totals {
            loss,
            steps,
            correct,
            pictures,
        } = self.epoch;
        EpochPoint {
            epoch: self.batches.epoch(),
            step: self.step,
            loss: (loss / f64::from(steps.max(1))) as f32,
            train_accuracy: (correct / f64::from(pictures.max(1))) as f32,
            test_loss: test.loss(),
            test_accuracy: test.accuracy(),
            seconds,
        }
    }

    /// Takes back the weights of the last loss that was a number; the optimiser's memory starts afresh.
    pub fn fall_back(&mut self) -> Result<(), Failure> {
        let learning = self.learning()?;
        self.device.run(learning.restore[self.good])?;
        self.forget()
    }

    /// The weights, in `state_dict` order.
    pub async fn weights(&self) -> Result<Vec<Vec<f32>>, Failure> {
        let mut weights = Vec::new();
        for param in 0..self.trace.params.len() as u32 {
            weights.push(self.device.download(Leaf::Param(param)).await?);
        }
        Ok(weights)
    }

    /// The weights as the bytes of a safetensors file.
    pub async fn export(&self, dtype: Dtype) -> Result<Vec<u8>, Failure> {
        let weights = self.weights().await?;
        Ok(safetensors::encode(&self.trace.params, &weights, dtype))
    }

    /// Takes over the weights of a safetensors file, the optimiser's memory starting afresh.
    ///
    /// # Errors
    /// Everything that is wrong with the file; then nothing has changed.
    pub fn import(&mut self, bytes: &[u8]) -> Result<Result<(), Vec<WeightsError>>, Failure> {
        match safetensors::decode(bytes, &self.trace.params) {
            Ok(weights) => self.set_weights(&weights).map(Ok),
            Err(errors) => Ok(Err(errors)),
        }
    }

    fn set_weights(&mut self, weights: &[Vec<f32>]) -> Result<(), Failure> {
        for (param, values) in (0..).zip(weights) {
            self.device.upload(Leaf::Param(param), values)?;
        }
        self.keep()?;
        // Without learning there is nothing to forget.
        if self.programs.learning().is_some() {
            self.forget()?;
        }
        Ok(())
    }

    /// Sets the optimiser's state to nought; its steps are counted from here.
    fn forget(&mut self) -> Result<(), Failure> {
        self.forgotten_at = self.step;
        for (param, &Param { shape, .. }) in (0..).zip(&self.trace.params) {
            let zeros = vec![0.0; shape.len()];
            for slot in 0..self.spec.optimizer.slots() {
                self.device.upload(Leaf::State { param, slot }, &zeros)?;
            }
        }
        Ok(())
    }

    /// For a slice that begins at picture `first` of its batch. Adam corrects for empty moments by the
    /// steps since they were. The seed of dropout is cut to the 24 bits that an f32 holds exactly.
    pub(super) fn clock(&self, first: usize) -> [f32; 4] {
        let step = (self.step - self.forgotten_at) as f32;
        let seed = (self.spec.seed & 0x00ff_ffff) as f32;
        [step, self.spec.learning_rate, seed, first as f32]
    }
}
