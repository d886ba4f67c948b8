//! Long lists on their way to and from the worker: plain bytes, copied at once. Derived code would go
//! through them number by number: 187 MB of weights took seconds.
//! Which messages hold such lists is left to `protocol`.

use std::fmt;

use serde::de::{Error, Visitor};
use serde::{Deserializer, Serializer};

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
    use super::{Bytes, Deserializer, Error as _, Serializer};

    pub fn serialize<S: Serializer>(values: &[f32], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&packed(values))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<f32>, D::Error> {
        let bytes = deserializer.deserialize_bytes(Bytes)?;
        match bytes.as_chunks::<4>() {
            (words, []) => Ok(words.iter().map(|word| f32::from_le_bytes(*word)).collect()),
            (_, _) => Err(D::Error::custom("not four bytes a number")),
        }
    }

    /// Out of line: every list of every message shares it.
    #[inline(never)]
    fn packed(values: &[f32]) -> Vec<u8> {
        values
            .iter()
            .flat_map(|value| value.to_le_bytes())
            .collect()
    }
}
