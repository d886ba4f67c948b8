//! Small networks and small data that a test can train in no time.

use convlab::data::fashion_mnist::{CLASSES, PIXELS, Pictures, SIDE};
use convlab::data::store::DataSet;
use convlab::nn::init::Init;
use convlab::nn::module::Module;
use convlab::nn::optim::Optimizer;
use convlab::tensor::device::Device;
use convlab::tensor::rng::Rng;
use convlab::train::block_on::block_on;
use convlab::train::protocol::{RunSpec, StepPoint};
use convlab::train::session::{Session, Stepped};
use convlab::zoo::lenet::{Activation, LeNet, lenet};

/// Every class a bright band of its own rows, under noise.
pub fn bands(count: usize, seed: u64) -> DataSet {
    let mut rng = Rng::new(seed);
    let mut pictures = Pictures::default();
    for index in 0..count {
        let class = index % CLASSES;
        pictures.labels.push(class as u8);
        for at in 0..PIXELS {
            let is_lit = (at / SIDE) * CLASSES / SIDE == class;
            let base = if is_lit { 150 } else { 0 };
            pictures.pixels.push((base + rng.below(100)) as u8);
        }
    }
    DataSet::new(vec![pictures])
}

pub fn dense() -> Module {
    Module::sequential(vec![Module::Flatten, Module::linear(PIXELS, CLASSES)])
}

pub fn deep(activation: Module) -> Module {
    Module::sequential(vec![
        Module::Flatten,
        Module::linear(PIXELS, 16),
        activation,
        Module::Dropout { p: 0.5 },
        Module::linear(16, CLASSES),
    ])
}

pub fn relu_lenet() -> Module {
    lenet(LeNet {
        activation: Activation::ReLU,
        ..LeNet::default()
    })
}

pub fn spec(module: Module) -> RunSpec {
    RunSpec {
        module,
        side: 28,
        pictures: 50,
        epochs: 2,
        batch_size: 16,
        learning_rate: 0.01,
        optimizer: Optimizer::Adam,
        init: Init::Default,
        seed: 3,
        shuffle: None,
        workers: 1,
    }
}

pub fn session(spec: RunSpec) -> Session {
    Session::new(spec, Device::cpu()).unwrap()
}

pub fn step(session: &mut Session, train: &DataSet) -> Stepped {
    block_on(session.step(train)).unwrap()
}

/// The point of a step that must not diverge.
pub fn good_step(session: &mut Session, train: &DataSet) -> StepPoint {
    match step(session, train) {
        Stepped::Done { point, .. } => point,
        Stepped::Diverged => panic!("diverged after step {}", session.step_count()),
    }
}

/// All steps to the end.
pub fn train(session: &mut Session, train: &DataSet) -> Vec<StepPoint> {
    let mut points = Vec::new();
    while !session.is_finished() {
        points.push(good_step(session, train));
    }
    points
}

/// The weights as bits, so that equal means equal.
pub fn bits(session: &Session) -> Vec<Vec<u32>> {
    let weights = block_on(session.weights()).unwrap();
    let bits = |values: Vec<f32>| values.into_iter().map(f32::to_bits).collect();
    weights.into_iter().map(bits).collect()
}
