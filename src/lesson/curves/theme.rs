//! Colours and sizes of the curves. Which theme a page is in is left to `ui`.

use crate::lesson::heat::Rgb;

#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    pub background: Rgb,
    pub text: Rgb,
    pub muted: Rgb,
    pub grid: Rgb,
    pub train: Rgb,
    pub test: Rgb,
    pub reference: Rgb,
    /// CSS font family.
    pub font: String,
    /// 1 on a screen, more on a projector: scales type, lines and margins.
    pub scale: f32,
    /// Device pixels a CSS pixel.
    pub ratio: f32,
}

/// Sizes in CSS pixels before scaling.
pub(super) const FONT_SIZE: f32 = 12.5;

const FONT: &str =
    "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'Noto Sans CJK SC', sans-serif";

impl Theme {
    pub fn light() -> Self {
        Self {
            background: [0xff, 0xff, 0xff],
            text: [0x1d, 0x25, 0x30],
            muted: [0x66, 0x70, 0x7e],
            grid: [0xe3, 0xe7, 0xec],
            train: [0x0b, 0x72, 0x85],
            test: [0xc2, 0x25, 0x5c],
            reference: [0x86, 0x8e, 0x99],
            font: FONT.to_owned(),
            scale: 1.0,
            ratio: 1.0,
        }
    }

    pub fn dark() -> Self {
        Self {
            background: [0x1c, 0x1f, 0x25],
            text: [0xe6, 0xea, 0xf0],
            muted: [0x9a, 0xa5, 0xb4],
            grid: [0x2a, 0x32, 0x3d],
            train: [0x4f, 0xc3, 0xd9],
            test: [0xff, 0x8f, 0xb4],
            reference: [0x8a, 0x95, 0xa5],
            ..Self::light()
        }
    }

    /// Device pixels of a length in CSS pixels, scaled for the projector too.
    pub fn px(&self, length: f32) -> f32 {
        length * self.scale * self.ratio
    }
}
