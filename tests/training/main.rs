//! Training runs: repeatable, in the reader's hands, unharmed by bad numbers and bad files.

mod batches;
mod divergence;
mod protocol;
mod session;
mod support;
mod trainer;
mod weights;
