//! Lists of numbers that travel between workers.

use js_sys::{ArrayBuffer, Float32Array};

/// All of `parts`, one after another; in `room` if that is large enough.
pub fn list(room: Option<ArrayBuffer>, parts: &[&[f32]]) -> Float32Array {
    let len = parts.iter().map(|part| part.len() as u32).sum();
    let room = room.filter(|room| len * 4 <= room.byte_length());
    let room = room.unwrap_or_else(|| ArrayBuffer::new(len * 4));
    let list = Float32Array::new_with_byte_offset_and_length(&room, 0, len);
    let mut at = 0;
    for part in parts {
        let end = at + part.len() as u32;
        list.subarray(at, end).copy_from(part);
        at = end;
    }
    list
}
