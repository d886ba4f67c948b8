//! Random changes of a training picture, as `torchvision.transforms` makes them of a tensor: crop with
//! padding, flip, brightness, contrast, saturation. What is drawn is kept, so that it can be told.

use crate::tensor::rng::Rng;

/// Shares of red, green and blue in brightness, as torchvision has them.
const GREY: [f32; 3] = [0.2989, 0.587, 0.114];

/// A picture as [c, h, w] numbers in [0, 1].
#[derive(Debug, Clone, PartialEq)]
pub struct Planes {
    /// c, h, w
    pub size: [usize; 3],
    pub values: Vec<f32>,
}

/// What may happen to a picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Augment {
    /// `RandomCrop`: height and width of what is kept.
    pub crop: [usize; 2],
    /// Rows and columns of zeros, on each side, before the crop.
    pub padding: usize,
    /// `RandomHorizontalFlip`: how probable it is.
    pub flip: f32,
    /// `ColorJitter`: a factor is drawn from 1 − this to 1 + this, never below 0.
    pub brightness: f32,
    pub contrast: f32,
    pub saturation: f32,
}

/// One of the colour changes and its factor.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Jitter {
    Brightness(f32),
    Contrast(f32),
    Saturation(f32),
}

/// What has been drawn for one picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Drawn {
    /// Corner of the crop, in the padded picture.
    pub at: [usize; 2],
    pub crop: [usize; 2],
    pub padding: usize,
    pub flipped: bool,
    /// In the order in which they are applied.
    pub jitters: [Jitter; 3],
}

impl Augment {
    /// Draws for a picture of this height and width. A crop never exceeds the padded picture.
    pub fn draw(&self, size: [usize; 2], rng: &mut Rng) -> Drawn {
        let padded = size.map(|side| side + 2 * self.padding);
        let crop = [0, 1].map(|a| self.crop[a].clamp(1, padded[a].max(1)));
        let mut corner = |a: usize| rng.below((padded[a].max(1) - crop[a] + 1) as u32) as usize;
        let at = [corner(0), corner(1)];
        let flipped = rng.unit() < self.flip;
        let mut factor = |reach: f32| match reach > 0.0 {
            true => rng.uniform((1.0 - reach).max(0.0), 1.0 + reach),
            false => 1.0,
        };
        let mut jitters = [
            Jitter::Brightness(factor(self.brightness)),
            Jitter::Contrast(factor(self.contrast)),
            Jitter::Saturation(factor(self.saturation)),
        ];
        for last in [2, 1] {
            jitters.swap(last, rng.below(last as u32 + 1) as usize);
        }
        Drawn {
            at,
            crop,
            padding: self.padding,
            flipped,
            jitters,
        }
    }
}

impl Drawn {
    /// The changed picture: cropped, flipped, recoloured.
    pub fn apply(&self, picture: &Planes) -> Planes {
        let mut changed = crop(picture, self.at, self.crop, self.padding);
        if self.flipped {
            changed = flip(&changed);
        }
        for jitter in self.jitters {
            recolour(&mut changed, jitter);
        }
        changed
    }
}

/// Left and right exchanged.
pub fn flip(picture: &Planes) -> Planes {
    let [_, _, width] = picture.size;
    let mut flipped = picture.clone();
    for row in flipped.values.chunks_mut(width.max(1)) {
        row.reverse();
    }
    flipped
}

/// `size` rows and columns from `at` on, of the picture within `padding` zeros on each side.
pub fn crop(picture: &Planes, at: [usize; 2], size: [usize; 2], padding: usize) -> Planes {
    let [channels, height, width] = picture.size;
    let [rows, columns] = size;
    let mut values = Vec::with_capacity(channels * rows * columns);
    for plane in picture.values.chunks(height * width) {
        for row in at[0]..at[0] + rows {
            for column in at[1]..at[1] + columns {
                let inside = row.checked_sub(padding).filter(|row| *row < height);
                let inside =
                    inside.zip(column.checked_sub(padding).filter(|column| *column < width));
                values.push(inside.map_or(0.0, |(i, j)| plane[i * width + j]));
            }
        }
    }
    Planes {
        size: [channels, rows, columns],
        values,
    }
}

/// x·f, the mean grey and x mixed by f, or each pixel's grey and x mixed by f: cut to [0, 1].
pub fn recolour(picture: &mut Planes, jitter: Jitter) {
    let blend = |x: f32, with: f32, f: f32| (f * x + (1.0 - f) * with).clamp(0.0, 1.0);
    match jitter {
        Jitter::Brightness(f) => {
            for x in &mut picture.values {
                *x = blend(*x, 0.0, f);
            }
        }
        Jitter::Contrast(f) => {
            let grey = grey(picture);
            let mean = grey.iter().sum::<f32>() / grey.len().max(1) as f32;
            for x in &mut picture.values {
                *x = blend(*x, mean, f);
            }
        }
        // A grey picture has no colours to change.
        Jitter::Saturation(f) if picture.size[0] == GREY.len() => {
            let grey = grey(picture);
            for plane in picture.values.chunks_mut(grey.len().max(1)) {
                for (x, grey) in plane.iter_mut().zip(&grey) {
                    *x = blend(*x, *grey, f);
                }
            }
        }
        Jitter::Saturation(_) => {}
    }
}

/// The brightness of each pixel.
fn grey(picture: &Planes) -> Vec<f32> {
    let [channels, height, width] = picture.size;
    let area = height * width;
    if channels != GREY.len() {
        return picture.values.iter().copied().take(area).collect();
    }
    let one = |at: usize| {
        let parts = GREY.iter().enumerate();
        parts
            .map(|(c, share)| share * picture.values[c * area + at])
            .sum()
    };
    (0..area).map(one).collect()
}
