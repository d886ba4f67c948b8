//! One step of an operation: where the window is, every product under it, and what comes of them.

use super::Slide;
use crate::lesson::state::operation::Kind;

/// Where the window takes a number from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Read {
    /// Row and column of the input.
    Input([usize; 2]),
    /// Beyond the input's edge: counts as 0, or as −∞ for a maximum.
    Padding,
}

/// One number under the window.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Term {
    /// Input channel.
    pub channel: usize,
    /// Row and column in the kernel.
    pub tap: [usize; 2],
    pub read: Read,
    /// What is read.
    pub x: f32,
    /// What it is multiplied by; 1 where the kind pools.
    pub weight: f32,
}

/// The state of the animation at one step.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    pub step: usize,
    /// Output channel, row, column.
    pub cell: [usize; 3],
    /// Row and column of the window's first tap in the input; negative in the padding.
    pub corner: [i64; 2],
    /// Channel by channel in the kernel's reading order.
    pub terms: Vec<Term>,
    /// Sum of each input channel's products, in the order of [`Slide::channels`]; before the bias.
    pub partial: Vec<f32>,
    /// What average pooling divides by; 1 elsewhere.
    pub divisor: usize,
    /// The term that a maximum takes: the first of the largest, as PyTorch does.
    pub winner: Option<usize>,
    /// The output, as the tensor core computed it.
    pub result: f32,
}

/// What happens at `step` (clamped to the last): a pure function, the same for scrubbing back.
pub fn frame(slide: &Slide, step: usize) -> Frame {
    let cell = slide.cell(step);
    let [o, i, j] = cell;
    let window = &slide.window;
    let corner = [
        signed(i * window.stride[0]) - signed(window.padding.top),
        signed(j * window.stride[1]) - signed(window.padding.left),
    ];
    let terms: Vec<Term> = slide
        .channels(o)
        .flat_map(|channel| taps(window.kernel).map(move |tap| (channel, tap)))
        .map(|(channel, tap)| term(slide, o, channel, corner, tap))
        .collect();
    let area = window.kernel[0] * window.kernel[1];
    let partial = terms
        .chunks(area)
        .map(|of_channel| of_channel.iter().map(|term| term.x * term.weight).sum())
        .collect();
    let real = terms.iter().filter(|term| term.read != Read::Padding);
    Frame {
        step: slide.step(cell),
        cell,
        corner,
        partial,
        divisor: match slide.kind {
            Kind::AvgPool if slide.count_include_pad => area,
            Kind::AvgPool => real.count().max(1),
            Kind::CrossCorrelation | Kind::Convolution | Kind::MaxPool => 1,
        },
        winner: (slide.kind == Kind::MaxPool)
            .then(|| winner(&terms))
            .flatten(),
        result: slide.y.data[slide.step(cell)],
        terms,
    }
}

fn taps([rows, columns]: [usize; 2]) -> impl Iterator<Item = [usize; 2]> {
    (0..rows).flat_map(move |u| (0..columns).map(move |v| [u, v]))
}

fn term(slide: &Slide, o: usize, channel: usize, corner: [i64; 2], tap: [usize; 2]) -> Term {
    let [_, _, h, w] = slide.x.shape.0;
    let at = [0, 1].map(|a| corner[a] + signed(tap[a] * slide.window.dilation[a]));
    let inside = [0, 1].map(|a| usize::try_from(at[a]).ok().filter(|&at| at < [h, w][a]));
    let [k_h, k_w] = slide.window.kernel;
    let weight = match slide.kind.is_pool() {
        true => 1.0,
        false => {
            let plane = o * slide.x.shape.c() + channel;
            slide.weight.data[(plane * k_h + tap[0]) * k_w + tap[1]]
        }
    };
    let (read, x) = match inside {
        [Some(row), Some(column)] => (
            Read::Input([row, column]),
            slide.x.data[(channel * h + row) * w + column],
        ),
        _ if slide.kind == Kind::MaxPool => (Read::Padding, f32::NEG_INFINITY),
        _ => (Read::Padding, 0.0),
    };
    Term {
        channel,
        tap,
        read,
        x,
        weight,
    }
}

fn winner(terms: &[Term]) -> Option<usize> {
    let real = terms
        .iter()
        .enumerate()
        .filter(|(_, term)| term.read != Read::Padding);
    real.fold(None, |best: Option<(usize, f32)>, (at, term)| match best {
        Some((_, largest)) if term.x <= largest => best,
        _ => Some((at, term.x)),
    })
    .map(|(at, _)| at)
}

fn signed(size: usize) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX)
}
