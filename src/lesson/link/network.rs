//! A reader's network in a link: a word for a model of the course, else its own spelling.

use super::field::{Field, Values, whole};
use crate::lesson::state::network::{Network, SIDE};
use crate::nn::module::Module;
use crate::nn::spell;
use crate::zoo::variant::Known;

pub(super) static FIELDS: [Field; 2] = [
    Field {
        name: "net",
        values: Values::Spelled,
        read: |p, text| {
            let read = read(text);
            let understood = read.is_some();
            if let Some(module) = read {
                p.network.module = module;
            }
            understood
        },
        write: |p| write(&p.network.module),
    },
    Field {
        name: "npx",
        values: Values::Whole(SIDE),
        read: |p, text| whole(&mut p.network.side, text, SIDE),
        write: |p| p.network.side.to_string(),
    },
];

/// A network without layers has no spelling that a query could hold.
const EMPTY: &str = "empty";

fn read(text: &str) -> Option<Module> {
    if text == EMPTY {
        return Some(Network::empty().module);
    }
    let mut known = Known::ALL.into_iter();
    if let Some(known) = known.find(|known| known.slug() == text) {
        return Some(Network::of(known).module);
    }
    Network::admit(spell::parse(text).ok()?).ok()
}

fn write(module: &Module) -> String {
    if module.children().is_empty() {
        return EMPTY.to_owned();
    }
    let mut known = Known::ALL.into_iter();
    match known.find(|&known| Network::of(known).module == *module) {
        Some(known) => known.slug().to_owned(),
        None => spell::spell(module),
    }
}
