//! Lengths and type of a figure's parts: at full size, and small for branches and comparisons.

use crate::lesson::role::Role;

#[derive(Debug, PartialEq)]
pub(super) struct Style {
    /// Bodies against those of a full figure.
    pub scale: f32,
    /// Up to so many channels a volume has a sheet for each; more have two sheets more.
    pub countable: usize,
    /// Between neighbours.
    pub gap: f32,
    /// Between a frame and what it holds, and the same for the card of a folded group.
    pub inset: f32,
    pub card: f32,
    /// For a frame's title.
    pub head: f32,
    /// Between a body and its words.
    pub rest: f32,
    /// Between baselines.
    pub line: f32,
    pub chip: f32,
    pub chip_gap: f32,
    /// Whether chips stand on a common line, below the longest words of a row.
    pub chips_in_line: bool,
    /// The widest padding that is drawn.
    pub ring: f32,
    pub name: Role,
    pub shape: Role,
    pub note: Role,
    pub count: Role,
    pub chip_name: Role,
    pub heading: Role,
}

pub(super) const FULL: Style = Style {
    scale: 1.0,
    countable: 16,
    gap: 26.0,
    inset: 16.0,
    card: 10.0,
    head: 36.0,
    rest: 14.0,
    line: 21.0,
    chip: 24.0,
    chip_gap: 6.0,
    chips_in_line: true,
    ring: 11.0,
    name: Role::Name,
    shape: Role::Shape,
    note: Role::KernelNote,
    count: Role::Note,
    chip_name: Role::ChipName,
    heading: Role::FrameTitle,
};

pub(super) const SMALL: Style = Style {
    scale: 0.6,
    countable: 6,
    gap: 18.0,
    inset: 9.0,
    card: 7.0,
    head: 28.0,
    rest: 6.0,
    line: 16.0,
    chip: 18.0,
    chip_gap: 4.0,
    chips_in_line: false,
    ring: 6.0,
    name: Role::SmallName,
    shape: Role::SmallShape,
    note: Role::SmallKernelNote,
    count: Role::SmallNote,
    chip_name: Role::SmallChipName,
    heading: Role::SmallName,
};

/// Two networks side by side on a phone.
pub(super) const NARROW: Style = Style {
    scale: 0.5,
    inset: 6.0,
    ..SMALL
};

/// Around the whole figure.
pub(super) const MARGIN: f32 = 14.0;

impl Style {
    /// How far what can be pointed at reaches beyond its block.
    pub fn spread(&self) -> f32 {
        self.gap / 2.0 - 4.0
    }
}

/// The size of type of a role of words.
pub(super) fn size(role: Role) -> f32 {
    role.text_size().unwrap_or(0.0)
}

pub(super) fn highest(lengths: impl Iterator<Item = f32>) -> f32 {
    lengths.fold(0.0, f32::max)
}
