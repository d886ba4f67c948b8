//! The worker's program for WebGPU: the same trainer, without the CPU's kernels.

#[cfg(target_arch = "wasm32")]
fn main() {
    wasm_bindgen_futures::spawn_local(convlab::train::worker::start_gpu());
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("gpu-worker runs in a browser: cargo xtask serve");
}
