//! Convolutions under windows of 3×3 with 16 products where the formula has 36: a tile of 2×2 outputs
//! reads 4×4 inputs, and both that and the kernel are transformed into 16 points, at each of which
//! outputs are a plain product of matrices (Winograd's F(2×2, 3×3); Lavin and Gray 2015).
//! y = Aᵀ[(G g Gᵀ) ∘ (Bᵀ d B)]A. The transforms themselves are left to `transform`.

mod forward;
mod transform;
mod weight_grad;

pub use forward::{Kernels, convolve, scratch};
pub use weight_grad::{conv2d_weight_grad, scratch as weight_grad_scratch};

use super::super::super::shape::{Padding, Shape, Window};
use super::super::super::simd::{F32x4, LANES};
use super::super::gemm;
use super::super::patches::Patches;

/// Products of a tile.
const POINTS: usize = 16;
/// Rows of a tile of the products.
const ROWS: usize = 4;
/// Tiles of outputs that are worked on at once, so that 16 products of them stay in the caches.
const CHUNK: usize = 144;
/// Below so many channels on either side the transforms take what the products save.
const FEW_CHANNELS: usize = 16;
/// Keeps the 16 points of one place apart in a cache whose lines repeat every 4 KiB.
const SKEW: usize = 16;

/// Whether 16 products for each tile, those over the edges included, are less work.
pub fn pays(window: Window, input: Shape, output: Shape) -> bool {
    let Window {
        kernel,
        stride,
        dilation,
        ..
    } = window;
    let fits = kernel == [3, 3] && stride == [1, 1] && dilation == [1, 1];
    if !fits || input.c().min(output.c()) < FEW_CHANNELS {
        return false;
    }
    let tiles = Tiles::new(window, input, output);
    let pixels = tiles.group(input.n()) * output.h() * output.w();
    let count = tiles.group(input.n()) * tiles.per_sample();
    let work = |lanes: usize, products: usize| lanes.next_multiple_of(gemm::COLUMNS) * products;
    // A fifth goes into the transforms.
    work(count, POINTS) * 5 < work(pixels, 9) * 4
}

/// A window over the gradient of the output, whose outputs are the gradient of the input.
pub fn turned(window: Window) -> Option<Window> {
    let turn = |padding: usize| 2_usize.checked_sub(padding);
    let Padding {
        top,
        bottom,
        left,
        right,
    } = window.padding;
    let padding = Padding {
        top: turn(top)?,
        bottom: turn(bottom)?,
        left: turn(left)?,
        right: turn(right)?,
    };
    Some(Window { padding, ..window })
}

/// Tiles of 2×2 outputs, sample after sample.
#[derive(Debug, Clone, Copy)]
struct Tiles {
    patches: Patches,
    /// Height and width of the padded input, and of the output.
    padded: [usize; 2],
    output: [usize; 2],
}

/// One of them, within a group of samples.
#[derive(Debug, Clone, Copy)]
struct Tile {
    sample: usize,
    /// Where its inputs begin, in the padded pictures of the group.
    base: usize,
    /// Its first output row and column, and how many of each are inside.
    corner: [usize; 2],
    inside: [usize; 2],
}

impl Tiles {
    fn new(mut window: Window, input: Shape, output: Shape) -> Self {
        let [height, width] = [output.h(), output.w()].map(|side| side.next_multiple_of(2));
        window.padding.bottom += height - output.h();
        window.padding.right += width - output.w();
        Self {
            patches: Patches::new(
                window,
                input,
                Shape::new(input.n(), output.c(), height, width),
            ),
            padded: window.padded([input.h(), input.w()]),
            output: [output.h(), output.w()],
        }
    }

    fn group(&self, samples: usize) -> usize {
        self.patches.group(samples)
    }

    fn per_sample(&self) -> usize {
        self.output.map(|side| side.div_ceil(2)).iter().product()
    }

    /// Tiles of a chunk at most.
    fn chunk(&self, samples: usize) -> usize {
        let tiles = self.group(samples) * self.per_sample();
        let chunks = tiles.div_ceil(CHUNK).max(1);
        tiles.div_ceil(chunks).next_multiple_of(gemm::COLUMNS)
    }

    fn tile(&self, at: usize) -> Tile {
        let columns = self.output[1].div_ceil(2);
        let (sample, at) = (at / self.per_sample(), at % self.per_sample());
        let corner = [at / columns * 2, at % columns * 2];
        Tile {
            sample,
            base: sample * self.patches.padded_len() + corner[0] * self.padded[1] + corner[1],
            corner,
            inside: [0, 1].map(|axis| (self.output[axis] - corner[axis]).min(2)),
        }
    }

    const fn plane(&self) -> usize {
        self.padded[0] * self.padded[1]
    }

    /// Transforms 4×4 inputs at eight places, and writes eight numbers of each point, `stride` apart.
    #[inline(never)]
    fn transform(
        &self,
        pictures: &[f32],
        places: [usize; gemm::COLUMNS],
        to: &mut [f32],
        stride: usize,
    ) {
        for (places, half) in places.as_chunks::<LANES>().0.iter().zip([0, LANES]) {
            let row = |row: usize| {
                let start = row * self.padded[1];
                F32x4::transpose(places.map(|place| F32x4::load_at(pictures, place + start)))
            };
            let points = transform::input([row(0), row(1), row(2), row(3)]);
            spread(points, &mut to[half..], stride);
        }
    }
}

/// Sixteen products of matrices of one size.
#[derive(Debug, Clone, Copy)]
struct Products {
    rows: usize,
    columns: usize,
    depth: usize,
}

impl Products {
    /// Numbers of one left operand, packed: tiles of 4 rows, in them 4 numbers for each depth.
    const fn left(&self) -> usize {
        self.rows.next_multiple_of(ROWS) * self.depth + SKEW
    }

    /// Numbers of one right operand, packed: panels of 8 columns, in them 8 for each depth.
    const fn right(&self) -> usize {
        self.stride() * self.depth + SKEW
    }

    /// Numbers of one result, row after row.
    const fn result(&self) -> usize {
        self.rows.next_multiple_of(ROWS) * self.stride() + SKEW
    }

    /// Numbers of a row of the result.
    const fn stride(&self) -> usize {
        self.columns.next_multiple_of(gemm::COLUMNS)
    }

    /// Parts of `numbers` for left operands, right operands and results.
    fn split<'a>(&self, numbers: &'a mut [f32]) -> [&'a mut [f32]; 4] {
        let (left, rest) = numbers.split_at_mut(POINTS * self.left());
        let (right, rest) = rest.split_at_mut(POINTS * self.right());
        let (result, rest) = rest.split_at_mut(POINTS * self.result());
        [left, right, result, rest]
    }

    fn scratch(&self) -> usize {
        let sizes = [self.left(), self.right(), self.result()];
        sizes.iter().fold(0, |sum: usize, &size| {
            sum.saturating_add(size.saturating_mul(POINTS))
        })
    }

    /// `result = left · right`, or added to what is there.
    #[inline(never)]
    fn multiply(&self, left: &[f32], right: &[f32], result: &mut [f32], add: bool) {
        let (tile, panel) = (self.depth * ROWS, self.depth * gemm::COLUMNS);
        let lefts = left.chunks_exact(self.left());
        let points = lefts.zip(right.chunks_exact(self.right()));
        for ((left, right), result) in points.zip(result.chunks_exact_mut(self.result())) {
            let panels = right[..self.right() - SKEW].chunks_exact(panel);
            for (right, column) in panels.zip((0..).step_by(gemm::COLUMNS)) {
                let tiles = left[..self.left() - SKEW].chunks_exact(tile);
                for (left, row) in tiles.zip((0..).step_by(ROWS)) {
                    let tile: gemm::Tile<ROWS> =
                        gemm::product(left.as_chunks().0, right.as_chunks().0);
                    for (sums, row) in tile.iter().zip(row..) {
                        let out = &mut result[row * self.stride() + column..][..gemm::COLUMNS];
                        for (sum, out) in sums.iter().zip(out.as_chunks_mut::<LANES>().0) {
                            match add {
                                true => (F32x4::new(out) + *sum).store(out),
                                false => sum.store(out),
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Writes a number of each point.
#[inline(always)]
fn spread(points: [F32x4; POINTS], to: &mut [f32], stride: usize) {
    for (point, numbers) in points.iter().enumerate() {
        numbers.store(&mut to[point * stride..]);
    }
}

/// Inverse of [`spread`].
#[inline(always)]
fn collect(from: &[f32], stride: usize, at: usize) -> [F32x4; POINTS] {
    std::array::from_fn(|point| F32x4::load_at(from, point * stride + at))
}
