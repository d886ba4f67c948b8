//! Numbers and graphs: shapes, ops, gradients, plans and the devices that run them.
//! Knows no layer, no text and no browser.

pub mod device;
pub mod grad;
pub mod graph;
pub mod ops;
pub mod plan;
pub mod rng;
pub mod shape;
