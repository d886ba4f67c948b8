//! Answers other workers: they send a spec as a view of bytes, then tasks as lists of numbers; an answer
//! goes back in its task's own memory, as fresh memory costs more than the copy. What is computed is left
//! to `assistant`.

use wasm_bindgen::prelude::*;
use web_sys::DedicatedWorkerGlobalScope;

use crate::train::trainer::Trainer;

#[cfg(not(feature = "gpu-only"))]
pub async fn hear(scope: &DedicatedWorkerGlobalScope, trainer: &mut Trainer, data: &JsValue) {
    use crate::train::protocol;
    use js_sys::{Array, Float32Array, Uint8Array};

    if let Some(bytes) = data.dyn_ref::<Uint8Array>() {
        if let Some(spec) = protocol::decode(&bytes.to_vec()) {
            trainer.assist(spec);
        }
    } else if let Some(task) = data.dyn_ref::<Float32Array>() {
        // An empty answer says that there is none: whoever asked computes the slice itself.
        let answer = trainer.answer(&task.to_vec()).await;
        let (room, len) = (task.buffer(), answer.len() as u32);
        let list = if len * 4 <= room.byte_length() {
            Float32Array::new_with_byte_offset_and_length(&room, 0, len)
        } else {
            Float32Array::new_with_length(len)
        };
        list.copy_from(&answer);
        // Posting a fresh buffer cannot fail.
        let _ = scope.post_message_with_transfer(&list, &Array::of1(&list.buffer()));
    }
}

/// Nobody asks a program without the CPU's kernels.
#[cfg(feature = "gpu-only")]
pub async fn hear(_: &DedicatedWorkerGlobalScope, _: &mut Trainer, _: &JsValue) {}
