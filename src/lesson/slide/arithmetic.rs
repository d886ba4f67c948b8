//! The sum behind one output, written out: pieces with a role each, and one plain line.

use super::{Frame, Read, Slide};
use crate::lesson::format;
use crate::lesson::state::operation::Kind;

/// What a piece of the line stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Input,
    /// An input beyond the edge.
    Padding,
    Weight,
    /// Signs, brackets, names.
    Sign,
    Bias,
    Result,
    /// The number that a maximum takes.
    Winner,
}

pub type Piece = (Part, String);

/// `1×0 + 2×1 + 4×2 + 5×3 = 25`, `max(0, 1, 3, 4) = 4`, `(0 + 1 + 3 + 4) / 4 = 2`.
pub fn pieces(slide: &Slide, frame: &Frame) -> Vec<Piece> {
    let mut line = match slide.kind {
        Kind::CrossCorrelation | Kind::Convolution => products(slide, frame),
        Kind::MaxPool => maximum(frame),
        Kind::AvgPool => mean(frame),
    };
    line.push(sign(" = "));
    line.push((Part::Result, format::cell(frame.result)));
    line
}

/// The line as one text.
pub fn line(pieces: &[Piece]) -> String {
    pieces.iter().map(|(_, text)| text.as_str()).collect()
}

/// A sum of more terms than this is shortened when it is read aloud.
const SPOKEN: usize = 12;

/// The line to be read aloud: of a long window the first terms, `…` and the last one.
pub fn spoken(pieces: &[Piece]) -> String {
    let is_break = |(_, text): &Piece| text == " + " || text == ", ";
    let breaks = pieces
        .iter()
        .enumerate()
        .filter(|(_, piece)| is_break(piece));
    let breaks: Vec<usize> = breaks.map(|(at, _)| at).collect();
    match breaks.as_slice() {
        [_, _, third, .., last] if breaks.len() >= SPOKEN => {
            let start = line(&pieces[..=*third]);
            format!("{start}…{}", line(&pieces[*last..]))
        }
        [..] => line(pieces),
    }
}

fn products(slide: &Slide, frame: &Frame) -> Vec<Piece> {
    let mut line = Vec::new();
    for (at, term) in frame.terms.iter().enumerate() {
        if at > 0 {
            line.push(sign(" + "));
        }
        line.push(number(term.read, term.x));
        line.push(sign("×"));
        line.push((Part::Weight, bracketed(term.weight)));
    }
    if slide.bias != 0.0 {
        line.push(sign(" + "));
        line.push((Part::Bias, bracketed(slide.bias)));
    }
    line
}

fn maximum(frame: &Frame) -> Vec<Piece> {
    let mut line = vec![sign("max(")];
    for (at, term) in frame.terms.iter().enumerate() {
        if at > 0 {
            line.push(sign(", "));
        }
        let (part, text) = (number(term.read, term.x).0, format::cell(term.x));
        let is_winner = frame.winner == Some(at);
        line.push((if is_winner { Part::Winner } else { part }, text));
    }
    line.push(sign(")"));
    line
}

fn mean(frame: &Frame) -> Vec<Piece> {
    let mut line = vec![sign("(")];
    for (at, term) in frame.terms.iter().enumerate() {
        if at > 0 {
            line.push(sign(" + "));
        }
        line.push(number(term.read, term.x));
    }
    line.push(sign(") / "));
    line.push((Part::Weight, frame.divisor.to_string()));
    line
}

fn number(read: Read, x: f32) -> Piece {
    let part = match read {
        Read::Input(_) => Part::Input,
        Read::Padding => Part::Padding,
    };
    (part, bracketed(x))
}

/// Negative numbers stand in brackets between signs.
fn bracketed(value: f32) -> String {
    let text = format::cell(value);
    if value < 0.0 {
        format!("({text})")
    } else {
        text
    }
}

fn sign(text: &str) -> Piece {
    (Part::Sign, text.to_owned())
}
