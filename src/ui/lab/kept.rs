//! What a run can go on from: its latest checkpoint, and how another run takes it up.
//! Where checkpoints outlive the page is left to others.

use js_sys::Uint8Array;
use leptos::prelude::*;

use super::Lab;
use crate::lesson::state::Playground;
use crate::train::history::History;
use crate::train::protocol::{Request, RunId};

/// A checkpoint of the present run.
#[derive(Debug, Clone)]
pub struct Kept {
    pub run: RunId,
    /// Optimiser steps done.
    pub step: u32,
    /// Kept by the browser: the program's own memory would never shrink again.
    pub bytes: Uint8Array,
}

impl Lab {
    /// A run that stands where `checkpoint` was taken, paused; `chosen` is what it was made from, and
    /// `history` what it has told up to there.
    pub fn resume(self, chosen: Playground, history: History, checkpoint: Uint8Array) {
        self.crash.set(None);
        self.asks.set(false);
        self.engines.fallback.set(None);
        self.engage(&chosen);
        self.go_on(chosen, history, checkpoint);
    }

    pub(super) fn go_on(self, chosen: Playground, history: History, checkpoint: Uint8Array) {
        let learning_rate = chosen.run.learning_rate;
        let step = history.last_step();
        self.begin(Some(chosen), history);
        // What has not learnt and was worth keeping came from a file.
        self.has_import.set_value(step == 0);
        self.keep(step, checkpoint.clone());
        let checkpoint = checkpoint.to_vec();
        self.send(|run| Request::Resume { run, checkpoint });
        self.send(|run| Request::Keep { run });
        self.send(|run| Request::LearningRate { run, learning_rate });
        self.look_again();
    }

    pub(super) fn keep(self, step: u32, bytes: Uint8Array) {
        let run = self.run.get_value();
        self.kept.set_value(Some(Kept { run, step, bytes }));
        self.kept_at.update(|count| *count += 1);
    }
}
