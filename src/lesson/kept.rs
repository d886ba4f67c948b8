//! A run that the browser keeps: what is recorded beside its checkpoint, and what a page may offer of it
//! later. Where it is kept is left to `ui`, words to `text`.

use serde::{Deserialize, Serialize};

use super::link::{self, Groups};
use super::progress;
use super::state::Playground;
use crate::train::history::History;
use crate::train::protocol;

/// Counts the layouts of a record.
const VERSION: u32 = 1;
const MINUTE: f64 = 60_000.0;

/// Why the browser does not keep a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// It lets this page store nothing.
    Refused,
    /// There is no room left.
    Full,
    /// In the browser's own words.
    Broken(String),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    version: u32,
    /// Milliseconds since 1970.
    when: f64,
    /// The choices that the run was made from.
    link: String,
    /// What they meant when it was kept.
    meaning: u64,
    /// Optimiser steps done.
    step: u32,
    history: History,
}

/// What a page offers to go on with.
#[derive(Debug, Clone, PartialEq)]
pub struct Offer {
    pub chosen: Playground,
    pub history: History,
    pub when: f64,
    pub step: u32,
    pub steps: u32,
    pub epoch: u32,
    pub epochs: u32,
    pub stage: Stage,
}

/// How far a kept run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Weights of a file that nothing was done with yet.
    Imported,
    Underway,
    Finished,
}

impl Record {
    /// Of a run that was made from `applied`, on a page that starts from `start`.
    pub fn new(
        (groups, start): (Groups, &Playground),
        applied: &Playground,
        step: u32,
        history: History,
        when: f64,
    ) -> Self {
        Self {
            version: VERSION,
            when,
            link: link::write(groups, applied, start),
            meaning: meaning(applied),
            step,
            history,
        }
    }

    pub fn encode(&self) -> Vec<u8> {
        protocol::encode(self)
    }

    /// What `bytes` let the same page offer. Nothing of another layout, and nothing whose link means
    /// another run by now: the checkpoint would not fit what the page shows.
    pub fn offer((groups, start): (Groups, &Playground), bytes: &[u8]) -> Option<Offer> {
        let record = protocol::decode::<Record>(bytes)?;
        let chosen = link::read(groups, &record.link, start);
        let is_known = record.version == VERSION && record.meaning == meaning(&chosen);
        is_known.then(|| Offer::of(record, chosen))
    }
}

impl Offer {
    fn of(record: Record, chosen: Playground) -> Self {
        let Record {
            when,
            step,
            history,
            ..
        } = record;
        let spec = chosen.run_spec();
        let each = progress::steps_per_epoch(&spec);
        let is_tested = history.epochs.last().map_or(0, |point| point.epoch) >= spec.epochs;
        let stage = if history.steps.is_empty() {
            Stage::Imported
        } else if is_tested {
            Stage::Finished
        } else {
            Stage::Underway
        };
        Self {
            chosen,
            history,
            when,
            step,
            steps: each.saturating_mul(spec.epochs),
            epoch: progress::epoch(step, each),
            epochs: spec.epochs,
            stage,
        }
    }

    /// The last step's.
    pub fn loss(&self) -> Option<f32> {
        self.history.steps.last().map(|point| point.loss)
    }

    /// The last epoch's.
    pub fn test_accuracy(&self) -> Option<f32> {
        self.history.epochs.last().map(|point| point.test_accuracy)
    }
}

/// Tells runs apart: same choices, same number (FNV-1a).
fn meaning(chosen: &Playground) -> u64 {
    let bytes = protocol::encode(&chosen.run_spec());
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// How long ago something was, as people say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Age {
    Now,
    Minutes(u32),
    Hours(u32),
    Days(u32),
}

impl Age {
    /// Of `when` at `now`, in milliseconds. A clock that was set back makes nothing older.
    pub fn of(when: f64, now: f64) -> Age {
        let minutes = ((now - when) / MINUTE).max(0.0) as u32;
        match minutes {
            0 => Age::Now,
            1..60 => Age::Minutes(minutes),
            60..1440 => Age::Hours(minutes / 60),
            1440.. => Age::Days(minutes / 1440),
        }
    }
}
