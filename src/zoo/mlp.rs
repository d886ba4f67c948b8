//! The multilayer perceptron that the lesson builds modules with: 784 → 256 → ReLU → 10.

use super::Task;
use crate::nn::module::{Child, Module};

/// Features of its hidden layer.
pub const HIDDEN: usize = 256;

pub fn mlp(task: Task) -> Module {
    Module::Sequential(vec![
        Child::new("flatten", Module::Flatten),
        Child::new("hidden", Module::linear(task.input().sample_len(), HIDDEN)),
        Child::new("act", Module::ReLU),
        Child::new("output", Module::linear(HIDDEN, task.classes)),
    ])
}
