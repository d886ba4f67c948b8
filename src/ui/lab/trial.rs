//! Before a long run of automatic choice: the CPU and WebGPU are measured, one after the other, and the
//! faster one trains. Who wins is decided in `lesson::device`.

use leptos::prelude::*;

use super::Lab;
use crate::lesson::device::{self, Before, Compared, Engine, Fault, Rates};
use crate::lesson::progress;
use crate::lesson::sizes::{Cost, Speed};
use crate::lesson::state::Playground;
use crate::lesson::state::device::Kind;
use crate::tensor::adapter::Adapter;
use crate::train::history::History;
use crate::train::protocol::{Failure, Request, RunState};

/// How far a comparison is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Trial {
    Idle,
    MeasuringCpu,
    /// WebGPU is being looked for; the CPU learns from so many pictures a second, if it told in time.
    Opening {
        cpu: Option<f32>,
    },
    MeasuringGpu {
        cpu: Option<f32>,
    },
}

impl Lab {
    /// Takes the faster device first, where the rest of the run is long enough for the question.
    pub(super) fn begins_with_trial(self) -> bool {
        let Some(chosen) = self.applied.get_untracked() else {
            return false;
        };
        let is_open = chosen.device.kind == Kind::Auto
            && self.engines.now.get_untracked() == Engine::Cpu
            && !self.has_gpu_failed(&chosen)
            && self.is_gpu_unknown_or_real()
            && self.can_move();
        if !is_open {
            return false;
        }
        let known = untrack(|| self.comparison());
        let rate = known.and_then(|known| known.rates.cpu);
        let seconds = self.seconds_left(&chosen, rate);
        match (device::before(seconds, known.map(|k| k.winner)), known) {
            (Before::Nothing, _) | (Before::Move, None) => return false,
            (Before::Move, Some(known)) => self.begin_on(Engine::Gpu, Some(known.rates)),
            (Before::Measure, _) => {
                self.state.set(RunState::Loading);
                self.engines.trial.set(Trial::MeasuringCpu);
                self.measure_on(Engine::Cpu);
            }
        }
        true
    }

    /// What an earlier comparison of the run's network came to, unless WebGPU failed it since.
    pub fn comparison(self) -> Option<Compared> {
        let chosen = self.applied.get()?;
        if self.has_gpu_failed(&chosen) {
            return None;
        }
        let network = device::network(&self.spec(&chosen));
        self.engines.compared.with(|all| {
            let of_it = |known: &&Compared| known.network == network;
            all.iter().rev().find(of_it).copied()
        })
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

    /// As long as the rest of the run would take on the CPU, at `rate` or else at the speed measured last.
    fn seconds_left(self, chosen: &Playground, rate: Option<f32>) -> Option<f32> {
        let spec = self.spec(chosen);
        let cost = Cost::of(&spec)?;
        let speed = match rate {
            Some(rate) => Speed::measured(cost.macs, rate),
            None => self.speed.get_untracked()?,
        };
        let epoch = speed.epoch(cost.macs, spec.pictures);
        let all = spec.epochs * progress::steps_per_epoch(&spec);
        let done = self.history.with_untracked(History::last_step);
        let share = 1.0 - done as f32 / all.max(1) as f32;
        Some(epoch * spec.epochs as f32 * share)
    }

    fn measure_on(self, engine: Engine) {
        let Some(chosen) = self.applied.get_untracked() else {
            return self.decide(None);
        };
        self.limit_wait();
        self.ask_speed(engine, self.spec(&chosen));
    }

    /// What a measurement came to, in a comparison or for the table of sizes.
    pub(super) fn note_rate(self, engine: Engine, network: u32, rate: Result<f32, Failure>) {
        self.note_speed(engine, network, &rate);
        let of_run = self.applied.with_untracked(|chosen| {
            let spec = chosen.as_ref().map(|chosen| self.spec(chosen));
            spec.is_some_and(|spec| device::network(&spec) == network)
        });
        if !of_run {
            return;
        }
        let trial = self.engines.trial;
        match (trial.get_untracked(), engine, rate) {
            (Trial::MeasuringCpu, Engine::Cpu, Ok(rate)) => self.note_cpu(Some(rate)),
            // The run will say why.
            (Trial::MeasuringCpu, Engine::Cpu, Err(_)) => self.decide(None),
            // Late, but not too late.
            (Trial::Opening { .. }, Engine::Cpu, Ok(rate)) => {
                trial.set(Trial::Opening { cpu: Some(rate) });
            }
            (Trial::MeasuringGpu { .. }, Engine::Cpu, Ok(rate)) => {
                trial.set(Trial::MeasuringGpu { cpu: Some(rate) });
            }
            (Trial::MeasuringGpu { cpu }, Engine::Gpu, Ok(gpu)) => {
                self.decide(Some(Rates { cpu, gpu }));
            }
            (Trial::MeasuringGpu { .. }, Engine::Gpu, Err(failure)) => match Fault::of(failure) {
                Ok(fault) => self.fault(fault),
                Err(_) => self.decide(None),
            },
            (
                Trial::Idle
                | Trial::MeasuringCpu
                | Trial::Opening { .. }
                | Trial::MeasuringGpu { .. },
                Engine::Cpu | Engine::Gpu,
                Ok(_) | Err(_),
            ) => {}
        }
    }

    /// The CPU was measured, or is too slow to tell: WebGPU is looked for if the run is long.
    pub(super) fn note_cpu(self, rate: Option<f32>) {
        self.engines.stop_waiting();
        let chosen = self.applied.get_untracked();
        let seconds = rate.and_then(|rate| self.seconds_left(&chosen?, Some(rate)));
        if !device::is_long(seconds) {
            return self.decide(None);
        }
        self.engines.trial.set(Trial::Opening { cpu: rate });
        self.open(Engine::Gpu);
    }

    /// The adapter that was looked for is here.
    pub(super) fn try_adapter(self, adapter: &Adapter) {
        let Trial::Opening { cpu } = self.engines.trial.get_untracked() else {
            return;
        };
        if !device::is_rival(adapter) {
            return self.decide(None);
        }
        self.engines.trial.set(Trial::MeasuringGpu { cpu });
        self.measure_on(Engine::Gpu);
    }

    /// Ends the comparison: the run begins on the winner.
    pub(super) fn decide(self, rates: Option<Rates>) {
        self.engines.trial.set(Trial::Idle);
        self.engines.stop_waiting();
        let found = self.engines.found.get_untracked().and_then(Result::ok);
        let winner = device::pick(found.as_ref(), rates);
        if let (Some(rates), Some(chosen)) = (rates, self.applied.get_untracked()) {
            let network = device::network(&self.spec(&chosen));
            self.engines.compared.update(|all| {
                all.push(Compared {
                    network,
                    rates,
                    winner,
                });
            });
        }
        self.begin_on(winner, rates);
    }

    fn begin_on(self, winner: Engine, rates: Option<Rates>) {
        match winner {
            Engine::Cpu => self.engines.close(Engine::Gpu),
            Engine::Gpu => self.move_to(Engine::Gpu),
        }
        let chosen = self.applied.get_untracked();
        if let (Engine::Gpu, Some(rates), Some(chosen)) = (winner, rates, chosen) {
            self.know_speed(Engine::Gpu, &self.spec(&chosen), rates.gpu);
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
}
