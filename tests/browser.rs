//! What only a browser can show: the same kernels, compiled to WASM with SIMD, give the same numbers,
//! and messages survive the way through the browser's own buffers.

#![cfg(target_arch = "wasm32")]

use convlab::train::protocol::{Event, Found, Picture, Request, Rows, RunId, decode, encode};
use js_sys::Uint8Array;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

#[path = "support/steps.rs"]
mod steps;

wasm_bindgen_test_configure!(run_in_dedicated_worker);

/// Kernels are written for SIMD: without it, this does not compile.
const _: () = assert!(cfg!(target_feature = "simd128"));

/// The golden is written by the native test of the same name.
#[wasm_bindgen_test]
fn the_same_steps_natively_and_in_a_browser() {
    let found = steps::describe();
    let expected = include_str!("golden/lenet-steps.txt");
    // Line by line: a checkout may end lines in its own way.
    assert!(found.lines().eq(expected.lines()), "{found}");
}

#[wasm_bindgen_test]
fn messages_survive_a_transfer() {
    let through = |bytes: Vec<u8>| -> Vec<u8> {
        let buffer = Uint8Array::from(bytes.as_slice()).buffer();
        Uint8Array::new(&buffer).to_vec()
    };
    let request = Request::Probe {
        run: RunId(3),
        picture: Picture::Pixels((0..784).map(|at| at as f32 / 784.0).collect()),
        rows: Rows::All,
    };
    assert_eq!(decode(&through(encode(&request))), Some(request));
    let event = Event::Ready {
        device: Found::Cpu { simd: true },
    };
    assert_eq!(decode(&through(encode(&event))), Some(event));
}
