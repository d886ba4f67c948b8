//! A few steps of LeNet on real pictures, as text with every bit: the same natively and in a browser.

use std::fmt::Write as _;

use convlab::data::fashion_mnist::{TEST, decode};
use convlab::data::store::DataSet;
use convlab::nn::init::Init;
use convlab::nn::optim::Optimizer;
use convlab::tensor::device::Device;
use convlab::train::block_on::block_on;
use convlab::train::protocol::{Picture, Rows, RunSpec};
use convlab::train::session::{Session, Stepped};
use convlab::zoo::lenet::{Activation, LeNet, Pooling, lenet};

const SHARD: &[u8] = include_bytes!("../../assets/data/fashion-mnist/test-0.bin");

/// Losses of the steps, the loss of a test pass, and the probabilities of one picture.
pub fn describe() -> String {
    let pictures = decode(&TEST, SHARD).unwrap();
    let data = DataSet::new(vec![pictures]);
    let mut text = String::new();
    let variants = [
        (Activation::Sigmoid, Pooling::Max, 0, Optimizer::Adam),
        (Activation::ReLU, Pooling::Average, 2, Optimizer::Momentum),
        (Activation::Tanh, Pooling::Max, 2, Optimizer::Sgd),
    ];
    for (activation, pooling, padding, optimizer) in variants {
        let module = lenet(LeNet {
            activation,
            pooling,
            padding,
        });
        let spec = RunSpec {
            module,
            side: 28,
            // 70 pictures by 32: the third batch of an epoch is smaller.
            pictures: 70,
            epochs: 2,
            batch_size: 32,
            learning_rate: 0.01,
            optimizer,
            init: Init::Default,
            seed: 0,
            shuffle: None,
            workers: 1,
        };
        let mut session = Session::new(spec, Device::cpu()).unwrap();
        writeln!(
            text,
            "{activation:?} {pooling:?} padding {padding} {optimizer:?}"
        )
        .unwrap();
        while !session.is_finished() {
            let Stepped::Done { point, .. } = block_on(session.step(&data)).unwrap() else {
                panic!("diverged");
            };
            writeln!(text, "step {} loss {}", point.step, point.loss).unwrap();
        }
        let probe = block_on(session.probe(&Picture::Test(0), &data, &Rows::All, &|| 0.0)).unwrap();
        writeln!(text, "probabilities {:?}", probe.probabilities).unwrap();
    }
    text
}
