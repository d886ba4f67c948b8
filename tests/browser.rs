//! What only a browser can show: the same kernels, compiled to WASM with SIMD, give the same numbers.

#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

#[wasm_bindgen_test]
fn the_worker_has_simd() {
    assert!(
        cfg!(target_feature = "simd128"),
        "kernels are written for SIMD"
    );
}
