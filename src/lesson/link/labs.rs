//! The choices of the labs. Names begin with the lab's own word: a page holds several of them.

use super::field::{Field, Values, Word, choose, real, size, whole, words};
use crate::lesson::state::SEED;
use crate::lesson::state::labs::{
    Block, CHANNELS, CLASSES, CROP, CROP_PADDING, DROP, INPUTS, LAYERS, MASK, MOVE, PROBABILITY,
    RATE, Reduce, SIDE, STACKED,
};
use crate::nn::init::Init;
use crate::nn::trace::Mode;

macro_rules! word {
    ($name:literal, $kind:ty, $($place:tt)+) => {
        Field {
            name: $name,
            values: Values::Words(words::<$kind>),
            read: |p, text| choose(&mut p.labs.$($place)+, text),
            write: |p| p.labs.$($place)+.word().to_owned(),
        }
    };
}

macro_rules! number {
    ($read:ident, $values:ident, $name:literal, $bounds:expr, $($place:tt)+) => {
        Field {
            name: $name,
            values: Values::$values($bounds),
            read: |p, text| $read(&mut p.labs.$($place)+, text, $bounds),
            write: |p| p.labs.$($place)+.to_string(),
        }
    };
}

pub(super) static FIELDS: [Field; 26] = [
    number!(real, Real, "drop", DROP, dropout.p),
    word!("drop-mode", Mode, dropout.mode),
    number!(whole, Whole, "drop-mask", MASK, dropout.mask),
    number!(whole, Whole, "drop-seed", SEED, dropout.seed),
    number!(real, Real, "aug-flip", PROBABILITY, augmentation.flip),
    number!(real, Real, "aug-crop", CROP, augmentation.crop),
    number!(whole, Whole, "aug-pad", CROP_PADDING, augmentation.padding),
    number!(
        real,
        Real,
        "aug-bright",
        PROBABILITY,
        augmentation.brightness
    ),
    number!(
        real,
        Real,
        "aug-contrast",
        PROBABILITY,
        augmentation.contrast
    ),
    number!(
        real,
        Real,
        "aug-colour",
        PROBABILITY,
        augmentation.saturation
    ),
    number!(whole, Whole, "aug-seed", SEED, augmentation.seed),
    word!("act-init", Init, activations.init),
    number!(real, Real, "act-lr", RATE, activations.learning_rate),
    number!(whole, Whole, "act-seed", SEED, activations.seed),
    Field {
        name: "kernels-k",
        values: Values::Words(|| vec!["3", "5", "7"]),
        read: |p, text| stacked(&mut p.labs.stack.kernel, text),
        write: |p| p.labs.stack.kernel.to_string(),
    },
    number!(size, Whole, "kernels-n", LAYERS, stack.layers),
    number!(size, Whole, "kernels-c", CHANNELS, stack.channels),
    number!(size, Whole, "kernels-in", INPUTS, stack.inputs),
    number!(size, Whole, "kernels-side", SIDE, stack.side),
    number!(size, Whole, "avg-c", CHANNELS, average.channels),
    number!(size, Whole, "avg-side", SIDE, average.side),
    number!(size, Whole, "avg-classes", CLASSES, average.classes),
    Field {
        name: "avg-right",
        values: Values::Real(MOVE),
        read: |p, text| steps(&mut p.labs.average.right, text),
        write: |p| p.labs.average.right.to_string(),
    },
    Field {
        name: "avg-down",
        values: Values::Real(MOVE),
        read: |p, text| steps(&mut p.labs.average.down, text),
        write: |p| p.labs.average.down.to_string(),
    },
    word!("inception", Block, reduction.block),
    word!("reduce", Reduce, reduction.reduce),
];

fn stacked(place: &mut usize, text: &str) -> bool {
    let found = text.parse().ok().filter(|k| STACKED.contains(k));
    found.map(|k| *place = k).is_some()
}

fn steps(place: &mut i8, text: &str) -> bool {
    let mut number = 0.0;
    let understood = real(&mut number, text, MOVE);
    if understood {
        *place = number.round() as i8;
    }
    understood
}

impl Word for Mode {
    const ALL: &'static [Self] = &[Self::Train, Self::Eval];
    fn word(self) -> &'static str {
        match self {
            Self::Train => "train",
            Self::Eval => "eval",
        }
    }
}

impl Word for Block {
    const ALL: &'static [Self] = &[
        Self::B3a,
        Self::B3b,
        Self::B4a,
        Self::B4b,
        Self::B4c,
        Self::B4d,
        Self::B4e,
        Self::B5a,
        Self::B5b,
    ];
    fn word(self) -> &'static str {
        match self {
            Self::B3a => "3a",
            Self::B3b => "3b",
            Self::B4a => "4a",
            Self::B4b => "4b",
            Self::B4c => "4c",
            Self::B4d => "4d",
            Self::B4e => "4e",
            Self::B5a => "5a",
            Self::B5b => "5b",
        }
    }
}

impl Word for Reduce {
    const ALL: &'static [Self] = &[Self::With, Self::Without];
    fn word(self) -> &'static str {
        match self {
            Self::With => "on",
            Self::Without => "off",
        }
    }
}
