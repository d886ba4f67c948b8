//! How fast a run goes: examples a second of late, and the time that is left.

/// Seconds over which a change of pace shows.
const MEMORY: f64 = 2.0;

#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Pace {
    seconds_per_example: Option<f64>,
    seconds_per_test: Option<f64>,
}

impl Pace {
    /// `examples` were learnt from in `seconds`.
    pub fn learnt(&mut self, examples: usize, seconds: f64) {
        let now = seconds / examples.max(1) as f64;
        let weight = 1.0 - (-seconds / MEMORY).exp();
        let before = self.seconds_per_example.unwrap_or(now);
        self.seconds_per_example = Some(before + weight * (now - before));
    }

    /// The test set took `seconds`.
    pub fn tested(&mut self, seconds: f64) {
        self.seconds_per_test = Some(seconds);
    }

    pub fn examples_per_second(&self) -> f32 {
        match self.seconds_per_example {
            Some(seconds) if seconds > 0.0 => (1.0 / seconds) as f32,
            Some(_) | None => 0.0,
        }
    }

    /// Time for `examples` more and `tests` passes over the test set; `None` before the first step.
    pub fn seconds_left(&self, examples: f64, tests: u32) -> Option<f32> {
        let learning = self.seconds_per_example? * examples;
        let testing = self.seconds_per_test.unwrap_or(0.0) * f64::from(tests);
        Some((learning + testing) as f32)
    }
}
