//! Weights in and out as safetensors under PyTorch's names and shapes. Never panics, whatever the
//! bytes, and never allocates more than the file and the network are large.
//! Loading the values into a device is left to `train`.
//!
//! Written here because the `safetensors` crate brings serde_json, stops at the first problem and
//! knows nothing of what we expect: it adds 83 KB to a wasm file (before wasm-opt), this module 25 KB.

mod dtype;
mod header;

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

pub use self::dtype::Dtype;
use self::header::Entry;
use super::trace::Param;

/// Far above any network of ours: a header of this length could name 10,000 tensors.
pub const HEADER_LIMIT: u64 = 1 << 20;

/// What is wrong with a file of weights.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum WeightsError {
    /// More than [`LIMIT`]: not even looked at. Bytes.
    TooLarge { found: u64 },
    /// The file ends before its own header says it should. Bytes.
    Truncated { expected: u64, found: u64 },
    /// The file goes on after its last tensor. Bytes.
    Trailing { expected: u64, found: u64 },
    /// The header is longer than any that we read. Bytes.
    HeaderTooLong { length: u64, limit: u64 },
    /// The header is no JSON of the safetensors form from this byte of the file on.
    Header { at: u64 },
    /// The header names a tensor twice.
    Duplicate { name: String },
    /// The bytes of a tensor overlap others, leave a gap before them, or are not as many as its
    /// shape asks.
    Offsets { name: String, start: u64, end: u64 },
    /// Only F32, F16 and BF16 are read.
    Dtype { name: String, found: String },
    /// The network has this parameter, the file has not.
    Missing { name: String },
    /// The file has this tensor, the network has not.
    Unexpected { name: String },
    Shape {
        name: String,
        expected: Vec<usize>,
        found: Vec<u64>,
    },
    /// A value is NaN or infinite.
    NotFinite { name: String },
}

/// The bytes of a safetensors file: one tensor a parameter, in their order.
pub fn encode(params: &[Param], values: &[Vec<f32>], dtype: Dtype) -> Vec<u8> {
    let mut entries = vec![r#""__metadata__":{"format":"pt"}"#.to_owned()];
    let mut start = 0;
    for (param, values) in params.iter().zip(values) {
        let end = start + values.len() * dtype.bytes();
        let name = header::quoted(&param.path);
        let dtype = dtype.name();
        let mut shape = String::new();
        for size in &param.torch_shape {
            shape += if shape.is_empty() { "" } else { ", " };
            shape += &size.to_string();
        }
        entries.push(format!(
            r#"{name}:{{"dtype":"{dtype}","shape":[{shape}],"data_offsets":[{start},{end}]}}"#
        ));
        start = end;
    }
    let mut text = format!("{{{}}}", entries.join(","));
    // Tensors start at a multiple of 8, as the format's own writer has it.
    text.extend(std::iter::repeat_n(
        ' ',
        text.len().next_multiple_of(8) - text.len(),
    ));
    let mut bytes = (text.len() as u64).to_le_bytes().to_vec();
    bytes.extend_from_slice(text.as_bytes());
    bytes.reserve(start);
    for values in values {
        dtype.write(values, &mut bytes);
    }
    bytes
}

/// A file of more bytes than this is refused unread: the largest network of the course takes 492 MiB.
pub const LIMIT: u64 = 512 << 20;

/// Reads values for exactly `params`, in their order.
///
/// # Errors
/// Every problem found, so that all of them can be listed; nothing is half-loaded.
pub fn decode(bytes: &[u8], params: &[Param]) -> Result<Vec<Vec<f32>>, Vec<WeightsError>> {
    let found = bytes.len() as u64;
    if found > LIMIT {
        return Err(vec![WeightsError::TooLarge { found }]);
    }
    let (entries, data) = split(bytes).map_err(|error| vec![error])?;
    let mut errors = layout(&entries, bytes.len(), data.len());
    let by_name = sorted(&entries, |a, b| (&a.name, a.bytes).cmp(&(&b.name, b.bytes)));
    for (i, Entry { name, .. }) in by_name.iter().enumerate() {
        let name = name.clone();
        if i > 0 && by_name[i - 1].name == name {
            errors.push(WeightsError::Duplicate { name });
        } else if !params.iter().any(|param| param.path == name) {
            errors.push(WeightsError::Unexpected { name });
        }
    }
    let mut values = vec![];
    for param in params {
        let first = by_name.partition_point(|entry| entry.name < param.path);
        let entry = by_name.get(first).filter(|entry| entry.name == param.path);
        let entry = entry.ok_or_else(|| WeightsError::Missing {
            name: param.path.clone(),
        });
        match entry.and_then(|entry| read(entry, param, data)) {
            Ok(read) => values.push(read),
            // `layout` may have found the same offsets wrong.
            Err(error) if errors.contains(&error) => {}
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() {
        Ok(values)
    } else {
        Err(errors)
    }
}

/// The entries of the header, and the bytes after it.
fn split(bytes: &[u8]) -> Result<(Vec<Entry>, &[u8]), WeightsError> {
    let found = bytes.len() as u64;
    let Some((length, rest)) = bytes.split_first_chunk::<8>() else {
        return Err(WeightsError::Truncated { expected: 8, found });
    };
    let length = u64::from_le_bytes(*length);
    if length > HEADER_LIMIT {
        return Err(WeightsError::HeaderTooLong {
            length,
            limit: HEADER_LIMIT,
        });
    }
    // The limit fits any usize.
    let Some((header, data)) = rest.split_at_checked(length as usize) else {
        let expected = 8 + length;
        return Err(WeightsError::Truncated { expected, found });
    };
    let broken = |at: usize| WeightsError::Header { at: 8 + at as u64 };
    let text = std::str::from_utf8(header).map_err(|error| broken(error.valid_up_to()))?;
    Ok((header::parse(text).map_err(broken)?, data))
}

type Order = fn(&&Entry, &&Entry) -> Ordering;

/// A function pointer, so that both orders share the code of one sort. By insertion: the header's
/// limit keeps the entries few, and a general sort weighs 6 KB in wasm.
fn sorted(entries: &[Entry], order: Order) -> Vec<&Entry> {
    let mut sorted: Vec<&Entry> = Vec::with_capacity(entries.len());
    for entry in entries {
        let at = sorted.partition_point(|other| order(other, &entry).is_le());
        sorted.insert(at, entry);
    }
    sorted
}

/// Problems of the file in itself: tensors that overlap or leave gaps, a wrong length.
fn layout(entries: &[Entry], file: usize, data: usize) -> Vec<WeightsError> {
    let mut errors = vec![];
    let mut last = 0;
    for entry in sorted(entries, |a, b| a.bytes.cmp(&b.bytes)) {
        let [start, end] = entry.bytes;
        if start != last || end < start {
            let name = entry.name.clone();
            errors.push(WeightsError::Offsets { name, start, end });
        }
        last = last.max(end);
    }
    let expected = (file - data) as u64;
    let (expected, found) = (expected.saturating_add(last), file as u64);
    if expected > found {
        errors.push(WeightsError::Truncated { expected, found });
    } else if expected < found {
        errors.push(WeightsError::Trailing { expected, found });
    }
    errors
}

/// The values of one parameter.
fn read(entry: &Entry, param: &Param, data: &[u8]) -> Result<Vec<f32>, WeightsError> {
    let name = entry.name.clone();
    let Some(dtype) = Dtype::of(&entry.dtype) else {
        let found = entry.dtype.clone();
        return Err(WeightsError::Dtype { name, found });
    };
    let expected = param.torch_shape.iter().map(|&extent| extent as u64);
    if !expected.eq(entry.shape.iter().copied()) {
        return Err(WeightsError::Shape {
            name,
            expected: param.torch_shape.clone(),
            found: entry.shape.clone(),
        });
    }
    let [start, end] = entry.bytes;
    if end.checked_sub(start) != Some((dtype.bytes() * param.shape.len()) as u64) {
        return Err(WeightsError::Offsets { name, start, end });
    }
    let bounds = usize::try_from(start).ok().zip(usize::try_from(end).ok());
    let Some(bytes) = bounds.and_then(|(start, end)| data.get(start..end)) else {
        // The file is cut short, which `layout` has said once for all tensors.
        return Ok(vec![]);
    };
    let values = dtype.read(bytes);
    if values.iter().all(|value| value.is_finite()) {
        Ok(values)
    } else {
        Err(WeightsError::NotFinite { name })
    }
}
