//! Training runs: repeatable, in the reader's hands, unharmed by bad numbers and bad files.

mod batches;
mod crew;
mod desk;
mod divergence;
#[path = "../support/golden.rs"]
mod golden;
#[cfg(feature = "gpu")]
mod gpu;
mod keeping;
mod loading;
mod protocol;
mod sensitivity;
mod session;
mod shuffle;
mod sizes;
#[path = "../support/steps.rs"]
mod steps;
mod support;
mod trainer;
mod vitals;
mod weights;
