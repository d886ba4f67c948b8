//! The sizes of the 1×1 convolution.

use super::field::{Field, Values, size};
use crate::lesson::state::pixelwise::{CHANNELS, SIDE};

macro_rules! row {
    ($name:literal, $bounds:expr, $($place:tt)+) => {
        Field {
            name: $name,
            values: Values::Whole($bounds),
            read: |p, text| size(&mut p.pixelwise.$($place)+, text, $bounds),
            write: |p| p.pixelwise.$($place)+.to_string(),
        }
    };
}

pub(super) static FIELDS: [Field; 4] = [
    row!("oci", CHANNELS, in_channels),
    row!("oco", CHANNELS, out_channels),
    row!("oh", SIDE, input[0]),
    row!("ow", SIDE, input[1]),
];
