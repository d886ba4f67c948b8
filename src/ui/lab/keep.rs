//! A long run is safe: each checkpoint goes to the browser's own storage, and after a reload the page
//! can go on from the last one. A run of before, or of another tab, is never written over before the reader
//! has decided on it. What a record says is left to `lesson::kept`.

use std::time::Duration;

use js_sys::{Date, Uint8Array};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::*;

use super::{Lab, Weights};
use crate::lesson::kept::{Offer, Record, Trouble};
use crate::train::protocol::{Failure, RunId};
use crate::ui::page::Page;
use crate::ui::{dom, store};

/// Between two writes the page is left alone for so many times as long as the last one took.
const REST: f64 = 39.0;
/// But not for longer than so many milliseconds.
const LONGEST: f64 = 30_000.0;

#[derive(Clone, Copy)]
pub struct Keeper {
    page: Page,
    lab: Lab,
    /// A run of before, or of another tab, that the page could go on with. Nothing else is stored while
    /// it stands.
    pub offer: RwSignal<Option<Offer>>,
    /// Not before it is known whether there is one, nor while one is being forgotten.
    may_write: StoredValue<bool>,
    pub stored: RwSignal<Stored>,
    /// The newest checkpoint, while the storage is busy with an older one.
    waiting: StoredValue<Option<Checkpoint>, LocalStorage>,
    is_writing: StoredValue<bool>,
    /// The count of the checkpoint that came out of the storage itself.
    known: StoredValue<u32>,
    /// When the record was made that this page read or wrote last; another one is of another tab.
    seen: StoredValue<f64>,
}

/// What became of the last checkpoint, or of a record that was to be read.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Stored {
    #[default]
    Nothing,
    /// The offer of an earlier run stands in its place.
    Waits,
    At {
        step: u32,
    },
    Trouble(Trouble),
    Unreadable,
}

/// On its way to the storage.
struct Checkpoint {
    run: RunId,
    when: f64,
    step: u32,
    about: Uint8Array,
    bytes: Uint8Array,
}

/// One page, one record: the key of what is told of the run, and that of its checkpoint.
fn keys() -> [String; 2] {
    let slug = dom::root_attribute("data-page").unwrap_or_default();
    [slug.clone(), format!("{slug}/checkpoint")]
}

impl Keeper {
    /// Keeps the runs of `lab` from now on, and looks for one of before.
    pub fn new(page: Page, lab: Lab) -> Self {
        let keeper = Self {
            page,
            lab,
            offer: RwSignal::new(None),
            may_write: StoredValue::new(false),
            stored: RwSignal::new(Stored::default()),
            waiting: StoredValue::new_local(None),
            is_writing: StoredValue::new(false),
            known: StoredValue::new(0),
            seen: StoredValue::new(0.0),
        };
        Effect::new(move |_| {
            let count = lab.kept_at.get();
            if count != keeper.known.get_value() {
                keeper.note();
            }
        });
        Effect::new(move |_| {
            page.applied.track();
            keeper.note_run();
        });
        Effect::new(move |_| {
            if lab.refusal.with(|why| *why == Some(Failure::Checkpoint)) {
                keeper.give_up();
            }
        });
        spawn_local(async move {
            let [about, _] = keys();
            // A storage that refuses is told once there is something to store.
            if let Ok([about]) = store::get([&about]).await {
                keeper.offer.set(keeper.read(&about));
            }
            keeper.may_write.set_value(true);
            keeper.note();
        });
        keeper
    }

    /// Goes on where the offered run stood; the choices become those that it was made from.
    pub fn resume(self) {
        spawn_local(async move {
            let [about, checkpoint] = keys();
            let found = store::get([&about, &checkpoint]).await;
            let found = found.map(|[about, checkpoint]| {
                let checkpoint = checkpoint.dyn_into::<Uint8Array>().ok()?;
                Some((self.read(&about)?, checkpoint))
            });
            match found {
                Ok(Some((offer, checkpoint))) => self.take_up(offer, checkpoint),
                Ok(None) => self.give_up(),
                Err(trouble) => self.stored.set(Stored::Trouble(trouble)),
            }
        });
    }

    /// Forgets the offered run; from now on the present one is stored.
    pub fn discard(self) {
        self.may_write.set_value(false);
        self.offer.set(None);
        spawn_local(async move {
            let [about, checkpoint] = keys();
            if let Err(trouble) = store::delete([&about, &checkpoint]).await {
                self.stored.set(Stored::Trouble(trouble));
            }
            self.may_write.set_value(true);
            self.note();
        });
    }

    fn take_up(self, offer: Offer, checkpoint: Uint8Array) {
        let Offer {
            chosen,
            history,
            step,
            ..
        } = offer;
        self.offer.set(None);
        self.lab.resume(chosen.clone(), history, checkpoint);
        self.known.set_value(self.lab.kept_at.get_untracked());
        self.page.choose_all(chosen);
        self.stored.set(Stored::At { step });
    }

    /// What was stored is of no use.
    fn give_up(self) {
        self.discard();
        self.lab.reset();
        self.stored.set(Stored::Unreadable);
    }

    fn read(self, about: &JsValue) -> Option<Offer> {
        let bytes = about.dyn_ref::<Uint8Array>()?.to_vec();
        let groups = self.page.choices.groups;
        let start = self.page.start;
        let offer = start.with_value(|start| Record::offer((groups, start), &bytes))?;
        self.seen.set_value(offer.when);
        Some(offer)
    }

    /// What another tab has put there meanwhile.
    fn foreign(self, about: &JsValue) -> Option<Offer> {
        let seen = self.seen.get_value();
        self.read(about).filter(|offer| offer.when != seen)
    }

    /// Nothing of another run is stored yet.
    fn note_run(self) {
        let is_new = self.lab.kept.with_value(Option::is_none);
        if is_new && self.stored.with_untracked(|now| *now != Stored::Unreadable) {
            self.waiting.set_value(None);
            self.stored.set(Stored::Nothing);
        }
    }

    /// There may be a new checkpoint to store, or a place for it.
    fn note(self) {
        let is_of_course = self
            .lab
            .weights
            .with_untracked(|weights| matches!(weights, Weights::Trained(_)));
        let has_learnt = self
            .lab
            .history
            .with_untracked(|history| !history.steps.is_empty());
        // Weights that come with the course can be had again.
        let is_worth_it = has_learnt || !is_of_course;
        let is_there = self.lab.kept.with_value(Option::is_some);
        if !is_worth_it || !is_there || !self.may_write.get_value() {
            return;
        }
        if self.offer.with_untracked(Option::is_some) {
            return self.stored.set(Stored::Waits);
        }
        self.waiting.set_value(self.checkpoint());
        self.write();
    }

    /// The newest, with the history as it is at that moment.
    fn checkpoint(self) -> Option<Checkpoint> {
        let kept = self.lab.kept.get_value()?;
        let history = self.lab.history.get_untracked();
        let applied = self.page.applied.get_untracked()?;
        let (groups, when) = (self.page.choices.groups, Date::now());
        let about = self.page.start.with_value(|start| {
            Record::new((groups, start), &applied, kept.step, history, when).encode()
        });
        Some(Checkpoint {
            run: kept.run,
            when,
            step: kept.step,
            about: Uint8Array::from(about.as_slice()),
            bytes: kept.bytes,
        })
    }

    /// Stores what waits, one after another.
    fn write(self) {
        if self.is_writing.get_value() {
            return;
        }
        self.is_writing.set_value(true);
        spawn_local(async move {
            while let Some(checkpoint) = self.waiting.try_update_value(Option::take).flatten() {
                let start = Date::now();
                self.store(checkpoint).await;
                let rest = (REST * (Date::now() - start)).clamp(0.0, LONGEST);
                dom::pause(Duration::from_millis(rest as u64)).await;
            }
            self.is_writing.set_value(false);
        });
    }

    async fn store(self, checkpoint: Checkpoint) {
        let Checkpoint {
            run,
            when,
            step,
            about,
            bytes,
        } = checkpoint;
        let [key, bytes_key] = keys();
        if let Ok([about]) = store::get([&key]).await
            && let Some(offer) = self.foreign(&about)
        {
            self.waiting.set_value(None);
            self.offer.set(Some(offer));
            return self.note();
        }
        let stored = store::put([(&key, &about), (&bytes_key, &bytes)]).await;
        if stored.is_ok() {
            self.seen.set_value(when);
        }
        // Another run may have begun meanwhile.
        let present = self
            .lab
            .kept
            .with_value(|kept| kept.as_ref().map(|kept| kept.run));
        if present == Some(run) {
            self.stored.set(match stored {
                Ok(()) => Stored::At { step },
                Err(trouble) => Stored::Trouble(trouble),
            });
        }
    }
}
