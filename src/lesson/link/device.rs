//! The choice of what a run computes with. How it is trained is left to `run`.

use super::field::{Field, Values, Word, choose, whole, words};
use crate::lesson::state::device::{Kind, WORKERS};

/// As many workers as the machine has use for.
pub const AUTO: &str = "auto";

pub(super) static FIELDS: [Field; 2] = [
    Field {
        name: "device",
        values: Values::Words(words::<Kind>),
        read: |p, text| choose(&mut p.device.kind, text),
        write: |p| p.device.kind.word().to_owned(),
    },
    Field {
        name: "workers",
        // Which numbers are offered depends on the machine.
        values: Values::Spelled,
        read: |p, text| workers(&mut p.device.workers, text),
        write: |p| {
            let workers = p.device.workers;
            workers.map_or_else(|| AUTO.to_owned(), |workers| workers.to_string())
        },
    },
];

fn workers(place: &mut Option<u32>, text: &str) -> bool {
    if text == AUTO {
        *place = None;
        return true;
    }
    let mut number = 0;
    let understood = whole(&mut number, text, WORKERS);
    if understood {
        *place = Some(number);
    }
    understood
}

impl Word for Kind {
    const ALL: &'static [Self] = &[Self::Auto, Self::Cpu, Self::WebGpu];
    fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Cpu => "cpu",
            Self::WebGpu => "webgpu",
        }
    }
}
