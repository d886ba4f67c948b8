//! Everything the learner sees, as pure functions: scenes, diagrams, curves, numbers, links.
//! No DOM, no clock: time, frames and clicks are inputs.

pub mod state;
