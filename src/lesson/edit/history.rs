//! Steps back and forth through a reader's edits. What an edit is is left to the parent.

use crate::lesson::state::network::Network;

/// Steps that are remembered.
pub const STEPS: usize = 100;

#[derive(Debug, Clone, Default, PartialEq)]
pub struct History {
    past: Vec<Network>,
    future: Vec<Network>,
}

impl History {
    /// `before` was replaced by an edit: what had been undone is gone.
    pub fn record(&mut self, before: Network) {
        self.future.clear();
        self.past.push(before);
        if self.past.len() > STEPS {
            self.past.remove(0);
        }
    }

    /// What there was before `now`.
    pub fn undo(&mut self, now: Network) -> Option<Network> {
        let before = self.past.pop()?;
        self.future.push(now);
        Some(before)
    }

    /// What there was before the last step back.
    pub fn redo(&mut self, now: Network) -> Option<Network> {
        let after = self.future.pop()?;
        self.past.push(now);
        Some(after)
    }

    pub const fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    pub const fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }
}
