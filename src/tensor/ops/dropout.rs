//! Dropout: a mask that depends on nothing but the clock, the salt of the layer and the position in
//! the batch, so that forward and gradient agree without storing it, and slices of a batch draw what
//! the whole batch draws.

use super::super::tensor::{View, ViewMut};

/// y_i = x_i/(1 − p) where a random number in [0, 1) is at least p, else 0.
pub fn dropout(p: f32, salt: u32, x: View, clock: View, out: ViewMut) {
    let key = key(clock.data, salt);
    let scale = 1.0 / (1.0 - p);
    if !x.is_in_place() {
        out.data.copy_from_slice(x.data);
    }
    let first = (clock.data[3] as u32).wrapping_mul(x.shape.sample_len() as u32);
    for (i, y) in (0_u32..).zip(out.data) {
        let i = first.wrapping_add(i);
        *y = if unit(i, key) >= p { *y * scale } else { 0.0 };
    }
}

/// Seed, step and salt in one word.
fn key(clock: &[f32], salt: u32) -> u32 {
    [clock[0] as u32, clock[2] as u32, salt]
        .into_iter()
        .fold(0x9e37_79b9, |key, word| mix(key ^ word))
}

/// In [0, 1): 24 random bits.
fn unit(position: u32, key: u32) -> f32 {
    (mix(position.wrapping_add(key)) >> 8) as f32 / 16_777_216.0
}

/// Wellons' lowbias32: a bijection whose every input bit flips every output bit half the time.
fn mix(mut x: u32) -> u32 {
    x = (x ^ (x >> 16)).wrapping_mul(0x7feb_352d);
    x = (x ^ (x >> 15)).wrapping_mul(0x846c_a68b);
    x ^ (x >> 16)
}
