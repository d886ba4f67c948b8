//! Training runs: repeatable, in the reader's hands, unharmed by bad numbers and bad files.

mod batches;
mod divergence;
#[path = "../support/golden.rs"]
mod golden;
mod protocol;
mod session;
mod steps;
mod support;
mod trainer;
mod weights;
