//! What a run tells while it goes: its latest points, its pace, the time that is left.

use super::protocol::{Event, RunId, StepPoint};

/// Seconds between progress events.
const REPORT_EVERY: f64 = 0.2;
/// The same where several workers learn: the page draws each event on a core that one of them needs, and
/// the others wait for that one.
const REPORT_EVERY_WITH_CREW: f64 = 0.5;
/// A picture is looked at anew for one part in so many of the time at most,
const PROBE_SHARE: f64 = 50.0;
/// and once in so many seconds where several workers learn: its maps are much to draw.
const PROBE_EVERY_WITH_CREW: f64 = 1.0;
/// Seconds over which a change of pace shows.
const MEMORY: f64 = 2.0;

/// Seconds between a probe that took so many and the next, while so many workers learn.
pub(super) fn rest_of_probes(took: f64, workers: u32) -> f64 {
    let least = match workers {
        0 | 1 => 0.0,
        2.. => PROBE_EVERY_WITH_CREW,
    };
    least.max(PROBE_SHARE * took)
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Progress {
    /// Not yet told.
    points: Vec<StepPoint>,
    told_at: f64,
    seconds_per_example: Option<f64>,
    seconds_per_test: Option<f64>,
    /// Spent on the epoch under way, its test included.
    epoch_seconds: f64,
}

/// What is still to be done.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Left {
    pub examples: f64,
    /// Passes over the test set.
    pub tests: u32,
}

impl Progress {
    /// In an epoch that took `epoch_seconds` already.
    pub fn new(epoch_seconds: f64) -> Self {
        Self {
            points: Vec::new(),
            told_at: f64::NEG_INFINITY,
            seconds_per_example: None,
            seconds_per_test: None,
            epoch_seconds,
        }
    }

    pub fn add(&mut self, point: StepPoint) {
        self.points.push(point);
    }

    /// `examples` were learnt from in `seconds`.
    pub fn learnt(&mut self, examples: usize, seconds: f64) {
        self.epoch_seconds += seconds;
        let now = seconds / examples.max(1) as f64;
        // As 1 − exp(−t/M) for short times, without a program for exponentials.
        let weight = seconds / (seconds + MEMORY);
        let before = self.seconds_per_example.unwrap_or(now);
        self.seconds_per_example = Some(before + weight * (now - before));
    }

    /// The epoch's test took `seconds`; returns the seconds of the whole epoch.
    pub fn close_epoch(&mut self, seconds: f64) -> f32 {
        self.seconds_per_test = Some(seconds);
        let whole = self.epoch_seconds + seconds;
        self.epoch_seconds = 0.0;
        whole as f32
    }

    /// Spent on the epoch under way so far.
    pub fn epoch_seconds(&self) -> f64 {
        self.epoch_seconds
    }

    /// There are points, and the last word was long enough ago for so many workers.
    pub fn is_due(&self, now: f64, workers: u32) -> bool {
        let every = match workers {
            0 | 1 => REPORT_EVERY,
            2.. => REPORT_EVERY_WITH_CREW,
        };
        !self.points.is_empty() && now - self.told_at >= every
    }

    /// The points since the last event, if there are any.
    pub fn tell(&mut self, run: RunId, left: Left, now: Option<f64>) -> Option<Event> {
        if self.points.is_empty() {
            return None;
        }
        self.told_at = now.unwrap_or(self.told_at);
        Some(Event::Progress {
            run,
            points: std::mem::take(&mut self.points),
            examples_per_second: self.examples_per_second(),
            seconds_left: self.seconds_left(left),
        })
    }

    fn examples_per_second(&self) -> f32 {
        match self.seconds_per_example {
            Some(seconds) if seconds > 0.0 => (1.0 / seconds) as f32,
            Some(_) | None => 0.0,
        }
    }

    fn seconds_left(&self, Left { examples, tests }: Left) -> Option<f32> {
        let learning = self.seconds_per_example? * examples;
        let testing = self.seconds_per_test.unwrap_or(0.0) * f64::from(tests);
        Some((learning + testing) as f32)
    }
}
