//! The worker's program: answers requests of the page that started it.

#[cfg(target_arch = "wasm32")]
fn main() {
    convlab::train::worker::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("worker runs in a browser: cargo xtask serve");
}
