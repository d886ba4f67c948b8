//! The engine under convolutions and products: C = A · B in register tiles of `R` × 8.
//! A is packed once, B a panel of 8 columns at a time, just before it is used; where their numbers
//! come from and where tiles go is left to closures. The order of additions is fixed by the sizes.

use std::ops::Range;

use super::super::simd::F32x4;

/// Columns of a tile. With 4 rows that makes 8 accumulators, which V8's 15 registers hold;
/// larger tiles spill and are slower.
pub const COLUMNS: usize = 8;
/// Depth of a block: a panel of B is 8 KiB then, and stays in the first-level cache.
pub const DEPTH: usize = 256;
/// Rows of a block: 256 KiB of A, for the second-level cache. A multiple of 3 and 4.
const ROW_BLOCK: usize = 252;
/// Numbers of A that may stay in the second-level cache as a whole: half a MiB.
const SMALL: usize = 128 * 1024;

/// C is `rows` × `columns`, A has `depth` columns.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    pub rows: usize,
    pub columns: usize,
    pub depth: usize,
}

/// Part of C.
pub type Tile<const R: usize> = [[F32x4; 2]; R];
/// 8 columns of B.
pub type Panel = [[f32; COLUMNS]];

/// Where a tile belongs, and how much of it is inside C.
#[derive(Debug, Clone, Copy)]
pub struct Spot {
    pub row: usize,
    pub column: usize,
    pub rows: usize,
    pub columns: usize,
    /// The first block of depth: later ones add to what this one stored.
    pub first: bool,
}

/// Rows of a tile: 3 or 4, whichever is done sooner. A tile costs its rows, and its start and end
/// cost as much as one and a half more.
pub const fn tile_rows(rows: usize) -> usize {
    let [three, four] = [rows.div_ceil(3) * 9, rows.div_ceil(4) * 11];
    if three < four { 3 } else { 4 }
}

/// Numbers that packed A takes.
pub const fn packed_len(rows: usize, depth: usize) -> usize {
    rows.next_multiple_of(tile_rows(rows)) * depth
}

/// Numbers in a panel of B.
pub const PANEL: usize = DEPTH * COLUMNS;

/// Numbers of scratch: A packed, and one panel of B.
pub const fn scratch(rows: usize, depth: usize) -> usize {
    packed_len(rows, depth) + PANEL
}

/// Packs A: blocks of depth, in them tiles of rows, in them `R` numbers for each k.
/// `fill(row, k, panel)` writes rows `row .. row + R` from depth k on.
pub fn pack<const R: usize>(
    size: Size,
    packed: &mut [f32],
    mut fill: impl FnMut(usize, usize, &mut [[f32; R]]),
) {
    let mut rest = packed;
    for k in (0..size.depth).step_by(DEPTH) {
        let depth = DEPTH.min(size.depth - k);
        for row in (0..size.rows).step_by(R) {
            let (panel, after) = rest.split_at_mut(depth * R);
            fill(row, k, panel.as_chunks_mut().0);
            rest = after;
        }
    }
}

/// C = A · B. `fill(column, k, panel)` writes B's columns `column .. column + 8` from depth k on, and
/// says what `store(spot, tile, said)` needs to know of them, which takes each tile once for each
/// block of depth.
pub fn multiply<const R: usize, T>(
    size: Size,
    packed: &[f32],
    panel: &mut [f32],
    mut fill: impl FnMut(usize, usize, &mut Panel) -> T,
    mut store: impl FnMut(Spot, &Tile<R>, &T),
) {
    let padded = size.rows.next_multiple_of(R);
    let mut block = |k: usize, rows: Range<usize>, column: usize| {
        let depth = DEPTH.min(size.depth - k);
        let panel = &mut panel.as_chunks_mut().0[..depth];
        let said = fill(column, k, panel);
        let a = &packed[k * padded + rows.start * depth..k * padded + rows.end * depth];
        for (tile, row) in a.chunks_exact(depth * R).zip(rows.step_by(R)) {
            let spot = Spot {
                row,
                column,
                rows: R.min(size.rows - row),
                columns: COLUMNS.min(size.columns - column),
                first: k == 0,
            };
            store(spot, &product(tile.as_chunks().0, panel), &said);
        }
    };
    let (columns, depths) = (0..size.columns, 0..size.depth);
    if padded * size.depth <= SMALL {
        // All of A stays in the cache: B is read once, from end to end.
        for column in columns.step_by(COLUMNS) {
            depths
                .clone()
                .step_by(DEPTH)
                .for_each(|k| block(k, 0..padded, column));
        }
        return;
    }
    for k in depths.step_by(DEPTH) {
        for row in (0..padded).step_by(ROW_BLOCK) {
            let rows = row..padded.min(row + ROW_BLOCK);
            let columns = columns.clone().step_by(COLUMNS);
            columns.for_each(|column| block(k, rows.clone(), column));
        }
    }
}

/// Σ_k a_k ⊗ b_k: the innermost loop of everything.
#[inline(always)]
pub fn product<const R: usize>(a: &[[f32; R]], b: &Panel) -> Tile<R> {
    let mut tile = [[F32x4::zero(); 2]; R];
    for (a, b) in a.iter().zip(b) {
        let b = [F32x4::load(&b[..4]), F32x4::load(&b[4..])];
        for (row, &a) in tile.iter_mut().zip(a) {
            let a = F32x4::splat(a);
            row[0] += a * b[0];
            row[1] += a * b[1];
        }
    }
    tile
}

/// Writes a tile of a matrix with rows of `stride`; the first block of depth adds the bias of
/// each column.
#[inline(always)]
pub fn store<const R: usize>(
    spot: Spot,
    tile: &Tile<R>,
    bias: Option<&[f32]>,
    stride: usize,
    out: &mut [f32],
) {
    let rows = out[spot.row * stride..].chunks_mut(stride);
    for (out, sums) in rows.zip(tile).take(spot.rows) {
        let out = &mut out[spot.column..];
        let bias = bias.filter(|_| spot.first).map(|bias| &bias[spot.column..]);
        if spot.columns == COLUMNS {
            for (at, &sum) in [0, 4].into_iter().zip(sums) {
                let sum = match bias {
                    Some(bias) => sum + F32x4::load(&bias[at..]),
                    None if spot.first => sum,
                    None => sum + F32x4::load(&out[at..]),
                };
                sum.store(&mut out[at..]);
            }
        } else {
            let sums = sums.map(F32x4::to_array);
            for (at, (y, sum)) in out
                .iter_mut()
                .zip(sums.as_flattened())
                .take(spot.columns)
                .enumerate()
            {
                *y = match bias {
                    Some(bias) => sum + bias[at],
                    None if spot.first => *sum,
                    None => sum + *y,
                };
            }
        }
    }
}

/// What a matrix looks like from the side that is packed.
#[derive(Debug, Clone, Copy)]
pub enum Layout {
    /// Vector i is `data[i · stride ..]`, its numbers side by side.
    Rows,
    /// Vector i is `data[i]`, `data[i + stride]`, …
    Columns,
}

/// Vectors of A or B, packed side by side.
#[derive(Debug, Clone, Copy)]
pub struct Vectors<'a> {
    pub data: &'a [f32],
    pub layout: Layout,
    pub stride: usize,
    pub count: usize,
}

impl Vectors<'_> {
    /// Lane l of the panel is vector `from + l` from depth k on; zeros behind the last one.
    pub fn pack<const N: usize>(self, from: usize, k: usize, panel: &mut [[f32; N]]) {
        match self.layout {
            Layout::Rows => {
                let row = |lane: usize| match from + lane < self.count {
                    true => &self.data[(from + lane) * self.stride + k..][..panel.len()],
                    false => &[0.0; DEPTH][..panel.len()],
                };
                interleave(std::array::from_fn(row), panel);
            }
            Layout::Columns => {
                let rows = self.data[k * self.stride + from..].chunks(self.stride);
                let lanes = N.min(self.count - from);
                for (numbers, row) in panel.iter_mut().zip(rows) {
                    match row.first_chunk() {
                        Some(row) if lanes == N => *numbers = *row,
                        _ => {
                            *numbers = [0.0; N];
                            let lanes = numbers.iter_mut().zip(&row[..lanes]);
                            lanes.for_each(|(number, x)| *number = *x);
                        }
                    }
                }
            }
        }
    }
}

/// `panel[k][lane] = rows[lane][k]`
pub fn interleave<const N: usize>(rows: [&[f32]; N], panel: &mut [[f32; N]]) {
    let quads = panel.len() / 4;
    let (heads, tail) = panel.split_at_mut(quads * 4);
    for lane in (0..N).step_by(4) {
        if lane + 4 > N {
            for (lane, row) in rows.iter().enumerate().skip(lane) {
                heads.iter_mut().zip(*row).for_each(|(to, x)| to[lane] = *x);
            }
            continue;
        }
        let four: [&[[f32; 4]]; 4] = std::array::from_fn(|i| rows[lane + i].as_chunks().0);
        for (quad, to) in heads.as_chunks_mut::<4>().0.iter_mut().enumerate() {
            let columns = F32x4::transpose(four.map(|row| F32x4::new(&row[quad])));
            for (to, column) in to.iter_mut().zip(columns) {
                column.store(&mut to[lane..]);
            }
        }
    }
    for (k, to) in (quads * 4..).zip(tail) {
        *to = rows.map(|row| row[k]);
    }
}
