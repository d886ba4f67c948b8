//! Numbers and graphs: shapes, ops, gradients, plans and the devices that run them.
//! Knows no layer, no text and no browser.

pub mod adapter;
#[cfg(not(feature = "gpu-only"))]
pub mod cpu;
pub mod device;
pub mod error;
#[cfg(feature = "gpu")]
pub mod gpu;
pub mod grad;
pub mod graph;
pub mod ops;
pub mod plan;
pub mod rng;
pub mod shape;
pub mod simd;
#[allow(clippy::module_inception)] // the file is named after its type
pub mod tensor;
