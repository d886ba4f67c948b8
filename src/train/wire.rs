//! Long lists on their way to and from the worker: plain bytes, copied at once. Derived code would go
//! through them number by number: 187 MB of weights took seconds.
//! Which messages hold such lists is left to `protocol`.

use std::fmt;

use serde::de::{Error, Visitor};
use serde::{Deserializer, Serializer};

/// Appends numbers as bytes, four each. Out of line: every list of every message shares it.
#[inline(never)]
pub(super) fn pack(values: &[f32], bytes: &mut Vec<u8>) {
    let start = bytes.len();
    bytes.resize(start + size_of_val(values), 0);
    let room = bytes[start..].as_chunks_mut().0;
    for (bytes, value) in room.iter_mut().zip(values) {
        *bytes = value.to_le_bytes();
    }
}

/// The numbers again; `None` if the bytes do not come in fours.
#[inline(never)]
pub(super) fn unpack(bytes: &[u8]) -> Option<Vec<f32>> {
    match bytes.as_chunks::<4>() {
        (words, []) => Some(words.iter().map(|word| f32::from_le_bytes(*word)).collect()),
        (_, _) => None,
    }
}

/// Any bytes; the list is made of them by the caller.
struct Bytes;

impl<'de> Visitor<'de> for Bytes {
    type Value = &'de [u8];

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("bytes")
    }

    fn visit_borrowed_bytes<E: Error>(self, bytes: &'de [u8]) -> Result<&'de [u8], E> {
        Ok(bytes)
    }
}

/// `#[serde(with = "wire::bytes")]` for `Vec<u8>`.
pub(super) mod bytes {
    use super::{Bytes, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(values: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(values)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        Ok(deserializer.deserialize_bytes(Bytes)?.to_vec())
    }
}

/// `#[serde(with = "wire::floats")]` for `Vec<f32>`: four bytes a number.
pub(super) mod floats {
    use super::{Bytes, Deserializer, Error as _, Serializer, pack, unpack};

    pub fn serialize<S: Serializer>(values: &[f32], serializer: S) -> Result<S::Ok, S::Error> {
        let mut bytes = Vec::new();
        pack(values, &mut bytes);
        serializer.serialize_bytes(&bytes)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<f32>, D::Error> {
        let bytes = deserializer.deserialize_bytes(Bytes)?;
        unpack(bytes).ok_or_else(|| D::Error::custom("not four bytes a number"))
    }
}
