//! The shards of Fashion-MNIST: their list, their format, their checks.

use serde::{Deserialize, Serialize};

pub const CLASSES: usize = 10;
pub const SIDE: usize = 28;
pub const PIXELS: usize = SIDE * SIDE;

/// Pictures 28×28 in 0..=255 and their class indices.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pictures {
    pub pixels: Vec<u8>,
    pub labels: Vec<u8>,
}

/// One file of the data set, as the manifest lists it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    pub file: &'static str,
    pub bytes: u64,
    pub sha256: &'static str,
    pub pictures: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ShardError {
    /// HTTP status, or none if no answer came.
    Missing {
        status: Option<u16>,
    },
    Truncated {
        expected: u64,
        found: u64,
    },
    /// The checksum differs: the file was altered.
    Altered,
}

/// Checks and unpacks the bytes of `shard`.
///
/// # Errors
/// What is wrong with them; never a panic, whatever the bytes.
pub fn decode(shard: &Shard, bytes: &[u8]) -> Result<Pictures, ShardError> {
    let _ = (shard, bytes);
    todo!("data")
}
