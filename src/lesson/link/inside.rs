//! The choice of what is looked at within a network.

use super::field::{Field, Values};
use crate::lesson::inside::inception::NAMES;

pub(super) static FIELDS: [Field; 1] = [Field {
    name: "block",
    values: Values::Words(|| NAMES.to_vec()),
    read: |p, text| {
        let found = NAMES.iter().position(|name| *name == text);
        found.map(|block| p.block = block).is_some()
    },
    write: |p| NAMES.get(p.block).copied().unwrap_or_default().to_owned(),
}];
