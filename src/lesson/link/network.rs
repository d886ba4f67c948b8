//! A reader's network in a link: a word for a model of the course, else its own spelling.

use std::sync::LazyLock;

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

/// Those that have a word: making them takes longer than all the rest of a link.
static KNOWN: LazyLock<[(&str, Module); 6]> = LazyLock::new(|| {
    Known::ALL.map(|known| {
        let module = Network::of(known).module;
        (known.slug(), module)
    })
});

fn read(text: &str) -> Option<Module> {
    if text.is_empty() {
        return None;
    }
    if text == EMPTY {
        return Some(Network::empty().module);
    }
    if let Some((_, module)) = KNOWN.iter().find(|(word, _)| *word == text) {
        return Some(module.clone());
    }
    Network::admit(spell::parse(text).ok()?).ok()
}

fn write(module: &Module) -> String {
    if module.children().is_empty() {
        return EMPTY.to_owned();
    }
    match KNOWN.iter().find(|(_, known)| known == module) {
        Some((word, _)) => (*word).to_owned(),
        None => spell::spell(module),
    }
}
