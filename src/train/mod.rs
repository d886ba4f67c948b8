//! Training runs: a session that knows no browser, its history, and the protocol to a worker.

#[cfg(all(target_arch = "wasm32", feature = "app"))]
pub mod client;
pub mod history;
pub mod protocol;
pub mod session;
#[cfg(all(target_arch = "wasm32", feature = "worker"))]
pub mod worker;
