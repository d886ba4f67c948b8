//! Which worker has the run: the CPU's or WebGPU's. Starts them, hears them, and moves the run from one to
//! the other. Comparing them before a long run is left to `trial`, what follows a failure to `fault`.

use std::time::Duration;

use leptos::prelude::*;

use super::trial::Trial;
use super::{Lab, worker_url};
use crate::lesson::device::{self, Compared, Engine, Failed, Fallback, Fault};
use crate::lesson::sizes::Cost;
use crate::lesson::state::Playground;
use crate::tensor::adapter::Adapter;
use crate::train::client::{Beside, Client};
use crate::train::protocol::{Event, Found, Request, RunSpec};

/// What a device may take to answer.
const PATIENCE: Duration = Duration::from_secs(15);

#[derive(Clone, Copy)]
pub struct Engines {
    cpu: StoredValue<Option<Client>, LocalStorage>,
    gpu: StoredValue<Option<Client>, LocalStorage>,
    /// The one that has the run.
    pub now: RwSignal<Engine>,
    /// Whether the CPU's worker has SIMD; `None` while there is no worker.
    pub simd: RwSignal<Option<bool>>,
    /// What came of asking for WebGPU; `None` before an answer.
    pub found: RwSignal<Option<Result<Adapter, Fault>>>,
    pub fallback: RwSignal<Option<Fallback>>,
    pub trial: RwSignal<Trial>,
    /// What comparisons came to, the last one last.
    pub compared: RwSignal<Vec<Compared>>,
    /// How WebGPU has failed on this page: automatic choice leaves it alone.
    pub(super) failed: StoredValue<Option<Failed>>,
    /// Counts what is waited for: a deadline of something else means nothing.
    awaited: StoredValue<u32>,
}

impl Engines {
    pub(super) fn new() -> Self {
        Self {
            cpu: StoredValue::new_local(None),
            gpu: StoredValue::new_local(None),
            now: RwSignal::new(Engine::Cpu),
            simd: RwSignal::new(None),
            found: RwSignal::new(None),
            fallback: RwSignal::new(None),
            trial: RwSignal::new(Trial::Idle),
            compared: RwSignal::new(Vec::new()),
            failed: StoredValue::new(None),
            awaited: StoredValue::new(0),
        }
    }

    fn client(self, engine: Engine) -> StoredValue<Option<Client>, LocalStorage> {
        match engine {
            Engine::Cpu => self.cpu,
            Engine::Gpu => self.gpu,
        }
    }

    pub(super) fn has(self, engine: Engine) -> bool {
        self.client(engine).with_value(Option::is_some)
    }

    /// Ends a worker; what it told of itself no longer holds, but for what WebGPU was found to be.
    pub(super) fn close(self, engine: Engine) {
        self.client(engine).set_value(None);
        match engine {
            Engine::Cpu => self.simd.set(None),
            Engine::Gpu => self.stop_waiting(),
        }
    }

    pub(super) fn send(self, engine: Engine, request: &Request) {
        self.client(engine).with_value(|client| {
            if let Some(client) = client {
                client.send(request);
            }
        });
    }

    /// The worker that has the run is up.
    pub fn is_ready(self) -> bool {
        match self.now.get() {
            Engine::Cpu => self.simd.get().is_some(),
            Engine::Gpu => self.adapter().is_some(),
        }
    }

    pub fn adapter(self) -> Option<Adapter> {
        self.found.get().and_then(Result::ok)
    }

    /// What was found can be faster than the CPU.
    pub fn is_rival(self) -> bool {
        self.adapter().as_ref().is_some_and(device::is_rival)
    }

    pub(super) fn stop_waiting(self) {
        self.awaited.update_value(|count| *count += 1);
    }
}

/// Cores that the browser tells of.
pub fn cores() -> u32 {
    window().navigator().hardware_concurrency() as u32
}

impl Lab {
    /// What the workers are told to run.
    pub fn spec(self, chosen: &Playground) -> RunSpec {
        let spec = chosen.run_spec();
        let weights = Cost::of(&spec).map_or(0, |cost| cost.weights);
        RunSpec {
            workers: device::workers(chosen.device.workers, cores(), weights),
            ..spec
        }
    }

    /// Starts the worker if there is none; safe to call at every use.
    pub fn wake(self) {
        if self.mirrors || self.engines.has(self.engines.now.get_untracked()) {
            return;
        }
        self.crash.set(None);
        // After a crash there is a run to go on with.
        if self.applied.with_untracked(Option::is_some) {
            self.move_to(self.engines.now.get_untracked());
        } else {
            self.renew();
        }
    }

    /// Starts the worker that a run of that choice begins on.
    pub(super) fn engage(self, chosen: &Playground) {
        self.drop_trial();
        let has_failed = self.has_gpu_failed(chosen);
        let is_told = self
            .engines
            .found
            .with_untracked(|found| matches!(found, Some(Err(_))));
        if is_told && !has_failed {
            self.engines.found.set(None);
        }
        self.take(device::first(chosen.device.kind, has_failed));
    }

    /// From now on requests go to `engine`, and the other one rests.
    fn take(self, engine: Engine) {
        let before = self.engines.now.get_untracked();
        if before != engine {
            self.engines.close(before);
            self.forget_speed();
        }
        self.engines.now.set(engine);
        self.open(engine);
    }

    /// Starts the worker of `engine` if there is none.
    pub(super) fn open(self, engine: Engine) {
        if self.engines.has(engine) {
            return;
        }
        if engine == Engine::Gpu {
            self.engines.found.set(None);
            self.limit_wait();
        }
        let url = worker_url(engine);
        let started = Client::start(
            &url,
            move |event, beside| self.hear_from(engine, event, beside),
            move |words| self.lose(engine, words),
        );
        match started {
            Ok(client) => self.engines.client(engine).set_value(Some(client)),
            // Not at once: whoever opened it goes on first.
            Err(words) => set_timeout(move || self.lose(engine, words), Duration::ZERO),
        }
    }

    /// Gives a device some time for its next answer.
    pub(super) fn limit_wait(self) {
        let awaited = self.engines.awaited;
        self.engines.stop_waiting();
        let waited = awaited.get_value();
        set_timeout(
            move || {
                if awaited.try_get_value() == Some(waited) {
                    self.give_up_waiting();
                }
            },
            PATIENCE,
        );
    }

    fn give_up_waiting(self) {
        match self.engines.trial.get_untracked() {
            Trial::MeasuringCpu => self.note_cpu(None),
            Trial::Idle | Trial::Opening { .. } | Trial::MeasuringGpu { .. } => {
                self.fault(Fault::Silent);
            }
        }
    }

    fn hear_from(self, engine: Engine, event: Event, beside: Beside) {
        match (engine, event) {
            (Engine::Cpu, Event::Ready { device }) => {
                let has_simd = device == Found::Cpu { simd: true };
                self.engines.simd.set(Some(has_simd));
            }
            (
                Engine::Gpu,
                Event::Ready {
                    device: Found::Gpu(adapter),
                },
            ) => {
                self.engines.stop_waiting();
                self.engines.found.set(Some(Ok(adapter.clone())));
                self.try_adapter(&adapter);
            }
            (Engine::Gpu, Event::Unavailable { reason }) => self.fault(Fault::Unavailable(reason)),
            (
                engine,
                Event::Measured {
                    network,
                    examples_per_second,
                },
            ) => self.note_rate(engine, network, examples_per_second),
            (Engine::Gpu, Event::Failed { run, failure }) if run == self.run.get_value() => {
                match Fault::of(failure) {
                    Ok(fault) => self.fault(fault),
                    Err(failure) => self.hear(Event::Failed { run, failure }, None),
                }
            }
            (Engine::Cpu | Engine::Gpu, event) => self.hear(event, beside),
        }
    }

    fn lose(self, engine: Engine, words: String) {
        match engine {
            Engine::Cpu => self.fail(words),
            Engine::Gpu => self.fault(Fault::Crashed(words)),
        }
    }

    /// The run goes on elsewhere, from its last checkpoint; from the start if there was none yet.
    pub(super) fn move_to(self, engine: Engine) {
        let Some(chosen) = self.applied.get_untracked() else {
            return self.take(engine);
        };
        let weights = self.weights.get_untracked();
        let has_import = self.has_import.get_value();
        match self.kept.get_value() {
            Some(kept) => {
                let mut history = self.history.get_untracked();
                history.cut(kept.step);
                self.take(engine);
                self.go_on(chosen, history, kept.bytes);
                self.weights.set(weights);
                self.has_import.set_value(has_import);
            }
            None => {
                self.take(engine);
                self.begin_anew(chosen);
            }
        }
    }
}
