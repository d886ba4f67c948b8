//! Lists of numbers that travel between workers. A copy between a program's memory and a list costs as
//! much as copying 200 numbers: short parts go together.

use js_sys::{ArrayBuffer, Float32Array};

/// Numbers that go together at most.
const TOGETHER: usize = 1 << 16;

/// All of `parts`, one after another; in `room` if that is large enough.
pub fn list(room: Option<ArrayBuffer>, parts: &[&[f32]]) -> Float32Array {
    let len = parts.iter().map(|part| part.len() as u32).sum();
    let room = room.filter(|room| len * 4 <= room.byte_length());
    let room = room.unwrap_or_else(|| ArrayBuffer::new(len * 4));
    let list = Float32Array::new_with_byte_offset_and_length(&room, 0, len);
    let mut at = 0;
    let mut put = |numbers: &[f32]| {
        let end = at + numbers.len() as u32;
        list.subarray(at, end).copy_from(numbers);
        at = end;
    };
    let mut together = Vec::with_capacity(TOGETHER);
    for part in parts {
        if together.len() + part.len() > TOGETHER {
            put(&together);
            together.clear();
        }
        if part.len() > TOGETHER {
            put(part);
        } else {
            together.extend_from_slice(part);
        }
    }
    put(&together);
    list
}
