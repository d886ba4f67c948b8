//! Training runs: a session that knows no browser, its history, and the protocol to a worker.

#[cfg(not(feature = "gpu-only"))]
pub mod assistant;
pub mod batches;
pub mod block_on;
pub mod checkpoint;
#[cfg(all(target_arch = "wasm32", feature = "app"))]
pub mod client;
pub mod crew;
mod failure;
mod findings;
mod gradients;
pub mod history;
mod keeping;
mod live;
mod measure;
mod pictures;
mod probe;
mod programs;
mod progress;
pub mod protocol;
#[cfg(not(feature = "gpu-only"))]
mod sensitivity;
pub mod session;
pub mod shuffle;
#[cfg(not(feature = "gpu-only"))]
pub mod slices;
mod steps;
mod task;
pub mod test_pass;
pub mod trainer;
#[cfg(not(feature = "gpu-only"))]
mod vitals;
mod wire;
#[cfg(all(target_arch = "wasm32", feature = "worker"))]
pub mod worker;
