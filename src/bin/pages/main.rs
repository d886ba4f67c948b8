//! Trunk's `post_build` hook, a native program: see `hook`.

#[cfg(not(target_arch = "wasm32"))]
mod hook;

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    hook::main();
}

/// Cargo builds every program beside a test in the browser, this one too.
#[cfg(target_arch = "wasm32")]
fn main() {}
