//! The lab seen from other programs of the page: they show what it runs, and say which rows they show.
//! One program owns the run and its worker; the others hold a mirror of its lab, which asks and is told
//! through `notice`.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Lab, rows};
use crate::lesson::state::Playground;
use crate::train::protocol::{self, Inspection, Picture, Probe};
use crate::ui::notice::{self, Hand, Notice};

/// What a mirror shows of the lab.
#[derive(Serialize, Deserialize)]
struct Glimpse {
    picture: Option<Picture>,
    probe: Option<Probe>,
    /// The weights came from a file.
    from_file: bool,
    /// The network waits for the reader's word.
    asks: bool,
    inspection: Option<Inspection>,
    inspecting: bool,
}

impl Lab {
    /// A mirror of the lab that another program of the page owns.
    pub fn mirror(playground: RwSignal<Playground>, applied: RwSignal<Option<Playground>>) -> Self {
        let lab = Self::idle(playground, applied, true);
        Notice::Probe.on(move || {
            let glimpse = notice::handed(Hand::Probe).and_then(|bytes| protocol::decode(&bytes));
            let Some(Glimpse {
                picture,
                probe,
                from_file,
                asks,
                inspection,
                inspecting,
            }) = glimpse
            else {
                return;
            };
            lab.has_import.set_value(from_file);
            lab.asks.set(asks);
            if picture.is_some() {
                lab.picture.set(picture);
            }
            lab.probe.set(probe);
            lab.inspection.set(inspection);
            lab.inspecting.set(inspecting);
        });
        lab
    }

    /// Answers the mirrors of other programs.
    pub fn open_to_mirrors(self) {
        Notice::Rows.on(move || self.hear_rows());
        Notice::Picture.on(move || self.show_wish());
        Notice::Inspect.on(move || self.inspect());
        // Whoever started before asked in vain.
        self.hear_rows();
        self.show_wish();
        Effect::new(move |_| {
            self.probe.track();
            self.weights.track();
            self.asks.track();
            self.inspection.track();
            self.inspecting.track();
            self.tell();
        });
    }

    fn hear_rows(self) {
        let rows = notice::handed(Hand::Rows).and_then(|bytes| protocol::decode(&bytes));
        self.show_others(rows.unwrap_or_default());
    }

    /// The picture that a mirror asks for.
    fn show_wish(self) {
        let wish = notice::handed(Hand::Wish).and_then(|bytes| protocol::decode(&bytes));
        if let Some(picture) = wish {
            self.look(picture);
        }
    }

    /// To the mirrors, if one of them has asked for anything.
    fn tell(self) {
        let asked = [Hand::Rows, Hand::Wish, Hand::Mistakes];
        if asked.iter().all(|&hand| notice::handed(hand).is_none()) {
            return;
        }
        let glimpse = Glimpse {
            picture: self.picture.get_untracked(),
            probe: self.probe.get_untracked(),
            from_file: untrack(|| self.came_from_a_file()),
            asks: self.asks.get_untracked(),
            inspection: self.inspection.get_untracked(),
            inspecting: self.inspecting.get_untracked(),
        };
        notice::hand_over(Hand::Probe, &protocol::encode(&glimpse));
        Notice::Probe.post();
    }

    /// Mistakes are in sight, here or in another program: they are asked for after every epoch.
    pub fn show_mistakes(self) {
        notice::hand_over(Hand::Mistakes, &[]);
    }

    /// What a mirror asks of the lab.
    pub(super) fn ask_to_look(self, picture: Picture) {
        notice::hand_over(Hand::Wish, &protocol::encode(&picture));
        self.picture.set(Some(picture));
        Notice::Picture.post();
    }

    pub(super) fn ask_for_rows(self, rows: &rows::Shown) {
        notice::hand_over(Hand::Rows, &protocol::encode(&rows.concat()));
        Notice::Rows.post();
    }
}
