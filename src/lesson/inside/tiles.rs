//! Feature maps and kernels as tiles that fit the room there is: as large as a layer of few maps
//! allows, reduced where a map has more values than it has pixels. Colours are left to `heat`.

use crate::lesson::heat::{Atlas, Pixels, Scale};

/// Where a figure stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Room {
    /// Device pixels across.
    pub width: usize,
    /// Device pixels that look like one CSS pixel at the normal size of type.
    pub unit: f64,
}

/// A tensor laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tiles {
    pub atlas: Atlas,
    /// Rows, and columns, of values whose mean is one value drawn; 1 draws each.
    pub reduced: usize,
    /// Of the tensor: a channel's rows and columns.
    plane: [usize; 2],
}

impl Room {
    /// What is left beside something of that length.
    pub fn beside(self, length: f64) -> Self {
        let width = self.width.saturating_sub(self.pixels(length)).max(1);
        Self { width, ..self }
    }

    fn pixels(self, length: f64) -> usize {
        ((length * self.unit).round() as usize).max(1)
    }
}

impl Tiles {
    /// The channels of one sample.
    pub fn maps([_, c, h, w]: [usize; 4], room: Room) -> Self {
        if h == 1 && w == 1 {
            let zoom = room.pixels(14.0);
            let columns = balanced(c, 42.min(room.width / zoom));
            return Self::whole(Atlas::maps([1, c, 1, 1], columns, zoom), [1, 1]);
        }
        let side = h.max(w);
        let wanted = room.pixels(match c {
            0..=16 => 112.0,
            17..=64 => 72.0,
            65.. => 54.0,
        });
        // Half a dozen stand in a narrow row, as long as that costs them no values.
        let wanted = wanted.min((room.width / c.clamp(1, 6)).max(side));
        let most = room.pixels(match side {
            0..=5 => 11.0,
            6..=9 => 8.0,
            10..=14 => 6.0,
            15.. => 4.0,
        });
        let zoom = (wanted / side).min(most);
        let reduced = if zoom == 0 { side.div_ceil(wanted) } else { 1 };
        let zoom = zoom.max(1);
        let tile = [h, w].map(|extent| extent.div_ceil(reduced));
        let gap = zoom.max(2);
        let most = (room.width + gap) / (tile[1] * zoom + gap);
        let columns = balanced(c, most);
        Self {
            atlas: Atlas::maps([1, c, tile[0], tile[1]], columns, zoom),
            reduced,
            plane: [h, w],
        }
    }

    /// The kernels `[out, in, h, w]`: those of one input channel as maps are, 1×1 as the matrix
    /// out × in, others with a column an output channel and a row an input channel.
    pub fn kernels(shape: [usize; 4], room: Room) -> Self {
        let [o, i, h, w] = shape;
        match (i, h, w) {
            (_, 1, 1) => {
                let zoom = (room.width / i.max(1)).min(room.pixels(360.0) / o.max(1));
                let zoom = zoom.clamp(1, room.pixels(7.0));
                Self::whole(Atlas::maps([1, 1, o, i], 1, zoom), [o, i])
            }
            (1, _, _) => Self::maps([1, o, h, w], room),
            _ => {
                // A gap is as wide as a value, but never less than two pixels.
                let zoom = (room.width / (o * (w + 1)).max(1)).clamp(1, room.pixels(3.0));
                Self::whole(Atlas::kernels(shape, zoom), [h, w])
            }
        }
    }

    fn whole(atlas: Atlas, plane: [usize; 2]) -> Self {
        Self {
            atlas,
            reduced: 1,
            plane,
        }
    }

    pub fn paint(&self, values: &[f32], limit: f32) -> Pixels {
        match self.reduced {
            1 => self.atlas.paint(values, Scale::Diverging, limit),
            by => {
                let values = reduce(values, self.plane, by);
                self.atlas.paint(&values, Scale::Diverging, limit)
            }
        }
    }
}

/// Columns for `count` tiles, at most `most`, so that the last row is about as full as the others.
fn balanced(count: usize, most: usize) -> usize {
    let rows = count.div_ceil(most.max(1)).max(1);
    count.div_ceil(rows).max(1)
}

/// Means of squares of `by` × `by` values in every plane; at the far edges of what is there.
fn reduce(values: &[f32], [h, w]: [usize; 2], by: usize) -> Vec<f32> {
    let mut out = Vec::new();
    for plane in values.chunks_exact((h * w).max(1)) {
        for rows in plane.chunks(w * by) {
            for left in (0..w).step_by(by) {
                let right = (left + by).min(w);
                let pieces = rows.chunks_exact(w).flat_map(|row| &row[left..right]);
                let count = (right - left) * (rows.len() / w);
                out.push(pieces.sum::<f32>() / count as f32);
            }
        }
    }
    out
}
