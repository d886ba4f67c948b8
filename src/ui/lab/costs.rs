//! What a network costs before it runs, and what comes with it: the reader's word for a large one, this
//! machine's speed, weights that are trained already.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::trial::Trial;
use super::{Lab, Weights};
use crate::lesson::device::{self, Engine};
use crate::lesson::sizes::{Cost, Speed};
use crate::lesson::state::Playground;
use crate::lesson::state::device::Kind;
use crate::train::protocol::{Failure, Request, RunSpec};
use crate::ui::dom;
use crate::zoo::trained::Trained;

/// What a speed is measured on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measuring {
    engine: Engine,
    network: u32,
    /// Multiply-adds of the network.
    macs: u64,
}

impl Lab {
    /// Builds the large network that waited for the reader's word.
    pub fn agree(self) {
        let cost = Cost::of(&self.playground.with_untracked(Playground::run_spec));
        self.agreed.update_value(|agreed| {
            *agreed = cost.map_or(*agreed, |cost| cost.weights.max(*agreed));
        });
        self.reset();
    }

    /// What a run of that choice would cost here. WebGPU needs no helpers.
    pub fn cost(self, chosen: &Playground) -> Option<Cost> {
        let spec = self.spec(chosen);
        let workers = match chosen.device.kind {
            Kind::WebGpu => 1,
            Kind::Auto | Kind::Cpu => spec.workers,
        };
        Cost::of(&RunSpec { workers, ..spec })
    }

    /// Finds out how fast this machine learns, on the network of `chosen`.
    pub fn measure(self, chosen: &Playground) {
        let spec = self.spec(chosen);
        let Some(cost) = Cost::of(&spec) else {
            return;
        };
        let network = device::network(&spec);
        let is_known = self
            .measured
            .with_untracked(|known| known.is_some_and(|known| known.network == network));
        let is_comparing = self.engines.trial.get_untracked() != Trial::Idle;
        if cost.is_heavy() || is_comparing || is_known {
            return;
        }
        self.ask_speed(self.engines.now.get_untracked(), spec);
    }

    /// The answer is a speed if the device has the run, and a step of a comparison if there is one.
    pub(super) fn ask_speed(self, engine: Engine, spec: RunSpec) {
        let network = device::network(&spec);
        if engine == self.engines.now.get_untracked() {
            self.expect_speed(engine, &spec);
        }
        self.engines
            .send(engine, &Request::Measure { network, spec });
    }

    fn expect_speed(self, engine: Engine, spec: &RunSpec) {
        let (network, cost) = (device::network(spec), Cost::of(spec));
        self.unmeasured.set(None);
        self.measured.set(cost.map(|Cost { macs, .. }| Measuring {
            engine,
            network,
            macs,
        }));
    }

    /// Speeds of other devices, or of networks that are no longer asked for, are no guide.
    pub(super) fn note_speed(self, engine: Engine, network: u32, rate: &Result<f32, Failure>) {
        let measured = self.measured.get_untracked();
        let is_it = |asked: &Measuring| (asked.engine, asked.network) == (engine, network);
        let Some(Measuring { macs, .. }) = measured.filter(is_it) else {
            return;
        };
        match rate {
            Ok(rate) => self.speed.set(Some(Speed::measured(macs, *rate))),
            Err(failure) => self.unmeasured.set(Some(failure.clone())),
        }
    }

    /// The device that has the run was measured already.
    pub(super) fn know_speed(self, engine: Engine, spec: &RunSpec, rate: f32) {
        self.expect_speed(engine, spec);
        self.note_speed(engine, device::network(spec), &Ok(rate));
    }

    pub(super) fn forget_speed(self) {
        self.measured.set(None);
        self.unmeasured.set(None);
        self.speed.set(None);
    }

    /// The weights are those of a file, not random.
    pub fn came_from_a_file(self) -> bool {
        self.weights.with(|weights| match weights {
            Weights::Imported | Weights::Trained(_) => true,
            // None of these changes what was there before.
            Weights::Untouched
            | Weights::Exported { .. }
            | Weights::Fetching(_)
            | Weights::Unreachable(..)
            | Weights::Refused(_) => self.has_import.get_value(),
        })
    }

    /// Takes the weights that come with the course; `page` is already at the network that they fit.
    pub fn fetch_trained(self, trained: Trained) {
        self.reset();
        self.weights.set(Weights::Fetching(trained));
        let run = self.run.get_value();
        spawn_local(async move {
            let root = dom::root_attribute("data-root").unwrap_or_default();
            let url = format!("{root}weights/{}", trained.file);
            let fetched = dom::fetch_bytes(&url).await;
            // Another run may have begun meanwhile, or the widget be gone.
            if self.run.try_get_value() != Some(run) {
                return;
            }
            match fetched {
                Ok(bytes) => self.import(bytes),
                Err(words) => self.weights.set(Weights::Unreachable(trained, words)),
            }
        });
    }
}
