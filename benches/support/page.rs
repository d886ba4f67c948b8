//! Times the kernels in a dedicated worker of a browser, as the page runs them:
//!
//! ```text
//! cargo test --profile bench --target wasm32-unknown-unknown --test page-speed -- --nocapture
//! ```
//!
//! A test to Cargo, because wasm-bindgen's runner starts nothing else; `cargo xtask test` leaves it
//! out. The same natively is left to `benches/kernels.rs`.

#![cfg(target_arch = "wasm32")]

#[path = "measure.rs"]
mod measure;
#[path = "networks.rs"]
mod networks;
#[path = "ops.rs"]
mod ops;
#[path = "profile.rs"]
mod profile;
#[path = "workload.rs"]
mod workload;

use convlab::zoo::variant::Known;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_test::{console_log, wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = performance)]
    fn now() -> f64;
}

#[wasm_bindgen_test]
fn kernels() {
    for (name, make) in ops::ops() {
        console_log!("{}", measure::line(&name, &make, now));
    }
}

#[wasm_bindgen_test]
fn whole_networks() {
    for (name, make) in networks::networks() {
        console_log!("{}", measure::line(&name, &make, now));
    }
}

#[wasm_bindgen_test]
fn step_by_ops() {
    for line in profile::lines(Known::GoogLeNet, 16, now) {
        console_log!("{line}");
    }
}
