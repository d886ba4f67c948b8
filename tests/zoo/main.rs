//! The course's models, and modules in general: shapes, costs, printed source, weights, and the
//! same numbers as PyTorch.

mod errors;
mod golden;
mod init;
mod modules;
mod parity;
mod printed;
mod receptive;
mod shapes;
mod wild;
