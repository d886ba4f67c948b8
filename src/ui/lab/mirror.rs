//! The lab seen from other programs of the page: they show what it runs, and say which rows they show.
//! One program owns the run and its worker; the others hold a mirror of its lab, which asks and is told
//! through `notice`.

use leptos::prelude::*;

use super::{Lab, rows};
use crate::lesson::state::Playground;
use crate::train::protocol::{self, Picture};
use crate::ui::notice::{self, Hand, Notice};

impl Lab {
    /// A mirror of the lab that another program of the page owns.
    pub fn mirror(playground: RwSignal<Playground>, applied: RwSignal<Option<Playground>>) -> Self {
        let lab = Self::idle(playground, applied, true);
        Notice::Probe.on(move || {
            let probe = notice::handed(Hand::Probe).and_then(|bytes| protocol::decode(&bytes));
            if probe.is_some() {
                lab.probe.set(probe);
            }
        });
        lab
    }

    /// Answers the mirrors of other programs.
    pub fn open_to_mirrors(self) {
        Notice::HistoryWanted.on(move || {
            let history = self.history.with_untracked(protocol::encode);
            notice::hand_over(Hand::History, &history);
        });
        Effect::new(move |_| {
            self.history.track();
            Notice::History.post();
        });
        Notice::Rows.on(move || self.hear_rows());
        Notice::Picture.on(move || self.show_any());
        // Whoever started before asked in vain.
        self.hear_rows();
        if notice::handed(Hand::Wish).is_some() {
            self.show_any();
        }
        Effect::new(move |_| {
            self.probe.track();
            self.tell_probe();
        });
    }

    fn hear_rows(self) {
        let rows = notice::handed(Hand::Rows).and_then(|bytes| protocol::decode(&bytes));
        self.show_others(rows.unwrap_or_default());
    }

    /// The chosen picture of the test set, unless one is shown already.
    fn show_any(self) {
        if self.picture.with_untracked(Option::is_none) {
            let index = self.playground.with_untracked(|all| all.picture);
            self.look(Picture::Test(index));
        }
    }

    /// To the mirrors, if one of them shows a row.
    fn tell_probe(self) {
        if !self.shows_others() {
            return;
        }
        let bytes = self
            .probe
            .with_untracked(|probe| probe.as_ref().map(protocol::encode));
        if let Some(bytes) = bytes {
            notice::hand_over(Hand::Probe, &bytes);
            Notice::Probe.post();
        }
    }

    /// What a mirror asks of the lab.
    pub(super) fn ask_to_look(self, picture: Picture) {
        self.picture.set(Some(picture));
        notice::hand_over(Hand::Wish, &[]);
        Notice::Picture.post();
    }

    pub(super) fn ask_for_rows(self, rows: &rows::Shown) {
        notice::hand_over(Hand::Rows, &protocol::encode(&rows.concat()));
        Notice::Rows.post();
    }
}
