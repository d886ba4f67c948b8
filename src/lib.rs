//! ConvLab: one tensor core, one set of models, many views.
//!
//! The floors, from the ground up; a floor uses the floors below it and nothing else
//! (`tests/tidy` keeps it so):
//!
//! 1. `tensor`: numbers, graphs of ops, their gradients, plans, devices.
//! 2. `nn`: PyTorch's vocabulary; a `Module` is traced into a graph.
//! 3. `zoo`, `data`: the course's models; Fashion-MNIST.
//! 4. `train`: training runs and the protocol to the worker.
//! 5. `lesson`: everything the learner sees, as pure functions.
//! 6. `text`: words in two languages, chapters, static pages.
//! 7. `ui`: leptos components.

pub mod data;
pub mod lesson;
pub mod nn;
pub use convlab_tensor as tensor;

pub mod text;
pub mod train;
#[cfg(feature = "app")]
pub mod ui;
pub mod zoo;
