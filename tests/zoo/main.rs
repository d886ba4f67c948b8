//! The course's models, and modules in general: shapes, costs, printed source, weights, and the
//! same numbers as PyTorch.

mod course;
mod errors;
#[path = "../support/golden.rs"]
mod golden;
mod ground_truth;
mod init;
mod modules;
mod net;
mod parity;
mod printed;
mod receptive;
mod shapes;
mod spelled;
mod wild;
