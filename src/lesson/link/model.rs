//! The choices of a network of the course: its size, its picture, its switches. How it is trained is
//! left to `run`.

use super::field::{Field, Values, Word, choose, nearest, words};
use crate::lesson::state::{self, Playground};
use crate::zoo::lenet::{Activation, Pooling};
use crate::zoo::variant::Known;

pub(super) static FIELDS: [Field; 6] = [
    Field {
        name: "ratio",
        values: Values::Listed(|p| p.model.known.ratios()),
        read: |p, text| nearest(&mut p.model.ratio, text, p.model.known.ratios()),
        write: |p| p.model.ratio.to_string(),
    },
    Field {
        name: "px",
        values: Values::Listed(|p| p.model.known.sides()),
        read: |p, text| nearest(&mut p.model.side, text, p.model.known.sides()),
        write: |p| p.model.side.to_string(),
    },
    Field {
        name: "activation",
        values: Values::Words(words::<Activation>),
        read: |p, text| choose(activation(p), text),
        write: |p| match p.model.known {
            Known::AlexNet => p.model.activation.word().to_owned(),
            Known::Mlp | Known::LeNet | Known::Vgg | Known::Nin | Known::GoogLeNet => {
                p.model.lenet.activation.word().to_owned()
            }
        },
    },
    Field {
        name: "pool",
        values: Values::Words(words::<Pooling>),
        read: |p, text| choose(&mut p.model.lenet.pooling, text),
        write: |p| p.model.lenet.pooling.word().to_owned(),
    },
    Field {
        name: "padding",
        values: Values::Words(|| vec!["0", "2"]),
        read: |p, text| padding(&mut p.model.lenet.padding, text),
        write: |p| p.model.lenet.padding.to_string(),
    },
    Field {
        name: "b2relu",
        values: Values::Words(words::<bool>),
        read: |p, text| choose(&mut p.model.b2_relu, text),
        write: |p| p.model.b2_relu.word().to_owned(),
    },
];

/// The choices that the page of a network offers, in the order in which it shows them.
pub const fn offered(known: Known) -> &'static [&'static str] {
    match known {
        Known::Mlp => &[],
        Known::LeNet => &["activation", "pool", "padding"],
        Known::AlexNet => &["ratio", "px", "activation"],
        Known::Vgg | Known::Nin => &["ratio", "px"],
        Known::GoogLeNet => &["ratio", "px", "b2relu"],
    }
}

const fn activation(playground: &mut Playground) -> &mut Activation {
    match playground.model.known {
        Known::AlexNet => &mut playground.model.activation,
        Known::Mlp | Known::LeNet | Known::Vgg | Known::Nin | Known::GoogLeNet => {
            &mut playground.model.lenet.activation
        }
    }
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

impl Word for bool {
    const ALL: &'static [Self] = &[true, false];
    fn word(self) -> &'static str {
        if self { "true" } else { "false" }
    }
}

fn padding(place: &mut usize, text: &str) -> bool {
    let found = state::PADDINGS
        .iter()
        .find(|padding| padding.to_string() == text);
    found.map(|padding| *place = *padding).is_some()
}
