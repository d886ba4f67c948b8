//! The shards of Fashion-MNIST: their list, their checks, what they hold.
//! How a shard is packed is left to `shard`.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::manifest;
use super::shard;

pub const CLASSES: usize = 10;
pub const SIDE: usize = 28;
pub const PIXELS: usize = SIDE * SIDE;
/// Pictures in each shard.
pub const SHARD_PICTURES: usize = 10_000;
pub const TRAIN_PICTURES: usize = TRAIN.len() * SHARD_PICTURES;

/// The training set in order.
pub const TRAIN: [Shard; 6] = manifest::TRAIN;
pub const TEST: Shard = manifest::TEST;

/// Pictures 28×28 in 0..=255 and their class indices.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pictures {
    pub pixels: Vec<u8>,
    pub labels: Vec<u8>,
}

impl Pictures {
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    /// The pixels of picture `index`, row after row.
    pub fn picture(&self, index: usize) -> &[u8] {
        &self.pixels[index * PIXELS..(index + 1) * PIXELS]
    }
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

/// The shards that hold the first `pictures` of the training set.
pub fn train_shards(pictures: usize) -> &'static [Shard] {
    const ALL: &[Shard] = &TRAIN;
    &ALL[..pictures.div_ceil(SHARD_PICTURES).clamp(1, ALL.len())]
}

/// Checks and unpacks the bytes of `shard`.
///
/// # Errors
/// What is wrong with them; never a panic, whatever the bytes.
pub fn decode(shard: &Shard, bytes: &[u8]) -> Result<Pictures, ShardError> {
    let found = bytes.len() as u64;
    if found < shard.bytes {
        return Err(ShardError::Truncated {
            expected: shard.bytes,
            found,
        });
    }
    if found > shard.bytes || sha256(bytes) != shard.sha256 {
        return Err(ShardError::Altered);
    }
    shard::unpack(bytes)
        .filter(|pictures| pictures.len() == shard.pictures)
        .ok_or(ShardError::Altered)
}

/// SHA-256 in lower-case hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    let digits = Sha256::digest(bytes);
    digits.iter().map(|byte| format!("{byte:02x}")).collect()
}
