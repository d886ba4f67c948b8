//! A reader's network in a link: a word for a model of the course, else its own spelling.

use super::field::{Field, Values, whole};
use crate::lesson::state::network::{Network, SIDE};
use crate::lesson::state::own::OwnNetwork;
use crate::nn::spell;
use crate::zoo::variant::Known;

pub(super) static FIELDS: [Field; 2] = [
    Field {
        name: "net",
        values: Values::Spelled,
        read: |p, text| read(&mut p.network, text).is_some(),
        write: |p| write(&p.network),
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

fn read(network: &mut OwnNetwork, text: &str) -> Option<()> {
    if text.is_empty() {
        return None;
    }
    if text == EMPTY {
        network.build(Network::empty().module);
    } else if let Some(known) = Known::ALL.into_iter().find(|known| known.slug() == text) {
        network.name(known);
    } else {
        network.build(Network::admit(spell::parse(text).ok()?).ok()?);
    }
    Some(())
}

fn write(network: &OwnNetwork) -> String {
    if let Some(known) = network.known() {
        return known.slug().to_owned();
    }
    let module = network.module();
    if module.children().is_empty() {
        EMPTY.to_owned()
    } else {
        spell::spell(&module)
    }
}
