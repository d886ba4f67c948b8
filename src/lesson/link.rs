//! `Playground` ⇄ query string, through one table: a row a choice, a file a kind of choice.
//! Bounds are left to `state`; history and the address bar are left to `ui`.

mod field;
mod layer;
mod operation;
mod picture;
mod pixelwise;
mod run;
mod shift;
pub mod stack;

pub use self::field::{Field, Values};
use super::state::Playground;

/// Every choice, in the order of the query.
static GROUPS: [&[Field]; 7] = [
    &operation::FIELDS,
    &picture::FIELDS,
    &stack::FIELDS,
    &pixelwise::FIELDS,
    &shift::FIELDS,
    &layer::FIELDS,
    &run::FIELDS,
];

pub fn fields() -> impl Iterator<Item = &'static Field> {
    GROUPS.into_iter().flatten()
}

/// What a query says, over a page's own choices. Whatever the text, the result is in bounds.
pub fn read(query: &str, start: &Playground) -> Playground {
    let mut playground = start.clone();
    let query = query.strip_prefix('?').unwrap_or(query);
    for pair in query.split('&') {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        set(&mut playground, &decode(name), &decode(value));
    }
    playground
}

/// The query of `playground` without `?`: what differs from the page's own choices.
pub fn write(playground: &Playground, start: &Playground) -> String {
    let rows = fields().map(|field| (field, (field.write)(playground)));
    let told = rows.filter(|(field, value)| *value != (field.write)(start));
    let pairs: Vec<String> = told
        .map(|(field, value)| format!("{}={value}", field.name))
        .collect();
    pairs.join("&")
}

/// Sets one choice from a control's text; `false` (and nothing changed) if there is no such choice
/// or the text means no value of it.
pub fn set(playground: &mut Playground, name: &str, value: &str) -> bool {
    field(name).is_some_and(|field| (field.read)(playground, value.trim()))
}

/// One choice as a control's text.
pub fn get(playground: &Playground, name: &str) -> Option<String> {
    field(name).map(|field| (field.write)(playground))
}

pub fn field(name: &str) -> Option<&'static Field> {
    let mut all = fields().chain(&operation::ALIASES);
    all.find(|field| field.name == name)
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
