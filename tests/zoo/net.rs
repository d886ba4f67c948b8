//! A network that runs with given weights, and the numbers that both sides make without a file.

use std::fs;
use std::path::PathBuf;

use convlab::nn::module::Module;
use convlab::nn::optim::{Optimizer, updates};
use convlab::nn::trace::{Mode, Param, Trace, trace};
use convlab::tensor::device::Device;
use convlab::tensor::grad::grad;
use convlab::tensor::graph::{Leaf, Op};
use convlab::tensor::plan::{Output, Plan, PlanId};
use convlab::tensor::shape::Shape;
use convlab::train::block_on::block_on;

pub fn fixture(name: &str) -> Vec<u8> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    fs::read(folder.join(name)).unwrap()
}

/// A network on a device, with its parameters uploaded. Dropout is off: PyTorch draws other numbers.
pub struct Net {
    pub device: Device,
    pub trace: Trace,
}

impl Net {
    pub fn new(module: &Module, input: Shape, weights: &[Vec<f32>]) -> Self {
        let mut device = Device::cpu();
        let trace = trace(module, input, Mode::Eval).unwrap();
        for (i, values) in (0..).zip(weights) {
            device.upload(Leaf::Param(i), values).unwrap();
        }
        Self { device, trace }
    }

    /// With the weights of [`hashed`].
    pub fn hashed(module: &Module, input: Shape) -> Self {
        let params = trace(module, input, Mode::Eval).unwrap().params;
        Self::new(module, input, &hashed(&params))
    }

    pub fn logits(&mut self, input: &[f32]) -> Vec<f32> {
        let output = Output {
            value: self.trace.output,
            leaf: Leaf::Output(0),
        };
        let plan = Plan::new(&self.trace.graph, &[output]);
        let plan = self.device.prepare(plan).unwrap();
        self.device.upload(Leaf::Input, input).unwrap();
        self.device.run(plan).unwrap();
        self.download(Leaf::Output(0))
    }

    /// A plan that leaves the mean cross-entropy in `Output(0)` and every gradient in its leaf.
    pub fn gradients(&mut self, input: &[f32], targets: &[f32]) -> PlanId {
        let mut graph = self.trace.graph.clone();
        let target = graph.leaf(Leaf::Target, Shape::matrix(targets.len(), 1));
        let loss = graph
            .apply(Op::CrossEntropy, &[self.trace.output, target])
            .unwrap();
        let params = (0..).zip(&self.trace.params);
        let params = params.map(|(i, p): (u32, &Param)| graph.leaf(Leaf::Param(i), p.shape));
        let params: Vec<_> = params.collect();
        let grads = grad(&mut graph, loss, &params).unwrap();
        let mut outputs = vec![Output {
            value: loss,
            leaf: Leaf::Output(0),
        }];
        outputs.extend((0..).zip(grads).map(|(i, value)| Output {
            value: value.unwrap(),
            leaf: Leaf::Grad(i),
        }));
        self.device.upload(Leaf::Input, input).unwrap();
        self.device.upload(Leaf::Target, targets).unwrap();
        self.device.prepare(Plan::new(&graph, &outputs)).unwrap()
    }

    /// The loss before each of `steps` steps on one batch.
    pub fn losses(
        &mut self,
        optimizer: Optimizer,
        lr: f32,
        steps: u32,
        gradients: PlanId,
    ) -> Vec<f32> {
        let update = updates(optimizer, &self.trace.params).unwrap();
        let update = self.device.prepare(Plan::new(&update, &[])).unwrap();
        for (param, shape) in (0..).zip(self.trace.params.iter().map(|param| param.shape)) {
            for slot in 0..optimizer.slots() {
                let zeros = vec![0.0; shape.len()];
                self.device
                    .upload(Leaf::State { param, slot }, &zeros)
                    .unwrap();
            }
        }
        let step = |step: u32| {
            self.device
                .upload(Leaf::Clock, &[step as f32, lr, 0.0, 0.0])
                .unwrap();
            self.device.run(gradients).unwrap();
            self.device.run(update).unwrap();
            self.download(Leaf::Output(0))[0]
        };
        (0..steps).map(step).collect()
    }

    pub fn download(&self, leaf: Leaf) -> Vec<f32> {
        block_on(self.device.download(leaf)).unwrap()
    }
}

/// `noise` of torch_check.py.
pub fn noise(count: usize, k: u32) -> impl Iterator<Item = f64> {
    (0..count as u32).map(move |at| {
        let x = at.wrapping_add(k.wrapping_mul(1_000_003));
        let x = (x ^ (x >> 16)).wrapping_mul(0x7feb_352d);
        let x = (x ^ (x >> 15)).wrapping_mul(0x846c_a68b);
        f64::from(x >> 8) / 8_388_608.0 - 1.0
    })
}

/// `hashed` of torch_check.py.
pub fn hashed(params: &[Param]) -> Vec<Vec<f32>> {
    let one = |(k, param): (u32, &Param)| {
        let bound = (6.0 / param.fan_in as f64).sqrt();
        noise(param.shape.len(), k)
            .map(|unit| (unit * bound) as f32)
            .collect()
    };
    (0..).zip(params).map(one).collect()
}

/// Largest difference; the lengths are equal.
pub fn distance(found: &[f32], expected: &[f32]) -> f32 {
    assert_eq!(found.len(), expected.len());
    let differences = found.iter().zip(expected).map(|(a, b)| (a - b).abs());
    // NaN would hide in `max`.
    differences.fold(0.0, |worst, d| if d <= worst { worst } else { d })
}
