//! The choices of the layer whose costs are counted: the arguments of `nn.Conv2d` and its input.

use super::field::{Field, Values, Word, choose, size, words};
use crate::lesson::state::layer::{
    Bias, CHANNELS, DILATION, KERNEL, PADDING, SAMPLES, SIDE, STRIDE,
};

macro_rules! size {
    ($name:literal, $bounds:expr, $place:ident) => {
        Field {
            name: $name,
            values: Values::Whole($bounds),
            read: |p, text| size(&mut p.layer.$place, text, $bounds),
            write: |p| p.layer.$place.to_string(),
        }
    };
}

pub(super) static FIELDS: [Field; 10] = [
    size!("samples", SAMPLES, samples),
    size!("cin", CHANNELS, in_channels),
    size!("height", SIDE, height),
    size!("width", SIDE, width),
    size!("cout", CHANNELS, out_channels),
    size!("ksize", KERNEL, kernel_size),
    size!("stride", STRIDE, stride),
    size!("pad", PADDING, padding),
    size!("dilation", DILATION, dilation),
    Field {
        name: "withbias",
        values: Values::Words(words::<Bias>),
        read: |p, text| choose(&mut p.layer.bias, text),
        write: |p| p.layer.bias.word().to_owned(),
    },
];

impl Word for Bias {
    const ALL: &'static [Self] = &[Self::True, Self::False];
    fn word(self) -> &'static str {
        match self {
            Self::True => "true",
            Self::False => "false",
        }
    }
}
