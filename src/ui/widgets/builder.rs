//! The workbench of a reader's network: what its parts share, and how an edit is done and taken back.
//! What an edit does is left to `lesson::edit`, how parts look to the files beside.

mod add;
mod code;
pub mod hidden_parameters;
mod inspector;
pub mod module_builder;
pub mod network_builder;
mod parameters;
mod tools;
mod tree;

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::lesson::edit::adapt::Adapted;
use crate::lesson::edit::history::History;
use crate::lesson::edit::outline::{self, Line};
use crate::lesson::edit::place::{self, Place};
use crate::lesson::edit::{Change, Following, Refusal, apply, fitted, resized};
use crate::lesson::state::network::Network;
use crate::nn::trace::{Mode, Prefix, Trace, trace_prefix};
use crate::ui::dom;
use crate::ui::page::Page;
use crate::ui::parts::scene::Pointing;

#[derive(Clone, Copy)]
pub(super) struct Bench {
    page: Page,
    network: Memo<Network>,
    prefix: Memo<Prefix>,
    lines: Memo<Vec<Line>>,
    /// The line that is open.
    chosen: Memo<Option<Place>>,
    /// What is pinned is what is edited.
    pointing: Pointing,
    following: RwSignal<Following>,
    history: RwSignal<History>,
    /// The control that was refused, and why.
    refused: RwSignal<Option<(&'static str, Refusal)>>,
    adapted: RwSignal<Vec<Adapted>>,
    /// Containers that the reader opened or closed by hand.
    toggled: RwSignal<BTreeSet<String>>,
    /// The network that this bench knows of: another comes from the address bar.
    known: StoredValue<Network>,
}

impl Bench {
    fn of(page: Page, following: Following) -> Self {
        let network = Memo::new(move |_| page.playground.with(|all| all.network.get()));
        let trace = |network: &Network| trace_prefix(&network.module, network.input(), Mode::Eval);
        let prefix = Memo::new(move |_| network.with(trace));
        let lines = move |_: Option<&Vec<Line>>| {
            network.with(|network| prefix.with(|prefix| outline::outline(network, prefix)))
        };
        let lines = Memo::new(lines);
        let pointing = Pointing::new();
        let chosen = move |_: Option<&Option<Place>>| {
            let path = pointing.pinned.get()?;
            lines.with(|lines| {
                let found = lines.iter().find(|line| line.path == path);
                found.map(|line| line.place.clone())
            })
        };
        let bench = Self {
            page,
            network,
            prefix,
            lines,
            chosen: Memo::new(chosen),
            pointing,
            following: RwSignal::new(following),
            history: RwSignal::new(History::default()),
            refused: RwSignal::new(None),
            adapted: RwSignal::new(Vec::new()),
            toggled: RwSignal::new(BTreeSet::new()),
            known: StoredValue::new(network.get_untracked()),
        };
        Effect::new(move |_| {
            let now = network.get();
            let before = bench.known.get_value();
            if now != before {
                bench.known.set_value(now);
                bench.history.update(|history| history.record(before));
            }
        });
        bench
    }

    /// As much of the network as works.
    fn trace(self) -> Signal<Option<Trace>> {
        Signal::derive(move || Some(self.prefix.with(|prefix| prefix.trace.clone())))
    }

    /// Does one change; where it is refused, `control` says why. The place of what was changed.
    fn edit(self, place: &[usize], change: &Change, control: &'static str) -> Option<Place> {
        let network = self.network.get_untracked();
        match apply(&network, place, change, self.following.get_untracked()) {
            Ok(done) => {
                let path = place::path(&done.network.module, &done.place);
                self.adapted.set(done.adapted);
                self.take(done.network);
                // What is new opens; what was moved by keys stays as it was.
                let is_new = matches!(
                    change,
                    Change::AddBefore(_)
                        | Change::AddAfter(_)
                        | Change::AddInside(_)
                        | Change::AddBranch
                );
                let was_open = self.pointing.pinned.with_untracked(Option::is_some);
                let pinned = (!path.is_empty() && (is_new || was_open)).then_some(path);
                if self.pointing.pinned.with_untracked(|now| *now != pinned) {
                    self.pointing.pinned.set(pinned);
                }
                Some(done.place)
            }
            Err(refusal) => {
                self.refused.set(Some((control, refusal)));
                None
            }
        }
    }

    /// As [`Bench::edit`]; then the line of what was changed has the focus.
    fn edit_and_focus(self, place: &[usize], change: &Change, control: &'static str) {
        if let Some(place) = self.edit(place, change, control) {
            focus(&place);
        }
    }

    /// Replaces the network, as a step that can be undone.
    fn take(self, next: Network) {
        let before = self.network.get_untracked();
        if before == next {
            return self.refused.set(None);
        }
        self.history.update(|history| history.record(before));
        self.show(next);
    }

    fn start_from(self, next: Network) {
        self.pointing.unpin();
        self.adapted.set(Vec::new());
        self.toggled.set(BTreeSet::new());
        self.take(next);
    }

    fn undo(self) {
        let now = self.network.get_untracked();
        if let Some(before) = self
            .history
            .try_update(|history| history.undo(now))
            .flatten()
        {
            self.adapted.set(Vec::new());
            self.show(before);
        }
    }

    fn redo(self) {
        let now = self.network.get_untracked();
        if let Some(after) = self
            .history
            .try_update(|history| history.redo(now))
            .flatten()
        {
            self.adapted.set(Vec::new());
            self.show(after);
        }
    }

    fn show(self, next: Network) {
        self.refused.set(None);
        self.known.set_value(next.clone());
        let mut all = self.page.playground.get_untracked();
        all.network = next.into();
        self.page.choose_as(all, "net");
    }

    fn resize(self, side: u32) {
        let network = self.network.get_untracked();
        self.take(resized(&network, side, self.following.get_untracked()));
    }

    /// Every number of inputs that can follow follows now.
    fn fit(self) {
        self.take(fitted(&self.network.get_untracked()));
    }

    /// Ctrl and Z, but where the browser takes back what is typed.
    fn key(self, event: &web_sys::KeyboardEvent) {
        let is_typing = dom::closest(event, "input, textarea").is_some();
        if is_typing || !(event.ctrl_key() || event.meta_key()) {
            return;
        }
        match (event.key().as_str(), event.shift_key()) {
            ("z" | "Z", false) => self.undo(),
            ("z" | "Z", true) | ("y" | "Y", _) => self.redo(),
            (_, _) => return,
        }
        event.prevent_default();
    }

    /// Why `control` was refused.
    fn refusal(self, control: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || {
            let lang = self.page.lang.get();
            self.refused.with(|refused| {
                let (at, refusal) = refused.as_ref()?;
                (*at == control).then(|| crate::text::errors::refusal(refusal, lang))
            })
        })
    }
}

/// A place as an attribute: `0.2.1`.
fn spelled(place: &[usize]) -> String {
    let numbers: Vec<String> = place.iter().map(usize::to_string).collect();
    numbers.join(".")
}

fn focus(place: &[usize]) {
    dom::focus(&format!("[data-line=\"{}\"]", spelled(place)));
}
