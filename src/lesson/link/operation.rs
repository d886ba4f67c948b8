//! The choices of one operation: what slides, over what, how.

use super::field::{Field, Values, Word, choose, real, size, spelled, whole, words};
use crate::lesson::state;
use crate::lesson::state::numbers::CELL;
use crate::lesson::state::operation::{
    CHANNELS, DILATION, INPUT, InputSource, KERNEL, KernelSource, Kind, Notation, Operation,
    PADDING, Question, STRIDE,
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

pub(super) static FIELDS: [Field; 24] = [
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
    Field {
        name: "counted",
        values: Values::Words(|| vec!["yes", "no"]),
        read: |p, text| yes_or_no(&mut p.operation.count_include_pad, text),
        write: |p| {
            (if p.operation.count_include_pad {
                "yes"
            } else {
                "no"
            })
            .to_owned()
        },
    },
    Field {
        name: "draw",
        values: Values::Whole(state::SEED),
        read: |p, text| whole(&mut p.operation.draw, text, state::SEED),
        write: |p| p.operation.draw.to_string(),
    },
    Field {
        name: "x",
        values: Values::Spelled,
        read: |p, text| spelled(&mut p.operation.own_input, text),
        write: |p| p.operation.own_input.spell(),
    },
    Field {
        name: "k",
        values: Values::Spelled,
        read: |p, text| spelled(&mut p.operation.own_kernel, text),
        write: |p| p.operation.own_kernel.spell(),
    },
    Field {
        name: "ask",
        values: Values::Spelled,
        read: |p, text| {
            question(text)
                .map(|asked| p.operation.question = asked)
                .is_some()
        },
        write: |p| match p.operation.question {
            Question::None => "no".to_owned(),
            Question::Shape => "shape".to_owned(),
            Question::Cell([o, i, j]) => format!("cell-{o}-{i}-{j}"),
        },
    },
];

/// Controls that set two choices at once; a link tells those two.
pub(super) static ALIASES: [Field; 2] = [
    Field {
        name: "ph",
        values: Values::Whole(BOTH_SIDES),
        read: |p, text| pad(&mut p.operation, 0, text),
        write: |p| padding(&p.operation, 0).to_string(),
    },
    Field {
        name: "pw",
        values: Values::Whole(BOTH_SIDES),
        read: |p, text| pad(&mut p.operation, 1, text),
        write: |p| padding(&p.operation, 1).to_string(),
    },
];

/// Rows or columns added on both sides together.
const BOTH_SIDES: std::ops::RangeInclusive<u32> = 0..=20;

/// Padding along an axis as the present notation counts it: on both sides together, or before.
fn padding(operation: &Operation, axis: usize) -> usize {
    let padding = operation.window.padding;
    let [before, after] = [[padding.top, padding.bottom], [padding.left, padding.right]][axis];
    match operation.notation {
        Notation::Total => before + after,
        Notation::PerSide => before,
    }
}

/// Pads an axis alike on both sides; an odd total has its larger half before.
fn pad(operation: &mut Operation, axis: usize, text: &str) -> bool {
    let mut amount = 0;
    if !size(&mut amount, text, BOTH_SIDES) {
        return false;
    }
    let [before, after] = match operation.notation {
        Notation::Total => [amount.div_ceil(2), amount / 2],
        Notation::PerSide => [amount.min(*PADDING.end() as usize); 2],
    };
    let padding = &mut operation.window.padding;
    if axis == 0 {
        (padding.top, padding.bottom) = (before, after);
    } else {
        (padding.left, padding.right) = (before, after);
    }
    true
}

fn yes_or_no(place: &mut bool, text: &str) -> bool {
    let understood = matches!(text, "yes" | "no");
    if understood {
        *place = text == "yes";
    }
    understood
}

fn question(text: &str) -> Option<Question> {
    match text {
        "no" => Some(Question::None),
        "shape" => Some(Question::Shape),
        cell => {
            let mut parts = cell
                .strip_prefix("cell-")?
                .split('-')
                .map(str::parse::<usize>);
            let mut next = || Some(parts.next()?.ok()?.min(1_000));
            Some(Question::Cell([next()?, next()?, next()?]))
        }
    }
}

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
