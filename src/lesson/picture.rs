//! Uploaded and drawn pictures as the data set has them: 28×28 in [0, 1], bright on black.
//! Reading files and pointers is left to `ui`.

use crate::data::fashion_mnist::{PIXELS, SIDE};

/// What is behind the thing in a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ground {
    /// Light if the picture's border is.
    Detect,
    Dark,
    /// Brightness is turned round, as the makers of Fashion-MNIST did with their photographs.
    Light,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Shrunk {
    pub pixels: Vec<f32>,
    /// Never [`Ground::Detect`].
    pub ground: Ground,
}

/// A picture of any size in four bytes a pixel; what is transparent counts as white.
#[derive(Debug, Clone, Copy)]
struct Bitmap<'a> {
    rgba: &'a [u8],
    width: usize,
    height: usize,
    ground: Ground,
}

/// A part of a bitmap, in pixels: left, top, right, bottom.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Part([usize; 4]);

/// What is darker than this counts as ground when edges are trimmed.
const TRIM: f32 = 0.1;

/// Trims the ground around the thing, scales its longer side to 28 by averaging areas, and centres
/// it on black. None if there are no pixels or `rgba` is not four bytes for each of them.
pub fn shrink(rgba: &[u8], width: usize, height: usize, ground: Ground) -> Option<Shrunk> {
    let bytes = width.checked_mul(height)?.checked_mul(4)?;
    if bytes == 0 || bytes != rgba.len() {
        return None;
    }
    let bitmap = Bitmap {
        rgba,
        width,
        height,
        ground: Ground::Dark,
    };
    let ground = match ground {
        Ground::Detect => bitmap.detect(),
        Ground::Dark | Ground::Light => ground,
    };
    let bitmap = Bitmap { ground, ..bitmap };
    let pixels = bitmap.fit(bitmap.trimmed());
    Some(Shrunk { pixels, ground })
}

impl Bitmap<'_> {
    /// Brightness in [0, 1] (Rec. 601, as PIL's `convert("L")`), turned round on a light ground.
    fn value(&self, x: usize, y: usize) -> f32 {
        let pixel = (y * self.width + x) * 4;
        let [r, g, b, a] = [0, 1, 2, 3].map(|i| f32::from(self.rgba[pixel + i]) / 255.0);
        let grey = (0.299 * r + 0.587 * g + 0.114 * b) * a + (1.0 - a);
        match self.ground {
            Ground::Light => 1.0 - grey,
            Ground::Dark | Ground::Detect => grey,
        }
    }

    fn detect(&self) -> Ground {
        let (right, bottom) = (self.width - 1, self.height - 1);
        let rows = (0..self.width).flat_map(|x| [self.value(x, 0), self.value(x, bottom)]);
        let columns = (0..self.height).flat_map(|y| [self.value(0, y), self.value(right, y)]);
        let sum: f64 = rows.chain(columns).map(f64::from).sum();
        let mean = sum / (2 * (self.width + self.height)) as f64;
        if mean > 0.5 {
            Ground::Light
        } else {
            Ground::Dark
        }
    }

    /// The smallest part that holds all that is not ground; everything if all of it is.
    fn trimmed(&self) -> Part {
        let Part([mut left, mut top, mut right, mut bottom]) =
            Part([self.width, self.height, 0, 0]);
        for y in 0..self.height {
            for x in 0..self.width {
                if self.value(x, y) > TRIM {
                    [left, top] = [left.min(x), top.min(y)];
                    [right, bottom] = [right.max(x + 1), bottom.max(y + 1)];
                }
            }
        }
        if left < right {
            Part([left, top, right, bottom])
        } else {
            self.whole()
        }
    }

    fn whole(&self) -> Part {
        Part([0, 0, self.width, self.height])
    }

    fn fit(&self, Part([left, top, right, bottom]): Part) -> Vec<f32> {
        let (width, height) = (right - left, bottom - top);
        let scale = width.max(height) as f32 / SIDE as f32;
        let size = [width, height].map(|length| ((length as f32 / scale).round() as usize).max(1));
        let start = size.map(|length| (SIDE - length.min(SIDE)) / 2);
        let across = spans(left, width, size[0]);
        let down = spans(top, height, size[1]);
        let mut pixels = vec![0.0; PIXELS];
        for (i, &rows) in down.iter().enumerate() {
            for (j, &columns) in across.iter().enumerate() {
                let at = (start[1] + i) * SIDE + start[0] + j;
                pixels[at] = self.mean(columns, rows).clamp(0.0, 1.0);
            }
        }
        pixels
    }

    /// The mean over an area whose edges may cut through pixels.
    fn mean(&self, columns: [f64; 2], rows: [f64; 2]) -> f32 {
        let (mut sum, mut weight) = (0.0, 0.0);
        for (y, height) in cover(rows) {
            for (x, width) in cover(columns) {
                sum += f64::from(self.value(x, y)) * width * height;
                weight += width * height;
            }
        }
        (sum / weight) as f32
    }
}

/// `length` pixels from `start` on, cut into `count` equal pieces.
fn spans(start: usize, length: usize, count: usize) -> Vec<[f64; 2]> {
    let piece = length as f64 / count as f64;
    let edge = |i: usize| start as f64 + (i as f64 * piece).min(length as f64);
    (0..count).map(|i| [edge(i), edge(i + 1)]).collect()
}

/// Each pixel that a span touches, and how much of it.
fn cover([from, to]: [f64; 2]) -> impl Iterator<Item = (usize, f64)> {
    let pixels = from as usize..to.ceil() as usize;
    let part = move |at: usize| (to.min(at as f64 + 1.0) - from.max(at as f64)).max(0.0);
    pixels
        .map(move |at| (at, part(at)))
        .filter(|(_, part)| *part > 0.0)
}

/// A line drawn by hand. Lengths are shares of the pad's side.
#[derive(Debug, Clone, PartialEq)]
pub struct Stroke {
    pub points: Vec<[f32; 2]>,
    pub width: f32,
    /// 1 draws, 0 rubs out.
    pub ink: f32,
}

/// Strokes over one another on `side` × `side` pixels, with smooth edges; points that are no
/// numbers are left out.
pub fn draw(strokes: &[Stroke], side: usize) -> Vec<f32> {
    let mut pixels = vec![0.0; side * side];
    for stroke in strokes {
        let finite = stroke
            .points
            .iter()
            .filter(|[x, y]| x.is_finite() && y.is_finite());
        let points: Vec<[f32; 2]> = finite
            .map(|point| point.map(|share| share * side as f32))
            .collect();
        let radius = (stroke.width.clamp(0.0, 2.0) * side as f32 / 2.0).max(0.5);
        let ink = stroke.ink.clamp(0.0, 1.0);
        for (at, pixel) in pixels.iter_mut().enumerate() {
            let middle = [(at % side) as f32 + 0.5, (at / side) as f32 + 0.5];
            let cover = (radius + 0.5 - distance(middle, &points)).clamp(0.0, 1.0);
            *pixel += (ink - *pixel) * cover;
        }
    }
    pixels
}

/// From a point to a path; a path of one point is that point, an empty one infinitely far.
fn distance(from: [f32; 2], path: &[[f32; 2]]) -> f32 {
    let single = path.iter().take(1).map(|&point| [point, point]);
    let pieces = path.windows(2).map(|pair| [pair[0], pair[1]]);
    let lengths = single.chain(pieces).map(|[a, b]| {
        let (along, off) = ([b[0] - a[0], b[1] - a[1]], [from[0] - a[0], from[1] - a[1]]);
        let length = along[0] * along[0] + along[1] * along[1];
        let share = (off[0] * along[0] + off[1] * along[1]) / length.max(f32::MIN_POSITIVE);
        let share = share.clamp(0.0, 1.0);
        (off[0] - share * along[0]).hypot(off[1] - share * along[1])
    });
    lengths.fold(f32::INFINITY, f32::min)
}
