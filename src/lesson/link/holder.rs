//! How a model keeps its hidden layers, in a link.

use super::field::{Field, Values, Word, choose, whole, words};
use crate::lesson::state::holder::{HIDDEN, Holder};

pub(super) static FIELDS: [Field; 2] = [
    Field {
        name: "holder",
        values: Values::Words(words::<Holder>),
        read: |p, text| choose(&mut p.keeping.holder, text),
        write: |p| p.keeping.holder.word().to_owned(),
    },
    Field {
        name: "hidden",
        values: Values::Whole(HIDDEN),
        read: |p, text| whole(&mut p.keeping.hidden, text, HIDDEN),
        write: |p| p.keeping.hidden.to_string(),
    },
];

impl Word for Holder {
    const ALL: &'static [Self] = &Self::ALL;
    fn word(self) -> &'static str {
        match self {
            Self::Attributes => "attributes",
            Self::ModuleList => "modulelist",
            Self::ModuleDict => "moduledict",
            Self::List => "list",
            Self::Dict => "dict",
        }
    }
}
