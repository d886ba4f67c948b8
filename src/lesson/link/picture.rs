//! The choices around a real picture and around a kernel that learns.

use super::field::{Field, Values, Word, choose, real, spelled, whole, words};
use crate::lesson::state::learning::{Example, RATE, STEPS, Target};
use crate::lesson::state::operation::Kind;
use crate::lesson::state::picture::{Bank, Display, OUTPUT, Preset, Sample, Tone};
use crate::lesson::state::{Playground, SEED};

/// A row for one of a closed list of words.
macro_rules! word {
    ($name:literal, $kind:ty, $group:ident.$place:ident) => {
        Field {
            name: $name,
            values: Values::Words(words::<$kind>),
            read: |p, text| choose(&mut p.$group.$place, text),
            write: |p| p.$group.$place.word().to_owned(),
        }
    };
}

macro_rules! whole {
    ($name:literal, $bounds:expr, $group:ident.$place:ident) => {
        Field {
            name: $name,
            values: Values::Whole($bounds),
            read: |p, text| whole(&mut p.$group.$place, text, $bounds),
            write: |p| p.$group.$place.to_string(),
        }
    };
}

pub(super) static PHOTO: [Field; 1] = [word!("photo", Sample, filter.sample)];

pub(super) static FIELDS: [Field; 14] = [
    word!("filter", Preset, filter.preset),
    Field {
        name: "fk",
        values: Values::Spelled,
        read: |p, text| spelled(&mut p.filter.own, text),
        write: |p| p.filter.own.spell(),
    },
    Field {
        name: "flip",
        values: Values::Words(|| SLIDING.map(Word::word).to_vec()),
        read: slide,
        write: |p| p.filter.kind.word().to_owned(),
    },
    word!("tone", Tone, filter.tone),
    word!("show", Display, filter.display),
    word!("bank", Bank, filter.bank),
    whole!("map", OUTPUT, filter.output),
    word!("learn-target", Target, learning.target),
    Field {
        name: "learn-k",
        values: Values::Spelled,
        read: |p, text| spelled(&mut p.learning.own, text),
        write: |p| p.learning.own.spell(),
    },
    word!("learn-from", Example, learning.example),
    Field {
        name: "learn-rate",
        values: Values::Real(RATE),
        read: |p, text| real(&mut p.learning.rate, text, RATE),
        write: |p| p.learning.rate.to_string(),
    },
    whole!("learn-steps", STEPS, learning.steps),
    whole!("learn-seed", SEED, learning.seed),
    Field {
        name: "learn-at",
        // Set by the transport.
        values: Values::Spelled,
        read: |p, text| whole(&mut p.learning.at, text, 0..=*STEPS.end()),
        write: |p| p.learning.at.to_string(),
    },
];

const SLIDING: [Kind; 2] = [Kind::CrossCorrelation, Kind::Convolution];

fn slide(playground: &mut Playground, text: &str) -> bool {
    let found = SLIDING.into_iter().find(|kind| kind.word() == text);
    found.map(|kind| playground.filter.kind = kind).is_some()
}

impl Word for Sample {
    const ALL: &'static [Self] = &[Self::Cat, Self::Coffee, Self::Camera, Self::Brick];
    fn word(self) -> &'static str {
        match self {
            Self::Cat => "cat",
            Self::Coffee => "coffee",
            Self::Camera => "camera",
            Self::Brick => "brick",
        }
    }
}

impl Word for Preset {
    const ALL: &'static [Self] = &[
        Self::Identity,
        Self::Blur,
        Self::Gaussian,
        Self::Sharpen,
        Self::Edges,
        Self::SobelX,
        Self::SobelY,
        Self::Emboss,
        Self::Blur5,
        Self::Gaussian5,
        Self::Own,
    ];
    fn word(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Blur => "blur",
            Self::Gaussian => "gaussian",
            Self::Sharpen => "sharpen",
            Self::Edges => "edges",
            Self::SobelX => "sobel-x",
            Self::SobelY => "sobel-y",
            Self::Emboss => "emboss",
            Self::Blur5 => "blur-5",
            Self::Gaussian5 => "gaussian-5",
            Self::Own => "own",
        }
    }
}

impl Word for Tone {
    const ALL: &'static [Self] = &[Self::Grey, Self::Colour];
    fn word(self) -> &'static str {
        match self {
            Self::Grey => "grey",
            Self::Colour => "colour",
        }
    }
}

impl Word for Display {
    const ALL: &'static [Self] = &[Self::Auto, Self::Signed, Self::Absolute, Self::Clamped];
    fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Signed => "signed",
            Self::Absolute => "absolute",
            Self::Clamped => "clamped",
        }
    }
}

impl Word for Bank {
    const ALL: &'static [Self] = &[Self::Grey, Self::Opponents, Self::Edges];
    fn word(self) -> &'static str {
        match self {
            Self::Grey => "grey",
            Self::Opponents => "opponents",
            Self::Edges => "edges",
        }
    }
}

impl Word for Target {
    const ALL: &'static [Self] = &[Self::Edge, Self::SobelX, Self::SobelY, Self::Own];
    fn word(self) -> &'static str {
        match self {
            Self::Edge => "edge",
            Self::SobelX => "sobel-x",
            Self::SobelY => "sobel-y",
            Self::Own => "own",
        }
    }
}

impl Word for Example {
    const ALL: &'static [Self] = &[Self::Edges, Self::Noise];
    fn word(self) -> &'static str {
        match self {
            Self::Edges => "edges",
            Self::Noise => "noise",
        }
    }
}
