//! Fashion-MNIST: shards, checksums, pictures; and how training pictures are varied. How bytes travel is
//! left to the worker.

pub mod augment;
pub mod fashion_mnist;
pub mod idx;
mod manifest;
mod rans;
pub mod resize;
pub mod shard;
pub mod store;
