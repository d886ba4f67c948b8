//! Where an animation stands and how it moves on. The clock is an input; frames are left to those
//! who draw them.

/// Steps a second that a reader may choose.
pub const SPEEDS: [f32; 6] = [0.5, 1.0, 2.0, 5.0, 15.0, 60.0];

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Player {
    pub step: usize,
    /// At least one.
    pub steps: usize,
    pub is_playing: bool,
    /// Only what is made up to this step is shown: from the first press of the transport on.
    pub covers: bool,
    /// Steps a second.
    pub speed: f32,
    /// The part of a step that has passed.
    rest: f32,
    /// Counts the times it began to play: a clock that an older time started stops.
    pub clock: u32,
}

impl Player {
    pub fn new(steps: usize) -> Self {
        Self {
            step: 0,
            steps: steps.max(1),
            is_playing: false,
            covers: false,
            speed: 2.0,
            rest: 0.0,
            clock: 0,
        }
    }

    pub fn last(&self) -> usize {
        self.steps - 1
    }

    pub fn is_at_end(&self) -> bool {
        self.step >= self.last()
    }

    /// Other numbers: as many steps as there are now, at the same place if there is one.
    pub fn resized(self, steps: usize) -> Self {
        let steps = steps.max(1);
        Self {
            steps,
            step: self.step.min(steps - 1),
            ..self
        }
    }

    /// At `step`, the last one beyond the end; paused.
    pub fn at(self, step: usize) -> Self {
        Self {
            step: step.min(self.last()),
            is_playing: false,
            covers: true,
            rest: 0.0,
            ..self
        }
    }

    /// At `step` with everything shown, as for a reader who points there.
    pub fn shown(self, step: usize) -> Self {
        Self {
            covers: false,
            ..self.at(step)
        }
    }

    pub fn moved(self, by: i64) -> Self {
        let step = i64::try_from(self.step)
            .unwrap_or(i64::MAX)
            .saturating_add(by);
        self.at(usize::try_from(step.max(0)).unwrap_or(0))
    }

    /// Plays from here, or from the start again at the end; pauses what plays.
    pub fn toggled(self) -> Self {
        Self {
            is_playing: !self.is_playing && self.steps > 1,
            covers: true,
            clock: self.clock.wrapping_add(1),
            step: match self.is_at_end() && !self.is_playing {
                true => 0,
                false => self.step,
            },
            rest: 0.0,
            ..self
        }
    }

    pub fn paused(self) -> Self {
        Self {
            is_playing: false,
            rest: 0.0,
            ..self
        }
    }

    /// After `seconds` more; stops at the end. A long absence counts as a tenth of a second.
    pub fn advanced(self, seconds: f32) -> Self {
        if !self.is_playing {
            return self;
        }
        let passed = self.rest + seconds.clamp(0.0, 0.1) * self.speed;
        let step = self.step.saturating_add(passed as usize).min(self.last());
        Self {
            step,
            is_playing: step < self.last(),
            rest: passed.fract(),
            ..self
        }
    }
}
