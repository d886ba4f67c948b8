//! A trainer at hand: ask it, let it work, read what it tells.

use std::cell::Cell;

use convlab::data::store::Store;
use convlab::tensor::device::Device;
use convlab::train::block_on::block_on;
use convlab::train::protocol::{Event, Request, RunId, RunSpec, RunState, StepPoint};
use convlab::train::trainer::Trainer;

use crate::support::bands;

pub const RUN: RunId = RunId(1);
/// What each look at the clock takes, in seconds.
pub const TICK: f64 = 0.004;

pub fn ticking() -> impl Fn() -> f64 {
    let now = Cell::new(0.0);
    move || now.replace(now.get() + TICK)
}

/// Small data.
pub fn store() -> Store {
    Store::holding(bands(50, 1), bands(300, 2))
}

/// A trainer with small data at hand and a run of `spec` before its first step.
pub fn ready(spec: RunSpec) -> Trainer {
    let mut trainer = Trainer::new(Device::cpu, ticking()).with_store(store());
    ask(&mut trainer, Request::Reset { run: RUN, spec });
    trainer
}

pub fn ask(trainer: &mut Trainer, request: Request) {
    block_on(trainer.handle(request));
}

/// Works until nothing is left to do; all events since the last look.
pub fn finish(trainer: &mut Trainer) -> Vec<Event> {
    while trainer.is_busy() {
        block_on(trainer.work());
    }
    trainer.take_events()
}

pub fn states(events: &[Event]) -> Vec<RunState> {
    let state = |event: &Event| match event {
        Event::State { state, .. } => Some(*state),
        _ => None,
    };
    events.iter().filter_map(state).collect()
}

pub fn points(events: &[Event]) -> Vec<StepPoint> {
    let points = |event: &Event| match event {
        Event::Progress { points, .. } => points.clone(),
        _ => Vec::new(),
    };
    events.iter().flat_map(points).collect()
}

pub fn epochs(events: &[Event]) -> usize {
    let is_epoch = |event: &&Event| matches!(event, Event::Epoch { .. });
    events.iter().filter(is_epoch).count()
}

pub fn probes(events: &[Event]) -> usize {
    let is_probe = |event: &&Event| matches!(event, Event::Probe { .. });
    events.iter().filter(is_probe).count()
}
