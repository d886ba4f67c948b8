//! Values → colours: one diverging scale, zero-centred and safe for colour-blind eyes, and a grey
//! one for pictures; feature maps and kernels as pixels. Canvases are left to `ui`.

pub type Rgb = [u8; 3];

/// Blue, white, orange: at −1, 0 and 1, with a knot half-way on each side so that
/// lightness falls evenly.
const DIVERGING: [Rgb; 5] = [
    [0x1f, 0x57, 0xa6],
    [0x8d, 0xb6, 0xe0],
    [0xff, 0xff, 0xff],
    [0xf6, 0xb3, 0x6e],
    [0xb8, 0x55, 0x05],
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// −limit … 0 … limit: blue, white, orange.
    Diverging,
    /// 0 … limit: black to white, as the data set's pictures are.
    Grey,
}

impl Scale {
    /// The colour of `value` when colours run out at `limit`; what is no number is magenta,
    /// which no scale holds.
    pub fn colour(self, value: f32, limit: f32) -> Rgb {
        if value.is_nan() {
            return [0xff, 0, 0xff];
        }
        let share = if limit > 0.0 { value / limit } else { 0.0 };
        match self {
            Scale::Diverging => {
                let at = (share.clamp(-1.0, 1.0) + 1.0) * 2.0;
                let knot = (at as usize).min(DIVERGING.len() - 2);
                mix(DIVERGING[knot], DIVERGING[knot + 1], at - knot as f32)
            }
            Scale::Grey => [(share.clamp(0.0, 1.0) * 255.0).round() as u8; 3],
        }
    }
}

fn mix(from: Rgb, to: Rgb, share: f32) -> Rgb {
    [0, 1, 2].map(|i| {
        let (from, to) = (f32::from(from[i]), f32::from(to[i]));
        (from + (to - from) * share).round() as u8
    })
}

/// The largest magnitude: the symmetric limit of a layer's colours, for its legend too.
/// What is not finite is left out; 0 where nothing is left.
pub fn limit(values: &[f32]) -> f32 {
    let finite = values.iter().filter(|value| value.is_finite());
    finite.fold(0.0, |limit, value| limit.max(value.abs()))
}

/// Pixels, row by row, four bytes each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pixels {
    pub width: usize,
    pub height: usize,
    pub rgba: Vec<u8>,
}

/// Where the planes of a tensor lie in one picture: a grid of tiles with gaps between them.
/// Units are pixels of that picture, `zoom` a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Atlas {
    /// Tiles down and across.
    pub grid: [usize; 2],
    /// Values of a tile, down and across.
    pub tile: [usize; 2],
    pub tiles: usize,
    /// Pixels a value, each way.
    pub zoom: usize,
    /// Pixels between tiles.
    pub gap: usize,
    order: Order,
}

/// Which way tiles are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    /// Channels of a feature map.
    AcrossFirst,
    /// Kernels: a column holds all input channels of one output channel.
    DownFirst,
}

/// One number of a tensor that an [`Atlas`] shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    pub tile: usize,
    pub row: usize,
    pub column: usize,
    /// Position in the tensor.
    pub index: usize,
}

impl Atlas {
    /// Channels of one sample (`[1, c, h, w]`) in rows of `columns`. A layer without height and
    /// width becomes one tile, in rows of `columns` values.
    pub fn maps(shape: [usize; 4], columns: usize, zoom: usize) -> Self {
        let [_, c, h, w] = shape;
        let columns = columns.clamp(1, c.max(1));
        if h == 1 && w == 1 {
            return Self::new(
                [1, 1],
                [c.div_ceil(columns), columns],
                zoom,
                Order::AcrossFirst,
            );
        }
        let grid = [c.div_ceil(columns), columns];
        Self {
            tiles: c,
            ..Self::new(grid, [h, w], zoom, Order::AcrossFirst)
        }
    }

    /// Kernels `[out, in, h, w]`: a column for each output channel, a row for each input channel.
    pub fn kernels(shape: [usize; 4], zoom: usize) -> Self {
        let [o, c, h, w] = shape;
        Self::new([c, o], [h, w], zoom, Order::DownFirst)
    }

    fn new(grid: [usize; 2], tile: [usize; 2], zoom: usize, order: Order) -> Self {
        let (tiles, zoom) = (grid[0] * grid[1], zoom.max(1));
        Self {
            grid,
            tile,
            tiles,
            zoom,
            gap: zoom.max(2),
            order,
        }
    }

    /// Height and width in pixels.
    pub fn size(&self) -> [usize; 2] {
        [0, 1].map(|a| {
            let gaps = self.grid[a].saturating_sub(1) * self.gap;
            self.grid[a] * self.tile[a] * self.zoom + gaps
        })
    }

    /// Top left pixel of a tile, as row and column.
    pub fn corner(&self, tile: usize) -> [usize; 2] {
        let [down, across] = self.grid.map(|count| count.max(1));
        let place = match self.order {
            Order::AcrossFirst => [tile / across, tile % across],
            Order::DownFirst => [tile % down, tile / down],
        };
        [0, 1].map(|a| place[a] * (self.tile[a] * self.zoom + self.gap))
    }

    /// The value drawn at pixel (`row`, `column`); none in a gap or outside.
    pub fn spot(&self, row: usize, column: usize) -> Option<Spot> {
        let at = [row, column];
        let pitch = [0, 1].map(|a| self.tile[a] * self.zoom + self.gap);
        let [i, j] = [0, 1].map(|a| at[a] / pitch[a]);
        let [u, v] = [0, 1].map(|a| at[a] % pitch[a] / self.zoom);
        if i >= self.grid[0] || j >= self.grid[1] || u >= self.tile[0] || v >= self.tile[1] {
            return None;
        }
        let tile = match self.order {
            Order::AcrossFirst => i * self.grid[1] + j,
            Order::DownFirst => j * self.grid[0] + i,
        };
        let index = (tile * self.tile[0] + u) * self.tile[1] + v;
        (tile < self.tiles).then_some(Spot {
            tile,
            row: u,
            column: v,
            index,
        })
    }

    /// Draws `values`; gaps, and places that `values` does not reach, stay transparent.
    pub fn paint(&self, values: &[f32], scale: Scale, limit: f32) -> Pixels {
        let [height, width] = self.size();
        let mut rgba = vec![0; height * width * 4];
        let plane = (self.tile[0] * self.tile[1]).max(1);
        for (tile, numbers) in values.chunks(plane).take(self.tiles).enumerate() {
            let corner = self.corner(tile);
            for (i, &value) in numbers.iter().enumerate() {
                let [r, g, b] = scale.colour(value, limit);
                let row = corner[0] + i / self.tile[1] * self.zoom;
                let column = corner[1] + i % self.tile[1] * self.zoom;
                for y in row..row + self.zoom {
                    let line = &mut rgba[(y * width + column) * 4..][..self.zoom * 4];
                    line.chunks_exact_mut(4)
                        .for_each(|pixel| pixel.copy_from_slice(&[r, g, b, 255]));
                }
            }
        }
        Pixels {
            width,
            height,
            rgba,
        }
    }
}

/// A colour bar from −`limit` (or 0) to `limit`, one pixel high.
pub fn legend(scale: Scale, limit: f32, width: usize) -> Pixels {
    let low = match scale {
        Scale::Diverging => -limit,
        Scale::Grey => 0.0,
    };
    let last = width.saturating_sub(1).max(1) as f32;
    let colour = |i: usize| scale.colour(low + (limit - low) * i as f32 / last, limit);
    let rgba = (0..width).flat_map(|i| {
        let [r, g, b] = colour(i);
        [r, g, b, 255]
    });
    Pixels {
        width,
        height: 1,
        rgba: rgba.collect(),
    }
}
