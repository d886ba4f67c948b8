//! What a run computes with, as chosen. What becomes of it on a machine is left to `lesson::device`.

use std::ops::RangeInclusive;

/// Workers that a link may ask for; a machine gives at most one a core.
pub const WORKERS: RangeInclusive<u32> = 1..=64;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Kind {
    /// The CPU, or WebGPU where a long run is measured to be faster there.
    #[default]
    Auto,
    Cpu,
    WebGpu,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DeviceChoice {
    pub kind: Kind,
    /// `None`: as many as the machine has use for.
    pub workers: Option<u32>,
}
