//! A fixed shuffling of the pixels, the same for every picture of a run: what a dense layer does not
//! notice and a convolution does. Which runs shuffle is left to `protocol::RunSpec`.

use serde::{Deserialize, Serialize};

use super::batches::stream;
use crate::data::fashion_mnist::PIXELS;

/// The number of a seed's randomness that orders pixels; epochs count from 1 and come nowhere near.
const PIXEL_STREAM: u32 = u32::MAX;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shuffle {
    pub seed: u32,
    /// The first layer's weights move along with the pixels that they multiply: then a dense network
    /// computes what it computed before.
    pub moves_weights: bool,
}

impl Shuffle {
    /// Which pixel comes to each place.
    pub fn order(self) -> Vec<u32> {
        stream(self.seed, PIXEL_STREAM).permutation(PIXELS as u32)
    }
}

/// `values` with every row of as many numbers as `order` has in that order.
pub fn in_order<T: Copy>(values: &[T], order: &[u32]) -> Vec<T> {
    let rows = values.chunks_exact(order.len().max(1));
    rows.flat_map(|row| order.iter().map(|&at| row[at as usize]))
        .collect()
}
