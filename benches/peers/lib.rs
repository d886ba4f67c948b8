//! ConvLab as a peer of other libraries: the course's networks on given weights and batches, in a page.
//! Who else runs, and how it is timed, is left to the harness that `README.md` names.

#![cfg(target_arch = "wasm32")]

#[path = "../support/networks.rs"]
#[allow(dead_code, reason = "the kernels' benchmark uses the rest")]
mod networks;
#[path = "../support/workload.rs"]
#[allow(dead_code, reason = "the kernels' benchmark uses the rest")]
mod workload;

use convlab::tensor::device::Device;
use convlab::tensor::graph::Leaf;
use convlab::zoo::variant::{Known, Variant};
use networks::full;
use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;
use workload::Workload;

const LEARNING_RATE: f32 = 0.001;

#[wasm_bindgen]
pub struct Bench {
    work: Workload,
    batches: Vec<(Vec<f32>, Vec<f32>)>,
    steps: u32,
}

#[wasm_bindgen]
impl Bench {
    /// Pictures in [0, 1] and their classes.
    pub fn add_batch(&mut self, pictures: Vec<f32>, classes: Vec<i32>) {
        self.batches.push((
            pictures,
            classes.into_iter().map(|class| class as f32).collect(),
        ));
    }

    /// One optimiser step on batch `i`, around; the loss before it.
    pub async fn step(&mut self, i: usize) -> f32 {
        let (pictures, classes) = &self.batches[i % self.batches.len()];
        self.work.set(Leaf::Input, pictures);
        self.work.set(Leaf::Target, classes);
        self.work
            .set(Leaf::Clock, &[self.steps as f32, LEARNING_RATE, 0.0, 0.0]);
        self.steps += 1;
        self.work.run();
        self.work.result().await
    }

    /// One forward pass of batch `i`, around; the first logit.
    pub async fn forward(&mut self, i: usize) -> f32 {
        self.work
            .set(Leaf::Input, &self.batches[i % self.batches.len()].0);
        self.work.run();
        self.work.result().await
    }
}

/// `weights` are those of all parameters, one after another, in PyTorch's order; if there are none, our
/// own stay.
#[wasm_bindgen]
pub async fn create(model: String, weights: Vec<f32>, train: bool) -> Result<Bench, JsError> {
    let (variant, batch) = task(&model, train)?;
    let device = device().await?;
    let mut work = match train {
        true => networks::train(device, variant, batch),
        false => networks::forward(device, variant, batch),
    };
    let mut rest = &weights[..];
    for (position, param) in (0..).zip(networks::params(variant)) {
        let (own, others) = rest.split_at(param.shape.len().min(rest.len()));
        if own.len() == param.shape.len() {
            work.set(Leaf::Param(position), own);
        }
        rest = others;
    }
    Ok(Bench {
        work,
        batches: Vec::new(),
        steps: 0,
    })
}

#[cfg(not(feature = "gpu"))]
async fn device() -> Result<Device, JsError> {
    Ok(Device::cpu())
}

#[cfg(feature = "gpu")]
async fn device() -> Result<Device, JsError> {
    let gpu = convlab::tensor::gpu::open().await;
    let gpu = gpu.map_err(|reason| JsError::new(&format!("{reason:?}")))?;
    Ok(Device::gpu(gpu))
}

/// The network that the harness means, and the pictures of its batch.
fn task(model: &str, train: bool) -> Result<(Variant, usize), JsError> {
    let (known, batch) = match (model, train) {
        ("lenet", _) => (Known::LeNet, 256),
        ("googlenet", true) => (Known::GoogLeNet, 16),
        ("googlenet", false) => (Known::GoogLeNet, 1),
        ("alexnet", false) => (Known::AlexNet, 1),
        ("nin", false) => (Known::Nin, 1),
        ("vgg11", false) => (Known::Vgg, 1),
        _ => return Err(JsError::new("no task of ours")),
    };
    let variant = Variant {
        // The lesson's notes have no ReLU there, and neither have the peers.
        b2_relu: false,
        ..full(known)
    };
    Ok((variant, batch))
}
