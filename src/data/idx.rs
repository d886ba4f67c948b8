//! IDX, the format in which Fashion-MNIST is published. Unpacking gzip is left to the caller.

use super::fashion_mnist::{CLASSES, PIXELS, Pictures, SIDE};

/// Why two IDX files are not Fashion-MNIST's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdxError {
    /// The header of the pictures is not that of 28×28 bytes each.
    Pictures,
    /// The header of the labels is not that of one byte each.
    Labels,
    Length {
        expected: usize,
        found: usize,
    },
    /// As many labels as pictures are needed.
    Counts {
        pictures: usize,
        labels: usize,
    },
    Label {
        found: u8,
    },
}

/// Reads a pair of IDX files.
///
/// # Errors
/// The first thing that is wrong.
pub fn parse(pictures: &[u8], labels: &[u8]) -> Result<Pictures, IdxError> {
    let ([count, height, width], pixels) = header(pictures, 0x0803).ok_or(IdxError::Pictures)?;
    if [height, width] != [SIDE, SIDE] {
        return Err(IdxError::Pictures);
    }
    let ([label_count], labels) = header(labels, 0x0801).ok_or(IdxError::Labels)?;
    if count != label_count {
        return Err(IdxError::Counts {
            pictures: count,
            labels: label_count,
        });
    }
    for (expected, found) in [(count * PIXELS, pixels.len()), (count, labels.len())] {
        if expected != found {
            return Err(IdxError::Length { expected, found });
        }
    }
    match labels.iter().find(|&&label| usize::from(label) >= CLASSES) {
        Some(&found) => Err(IdxError::Label { found }),
        None => Ok(Pictures {
            pixels: pixels.to_vec(),
            labels: labels.to_vec(),
        }),
    }
}

/// The extents after the magic number, and the rest.
fn header<const AXES: usize>(bytes: &[u8], magic: u32) -> Option<([usize; AXES], &[u8])> {
    let (first, mut rest) = bytes.split_first_chunk()?;
    let mut extents = [0; AXES];
    for extent in &mut extents {
        let (word, after) = rest.split_first_chunk()?;
        *extent = u32::from_be_bytes(*word) as usize;
        rest = after;
    }
    (u32::from_be_bytes(*first) == magic).then_some((extents, rest))
}
