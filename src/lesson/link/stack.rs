//! A stack of layers as a short text: `c3s2p1,m2s2,(c1~c1-c3p1)`. A letter for the kind, then kernel,
//! stride, padding, dilation; `3x5` where height and width differ; branches in brackets.

use super::field::{Field, Values, size};
use crate::lesson::state::stack::{
    BRANCH_LAYERS, BRANCHES, Known, LAYERS, Layer, LayerKind, Piece, SIDE, Unit,
};
use crate::tensor::shape::{Padding, Window};

pub(super) static FIELDS: [Field; 3] = [
    Field {
        name: "stack",
        values: Values::Spelled,
        read: |p, text| {
            let read = read(text);
            let understood = read.is_some();
            if let Some(pieces) = read {
                p.stack.pieces = pieces;
            }
            understood
        },
        write: |p| write(&p.stack.pieces),
    },
    Field {
        name: "side",
        values: Values::Whole(SIDE),
        read: |p, text| size(&mut p.stack.side, text, SIDE),
        write: |p| p.stack.side.to_string(),
    },
    Field {
        name: "unit",
        values: Values::Spelled,
        read: |p, text| {
            let unit = unit(text);
            p.stack.unit = unit.unwrap_or(p.stack.unit);
            unit.is_some()
        },
        write: |p| match p.stack.unit {
            Unit::Middle => MIDDLE.to_owned(),
            Unit::At { row, place: [i, j] } => format!("{row}.{i}.{j}"),
        },
    },
];

const MIDDLE: &str = "middle";
/// The largest number in a `unit`: more rows or columns than any stack has.
const MOST: usize = 999;

pub const fn name(known: Known) -> &'static str {
    match known {
        Known::LeNet => "lenet",
        Known::TwoThrees => "two3",
        Known::ThreeThrees => "three3",
        Known::OneSeven => "one7",
        Known::Dilated => "dilated",
        Known::AlexNet => "alexnet",
        Known::Vgg11 => "vgg11",
        Known::NiN => "nin",
        Known::Inception => "inception",
        Known::GoogLeNet => "googlenet",
    }
}

fn unit(text: &str) -> Option<Unit> {
    if text == MIDDLE {
        return Some(Unit::Middle);
    }
    let mut numbers = text.split('.').map(|part| {
        let number = part.parse::<usize>().ok();
        number.map(|number| number.min(MOST))
    });
    let (row, i, j) = (numbers.next()??, numbers.next()??, numbers.next()??);
    numbers
        .next()
        .is_none()
        .then_some(Unit::At { row, place: [i, j] })
}

/// What is no layer is left out, what is too much is cut off; `None` if nothing is left of a text.
pub fn read(text: &str) -> Option<Vec<Piece>> {
    if let Some(known) = Known::ALL.into_iter().find(|&known| name(known) == text) {
        return Some(known.pieces());
    }
    let pieces: Vec<Piece> = text.split(',').filter_map(piece).take(LAYERS).collect();
    (!pieces.is_empty() || text.is_empty()).then_some(pieces)
}

pub fn write(pieces: &[Piece]) -> String {
    let mut all = Known::ALL.into_iter();
    if let Some(known) = all.find(|known| known.pieces() == pieces) {
        return name(known).to_owned();
    }
    let spelled: Vec<String> = pieces.iter().map(spell).collect();
    spelled.join(",")
}

fn piece(text: &str) -> Option<Piece> {
    let Some(inner) = text.strip_prefix('(') else {
        return layer(text).map(Piece::Layer);
    };
    let inner = inner.strip_suffix(')').unwrap_or(inner);
    let branch = |text: &str| -> Vec<Layer> {
        let layers = text.split('-').filter_map(layer);
        layers.take(BRANCH_LAYERS).collect()
    };
    let branches = inner.split('~').map(branch);
    let branches = branches.filter(|branch| !branch.is_empty());
    let branches: Vec<Vec<Layer>> = branches.take(BRANCHES).collect();
    (!branches.is_empty()).then_some(Piece::Branches(branches))
}

fn layer(text: &str) -> Option<Layer> {
    let mut letters = text.chars();
    let kind = match letters.next()? {
        'c' => LayerKind::Conv,
        'm' => LayerKind::MaxPool,
        'a' => LayerKind::AvgPool,
        _ => return None,
    };
    let (kernel, mut rest) = pair(letters.as_str())?;
    let mut window = Window {
        kernel,
        ..Window::square(1)
    };
    while let Some(letter) = rest.chars().next() {
        let (value, after) = pair(rest.get(1..)?)?;
        match letter {
            's' => window.stride = value,
            'd' => window.dilation = value,
            'p' => {
                window.padding = Padding {
                    top: value[0],
                    bottom: value[0],
                    left: value[1],
                    right: value[1],
                }
            }
            _ => return None,
        }
        rest = after;
    }
    Some(Layer { kind, window }.clamped())
}

/// `3` or `3x5` at the front of a text, and what follows.
fn pair(text: &str) -> Option<([usize; 2], &str)> {
    let (height, rest) = number(text)?;
    match rest.strip_prefix('x') {
        Some(rest) => number(rest).map(|(width, rest)| ([height, width], rest)),
        None => Some(([height; 2], rest)),
    }
}

fn number(text: &str) -> Option<(usize, &str)> {
    let end = text.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, rest) = text.split_at_checked(end).filter(|_| end > 0)?;
    Some((digits.parse().unwrap_or(usize::MAX), rest))
}

fn spell(piece: &Piece) -> String {
    match piece {
        Piece::Layer(layer) => spell_layer(layer),
        Piece::Branches(branches) => {
            let branch = |layers: &Vec<Layer>| {
                let layers: Vec<String> = layers.iter().map(spell_layer).collect();
                layers.join("-")
            };
            let branches: Vec<String> = branches.iter().map(branch).collect();
            format!("({})", branches.join("~"))
        }
    }
}

fn spell_layer(Layer { kind, window }: &Layer) -> String {
    let letter = match kind {
        LayerKind::Conv => 'c',
        LayerKind::MaxPool => 'm',
        LayerKind::AvgPool => 'a',
    };
    let mut out = format!("{letter}{}", spell_pair(window.kernel));
    let padding = [window.padding.top, window.padding.left];
    let parts = [
        ('s', window.stride, 1),
        ('p', padding, 0),
        ('d', window.dilation, 1),
    ];
    for (letter, value, usual) in parts {
        if value != [usual; 2] {
            out.push(letter);
            out.push_str(&spell_pair(value));
        }
    }
    out
}

fn spell_pair([height, width]: [usize; 2]) -> String {
    if height == width {
        height.to_string()
    } else {
        format!("{height}x{width}")
    }
}
