//! Which rows of the trace are shown: each widget says its own, the worker is asked for those of all.

use leptos::prelude::*;

use super::Lab;
use crate::train::protocol::Rows;

/// A widget that shows maps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Viewer {
    Inside,
    ClassMaps,
    Branches,
    /// Other programs of the page, taken together.
    Others,
}

/// The rows of each, in the order of [`Viewer`].
pub(super) type Shown = [Vec<u32>; 4];

impl Lab {
    /// `viewer` shows these rows from now on, and no others.
    pub fn show(self, viewer: Viewer, rows: Vec<u32>) {
        let before = self.rows();
        self.shown
            .update_value(|shown| shown[viewer as usize] = rows);
        if self.rows() != before {
            if self.mirrors {
                self.shown.with_value(|shown| self.ask_for_rows(shown));
            } else {
                self.look_again();
            }
        }
    }

    /// The rows that other programs show.
    pub(super) fn show_others(self, rows: Vec<u32>) {
        self.show(Viewer::Others, rows);
    }

    /// What is shown anywhere, each row once.
    pub(super) fn rows(self) -> Rows {
        let mut rows = self.shown.with_value(|shown| shown.concat());
        rows.sort_unstable();
        rows.dedup();
        Rows::Only(rows)
    }
}
