//! Numbers that a reader typed: up to four axes, spelled compactly for a link.
//! `,` stands between columns, `;` between rows, `!` between planes, `*` between groups of planes.

use std::ops::RangeInclusive;

use crate::lesson::number;

/// The most of each axis: groups, planes, rows, columns.
const MOST: [usize; 4] = [4, 4, 32, 32];
const SEPARATORS: [char; 4] = ['*', '!', ';', ','];
/// Every number that a reader types into a cell.
pub const CELL: RangeInclusive<f32> = -999.0..=999.0;

/// [groups, planes, rows, columns]; nothing lies outside.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Numbers {
    shape: [usize; 4],
    data: Vec<f32>,
}

impl Numbers {
    /// `data` in the order of the axes; what it lacks is 0.
    pub fn new(shape: [usize; 4], data: &[f32]) -> Self {
        let shape = [0, 1, 2, 3].map(|a| shape[a].min(MOST[a]));
        let len = shape.iter().product();
        let given = data.iter().copied().chain(std::iter::repeat(0.0));
        Self {
            shape,
            data: given.take(len).collect(),
        }
    }

    /// Rows and columns.
    pub fn size(&self) -> [usize; 2] {
        [self.shape[2], self.shape[3]]
    }

    pub fn get(&self, at: [usize; 4]) -> f32 {
        let place = self.place(at);
        place.map_or(0.0, |place| self.data[place])
    }

    /// Leaves everything as it is for a place outside.
    pub fn set(&mut self, at: [usize; 4], value: f32) {
        if let Some(place) = self.place(at) {
            self.data[place] = bounded(value);
        }
    }

    fn place(&self, at: [usize; 4]) -> Option<usize> {
        let pairs = at.into_iter().zip(self.shape);
        pairs
            .clone()
            .all(|(at, size)| at < size)
            .then(|| pairs.fold(0, |place, (at, size)| place * size + at))
    }

    pub fn spell(&self) -> String {
        let mut out = String::new();
        for (place, value) in self.data.iter().enumerate() {
            if place > 0 {
                out.push(SEPARATORS[self.axis_before(place)]);
            }
            out.push_str(&value.to_string());
        }
        out
    }

    /// The outermost axis that moves on at `place`.
    fn axis_before(&self, place: usize) -> usize {
        let [_, planes, rows, columns] = self.shape;
        if place.is_multiple_of(planes * rows * columns) {
            0
        } else if place.is_multiple_of(rows * columns) {
            1
        } else if place.is_multiple_of(columns) {
            2
        } else {
            3
        }
    }

    /// Any text: what is no number is 0, short rows are filled up, what is too much is left out.
    pub fn parse(text: &str) -> Self {
        let values = nested(text, 0);
        let shape = values.iter().fold([0; 4], |shape, (at, _)| {
            [0, 1, 2, 3].map(|a| shape[a].max(at[a] + 1))
        });
        let mut numbers = Self::new(shape, &[]);
        for (at, value) in values {
            numbers.set(at, value);
        }
        numbers
    }
}

/// Every number with its place, `axis` being the outermost that `text` spells.
fn nested(text: &str, axis: usize) -> Vec<([usize; 4], f32)> {
    let parts = text.split(SEPARATORS[axis]).take(MOST[axis]).enumerate();
    let mut found = Vec::new();
    for (at, part) in parts {
        if axis == 3 {
            let value = number::parse(part.trim()).unwrap_or(0.0);
            found.push(([0, 0, 0, at], bounded(value as f32)));
        } else {
            let below = nested(part, axis + 1).into_iter();
            found.extend(below.map(|(mut place, value)| {
                place[axis] = at;
                (place, value)
            }));
        }
    }
    found
}

fn bounded(value: f32) -> f32 {
    if value.is_nan() {
        0.0
    } else {
        value.clamp(*CELL.start(), *CELL.end())
    }
}
