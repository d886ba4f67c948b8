//! How a model keeps its hidden layers. What PyTorch then sees of them is left to `lesson::registration`.

use std::ops::RangeInclusive;

pub const HIDDEN: RangeInclusive<u32> = 1..=4;

/// What the hidden layers are kept in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Holder {
    /// An attribute each.
    Attributes,
    ModuleList,
    ModuleDict,
    /// A plain `list`.
    List,
    /// A plain `dict`.
    Dict,
}

impl Holder {
    pub const ALL: [Holder; 5] = [
        Holder::Attributes,
        Holder::ModuleList,
        Holder::ModuleDict,
        Holder::List,
        Holder::Dict,
    ];
}

/// The lesson's question: what does a plain list hide?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keeping {
    pub holder: Holder,
    /// Hidden layers.
    pub hidden: u32,
}

impl Default for Keeping {
    fn default() -> Self {
        Self {
            holder: Holder::List,
            hidden: 2,
        }
    }
}
