//! Predict first: is an answer right, and if not, which slip would have led to it?
//! Every slip is computed; what it is called is left to `text`.

use super::slide::{Slide, partial_maps, slide};
use super::state::operation::{Kind, Operation, Question};
use crate::tensor::shape::{Padding, Window};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    Right,
    /// No number, or not as many as asked for.
    Unreadable,
    /// Height and width the wrong way round.
    Swapped,
    NoPadding,
    /// Padding taken on one side only: p where 2p belongs.
    OneSide,
    /// A total taken for each side: 2p where p belongs.
    TwiceTotal,
    RoundedUp,
    /// Forgot the + 1.
    OneLess,
    NoStride,
    NoDilation,
    /// The input's own size.
    InputSize,
    /// Forgot to turn the kernel, or turned it where it stays.
    OtherTurn,
    NoBias,
    /// One input channel's part in place of the sum.
    OneChannel,
    /// The maximum for the mean, or the other way round.
    OtherPool,
    /// The sum, not divided.
    NotDivided,
    /// Another output's number.
    OtherCell,
    Wrong,
}

/// Judges what a reader typed as the answer to the question that `operation` asks.
pub fn judge(operation: &Operation, answer: &str) -> Verdict {
    let Ok(slide) = slide(operation) else {
        return Verdict::Unreadable;
    };
    match operation.question {
        Question::None => Verdict::Unreadable,
        Question::Shape => match sizes(answer) {
            Some(answer) => shape(operation, &slide, answer),
            None => Verdict::Unreadable,
        },
        Question::Cell(cell) => match value(answer) {
            Some(answer) => number(operation, &slide, within(&slide, cell), answer),
            None => Verdict::Unreadable,
        },
    }
}

/// The output nearest to `cell` that there is: a link may ask for one that a setting lacks.
pub fn within(slide: &Slide, cell: [usize; 3]) -> [usize; 3] {
    let [_, c, h, w] = slide.y.shape.0;
    let last = [c, h, w].map(|size| size.saturating_sub(1));
    [0, 1, 2].map(|a| cell[a].min(last[a]))
}

/// Height and width: `4×4`, `4 x 3`, `4，4`; a single number stands for both.
fn sizes(text: &str) -> Option<[usize; 2]> {
    let text: String = text.chars().map(narrow).collect();
    let runs = text.split(|c: char| !c.is_ascii_digit());
    let mut numbers = runs
        .filter(|run| !run.is_empty())
        .map(|run| run.parse::<usize>().ok());
    let first = numbers.next()??;
    let second = numbers.next().unwrap_or(Some(first))?;
    numbers.next().is_none().then_some([first, second])
}

fn value(text: &str) -> Option<f32> {
    let text: String = text.trim().chars().map(narrow).collect();
    super::number::parse(text.trim()).map(|value| value as f32)
}

/// Full-width digits and signs as their narrow twins, every minus as a hyphen.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(c) - 0xff01 + u32::from('!')).unwrap_or(c)
        }
        '−' | '–' | '—' => '-',
        other => other,
    }
}

fn shape(operation: &Operation, slide: &Slide, answer: [usize; 2]) -> Verdict {
    let [_, _, h, w] = slide.y.shape.0;
    let window = operation.window;
    let Padding {
        top,
        bottom,
        left,
        right,
    } = window.padding;
    let padded = |rows: usize, columns: usize| Window {
        padding: Padding {
            top: rows,
            bottom: 0,
            left: columns,
            right: 0,
        },
        ..window
    };
    let size = |window: Window| window.output(operation.input).ok();
    let up = [0, 1].map(|a| {
        let travel = window.padded(operation.input)[a].saturating_sub(window.extent()[a]);
        travel.div_ceil(window.stride[a]) + 1
    });
    let slips = [
        (Verdict::Right, Some([h, w])),
        (Verdict::Swapped, Some([w, h])),
        (Verdict::NoPadding, size(padded(0, 0))),
        (Verdict::OneSide, size(padded(top, left))),
        (
            Verdict::TwiceTotal,
            size(padded(2 * (top + bottom), 2 * (left + right))),
        ),
        (Verdict::RoundedUp, Some(up)),
        (
            Verdict::OneLess,
            Some([h.wrapping_sub(1), w.wrapping_sub(1)]),
        ),
        (
            Verdict::NoStride,
            size(Window {
                stride: [1, 1],
                ..window
            }),
        ),
        (
            Verdict::NoDilation,
            size(Window {
                dilation: [1, 1],
                ..window
            }),
        ),
        (Verdict::InputSize, Some(operation.input)),
    ];
    let found = slips.iter().find(|(_, size)| *size == Some(answer));
    found.map_or(Verdict::Wrong, |(verdict, _)| *verdict)
}

fn number(operation: &Operation, now: &Slide, cell: [usize; 3], answer: f32) -> Verdict {
    let at = now.step(cell);
    let right = now.y.data[at];
    let is = |value: f32| (value - answer).abs() <= 0.006 + value.abs() * 1e-4;
    if is(right) {
        return Verdict::Right;
    }
    let would = |kind: Kind| {
        let other = Operation {
            kind,
            ..operation.clone()
        };
        slide(&other)
            .ok()
            .and_then(|other| other.y.data.get(at).copied())
    };
    let other_kind = match operation.kind {
        Kind::CrossCorrelation => (Verdict::OtherTurn, would(Kind::Convolution)),
        Kind::Convolution => (Verdict::OtherTurn, would(Kind::CrossCorrelation)),
        Kind::MaxPool => (Verdict::OtherPool, would(Kind::AvgPool)),
        Kind::AvgPool => (Verdict::OtherPool, would(Kind::MaxPool)),
    };
    let frame = super::slide::frame(now, at);
    let sum: f32 = frame.partial.iter().sum();
    let slips = [
        other_kind,
        (Verdict::NoBias, Some(right - operation.bias)),
        (
            Verdict::NotDivided,
            (operation.kind == Kind::AvgPool).then_some(sum),
        ),
    ];
    if let Some((verdict, _)) = slips.iter().find(|(_, value)| value.is_some_and(is)) {
        return *verdict;
    }
    let maps = partial_maps(now, cell[0]);
    let area = now.y.shape.h() * now.y.shape.w();
    let place = cell[1] * now.y.shape.w() + cell[2];
    let parts = maps.chunks(area.max(1)).filter_map(|map| map.get(place));
    if now.has_partial() && parts.copied().any(is) {
        return Verdict::OneChannel;
    }
    match now.y.data.iter().copied().any(is) {
        true => Verdict::OtherCell,
        false => Verdict::Wrong,
    }
}
