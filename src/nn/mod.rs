//! PyTorch's vocabulary over the tensor core: modules as data, traced into graphs.
//! Knows no browser and no words for learners.

pub mod blocks;
mod forward;
pub mod init;
pub mod module;
pub mod optim;
pub mod receptive;
pub mod safetensors;
pub mod spell;
pub mod summary;
pub mod torch;
pub mod trace;
