//! Where the numbers under a window lie: position = base of the output pixel + offset of the tap,
//! in pictures with their padding written out. Convolutions become products of such patches.

use std::ops::Range;

use super::super::shape::{Shape, Window};
use super::super::simd::F32x4;
use super::super::tensor::{View, ViewMut};
use super::gemm::{COLUMNS, Panel};

/// Pixels of a group at least, so that packed weights and tables pay.
const GROUP_PIXELS: usize = 256;

/// One window over pictures of one size.
#[derive(Debug, Clone, Copy)]
pub struct Patches {
    window: Window,
    /// Channels, height and width of a picture, and of its padded copy.
    picture: [usize; 3],
    padded: [usize; 3],
    /// Height and width of the output.
    output: [usize; 2],
}

/// In which order taps are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Channel, row, column: as a weight lies in memory.
    ChannelFirst,
    /// Row, column, channel: neighbours lie in different planes.
    ChannelLast,
}

/// Eight output pixels in a row of the product.
#[derive(Debug, Clone, Copy, Default)]
pub struct Lanes {
    /// Sample and pixel of the first.
    pub sample: usize,
    pub pixel: usize,
    /// Base of each, within a group.
    pub bases: [usize; COLUMNS],
    /// Whether all of them are neighbours, and the four of each half; none where one is repeated.
    pub all_together: bool,
    pub together: [bool; 2],
}

impl Patches {
    pub fn new(window: Window, input: Shape, output: Shape) -> Self {
        let [height, width] = window.padded([input.h(), input.w()]);
        Self {
            window,
            picture: [input.c(), input.h(), input.w()],
            padded: [input.c(), height, width],
            output: [output.h(), output.w()],
        }
    }

    /// Output pixels of a sample.
    pub fn pixels(&self) -> usize {
        self.output[0] * self.output[1]
    }

    /// Taps of the window: c·k_h·k_w.
    pub fn taps(&self) -> usize {
        self.picture[0] * self.window.kernel[0] * self.window.kernel[1]
    }

    pub fn is_padded(&self) -> bool {
        self.padded != self.picture
    }

    /// Numbers of one picture with its padding.
    pub fn padded_len(&self) -> usize {
        self.padded.iter().product()
    }

    /// Samples that are worked on at once.
    pub fn group(&self, samples: usize) -> usize {
        GROUP_PIXELS.div_ceil(self.pixels()).min(samples)
    }

    /// Numbers of scratch for the padded copies of a group.
    pub fn scratch(&self, samples: usize) -> usize {
        match self.is_padded() {
            true => self.group(samples) * self.padded_len(),
            false => 0,
        }
    }

    /// Entries of [`Patches::tables`].
    pub fn indices(&self) -> usize {
        self.taps() + self.pixels()
    }

    /// Offset of each tap, and base of each output pixel of a sample.
    pub fn tables<'a>(&self, order: Order, indices: &'a mut [u32]) -> [&'a [u32]; 2] {
        let [channels, height, width] = self.padded;
        let Window {
            kernel,
            stride,
            dilation,
            ..
        } = self.window;
        let (offsets, rest) = indices.split_at_mut(self.taps());
        let area = kernel[0] * kernel[1];
        for (at, offset) in offsets.iter_mut().enumerate() {
            let (c, uv) = match order {
                Order::ChannelFirst => (at / area, at % area),
                Order::ChannelLast => (at % channels, at / channels),
            };
            let [u, v] = [uv / kernel[1], uv % kernel[1]];
            let row = c * height + u * dilation[0];
            *offset = (row * width + v * dilation[1]) as u32;
        }
        let bases = &mut rest[..self.pixels()];
        for (at, base) in bases.iter_mut().enumerate() {
            let [i, j] = [at / self.output[1], at % self.output[1]];
            *base = (i * stride[0] * width + j * stride[1]) as u32;
        }
        [offsets, bases]
    }

    /// Pixels `column .. column + 8` of a group; behind `end` the last one is repeated.
    pub fn lanes(&self, bases: &[u32], column: usize, end: usize) -> Lanes {
        let pixels = self.pixels();
        let (sample, pixel) = (column / pixels, column % pixels);
        let start = sample * self.padded_len();
        let bases: [usize; COLUMNS] = match bases[pixel..].first_chunk::<COLUMNS>() {
            Some(bases) => bases.map(|base| start + base as usize),
            None => std::array::from_fn(|lane| self.base(bases, (column + lane).min(end - 1))),
        };
        // Where bases rise, the first and the last tell of those between. Repeated ones do not rise.
        let rises = column + COLUMNS <= end;
        let together = |from: usize, to: usize| rises && bases[to] == bases[from] + (to - from);
        Lanes {
            sample,
            pixel,
            all_together: together(0, 7),
            together: [together(0, 3), together(4, 7)],
            bases,
        }
    }

    /// `panel[k][lane]` is pixel `from + k` of a group under tap `lane` of `offsets`.
    #[inline(always)]
    pub fn gather_transposed(
        &self,
        pictures: &[f32],
        bases: &[u32],
        offsets: &[u32],
        from: usize,
        panel: &mut Panel,
    ) {
        let last = offsets.len() - 1;
        let taps: [&[f32]; COLUMNS] =
            std::array::from_fn(|lane| &pictures[offsets[lane.min(last)] as usize..]);
        let mut rest = panel;
        let mut at = from;
        while !rest.is_empty() {
            let [sample, pixel] = [at / self.pixels(), at % self.pixels()];
            let len = rest.len().min(self.pixels() - pixel);
            let (part, after) = rest.split_at_mut(len);
            let start = sample * self.padded_len();
            gather_columns(taps, start, &bases[pixel..pixel + len], part);
            rest = after;
            at += len;
        }
    }

    /// Base of a pixel that is counted through the samples of a group.
    fn base(&self, bases: &[u32], pixel: usize) -> usize {
        let pixels = self.pixels();
        pixel / pixels * self.padded_len() + bases[pixel % pixels] as usize
    }

    /// Hands out groups of samples, with the pictures padded.
    pub fn for_each_group(
        &self,
        x: View,
        padded: &mut [f32],
        mut f: impl FnMut(Range<usize>, &[f32]),
    ) {
        let samples = x.shape.n();
        let group = self.group(samples);
        for start in (0..samples).step_by(group) {
            let range = start..samples.min(start + group);
            let pictures = &x.data[range.start * x.shape.sample_len()..];
            let pictures = &pictures[..range.len() * x.shape.sample_len()];
            if self.is_padded() {
                let padded = &mut padded[..range.len() * self.padded_len()];
                self.pad(pictures, padded);
                f(range, padded);
            } else {
                f(range, pictures);
            }
        }
    }

    /// Hands out groups of zeroed pictures with padding, and keeps what `f` adds inside of it.
    pub fn for_each_group_mut(
        &self,
        out: ViewMut,
        padded: &mut [f32],
        mut f: impl FnMut(Range<usize>, &mut [f32]),
    ) {
        let (samples, len) = (out.shape.n(), out.shape.sample_len());
        let group = self.group(samples);
        for start in (0..samples).step_by(group) {
            let range = start..samples.min(start + group);
            let pictures = &mut out.data[start * len..range.end * len];
            if self.is_padded() {
                let padded = &mut padded[..range.len() * self.padded_len()];
                padded.fill(0.0);
                f(range, padded);
                self.unpad(padded, pictures);
            } else {
                pictures.fill(0.0);
                f(range, pictures);
            }
        }
    }

    /// Copies pictures between zeros.
    fn pad(&self, pictures: &[f32], padded: &mut [f32]) {
        let [channels, height, width] = self.picture;
        padded.fill(0.0);
        let pictures = pictures.chunks_exact(channels * height * width);
        for (from, to) in pictures.zip(padded.chunks_exact_mut(self.padded_len())) {
            for (from, start) in from.chunks_exact(width).zip(self.row_starts()) {
                to[start..start + width].copy_from_slice(from);
            }
        }
    }

    /// Copies pictures out of their padding.
    fn unpad(&self, padded: &[f32], pictures: &mut [f32]) {
        let [channels, height, width] = self.picture;
        let pictures = pictures.chunks_exact_mut(channels * height * width);
        for (from, to) in padded.chunks_exact(self.padded_len()).zip(pictures) {
            for (to, start) in to.chunks_exact_mut(width).zip(self.row_starts()) {
                to.copy_from_slice(&from[start..start + width]);
            }
        }
    }

    /// Where the rows of a picture begin in its padded copy, channel after channel.
    fn row_starts(&self) -> impl Iterator<Item = usize> {
        let [channels, rows, _] = self.picture;
        let [_, height, width] = self.padded;
        let padding = self.window.padding;
        (0..channels * rows).map(move |at| {
            let row = at / rows * height + padding.top + at % rows;
            row * width + padding.left
        })
    }
}

/// `panel[k][lane] = taps[lane][start + bases[k]]`
#[inline(always)]
fn gather_columns(taps: [&[f32]; COLUMNS], start: usize, bases: &[u32], panel: &mut Panel) {
    let (quads, tail) = panel.as_chunks_mut::<4>();
    let (base_quads, base_tail) = bases.as_chunks::<4>();
    for (quad, bases) in quads.iter_mut().zip(base_quads) {
        let at = bases.map(|base| start + base as usize);
        if at[3] != at[0] + 3 {
            *quad = at.map(|at| taps.map(|tap| tap[at]));
            continue;
        }
        for half in [0, 4] {
            let rows = std::array::from_fn(|lane| F32x4::load_at(taps[half + lane], at[0]));
            for (numbers, column) in quad.iter_mut().zip(F32x4::transpose(rows)) {
                column.store(&mut numbers[half..]);
            }
        }
    }
    for (numbers, &base) in tail.iter_mut().zip(base_tail) {
        *numbers = taps.map(|tap| tap[start + base as usize]);
    }
}
