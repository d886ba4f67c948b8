//! The choices of two networks side by side.

use super::field::{Field, Values, Word, choose, words};
use crate::zoo::variant::Known;

pub(super) static FIELDS: [Field; 2] = [
    Field {
        name: "first",
        values: Values::Words(words::<Known>),
        read: |p, text| choose(&mut p.pair.left, text),
        write: |p| p.pair.left.word().to_owned(),
    },
    Field {
        name: "second",
        values: Values::Words(words::<Known>),
        read: |p, text| choose(&mut p.pair.right, text),
        write: |p| p.pair.right.word().to_owned(),
    },
];

impl Word for Known {
    const ALL: &'static [Self] = &Known::ALL;
    fn word(self) -> &'static str {
        self.slug()
    }
}
