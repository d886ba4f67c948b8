//! The choices of the table of all models.

use super::field::{Field, Values, Word, choose, words};
use crate::lesson::state::compare::{Chart, Order, Quantity, Sort};

macro_rules! word {
    ($name:literal, $kind:ty, $place:ident) => {
        Field {
            name: $name,
            values: Values::Words(words::<$kind>),
            read: |p, text| choose(&mut p.compare.$place, text),
            write: |p| p.compare.$place.word().to_owned(),
        }
    };
}

pub(super) static FIELDS: [Field; 4] = [
    word!("sort", Sort, sort),
    word!("order", Order, order),
    word!("chart", Chart, chart),
    word!("quantity", Quantity, quantity),
];

impl Word for Quantity {
    const ALL: &'static [Self] = &Quantity::ALL;
    fn word(self) -> &'static str {
        match self {
            Self::Input => "input",
            Self::Parameters => "parameters",
            Self::Macs => "macs",
            Self::Activations => "activations",
            Self::Sgd => "sgd",
            Self::Adam => "adam",
            Self::Depth => "depth",
            Self::Receptive => "receptive",
            Self::Dense => "dense",
        }
    }
}

impl Word for Sort {
    const ALL: &'static [Self] = &[
        Self::Course,
        Self::By(Quantity::Input),
        Self::By(Quantity::Parameters),
        Self::By(Quantity::Macs),
        Self::By(Quantity::Activations),
        Self::By(Quantity::Sgd),
        Self::By(Quantity::Adam),
        Self::By(Quantity::Depth),
        Self::By(Quantity::Receptive),
        Self::By(Quantity::Dense),
    ];
    fn word(self) -> &'static str {
        match self {
            Self::Course => "course",
            Self::By(quantity) => quantity.word(),
        }
    }
}

impl Word for Order {
    const ALL: &'static [Self] = &[Self::Ascending, Self::Descending];
    fn word(self) -> &'static str {
        match self {
            Self::Ascending => "ascending",
            Self::Descending => "descending",
        }
    }
}

impl Word for Chart {
    const ALL: &'static [Self] = &[Self::Bars, Self::Scatter];
    fn word(self) -> &'static str {
        match self {
            Self::Bars => "bars",
            Self::Scatter => "scatter",
        }
    }
}
