//! Both nets as a state machine: a step of each, then the next, so that they can be compared at every
//! step. How it looks is left to the parent.

use leptos::prelude::*;

use crate::lesson::labs::activations::{self, EVERY, NETS, Record, STEPS};
use crate::lesson::state::labs::Activations;
use crate::train::protocol::{Event, Request, RunState};
use crate::ui::lab::slim::Slim;
use crate::ui::page::Page;

/// Milliseconds between two looks at the figures while the nets train.
const LOOK: f64 = 120.0;

/// One of the two.
#[derive(Clone, Copy)]
pub(super) struct Net {
    pub slim: Slim,
    /// Changes with every step: what is on the page follows [`Show::looked`].
    track: RwSignal<Record>,
    pub state: RwSignal<RunState>,
    /// A step was asked for and is not done.
    is_busy: StoredValue<bool>,
}

#[derive(Clone, Copy)]
pub(super) struct Show {
    pub page: Page,
    pub nets: [Net; 2],
    /// What the present runs were made from; none before the first.
    pub made: RwSignal<Option<Activations>>,
    pub going: RwSignal<bool>,
    /// Fires a few times a second while something changes.
    looked: Trigger,
    looked_at: StoredValue<f64>,
}

impl Show {
    pub fn new(page: Page) -> Self {
        let events = StoredValue::new(None::<Show>);
        let net = |which: usize| {
            let hear = Callback::new(move |(event,): (Event,)| {
                if let Some(show) = events.get_value() {
                    show.hear(which, event);
                }
            });
            Net {
                slim: Slim::new(hear),
                track: RwSignal::new(Record::default()),
                state: RwSignal::new(RunState::Paused),
                is_busy: StoredValue::new(false),
            }
        };
        let show = Self {
            page,
            nets: [net(0), net(1)],
            made: RwSignal::new(None),
            going: RwSignal::new(false),
            looked: Trigger::new(),
            looked_at: StoredValue::new(0.0),
        };
        events.set_value(Some(show));
        show
    }

    pub fn chosen(self) -> Activations {
        self.page.playground.with(|all| all.labs.activations)
    }

    pub fn start(self) {
        let is_lost = self.nets.iter().any(|net| !net.slim.is_awake());
        self.nets.iter().for_each(|net| net.slim.forget_failures());
        if self.made.with_untracked(Option::is_none) || is_lost {
            self.begin();
        }
        let is_awake = self.nets.iter().all(|net| net.slim.is_awake());
        self.going.set(is_awake);
        self.advance();
    }

    /// Fresh runs of both.
    fn begin(self) {
        let cfg = untrack(|| self.chosen());
        for (net, activation) in self.nets.iter().zip(NETS) {
            net.track.set(Record::default());
            net.is_busy.set_value(false);
            net.slim.renew(activations::spec(activation, &cfg));
        }
        self.made.set(Some(cfg));
        self.look();
    }

    pub fn pause(self) {
        self.going.set(false);
        self.look();
    }

    pub fn reset(self) {
        self.going.set(false);
        for net in self.nets {
            net.slim.forget_failures();
            net.track.set(Record::default());
            net.state.set(RunState::Paused);
            net.is_busy.set_value(false);
        }
        // The next start makes new runs; what the old ones still tell is not heard.
        self.made.set(None);
        self.look();
    }

    /// One step of each net that is not ahead of the other.
    fn advance(self) {
        if !self.going.get_untracked() || self.nets.iter().any(|net| net.is_busy.get_value()) {
            return;
        }
        let done = self.nets.map(Net::steps);
        let least = done[0].min(done[1]);
        if least >= STEPS {
            self.pause();
            return;
        }
        for (net, done) in self.nets.into_iter().zip(done) {
            if done == least {
                net.is_busy.set_value(true);
                net.slim.ask(|run| Request::Step { run });
            }
        }
    }

    fn hear(self, which: usize, event: Event) {
        if self.made.with_untracked(Option::is_none) {
            return;
        }
        let net = self.nets[which];
        match event {
            Event::State { state, .. } => self.follow(net, state),
            Event::Progress { points, .. } => net.track.update_untracked(|track| {
                points.iter().for_each(|point| track.add(point));
            }),
            Event::Epoch { point, .. } => net
                .track
                .update_untracked(|track| track.tested.push(point.test_accuracy)),
            Event::Vitals { vitals, .. } => {
                net.track
                    .update_untracked(|track| track.vitals = Some(vitals));
                self.look();
            }
            Event::DownloadFailed { .. } | Event::Failed { .. } => {
                net.is_busy.set_value(false);
                self.pause();
            }
            Event::Ready { .. }
            | Event::Unavailable { .. }
            | Event::Checkpoint { .. }
            | Event::Download { .. }
            | Event::Probe { .. }
            | Event::Inspection { .. }
            | Event::Sensitivity { .. }
            | Event::Measured { .. }
            | Event::Exported { .. }
            | Event::Imported { .. }
            | Event::ImportFailed { .. } => {}
        }
    }

    fn follow(self, net: Net, state: RunState) {
        if net.state.get_untracked() != state {
            net.state.set(state);
        }
        match state {
            RunState::Loading | RunState::Running | RunState::Evaluating => {}
            RunState::Diverged => {
                net.is_busy.set_value(false);
                self.pause();
            }
            RunState::Paused | RunState::Finished if net.is_busy.get_value() => {
                net.is_busy.set_value(false);
                let step = net.steps();
                // The first step tells of the weights that nothing has changed yet.
                if step == 1 || step.is_multiple_of(EVERY) || step >= STEPS {
                    net.slim.ask(|run| Request::Vitals { run });
                }
                if js_sys::Date::now() - self.looked_at.get_value() > LOOK {
                    self.look();
                }
                self.advance();
            }
            RunState::Paused | RunState::Finished => {}
        }
    }

    fn look(self) {
        self.looked_at.set_value(js_sys::Date::now());
        self.looked.notify();
    }

    /// Both tracks as of the last look.
    pub fn tracks(self) -> [Record; 2] {
        self.looked.track();
        self.nets.map(|net| net.track.get_untracked())
    }

    /// Steps that both have done.
    pub fn done(self) -> u32 {
        self.looked.track();
        let [a, b] = self.nets.map(Net::steps);
        a.min(b)
    }
}

impl Net {
    fn steps(self) -> u32 {
        self.track.with_untracked(|track| track.losses.len() as u32)
    }
}
