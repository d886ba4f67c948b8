//! Training runs: a session that knows no browser, its history, and the protocol to a worker.

pub mod batches;
pub mod block_on;
#[cfg(all(target_arch = "wasm32", feature = "app"))]
pub mod client;
pub mod history;
mod live;
mod pace;
mod probe;
mod programs;
pub mod protocol;
pub mod session;
pub mod test_pass;
pub mod trainer;
#[cfg(all(target_arch = "wasm32", feature = "worker"))]
pub mod worker;
