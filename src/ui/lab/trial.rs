//! Before a long run of automatic choice: the CPU and WebGPU are measured, one after the other, and the
//! faster one trains. Who wins is decided in `lesson::device`.

use leptos::prelude::*;

use super::Lab;
use crate::lesson::device::{self, Engine, Rates};
use crate::lesson::progress;
use crate::lesson::sizes::{Cost, Speed};
use crate::lesson::state::Playground;
use crate::lesson::state::device::Kind;
use crate::tensor::adapter::Adapter;
use crate::train::history::History;
use crate::train::protocol::{Request, RunSpec, RunState};

/// How far a comparison is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Trial {
    Idle,
    /// WebGPU is being looked for.
    Opening,
    MeasuringCpu,
    /// After the CPU, which learns from so many pictures a second.
    MeasuringGpu {
        cpu: f32,
    },
}

/// What a comparison came to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Compared {
    pub rates: Rates,
    pub winner: Engine,
    /// Of the network that was measured.
    macs: u64,
}

impl Lab {
    /// Takes the faster device first, where the rest of the run is long enough for the question.
    pub(super) fn begins_with_trial(self) -> bool {
        let Some(chosen) = self.applied.get_untracked() else {
            return false;
        };
        let is_open = chosen.device.kind == Kind::Auto
            && self.engines.now.get_untracked() == Engine::Cpu
            && !self.engines.gpu_has_failed.get_value()
            && self.can_move();
        if !is_open || !device::is_long(self.seconds_left(&chosen)) {
            return false;
        }
        let macs = Cost::of(&self.spec(&chosen)).map(|cost| cost.macs);
        let known = self.engines.compared.get_untracked();
        match known.filter(|known| Some(known.macs) == macs) {
            Some(known) => known.winner == Engine::Gpu && self.compare(),
            None => self.is_gpu_unknown_or_real() && self.compare(),
        }
    }

    /// A software adapter was told of once; it is not asked for again.
    fn is_gpu_unknown_or_real(self) -> bool {
        let found = self.engines.found.get_untracked();
        match found {
            Some(Ok(adapter)) => device::is_rival(&adapter),
            Some(Err(_)) => false,
            None => true,
        }
    }

    /// Nothing is lost if the run begins elsewhere: its last checkpoint is of this very step.
    fn can_move(self) -> bool {
        let step = self.history.with_untracked(History::last_step);
        let kept = self.kept.with_value(|kept| kept.as_ref().map(|k| k.step));
        kept == Some(step) || self.is_fresh()
    }

    /// As long as the rest of the run would take at the speed measured on the CPU.
    fn seconds_left(self, chosen: &Playground) -> Option<f32> {
        let spec = self.spec(chosen);
        let (cost, speed) = (Cost::of(&spec)?, self.speed.get_untracked()?);
        let epoch = speed.epoch(cost.macs, spec.pictures);
        let all = spec.epochs * progress::steps_per_epoch(&spec);
        let done = self.history.with_untracked(History::last_step);
        let share = 1.0 - done as f32 / all.max(1) as f32;
        Some(epoch * spec.epochs as f32 * share)
    }

    /// Always: the comparison has begun.
    fn compare(self) -> bool {
        self.state.set(RunState::Loading);
        self.engines.trial.set(Trial::Opening);
        self.open(Engine::Gpu);
        true
    }

    /// The adapter that was looked for is here.
    pub(super) fn try_adapter(self, adapter: &Adapter) {
        if self.engines.trial.get_untracked() != Trial::Opening {
            return;
        }
        if !device::is_rival(adapter) {
            return self.decide(None);
        }
        self.engines.trial.set(Trial::MeasuringCpu);
        self.measure_on(Engine::Cpu);
    }

    fn measure_on(self, engine: Engine) {
        let Some(chosen) = self.applied.get_untracked() else {
            return self.decide(None);
        };
        let (run, spec) = (self.run.get_value(), self.spec(&chosen));
        self.wait_for_gpu();
        self.engines.send(engine, &Request::Measure { run, spec });
    }

    /// What a measurement came to, in a comparison or for the table of sizes.
    pub(super) fn note_rate(self, engine: Engine, rate: f32) {
        match (self.engines.trial.get_untracked(), engine) {
            (Trial::MeasuringCpu, Engine::Cpu) => {
                self.engines.trial.set(Trial::MeasuringGpu { cpu: rate });
                self.measure_on(Engine::Gpu);
            }
            (Trial::MeasuringGpu { cpu }, Engine::Gpu) => {
                self.engines.stop_waiting();
                self.decide(Some(Rates { cpu, gpu: rate }));
            }
            (Trial::Idle | Trial::Opening, engine)
                if engine == self.engines.now.get_untracked() =>
            {
                let macs = self
                    .measured
                    .with_value(|measured| measured.map_or(0, |m| m.macs));
                self.speed.set(Some(Speed::measured(macs, rate)));
            }
            (
                Trial::Idle | Trial::Opening | Trial::MeasuringCpu | Trial::MeasuringGpu { .. },
                Engine::Cpu | Engine::Gpu,
            ) => {}
        }
    }

    /// Ends the comparison: the run begins on the winner.
    pub(super) fn decide(self, rates: Option<Rates>) {
        self.engines.trial.set(Trial::Idle);
        self.engines.stop_waiting();
        let found = self.engines.found.get_untracked().and_then(Result::ok);
        let winner = device::pick(found.as_ref(), rates);
        let spec = self
            .applied
            .get_untracked()
            .map(|chosen| self.spec(&chosen));
        let cost = spec.as_ref().and_then(Cost::of);
        if let (Some(rates), Some(cost)) = (rates, cost) {
            let macs = cost.macs;
            self.engines.compared.set(Some(Compared {
                rates,
                winner,
                macs,
            }));
        }
        match winner {
            Engine::Cpu => self.engines.close(Engine::Gpu),
            Engine::Gpu => self.move_to(Engine::Gpu),
        }
        if let (Engine::Gpu, Some(rates), Some(spec), Some(cost)) = (winner, rates, spec, cost) {
            self.know_speed(&spec, cost, rates.gpu);
        }
        self.state.set(RunState::Loading);
        self.want(|run| Request::Start { run });
    }

    /// The reader does not wait for it.
    pub(super) fn drop_trial(self) {
        if self.engines.trial.get_untracked() != Trial::Idle {
            self.engines.trial.set(Trial::Idle);
            self.engines.close(Engine::Gpu);
            self.state.set(RunState::Paused);
        }
    }

    fn know_speed(self, spec: &RunSpec, cost: Cost, rate: f32) {
        self.measured.set_value(Some(self.measuring(spec, cost)));
        self.speed.set(Some(Speed::measured(cost.macs, rate)));
    }
}
