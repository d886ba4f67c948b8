//! The programs of the pages, a file each: what it mounts is what `text::program` says it holds.

pub mod builder;
pub mod channels;
pub mod labs;
pub mod layers;
pub mod networks;
pub mod operations;
pub mod pictures;
pub mod structure;
pub mod views;
