//! `Playground` ⇄ query string, through one table: a row a choice, a file a kind of choice.
//! Bounds are left to `state`; history and the address bar are left to `ui`.

mod compare;
pub mod device;
mod field;
mod holder;
mod inside;
mod labs;
mod layer;
pub mod model;
mod network;
mod operation;
mod pair;
mod picture;
mod pixelwise;
mod run;
mod shift;
pub mod stack;

pub use self::field::{Field, Values};
use super::state::Playground;

/// One kind of choices: the rows that a query tells, and controls that set several of them at once.
#[derive(Debug)]
pub struct Group {
    fields: &'static [Field],
    aliases: &'static [Field],
}

const fn group(fields: &'static [Field]) -> Group {
    Group {
        fields,
        aliases: &[],
    }
}

pub static OPERATION: Group = Group {
    fields: &operation::FIELDS,
    aliases: &operation::ALIASES,
};
/// Which picture of the course.
pub static PHOTO: Group = group(&picture::PHOTO);
pub static PICTURE: Group = group(&picture::FIELDS);
pub static STACK: Group = group(&stack::FIELDS);
pub static PIXELWISE: Group = group(&pixelwise::FIELDS);
pub static SHIFT: Group = group(&shift::FIELDS);
pub static LAYER: Group = group(&layer::FIELDS);
pub static MODEL: Group = group(&model::FIELDS);
pub static NETWORK: Group = group(&network::FIELDS);
pub static PAIR: Group = group(&pair::FIELDS);
pub static HOLDER: Group = group(&holder::FIELDS);
pub static RUN: Group = group(&run::FIELDS);
pub static DEVICE: Group = group(&device::FIELDS);
pub static INSIDE: Group = group(&inside::FIELDS);
pub static LABS: Group = group(&labs::FIELDS);
pub static COMPARE: Group = group(&compare::FIELDS);

/// Every choice of the course, in the order of the query. A page's program has those of its widgets.
pub static ALL: [&Group; 16] = [
    &OPERATION, &PHOTO, &PICTURE, &STACK, &PIXELWISE, &SHIFT, &LAYER, &MODEL, &PAIR, &NETWORK,
    &HOLDER, &RUN, &DEVICE, &INSIDE, &LABS, &COMPARE,
];

/// Groups of choices, in the order of the query.
pub type Groups = &'static [&'static Group];

pub fn fields(groups: Groups) -> impl Iterator<Item = &'static Field> {
    groups.iter().flat_map(|group| group.fields)
}

/// What a query says, over a page's own choices. Whatever the text, the result is in bounds.
pub fn read(groups: Groups, query: &str, start: &Playground) -> Playground {
    let mut playground = start.clone();
    for (name, value, _) in pairs(query) {
        set(groups, &mut playground, &name, &decode(value));
    }
    playground
}

/// The pairs of a query: the name in plain text, the value and the pair as they stand.
fn pairs(query: &str) -> impl Iterator<Item = (String, &str, &str)> {
    let query = query.strip_prefix('?').unwrap_or(query);
    query.split('&').map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decode(name), value, pair)
    })
}

/// What takes the place of `query` once a page shows `playground`: the choices of `groups` as they are
/// now, then what `query` says to others, as it stands. A page's programs share its query that way.
pub fn rewrite(groups: Groups, query: &str, playground: &Playground, start: &Playground) -> String {
    let own = write(groups, playground, start);
    let foreign = pairs(query)
        .filter(|(name, ..)| !name.is_empty() && field(groups, name).is_none())
        .map(|(_, _, pair)| pair);
    let told = std::iter::once(own.as_str()).chain(foreign);
    told.filter(|pair| !pair.is_empty())
        .collect::<Vec<_>>()
        .join("&")
}

/// The query of `playground` without `?`: what differs from the page's own choices.
pub fn write(groups: Groups, playground: &Playground, start: &Playground) -> String {
    let rows = fields(groups).map(|field| (field, (field.write)(playground)));
    let told = rows.filter(|(field, value)| *value != (field.write)(start));
    let pairs: Vec<String> = told
        .map(|(field, value)| format!("{}={value}", field.name))
        .collect();
    pairs.join("&")
}

/// Sets one choice from a control's text; `false` (and nothing changed) if there is no such choice
/// or the text means no value of it.
pub fn set(groups: Groups, playground: &mut Playground, name: &str, value: &str) -> bool {
    field(groups, name).is_some_and(|field| (field.read)(playground, value.trim()))
}

/// One choice as a control's text.
pub fn get(groups: Groups, playground: &Playground, name: &str) -> Option<String> {
    field(groups, name).map(|field| (field.write)(playground))
}

pub fn field(groups: Groups, name: &str) -> Option<&'static Field> {
    let all = |group: &&'static Group| group.fields.iter().chain(group.aliases);
    groups.iter().flat_map(all).find(|field| field.name == name)
}

/// Percent-decoding as forms write it; a `%` without two hex digits stands for itself.
fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let hex = bytes
            .get(at + 1..at + 3)
            .and_then(hex_byte)
            .filter(|_| byte == b'%');
        out.push(match (hex, byte) {
            (Some(value), _) => value,
            (None, b'+') => b' ',
            (None, plain) => plain,
        });
        at += if hex.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn hex_byte(digits: &[u8]) -> Option<u8> {
    let value = |digit: &u8| char::from(*digit).to_digit(16);
    match digits {
        [high, low] => Some((value(high)? * 16 + value(low)?) as u8),
        [..] => None,
    }
}
