//! When a run takes checkpoints: every few seconds while it learns, and when it comes to rest.
//! What a checkpoint holds is left to `checkpoint`.

use super::live::LiveRun;
use super::protocol::{Event, Failure};

/// Seconds between checkpoints while training.
const EVERY: f64 = 3.0;
/// A large network spends no more than one part in so many of its time on taking them, and twice that with
/// sending them,
const SHARE: f64 = 200.0;
/// but never goes longer without.
const MOST: f64 = 10.0;

#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Keeping {
    pub wanted: bool,
    pub due: bool,
    /// Something was learnt, tested or imported since the last one.
    changed: bool,
    /// When the last one was done, and the seconds it took.
    last: Option<(f64, f64)>,
}

impl Keeping {
    pub fn note_step(&mut self, now: f64) {
        self.changed = true;
        // The first one comes after a while, too: there is nothing to lose yet.
        let (at, took) = *self.last.get_or_insert((now, 0.0));
        self.due = self.wanted && now - at >= (SHARE * took).clamp(EVERY, MOST);
    }

    /// The epoch under way is over; a checkpoint of before would test it again.
    pub fn note_test(&mut self) {
        self.changed = true;
    }

    pub fn note_rest(&mut self) {
        self.due = self.wanted && self.changed;
    }

    pub fn note_import(&mut self) {
        self.changed = true;
        self.due = self.wanted;
    }
}

impl LiveRun {
    /// A checkpoint, after everything that happened before it.
    pub(super) async fn keep(&mut self, clock: &impl Fn() -> f64) -> Result<(), Failure> {
        let start = clock();
        // One that fails is not tried again before something changes.
        self.keeping.due = false;
        self.keeping.changed = false;
        self.tell(None);
        let seconds = self.progress.epoch_seconds();
        let checkpoint = self.session.checkpoint(self.test_due, seconds).await?;
        self.events.push(Event::Checkpoint {
            run: self.id,
            step: self.session.step_count(),
            bytes: checkpoint.encode(),
        });
        let end = clock();
        self.keeping.last = Some((end, end - start));
        Ok(())
    }
}
