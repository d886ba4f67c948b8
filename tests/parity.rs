//! The same network, from the same weights on the same batches of real pictures, learns the same on
//! the CPU and on WebGPU.

mod support;

use convlab::data::fashion_mnist::{TEST, decode};
use convlab::data::store::DataSet;
use convlab::nn::init::Init;
use convlab::nn::optim::Optimizer;
use convlab::tensor::device::Device;
use convlab::train::protocol::RunSpec;
use convlab::train::session::{Session, Stepped};
use convlab::zoo::lenet::{Activation, LeNet};
use convlab::zoo::variant::{Known, Variant};

use support::devices;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_dedicated_worker);

async_tests! {
    lenet_for_fifty_steps,
    lenet_with_relu_and_momentum,
    googlenet_at_28_pixels_for_ten_steps,
    googlenet_at_96_pixels_for_ten_steps,
}

const SHARD: &[u8] = include_bytes!("../assets/data/fashion-mnist/test-0.bin");

/// What is trained, and how long.
struct Run {
    variant: Variant,
    optimizer: Optimizer,
    learning_rate: f32,
    init: Init,
    batch: u32,
    steps: u32,
}

impl Run {
    /// The losses of all steps.
    async fn losses(&self, device: Device, data: &DataSet) -> Vec<f32> {
        let spec = RunSpec {
            module: self.variant.module(),
            side: self.variant.side,
            pictures: self.batch * self.steps,
            epochs: 1,
            batch_size: self.batch,
            learning_rate: self.learning_rate,
            optimizer: self.optimizer,
            init: self.init,
            seed: 1,
            shuffle: None,
            workers: 1,
        };
        let mut session = Session::new(spec, device).unwrap();
        let mut losses = Vec::new();
        while !session.is_finished() {
            match session.step(data).await.unwrap() {
                Stepped::Done { point, .. } => losses.push(point.loss),
                Stepped::Diverged => panic!("diverged after {losses:?}"),
            }
        }
        losses
    }
}

/// WebGPU within 1e-3 of the CPU, at every step.
async fn check(run: Run) {
    let data = DataSet::new(vec![decode(&TEST, SHARD).unwrap()]);
    let mut curves = Vec::new();
    // The GPU's second engine is left to the op tests.
    for device in devices().await.into_iter().take(2) {
        curves.push(run.losses(device, &data).await);
    }
    let (cpu, others) = curves.split_first().unwrap();
    assert_eq!(cpu.len(), run.steps as usize);
    assert!(cpu[cpu.len() - 1] < cpu[0], "it learns nothing: {cpu:?}");
    for other in others {
        for (step, (expected, found)) in cpu.iter().zip(other).enumerate() {
            let fits = (expected - found).abs() < 1e-3;
            assert!(fits, "step {step}: {found}, on the CPU {expected}");
        }
    }
}

async fn lenet_for_fifty_steps() {
    check(Run {
        variant: Variant::lesson(Known::LeNet),
        optimizer: Optimizer::Adam,
        learning_rate: 0.002,
        init: Init::Default,
        batch: 32,
        steps: 50,
    })
    .await;
}

async fn lenet_with_relu_and_momentum() {
    let lenet = LeNet {
        activation: Activation::ReLU,
        ..LeNet::default()
    };
    check(Run {
        variant: Variant {
            lenet,
            ..Variant::lesson(Known::LeNet)
        },
        optimizer: Optimizer::Momentum,
        learning_rate: 0.002,
        init: Init::He,
        batch: 32,
        steps: 20,
    })
    .await;
}

fn googlenet(side: u32, batch: u32) -> Run {
    Run {
        variant: Variant {
            ratio: 8,
            side,
            ..Variant::lesson(Known::GoogLeNet)
        },
        // Adam makes a whole step of a gradient that is nothing but rounding, and the CPU's fast
        // convolutions round otherwise.
        optimizer: Optimizer::Momentum,
        learning_rate: 0.002,
        init: Init::He,
        batch,
        steps: 10,
    }
}

async fn googlenet_at_28_pixels_for_ten_steps() {
    check(googlenet(28, 16)).await;
}

async fn googlenet_at_96_pixels_for_ten_steps() {
    check(googlenet(96, 4)).await;
}
