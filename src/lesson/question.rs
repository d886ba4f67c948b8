//! Predict first: what a reader answers, and which slip of thought would give just that answer.
//! Words for a verdict are left to `text`.

use super::number;
use super::slide::{Frame, Read, Slide, frame, slide};
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
    /// The sum without one of the input channels.
    NoChannel,
    /// The maximum for the mean, or the other way round.
    OtherPool,
    /// The sum, not divided.
    NotDivided,
    /// Padding counted in a mean where it is not, or the other way round.
    OtherDivisor,
    /// 0 where a maximum pads with −∞.
    ZeroPadded,
    /// Another output's number.
    OtherCell,
    Wrong,
}

/// Judges what a reader typed as the answer to the question that `operation` asks.
pub fn judge(operation: &Operation, answer: &str) -> Verdict {
    let Ok(done) = slide(operation) else {
        return Verdict::Unreadable;
    };
    let found = match operation.question {
        Question::None => None,
        Question::Shape => read_shape(answer).map(|given| judge_shape(operation, &done, given)),
        Question::Cell(cell) => read_number(answer)
            .map(|given| judge_cell(operation, &done, within(&done, cell), given)),
    };
    found.unwrap_or(Verdict::Unreadable)
}

/// The output nearest to `cell` that there is: a link may ask for one that a setting lacks.
pub fn within(slide: &Slide, cell: [usize; 3]) -> [usize; 3] {
    let [_, c, h, w] = slide.y.shape.0;
    let last = [c, h, w].map(|size| size.saturating_sub(1));
    [0, 1, 2].map(|a| cell[a].min(last[a]))
}

/// `4x4`, `4×4`, `4 4`, `4, 4`, in full-width letters too; one number stands for both sides, and
/// of a longer shape the last two count.
pub fn read_shape(text: &str) -> Option<[usize; 2]> {
    let plain: String = text.chars().map(narrow).collect();
    let inner = plain.trim().trim_matches(['(', ')', '[', ']']);
    let words = inner.split(|c: char| " x×X*,;\t".contains(c));
    let numbers: Option<Vec<usize>> = words
        .filter(|word| !word.is_empty())
        .map(|word| word.parse::<usize>().ok())
        .collect();
    match numbers?.as_slice() {
        [side] => Some([*side; 2]),
        [h, w] | [_, h, w] | [_, _, h, w] => Some([*h, *w]),
        [] | [_, _, _, _, ..] => None,
    }
}

/// A number or a fraction.
pub fn read_number(text: &str) -> Option<f32> {
    let plain: String = text.chars().map(narrow).collect();
    let (top, bottom) = match plain.split_once('/') {
        Some((top, bottom)) => (top, number::parse(bottom.trim())?),
        None => (plain.as_str(), 1.0),
    };
    let value = number::parse(top.trim())? / bottom;
    (!value.is_nan()).then_some(value as f32)
}

/// Full-width digits, signs and separators as ASCII.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xff01 + 0x21).unwrap_or(c),
        '\u{2212}' | '\u{2013}' => '-',
        '\u{3000}' => ' ',
        '\u{3001}' => ',',
        other => other,
    }
}

fn judge_shape(operation: &Operation, done: &Slide, given: [usize; 2]) -> Verdict {
    let right = [done.y.shape.h(), done.y.shape.w()];
    if given == right {
        return Verdict::Right;
    }
    if given == [right[1], right[0]] {
        return Verdict::Swapped;
    }
    // A slip may show along one axis alone.
    let fits = |size: [usize; 2]| {
        [0, 1]
            .iter()
            .all(|&a| [right[a], size[a]].contains(&given[a]))
    };
    let mut slips = slipped_shapes(operation.input, done.window, right).into_iter();
    match slips.find(|(_, size)| size.is_some_and(fits)) {
        Some((slip, _)) => slip,
        None => Verdict::Wrong,
    }
}

type Slipped<T> = (Verdict, Option<T>);

/// What each slip makes of the output size, the likeliest first.
fn slipped_shapes(
    input: [usize; 2],
    window: Window,
    right: [usize; 2],
) -> Vec<Slipped<[usize; 2]>> {
    let p = window.padding;
    let padded = |padding| Window { padding, ..window }.output(input).ok();
    let once = Padding {
        top: p.top.div_ceil(2),
        bottom: p.top / 2,
        left: p.left.div_ceil(2),
        right: p.left / 2,
    };
    let [down, across] = [p.top + p.bottom, p.left + p.right];
    let twice = Padding {
        top: down,
        bottom: down,
        left: across,
        right: across,
    };
    let leftover = window.leftover(input).ok();
    let up = leftover.map(|left| [0, 1].map(|a| right[a] + usize::from(left[a] > 0)));
    let stride = Window {
        stride: [1, 1],
        ..window
    };
    let dilation = Window {
        dilation: [1, 1],
        ..window
    };
    vec![
        (Verdict::NoPadding, padded(Padding::default())),
        (Verdict::OneSide, padded(once)),
        (Verdict::TwiceTotal, padded(twice)),
        (Verdict::RoundedUp, up),
        (Verdict::OneLess, Some(right.map(|size| size - 1))),
        (Verdict::NoStride, stride.output(input).ok()),
        (Verdict::NoDilation, dilation.output(input).ok()),
        (Verdict::InputSize, Some(input)),
    ]
}

fn judge_cell(operation: &Operation, done: &Slide, cell: [usize; 3], given: f32) -> Verdict {
    // Two digits are shown, so two are enough.
    let is = |value: f32| value == given || (value - given).abs() < 0.0051;
    if is(done.y.data[done.step(cell)]) {
        return Verdict::Right;
    }
    let mut slips = slipped_cells(operation, done, cell).into_iter();
    match slips.find(|(_, value)| value.is_some_and(is)) {
        Some((slip, _)) => slip,
        None if done.y.data.iter().copied().any(is) => Verdict::OtherCell,
        None => Verdict::Wrong,
    }
}

/// What each slip makes of one output, the likeliest first.
fn slipped_cells(operation: &Operation, done: &Slide, cell: [usize; 3]) -> Vec<Slipped<f32>> {
    let shown = frame(done, done.step(cell));
    let [o, i, j] = cell;
    let is_padded = shown.terms.iter().any(|term| term.read == Read::Padding);
    let mut found = match done.kind {
        Kind::CrossCorrelation => {
            let turned = at(operation, cell, |other| other.kind = Kind::Convolution);
            vec![(Verdict::OtherTurn, turned)]
        }
        Kind::Convolution => {
            let straight = at(operation, cell, |other| other.kind = Kind::CrossCorrelation);
            vec![(Verdict::OtherTurn, straight)]
        }
        Kind::MaxPool => vec![
            (
                Verdict::ZeroPadded,
                is_padded.then(|| largest(&shown).max(0.0)),
            ),
            (
                Verdict::OtherPool,
                at(operation, cell, |other| {
                    other.kind = Kind::AvgPool;
                    other.count_include_pad = false;
                }),
            ),
        ],
        Kind::AvgPool => vec![
            (
                Verdict::OtherDivisor,
                at(operation, cell, |other| other.count_include_pad ^= true),
            ),
            (Verdict::OtherPool, Some(largest(&shown))),
            (Verdict::NotDivided, shown.partial.first().copied()),
        ],
    };
    if !done.kind.is_pool() {
        found.push((Verdict::NoBias, Some(shown.result - done.bias)));
        let partial = shown.partial.iter();
        found.extend(partial.map(|part| (Verdict::NoChannel, Some(shown.result - part))));
        let alone = shown.partial.iter();
        found.extend(alone.map(|part| (Verdict::OneChannel, Some(part + done.bias))));
    }
    let swapped = at(operation, [o, j, i], |_| ());
    let unpadded = at(operation, cell, |other| {
        other.window.padding = Padding::default()
    });
    let unstrided = at(operation, cell, |other| other.window.stride = [1, 1]);
    let undilated = at(operation, cell, |other| other.window.dilation = [1, 1]);
    found.extend([
        (Verdict::NoPadding, unpadded),
        (Verdict::NoStride, unstrided),
        (Verdict::NoDilation, undilated),
        (Verdict::OtherCell, swapped),
    ]);
    found
}

/// The output at `cell` of the operation as `change` makes it, if there is one.
fn at(operation: &Operation, cell: [usize; 3], change: fn(&mut Operation)) -> Option<f32> {
    let mut other = operation.clone();
    change(&mut other);
    let done = slide(&other).ok()?;
    let [_, c, h, w] = done.y.shape.0;
    let is_inside = (0..3).all(|a| cell[a] < [c, h, w][a]);
    is_inside.then(|| done.y.data[done.step(cell)])
}

fn largest(frame: &Frame) -> f32 {
    let real = frame.terms.iter().filter(|term| term.read != Read::Padding);
    real.map(|term| term.x).fold(f32::NEG_INFINITY, f32::max)
}
