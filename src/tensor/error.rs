//! What a device has to say when it cannot do what it was asked. Words for people are left to `text`.

use super::graph::Leaf;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeviceError {
    /// A plan reads a leaf that was never uploaded or computed.
    Missing(Leaf),
    /// A leaf holds or is given another length than the plans on this device declare.
    /// Plans may differ (one plan per batch size); the length of the last upload counts.
    Length {
        leaf: Leaf,
        expected: usize,
        found: usize,
    },
    /// The machine did not give this many bytes more.
    Memory { bytes: usize },
    /// A buffer of so many bytes, where the adapter allows fewer.
    Limit { needed: u64, allowed: u64 },
    /// The device is gone, in the browser's or the driver's words; nothing on it can be read any more.
    Lost(String),
    /// The device would not run what it was given: our own mistake, in its words.
    Invalid(String),
}
