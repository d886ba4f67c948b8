//! `Playground` ⇄ query string, through one table: a row a choice.
//! Bounds are left to `state`; history and the address bar are left to `ui`.

use std::ops::RangeInclusive;

use super::number;
use super::state::{self, Playground};
use crate::nn::init::Init;
use crate::nn::optim::Optimizer;
use crate::zoo::lenet::{Activation, Pooling};

/// One choice. Its name in the URL is the name of its control too.
#[derive(Debug)]
pub struct Field {
    pub name: &'static str,
    pub values: Values,
    read: fn(&mut Playground, &str) -> bool,
    write: fn(&Playground) -> String,
}

/// What a control may offer.
#[derive(Debug)]
pub enum Values {
    Words(fn() -> Vec<&'static str>),
    Whole(RangeInclusive<u32>),
    Real(RangeInclusive<f32>),
}

/// Every choice, in the order of the query.
pub static FIELDS: [Field; 11] = [
    Field {
        name: "activation",
        values: Values::Words(words::<Activation>),
        read: |p, text| choose(&mut p.lenet.activation, text),
        write: |p| p.lenet.activation.word().to_owned(),
    },
    Field {
        name: "pool",
        values: Values::Words(words::<Pooling>),
        read: |p, text| choose(&mut p.lenet.pooling, text),
        write: |p| p.lenet.pooling.word().to_owned(),
    },
    Field {
        name: "padding",
        values: Values::Words(|| vec!["0", "2"]),
        read: |p, text| padding(&mut p.lenet.padding, text),
        write: |p| p.lenet.padding.to_string(),
    },
    Field {
        name: "epochs",
        values: Values::Whole(state::EPOCHS),
        read: |p, text| whole(&mut p.run.epochs, text, state::EPOCHS),
        write: |p| p.run.epochs.to_string(),
    },
    Field {
        name: "batch",
        values: Values::Whole(state::BATCH_SIZE),
        read: |p, text| whole(&mut p.run.batch_size, text, state::BATCH_SIZE),
        write: |p| p.run.batch_size.to_string(),
    },
    Field {
        name: "lr",
        values: Values::Real(state::LEARNING_RATE),
        read: |p, text| real(&mut p.run.learning_rate, text, state::LEARNING_RATE),
        write: |p| p.run.learning_rate.to_string(),
    },
    Field {
        name: "optimizer",
        values: Values::Words(words::<Optimizer>),
        read: |p, text| choose(&mut p.run.optimizer, text),
        write: |p| p.run.optimizer.word().to_owned(),
    },
    Field {
        name: "init",
        values: Values::Words(words::<Init>),
        read: |p, text| choose(&mut p.run.init, text),
        write: |p| p.run.init.word().to_owned(),
    },
    Field {
        name: "pictures",
        values: Values::Whole(state::PICTURES),
        read: |p, text| whole(&mut p.run.pictures, text, state::PICTURES),
        write: |p| p.run.pictures.to_string(),
    },
    Field {
        name: "seed",
        values: Values::Whole(state::SEED),
        read: |p, text| whole(&mut p.run.seed, text, state::SEED),
        write: |p| p.run.seed.to_string(),
    },
    Field {
        name: "picture",
        values: Values::Whole(state::PICTURE),
        read: |p, text| whole(&mut p.picture, text, state::PICTURE),
        write: |p| p.picture.to_string(),
    },
];

/// What a query says, over the lesson's own choices. Whatever the text, the result is in bounds.
pub fn read(query: &str) -> Playground {
    let mut playground = Playground::default();
    let query = query.strip_prefix('?').unwrap_or(query);
    for pair in query.split('&') {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        set(&mut playground, &decode(name), &decode(value));
    }
    playground
}

/// The query of `playground` without `?`; empty for the lesson's own choices.
pub fn write(playground: &Playground) -> String {
    let lesson = Playground::default();
    let rows = FIELDS
        .iter()
        .map(|field| (field, (field.write)(playground)));
    let told = rows.filter(|(field, value)| *value != (field.write)(&lesson));
    let pairs: Vec<String> = told
        .map(|(field, value)| format!("{}={value}", field.name))
        .collect();
    pairs.join("&")
}

/// Sets one choice from a control's text; `false` (and nothing changed) if there is no such choice
/// or the text means no value of it.
pub fn set(playground: &mut Playground, name: &str, value: &str) -> bool {
    field(name).is_some_and(|field| (field.read)(playground, value.trim()))
}

/// One choice as a control's text.
pub fn get(playground: &Playground, name: &str) -> Option<String> {
    field(name).map(|field| (field.write)(playground))
}

pub fn field(name: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.name == name)
}

/// A closed choice and its words.
trait Word: Copy + 'static {
    const ALL: &'static [Self];
    fn word(self) -> &'static str;
}

impl Word for Activation {
    const ALL: &'static [Self] = &[Self::Sigmoid, Self::ReLU, Self::Tanh];
    fn word(self) -> &'static str {
        match self {
            Self::Sigmoid => "sigmoid",
            Self::ReLU => "relu",
            Self::Tanh => "tanh",
        }
    }
}

impl Word for Pooling {
    const ALL: &'static [Self] = &[Self::Max, Self::Average];
    fn word(self) -> &'static str {
        match self {
            Self::Max => "max",
            Self::Average => "average",
        }
    }
}

impl Word for Optimizer {
    const ALL: &'static [Self] = &[Self::Sgd, Self::Momentum, Self::Adam];
    fn word(self) -> &'static str {
        match self {
            Self::Sgd => "sgd",
            Self::Momentum => "momentum",
            Self::Adam => "adam",
        }
    }
}

impl Word for Init {
    const ALL: &'static [Self] = &[Self::Default, Self::Xavier, Self::He];
    fn word(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Xavier => "xavier",
            Self::He => "he",
        }
    }
}

fn words<T: Word>() -> Vec<&'static str> {
    T::ALL.iter().map(|value| value.word()).collect()
}

fn choose<T: Word>(place: &mut T, text: &str) -> bool {
    let found = T::ALL.iter().find(|value| value.word() == text);
    found.map(|value| *place = *value).is_some()
}

fn padding(place: &mut usize, text: &str) -> bool {
    let found = state::PADDINGS
        .iter()
        .find(|padding| padding.to_string() == text);
    found.map(|padding| *place = *padding).is_some()
}

/// Whole numbers, rounded and clamped: `1e3`, `12.7` and `-5` are taken too.
fn whole(place: &mut u32, text: &str, bounds: RangeInclusive<u32>) -> bool {
    let number = number::parse(text);
    let (low, high) = (f64::from(*bounds.start()), f64::from(*bounds.end()));
    number
        .map(|number| *place = number.round().clamp(low, high) as u32)
        .is_some()
}

fn real(place: &mut f32, text: &str, bounds: RangeInclusive<f32>) -> bool {
    let number = number::parse(text);
    number
        .map(|number| *place = (number as f32).clamp(*bounds.start(), *bounds.end()))
        .is_some()
}

/// Percent-decoding as forms write it; a `%` without two hex digits stands for itself.
fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let hex = bytes
            .get(at + 1..at + 3)
            .and_then(hex_byte)
            .filter(|_| byte == b'%');
        out.push(match (hex, byte) {
            (Some(value), _) => value,
            (None, b'+') => b' ',
            (None, plain) => plain,
        });
        at += if hex.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn hex_byte(digits: &[u8]) -> Option<u8> {
    let value = |digit: &u8| char::from(*digit).to_digit(16);
    match digits {
        [high, low] => Some((value(high)? * 16 + value(low)?) as u8),
        [..] => None,
    }
}
