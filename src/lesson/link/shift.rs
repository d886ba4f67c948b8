//! The choices of the picture that is moved.

use super::field::{Field, Values, Word, choose, real, size, words};
use crate::lesson::state::shift::{Drawing, STEPS, WINDOW};

pub(super) static FIELDS: [Field; 4] = [
    Field {
        name: "drawing",
        values: Values::Words(words::<Drawing>),
        read: |p, text| choose(&mut p.shift.drawing, text),
        write: |p| p.shift.drawing.word().to_owned(),
    },
    Field {
        name: "right",
        values: Values::Real(STEPS),
        read: |p, text| steps(&mut p.shift.right, text),
        write: |p| p.shift.right.to_string(),
    },
    Field {
        name: "down",
        values: Values::Real(STEPS),
        read: |p, text| steps(&mut p.shift.down, text),
        write: |p| p.shift.down.to_string(),
    },
    Field {
        name: "poolside",
        values: Values::Whole(WINDOW),
        read: |p, text| size(&mut p.shift.window, text, WINDOW),
        write: |p| p.shift.window.to_string(),
    },
];

fn steps(place: &mut i8, text: &str) -> bool {
    let mut number = 0.0;
    let understood = real(&mut number, text, STEPS);
    if understood {
        *place = number.round() as i8;
    }
    understood
}

impl Word for Drawing {
    const ALL: &'static [Self] = &[Self::Boot, Self::Letter, Self::Rings];
    fn word(self) -> &'static str {
        match self {
            Self::Boot => "boot",
            Self::Letter => "letter",
            Self::Rings => "rings",
        }
    }
}
