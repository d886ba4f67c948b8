//! Real pictures as three planes of whole numbers from 0 to 255, small enough to be filtered at once.
//! Decoding files and cameras is left to `ui`.

use super::heat::Pixels;
use crate::tensor::shape::Shape;
use crate::tensor::tensor::Tensor;

/// The longer side of a picture after it is reduced.
pub const LONGEST: usize = 160;
/// The shorter side that there must be.
pub const SHORTEST: usize = 8;
/// Red, green, blue.
pub const CHANNELS: usize = 3;
/// Shares of red, green and blue in brightness (Rec. 601, as PIL's `convert("L")`).
const GREY: [f32; CHANNELS] = [0.299, 0.587, 0.114];

#[derive(Debug, Clone, PartialEq)]
pub struct Photo {
    /// Height and width.
    pub size: [usize; 2],
    /// [3, h, w]
    pub planes: Vec<f32>,
}

/// Why a picture cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misfit {
    /// Fewer than [`SHORTEST`] pixels a side: height and width.
    TooSmall([u32; 2]),
    /// So long that its other side vanishes when it is reduced.
    TooNarrow([u32; 2]),
}

/// Height and width after a picture is reduced to [`LONGEST`]; small ones stay as they are.
///
/// # Errors
/// Where a side would be shorter than [`SHORTEST`].
pub fn reduced(size: [u32; 2]) -> Result<[usize; 2], Misfit> {
    if size.iter().any(|side| (*side as usize) < SHORTEST) {
        return Err(Misfit::TooSmall(size));
    }
    let longest = f64::from(size[0].max(size[1]));
    let scale = (LONGEST as f64 / longest).min(1.0);
    let reduced = size.map(|side| (f64::from(side) * scale).round() as usize);
    if reduced.iter().any(|side| *side < SHORTEST) {
        return Err(Misfit::TooNarrow(size));
    }
    Ok(reduced)
}

impl Photo {
    /// From four bytes a pixel; what is transparent counts as white. None if `rgba` is not as long
    /// as `size` asks.
    pub fn from_rgba(rgba: &[u8], size: [usize; 2]) -> Option<Self> {
        let area = size[0].checked_mul(size[1])?;
        if area == 0 || Some(rgba.len()) != area.checked_mul(4) {
            return None;
        }
        let plane = |c: usize| {
            rgba.chunks_exact(4).map(move |pixel| {
                let alpha = f32::from(pixel[3]) / 255.0;
                (f32::from(pixel[c]) * alpha + 255.0 * (1.0 - alpha)).round()
            })
        };
        Some(Self {
            size,
            planes: (0..CHANNELS).flat_map(plane).collect(),
        })
    }

    /// From one plane of brightness in [0, 1].
    pub fn from_grey(values: &[f32], size: [usize; 2]) -> Self {
        let plane = values.iter().map(|value| (value * 255.0).round());
        let len = size[0] * size[1] * CHANNELS;
        Self {
            size,
            planes: plane.cycle().take(len).collect(),
        }
    }

    /// Brightness in whole numbers: `[1, 1, h, w]`.
    pub fn grey(&self) -> Tensor {
        let [h, w] = self.size;
        let value = |at: usize| {
            let sum: f32 = (0..CHANNELS)
                .map(|c| GREY[c] * self.planes[c * h * w + at])
                .sum();
            sum.round()
        };
        Tensor::new(Shape::new(1, 1, h, w), (0..h * w).map(value).collect())
    }

    /// Each colour channel a sample of its own: `[3, 1, h, w]`.
    pub fn colours_apart(&self) -> Tensor {
        let [h, w] = self.size;
        Tensor::new(Shape::new(CHANNELS, 1, h, w), self.planes.clone())
    }

    /// The colour channels of one sample: `[1, 3, h, w]`.
    pub fn colours(&self) -> Tensor {
        let [h, w] = self.size;
        Tensor::new(Shape::new(1, CHANNELS, h, w), self.planes.clone())
    }
}

/// One plane as grey, three as colours: 0 is dark, 255 bright, what lies outside is cut off.
pub fn paint(planes: &[f32], size: [usize; 2]) -> Pixels {
    let area = size[0] * size[1];
    let last = (planes.len() / area.max(1)).saturating_sub(1);
    let byte = |c: usize, at: usize| {
        let value = planes.get(c.min(last) * area + at);
        value.map_or(0, |value| value.round().clamp(0.0, 255.0) as u8)
    };
    let rgba = (0..area).flat_map(|at| [byte(0, at), byte(1, at), byte(2, at), 255]);
    Pixels {
        width: size[1],
        height: size[0],
        rgba: rgba.collect(),
    }
}
