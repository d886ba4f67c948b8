//! Others who do tasks for slices of a batch. How slices are cut and answers put together is left to `slices`,
//! how tasks travel to whoever makes the crew.

use std::fmt;
use std::pin::Pin;

use super::protocol::RunSpec;

/// Workers that do tasks. One that is not there (yet, or any more) is not counted on: the
/// asker does its part.
pub trait Crew {
    /// Sees to it that `members` work on `spec`. Cheap if they do already.
    fn enlist(&mut self, spec: &RunSpec, members: usize);
    /// Waits for all who were enlisted, or who will never come.
    fn gather(&mut self) -> Pin<Box<dyn Future<Output = ()> + '_>>;
    /// Hands `task` to `member`, if that one is there.
    fn ask(&mut self, member: usize, task: &[&[f32]]);
    /// The answer to what was asked last; false if nothing was, or none will come.
    fn answer<'a>(
        &'a mut self,
        member: usize,
        into: &'a mut Vec<f32>,
    ) -> Pin<Box<dyn Future<Output = bool> + 'a>>;
}

impl fmt::Debug for dyn Crew {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("Crew")
    }
}
