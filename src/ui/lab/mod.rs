//! The page's side of training: one run at a time, and signals of what its worker tells.
//! Starts nothing until a widget asks. What the numbers look like is left to the widgets.

mod costs;
pub mod engines;
mod events;
mod fault;
pub mod keep;
mod kept;
mod mirror;
mod rows;
pub mod slim;
pub mod trial;

use leptos::prelude::*;

use self::costs::Measuring;
use self::engines::Engines;
pub use self::kept::Kept;
pub use self::rows::Viewer;
use super::dom;
use super::notice::Notice;
use crate::data::fashion_mnist::ShardError;
use crate::lesson::device::Engine;
use crate::lesson::sizes::{Cost, LIGHT, Speed};
use crate::lesson::state::Playground;
use crate::nn::safetensors::WeightsError;
use crate::train::history::History;
use crate::train::protocol::{Failure, Inspection, Picture, Probe, Request, RunId, RunState};
use crate::zoo::trained::Trained;

/// Makes a request of the present run.
type Ask = fn(RunId) -> Request;

#[derive(Clone, Copy)]
pub struct Lab {
    /// Another program owns the run.
    mirrors: bool,
    playground: RwSignal<Playground>,
    pub engines: Engines,
    run: StoredValue<RunId>,
    /// What the reader wants trained, a step or a run: a retry after a failed file asks for it again.
    wanted: StoredValue<Option<Ask>>,
    /// The weights came from a file: worth keeping although nothing was learned here.
    has_import: StoredValue<bool>,
    /// What the run that exists was made from; `None` before the worker is there.
    applied: RwSignal<Option<Playground>>,
    pub state: RwSignal<RunState>,
    pub history: RwSignal<History>,
    pub pace: RwSignal<Pace>,
    pub downloads: RwSignal<Vec<Download>>,
    pub failures: RwSignal<Vec<(String, ShardError)>>,
    /// The worker itself could not start or crashed, in the browser's words.
    pub crash: RwSignal<Option<String>>,
    /// Why the last request could not be done.
    pub refusal: RwSignal<Option<Failure>>,
    /// What widgets look at; `None` until one does.
    pub picture: RwSignal<Option<Picture>>,
    /// Rows whose maps and kernels the probe is to tell.
    shown: StoredValue<rows::Shown>,
    pub probe: RwSignal<Option<Probe>>,
    pub inspection: RwSignal<Option<Inspection>>,
    pub inspecting: RwSignal<bool>,
    pub weights: RwSignal<Weights>,
    /// The chosen network is large and waits for the reader's word.
    pub asks: RwSignal<bool>,
    /// Bytes of weights that the reader has agreed to.
    agreed: StoredValue<u64>,
    /// How fast this machine learns; `None` before it was measured.
    pub speed: RwSignal<Option<Speed>>,
    /// What was measured last, or is being measured.
    pub measured: RwSignal<Option<Measuring>>,
    /// Why the last measurement came to nothing.
    pub unmeasured: RwSignal<Option<Failure>>,
    /// The latest checkpoint of the present run; `None` before the first.
    pub kept: StoredValue<Option<Kept>, LocalStorage>,
    /// Counts the checkpoints.
    pub kept_at: RwSignal<u32>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Pace {
    pub examples_per_second: Option<f32>,
    pub seconds_left: Option<f32>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Download {
    pub file: String,
    pub loaded: u64,
    pub total: u64,
}

/// What became of the last export or import.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Weights {
    #[default]
    Untouched,
    Exported {
        bytes: usize,
    },
    Imported,
    /// Those that come with the course, on their way.
    Fetching(Trained),
    /// They are here.
    Trained(Trained),
    /// They are not to be had; the browser's own words.
    Unreachable(Trained, String),
    Refused(Vec<WeightsError>),
}

impl Lab {
    pub fn new(playground: RwSignal<Playground>, applied: RwSignal<Option<Playground>>) -> Self {
        let lab = Self::idle(playground, applied, false);
        Effect::new(move |_| lab.follow(&lab.playground.get()));
        lab
    }

    /// Before anything was asked of it.
    fn idle(
        playground: RwSignal<Playground>,
        applied: RwSignal<Option<Playground>>,
        mirrors: bool,
    ) -> Self {
        Self {
            mirrors,
            playground,
            engines: Engines::new(),
            run: StoredValue::new(RunId::default()),
            wanted: StoredValue::new(None),
            has_import: StoredValue::new(false),
            applied,
            state: RwSignal::new(RunState::Paused),
            history: RwSignal::new(History::default()),
            pace: RwSignal::new(Pace::default()),
            downloads: RwSignal::new(Vec::new()),
            failures: RwSignal::new(Vec::new()),
            crash: RwSignal::new(None),
            refusal: RwSignal::new(None),
            picture: RwSignal::new(None),
            shown: StoredValue::new(rows::Shown::default()),
            probe: RwSignal::new(None),
            inspection: RwSignal::new(None),
            inspecting: RwSignal::new(false),
            weights: RwSignal::new(Weights::default()),
            asks: RwSignal::new(false),
            agreed: StoredValue::new(LIGHT),
            speed: RwSignal::new(None),
            measured: RwSignal::new(None),
            unmeasured: RwSignal::new(None),
            kept: StoredValue::new_local(None),
            kept_at: RwSignal::new(0),
        }
    }

    pub fn start(self) {
        self.wake();
        self.forget_failures();
        if !self.begins_with_trial() {
            self.await_worker();
            self.want(|run| Request::Start { run });
        }
    }

    pub fn pause(self) {
        self.wanted.set_value(None);
        self.drop_trial();
        self.send(|run| Request::Pause { run });
    }

    pub fn step(self) {
        self.wake();
        self.forget_failures();
        self.await_worker();
        self.want(|run| Request::Step { run });
    }

    /// Until the worker says what it does.
    fn await_worker(self) {
        if self.engines.has(self.engines.now.get_untracked()) {
            self.state.set(RunState::Loading);
        }
    }

    /// A new run from the choices as they are now; the old one is gone.
    pub fn reset(self) {
        if self.mirrors {
            return;
        }
        self.crash.set(None);
        self.forgive(self.playground.with_untracked(|all| all.device.kind));
        self.renew();
    }

    /// Shows `picture` and what every layer makes of it, now and after each progress.
    pub fn look(self, picture: Picture) {
        if self.mirrors {
            return self.ask_to_look(picture);
        }
        self.wake();
        self.picture.set(Some(picture));
        self.look_again();
    }

    pub fn inspect(self) {
        if self.mirrors {
            return Notice::Inspect.post();
        }
        self.wake();
        self.forget_failures();
        self.inspecting.set(true);
        self.send(|run| Request::Inspect { run });
    }

    pub fn export(self) {
        self.wake();
        self.send(|run| Request::Export { run });
    }

    pub fn import(self, bytes: Vec<u8>) {
        self.wake();
        self.send(|run| Request::Import { run, bytes });
    }

    /// Asks again for what a failed file kept from happening.
    pub fn retry(self) {
        self.forget_failures();
        if let Some(request) = self.wanted.get_value() {
            self.send(request);
        }
        self.look_again();
        if self.inspecting.get_untracked() {
            self.send(|run| Request::Inspect { run });
        }
    }

    /// Whether the choices differ from the run that exists in what only a reset can change.
    pub fn is_stale(self) -> bool {
        self.playground.with(|chosen| {
            self.applied.with(|applied| {
                let applied = applied.as_ref();
                applied.is_some_and(|applied| !same_run(applied, chosen))
            })
        })
    }

    pub fn is_busy(self) -> bool {
        is_busy(self.state.get())
    }

    /// Nothing has been learned or imported yet: a new run loses nothing.
    fn is_fresh(self) -> bool {
        self.history
            .with_untracked(|history| history.steps.is_empty())
            && !self.has_import.get_value()
            && self.state.get_untracked() == RunState::Paused
    }

    /// The choices changed: what can take effect now does, and a run without a past starts over.
    fn follow(self, chosen: &Playground) {
        let Some(applied) = self.applied.get_untracked() else {
            if self.asks.get_untracked() {
                self.renew();
            }
            return;
        };
        if !same_run(&applied, chosen) && self.is_fresh() {
            if applied.device.kind != chosen.device.kind {
                self.forgive(chosen.device.kind);
            }
            self.renew();
        }
        if applied.run.learning_rate != chosen.run.learning_rate {
            let learning_rate = chosen.run.learning_rate;
            self.send(|run| Request::LearningRate { run, learning_rate });
            self.applied.update(|applied| {
                if let Some(applied) = applied {
                    applied.run.learning_rate = learning_rate;
                }
            });
        }
    }

    fn renew(self) {
        let chosen = self.playground.get_untracked();
        let cost = Cost::of(&chosen.run_spec());
        let asks = cost.is_some_and(|cost| cost.weights > self.agreed.get_value());
        self.engines.fallback.set(None);
        self.engage(&chosen);
        self.asks.set(asks);
        if asks {
            self.begin(None, History::default());
        } else {
            self.begin_anew(chosen);
        }
    }

    fn begin_anew(self, chosen: Playground) {
        let spec = self.spec(&chosen);
        self.begin(Some(chosen), History::default());
        self.send(|run| Request::Reset { run, spec });
        self.send(|run| Request::Keep { run });
        self.look_again();
    }

    /// Another run takes the place of the present one.
    fn begin(self, applied: Option<Playground>, history: History) {
        self.run.update_value(|run| run.0 += 1);
        self.forget_failures();
        self.wanted.set_value(None);
        self.has_import.set_value(false);
        self.kept.set_value(None);
        self.applied.set(applied);
        self.state.set(RunState::Paused);
        self.history.set(history);
        self.pace.set(Pace::default());
        self.inspection.set(None);
        self.inspecting.set(false);
        self.weights.set(Weights::default());
        self.probe.set(None);
    }

    /// The weights are others now, or the picture, or the rows.
    fn look_again(self) {
        if let Some(picture) = self.picture.get_untracked() {
            let rows = self.rows();
            self.send(|run| Request::Probe { run, picture, rows });
        }
    }

    /// Sends a request that data may be missing for, and keeps it for a retry.
    fn want(self, request: Ask) {
        self.wanted.set_value(Some(request));
        self.send(request);
    }

    fn send(self, request: impl FnOnce(RunId) -> Request) {
        let request = request(self.run.get_value());
        self.engines
            .send(self.engines.now.get_untracked(), &request);
    }

    fn forget_failures(self) {
        self.failures.set(Vec::new());
        self.refusal.set(None);
        self.downloads.set(Vec::new());
    }

    /// The CPU's worker crashed; the next one takes up the run from its checkpoint.
    fn fail(self, words: String) {
        self.drop_trial();
        self.engines.close(Engine::Cpu);
        self.forget_speed();
        self.state.set(RunState::Paused);
        self.inspecting.set(false);
        self.crash.set(Some(words));
    }
}

/// Everything but the learning rate, which a run takes on the way.
fn same_run(a: &Playground, b: &Playground) -> bool {
    let (mut one, other) = (a.run_spec(), b.run_spec());
    one.learning_rate = other.learning_rate;
    one == other && a.device == b.device
}

const fn is_busy(state: RunState) -> bool {
    match state {
        RunState::Loading | RunState::Running | RunState::Evaluating => true,
        RunState::Paused | RunState::Finished | RunState::Diverged => false,
    }
}

/// Where the worker's script stands.
pub(in crate::ui) fn worker_url(engine: Engine) -> String {
    let meta = match engine {
        Engine::Cpu => "meta[name=convlab-worker]",
        Engine::Gpu => "meta[name=convlab-worker-gpu]",
    };
    let script = document()
        .query_selector(meta)
        .ok()
        .flatten()
        .and_then(|meta| meta.get_attribute("content"))
        .unwrap_or_default();
    let root = dom::root_attribute("data-root").unwrap_or_default();
    format!("{root}{script}")
}
