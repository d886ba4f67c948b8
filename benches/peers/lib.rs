//! ConvLab as a peer of other libraries: LeNet on given weights and given batches, in a page.
//! Who else runs, and how it is timed, is left to the harness that `README.md` names.

#![cfg(target_arch = "wasm32")]

#[path = "../support/workloads.rs"]
#[allow(dead_code, reason = "the kernels' benchmark uses the rest")]
mod workloads;

use convlab::tensor::graph::Leaf;
use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;
use workloads::{Workload, lenet_forward, lenet_params, lenet_train};

const BATCH: usize = 256;
const LEARNING_RATE: f32 = 0.001;

#[wasm_bindgen]
pub struct Bench {
    work: Workload,
    batches: Vec<(Vec<f32>, Vec<f32>)>,
    steps: u32,
}

#[wasm_bindgen]
impl Bench {
    /// `weights` are those of all parameters, one after another, in PyTorch's order.
    #[wasm_bindgen(constructor)]
    pub fn new(model: &str, weights: &[f32], train: bool) -> Result<Bench, JsError> {
        if model != "lenet" {
            return Err(JsError::new("only lenet so far"));
        }
        let make = if train { lenet_train } else { lenet_forward };
        let mut work = make(BATCH);
        let mut rest = weights;
        for (position, shape) in (0..).zip(lenet_params()) {
            let (own, others) = rest.split_at(shape.len().min(rest.len()));
            if own.len() == shape.len() {
                work.set(Leaf::Param(position), own);
            }
            rest = others;
        }
        Ok(Self {
            work,
            batches: Vec::new(),
            steps: 0,
        })
    }

    /// Pictures in [0, 1] and their classes.
    pub fn add_batch(&mut self, pictures: Vec<f32>, classes: Vec<i32>) {
        self.batches.push((
            pictures,
            classes.into_iter().map(|class| class as f32).collect(),
        ));
    }

    /// One optimiser step on batch `i`, around; the loss before it.
    pub fn step(&mut self, i: usize) -> f32 {
        let (pictures, classes) = &self.batches[i % self.batches.len()];
        self.work.set(Leaf::Input, pictures);
        self.work.set(Leaf::Target, classes);
        self.work
            .set(Leaf::Clock, &[self.steps as f32, LEARNING_RATE, 0.0, 0.0]);
        self.steps += 1;
        self.work.run();
        self.work.result()
    }

    /// One forward pass of batch `i`, around; the first logit.
    pub fn forward(&mut self, i: usize) -> f32 {
        self.work
            .set(Leaf::Input, &self.batches[i % self.batches.len()].0);
        self.work.run();
        self.work.result()
    }
}
