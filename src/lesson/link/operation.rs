//! The choices of one operation: what slides, over what, how.

use super::field::{Field, Values, Word, choose, real, size, words};
use crate::lesson::state::operation::{
    CELL, CHANNELS, DILATION, INPUT, InputSource, KERNEL, KernelSource, Kind, Notation, PADDING,
    STRIDE,
};

/// A row of the table for a number of rows, columns or channels.
macro_rules! size {
    ($name:literal, $bounds:expr, $($place:tt)+) => {
        Field {
            name: $name,
            values: Values::Whole($bounds),
            read: |p, text| size(&mut p.operation.$($place)+, text, $bounds),
            write: |p| p.operation.$($place)+.to_string(),
        }
    };
}

/// A row for one of a closed list of words.
macro_rules! word {
    ($name:literal, $kind:ty, $place:ident) => {
        Field {
            name: $name,
            values: Values::Words(words::<$kind>),
            read: |p, text| choose(&mut p.operation.$place, text),
            write: |p| p.operation.$place.word().to_owned(),
        }
    };
}

pub(super) static FIELDS: [Field; 19] = [
    word!("op", Kind, kind),
    size!("h", INPUT, input[0]),
    size!("w", INPUT, input[1]),
    size!("kh", KERNEL, window.kernel[0]),
    size!("kw", KERNEL, window.kernel[1]),
    size!("sh", STRIDE, window.stride[0]),
    size!("sw", STRIDE, window.stride[1]),
    size!("pt", PADDING, window.padding.top),
    size!("pb", PADDING, window.padding.bottom),
    size!("pl", PADDING, window.padding.left),
    size!("pr", PADDING, window.padding.right),
    size!("dh", DILATION, window.dilation[0]),
    size!("dw", DILATION, window.dilation[1]),
    size!("ci", CHANNELS, in_channels),
    size!("co", CHANNELS, out_channels),
    word!("input", InputSource, input_source),
    word!("kernel", KernelSource, kernel_source),
    Field {
        name: "bias",
        values: Values::Real(CELL),
        read: |p, text| real(&mut p.operation.bias, text, CELL),
        write: |p| p.operation.bias.to_string(),
    },
    word!("notation", Notation, notation),
];

impl Word for Kind {
    const ALL: &'static [Self] = &[
        Self::CrossCorrelation,
        Self::Convolution,
        Self::MaxPool,
        Self::AvgPool,
    ];
    fn word(self) -> &'static str {
        match self {
            Self::CrossCorrelation => "correlate",
            Self::Convolution => "convolve",
            Self::MaxPool => "max",
            Self::AvgPool => "average",
        }
    }
}

impl Word for InputSource {
    const ALL: &'static [Self] = &[
        Self::Ramp,
        Self::Random,
        Self::Edge,
        Self::Picture,
        Self::Own,
    ];
    fn word(self) -> &'static str {
        match self {
            Self::Ramp => "ramp",
            Self::Random => "random",
            Self::Edge => "edge",
            Self::Picture => "picture",
            Self::Own => "own",
        }
    }
}

impl Word for KernelSource {
    const ALL: &'static [Self] = &[
        Self::Ramp,
        Self::Random,
        Self::Ones,
        Self::Identity,
        Self::Edge,
        Self::Own,
    ];
    fn word(self) -> &'static str {
        match self {
            Self::Ramp => "ramp",
            Self::Random => "random",
            Self::Ones => "ones",
            Self::Identity => "identity",
            Self::Edge => "edge",
            Self::Own => "own",
        }
    }
}

impl Word for Notation {
    const ALL: &'static [Self] = &[Self::PerSide, Self::Total];
    fn word(self) -> &'static str {
        match self {
            Self::PerSide => "pytorch",
            Self::Total => "book",
        }
    }
}
