//! One choice of a page: its name in the URL, its bounds, how it is read and written.
//! Which choices there are is left to the tables beside this file.

use std::ops::RangeInclusive;

use crate::lesson::number;
use crate::lesson::state::Playground;
use crate::lesson::state::numbers::Numbers;

/// One choice. Its name in the URL is the name of its control too.
#[derive(Debug)]
pub struct Field {
    pub name: &'static str,
    pub values: Values,
    pub(super) read: fn(&mut Playground, &str) -> bool,
    pub(super) write: fn(&Playground) -> String,
}

/// What a control may offer.
#[derive(Debug)]
pub enum Values {
    Words(fn() -> Vec<&'static str>),
    /// Numbers, of which there are those that the page's network has.
    Listed(fn(&Playground) -> &'static [u32]),
    Whole(RangeInclusive<u32>),
    Real(RangeInclusive<f32>),
    /// A short text of its own grammar: lists of numbers, a stack of layers. Nothing that a number
    /// box or a list could set.
    Spelled,
}

/// A closed choice and its words.
pub trait Word: Copy + 'static {
    const ALL: &'static [Self];
    fn word(self) -> &'static str;
}

pub fn words<T: Word>() -> Vec<&'static str> {
    T::ALL.iter().map(|value| value.word()).collect()
}

pub fn choose<T: Word>(place: &mut T, text: &str) -> bool {
    let found = T::ALL.iter().find(|value| value.word() == text);
    found.map(|value| *place = *value).is_some()
}

/// Whole numbers, rounded and clamped: `1e3`, `12.7` and `-5` are taken too.
pub fn whole(place: &mut u32, text: &str, bounds: RangeInclusive<u32>) -> bool {
    let number = number::parse(text);
    let (low, high) = (f64::from(*bounds.start()), f64::from(*bounds.end()));
    number
        .map(|number| *place = number.round().clamp(low, high) as u32)
        .is_some()
}

/// The number of a list that lies nearest; the earlier of two that lie as near.
pub fn nearest(place: &mut u32, text: &str, list: &[u32]) -> bool {
    let mut wanted = 0;
    if !whole(&mut wanted, text, 0..=u32::MAX) {
        return false;
    }
    let found = list.iter().min_by_key(|number| number.abs_diff(wanted));
    found.map(|number| *place = *number).is_some()
}

pub fn real(place: &mut f32, text: &str, bounds: RangeInclusive<f32>) -> bool {
    let number = number::parse(text);
    number
        .map(|number| *place = (number as f32).clamp(*bounds.start(), *bounds.end()))
        .is_some()
}

/// As [`whole`], for what counts rows, columns or channels.
pub fn size(place: &mut usize, text: &str, bounds: RangeInclusive<u32>) -> bool {
    let mut number = 0;
    let understood = whole(&mut number, text, bounds);
    if understood {
        *place = number as usize;
    }
    understood
}

/// Any list with a number in it; nothing at all empties it.
pub fn spelled(place: &mut Numbers, text: &str) -> bool {
    let is_list = text.is_empty() || text.contains(|c: char| c.is_ascii_digit());
    if is_list {
        *place = match text {
            "" => Numbers::default(),
            list => Numbers::parse(list),
        };
    }
    is_list
}
