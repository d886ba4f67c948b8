//! Answers other workers: they send a spec as a view of bytes, then tasks as lists of numbers; an answer
//! goes back in its task's own memory, as fresh memory costs more than the copy. What is computed is left
//! to `assistant`.

use wasm_bindgen::prelude::*;
use web_sys::DedicatedWorkerGlobalScope;

use crate::train::trainer::Trainer;

#[cfg(not(feature = "gpu-only"))]
pub async fn hear(scope: &DedicatedWorkerGlobalScope, trainer: &mut Trainer, data: &JsValue) {
    use super::lists::list;
    use crate::train::protocol;
    use js_sys::{Array, Float32Array, Uint8Array};

    if let Some(bytes) = data.dyn_ref::<Uint8Array>() {
        if let Some(spec) = protocol::decode(&bytes.to_vec()) {
            trainer.assist(spec);
        }
    } else if let Some(task) = data.dyn_ref::<Float32Array>() {
        let mut at = 0;
        let mut next = |room: &mut [f32]| {
            let end = at + room.len() as u32;
            task.subarray(at, end).copy_to(room);
            at = end;
        };
        // An empty answer says that there is none: whoever asked computes the slice itself.
        let parts = match trainer.assistant() {
            Some(assistant) => assistant.answer(task.length() as usize, &mut next).await,
            None => Vec::new(),
        };
        let answer = list(Some(task.buffer()), &parts);
        // Posting a buffer of one's own cannot fail.
        let _ = scope.post_message_with_transfer(&answer, &Array::of1(&answer.buffer()));
    }
}

/// Nobody asks a program without the CPU's kernels.
#[cfg(feature = "gpu-only")]
pub async fn hear(_: &DedicatedWorkerGlobalScope, _: &mut Trainer, _: &JsValue) {}
