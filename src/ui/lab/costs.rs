//! What a network costs before it runs, and what comes with it: the reader's word for a large one, this
//! machine's speed, weights that are trained already.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::trial::Trial;
use super::{Lab, Weights};
use crate::lesson::device::Engine;
use crate::lesson::sizes::Cost;
use crate::lesson::state::Playground;
use crate::train::protocol::{Request, RunSpec};
use crate::ui::dom;
use crate::zoo::trained::Trained;

/// What a speed was measured on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Measuring {
    engine: Engine,
    workers: u32,
    /// Multiply-adds of the network.
    pub macs: u64,
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

    /// Finds out how fast this machine learns, on the network of `chosen`.
    pub fn measure(self, chosen: &Playground) {
        let spec = self.spec(chosen);
        let Some(cost) = Cost::of(&spec) else {
            return;
        };
        let measuring = self.measuring(&spec, cost);
        let is_comparing = self.engines.trial.get_untracked() != Trial::Idle;
        if cost.is_heavy() || is_comparing || self.measured.get_value() == Some(measuring) {
            return;
        }
        self.measured.set_value(Some(measuring));
        self.send(|run| Request::Measure { run, spec });
    }

    /// Speeds of other devices, or of other numbers of workers, are no guide.
    pub(super) fn measuring(self, spec: &RunSpec, cost: Cost) -> Measuring {
        let engine = self.engines.now.get_untracked();
        let workers = match engine {
            Engine::Cpu => spec.workers,
            Engine::Gpu => 1,
        };
        Measuring {
            engine,
            workers,
            macs: cost.macs,
        }
    }

    pub(super) fn forget_speed(self) {
        self.measured.set_value(None);
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
