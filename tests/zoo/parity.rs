//! The same weights, pictures and settings give PyTorch's numbers: logits, gradients, loss curves.
//! The fixtures are made by `tests/fixtures/torch_check.py make`.

use std::fs;
use std::future::Future;
use std::path::PathBuf;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use convlab::nn::module::Module;
use convlab::nn::optim::{Optimizer, updates};
use convlab::nn::safetensors::decode;
use convlab::nn::trace::{Mode, Param, Trace, trace};
use convlab::tensor::device::{Device, PlanId};
use convlab::tensor::grad::grad;
use convlab::tensor::graph::{Leaf, Op};
use convlab::tensor::plan::{Output, Plan};
use convlab::tensor::shape::Shape;
use convlab::zoo::lenet::{self, Activation, LeNet, Pooling};

use crate::{modules, shapes};

const PICTURES: usize = 4;

fn fixture(name: &str) -> Vec<u8> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    fs::read(folder.join(name)).unwrap()
}

/// What is ready at once on the CPU.
fn wait<T>(future: impl Future<Output = T>) -> T {
    let mut context = Context::from_waker(Waker::noop());
    match pin!(future).poll(&mut context) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("the CPU never waits"),
    }
}

/// A network on a device, with its parameters uploaded.
struct Net {
    device: Device,
    trace: Trace,
}

impl Net {
    fn new(module: &Module, input: Shape, weights: &[Vec<f32>]) -> Self {
        let mut device = Device::cpu();
        let trace = trace(module, input, Mode::Train).unwrap();
        for (i, values) in (0..).zip(weights) {
            device.upload(Leaf::Param(i), values).unwrap();
        }
        Self { device, trace }
    }

    fn logits(&mut self, input: &[f32]) -> Vec<f32> {
        let output = Output {
            value: self.trace.output,
            leaf: Leaf::Output(0),
        };
        let plan = self
            .device
            .prepare(Plan::new(&self.trace.graph, &[output]))
            .unwrap();
        self.device.upload(Leaf::Input, input).unwrap();
        self.device.run(plan).unwrap();
        self.download(Leaf::Output(0))
    }

    /// A plan that leaves the mean cross-entropy in `Output(0)` and every gradient in its leaf.
    fn gradients(&mut self, input: &[f32], targets: &[f32]) -> PlanId {
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
    fn losses(&mut self, optimizer: Optimizer, lr: f32, steps: u32, gradients: PlanId) -> Vec<f32> {
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

    fn download(&self, leaf: Leaf) -> Vec<f32> {
        wait(self.device.download(leaf)).unwrap()
    }
}

/// `lenet-reference.safetensors`: everything but the weights, in the order of the file's names.
struct Reference {
    pictures: Vec<f32>,
    targets: Vec<f32>,
    logits: Vec<f32>,
    grads: Vec<Vec<f32>>,
}

fn reference(params: &[Param]) -> Reference {
    let named = |path: &str, torch_shape: &[usize], shape: Shape| Param {
        path: path.to_owned(),
        shape,
        torch_shape: torch_shape.to_vec(),
        fan_in: 1,
        fan_out: 1,
        is_bias: false,
    };
    let pictures = lenet::INPUT.with_n(PICTURES);
    let mut wanted = vec![
        named("pictures", &pictures.0, pictures),
        named("targets", &[PICTURES], Shape::matrix(1, PICTURES)),
        named("logits", &[PICTURES, 10], Shape::matrix(PICTURES, 10)),
    ];
    wanted.extend(params.iter().map(|param| Param {
        path: format!("grad.{}", param.path),
        ..param.clone()
    }));
    let mut values = decode(&fixture("lenet-reference.safetensors"), &wanted).unwrap();
    let grads = values.split_off(3);
    let [pictures, targets, logits] = values.try_into().unwrap();
    Reference {
        pictures,
        targets,
        logits,
        grads,
    }
}

/// `noise` of torch_check.py.
fn noise(count: usize, k: u32) -> impl Iterator<Item = f64> {
    (0..count as u32).map(move |at| {
        let x = at.wrapping_add(k.wrapping_mul(1_000_003));
        let x = (x ^ (x >> 16)).wrapping_mul(0x7feb_352d);
        let x = (x ^ (x >> 15)).wrapping_mul(0x846c_a68b);
        f64::from(x >> 8) / 8_388_608.0 - 1.0
    })
}

/// `hashed` of torch_check.py.
fn hashed(params: &[Param]) -> Vec<Vec<f32>> {
    let one = |(k, param): (u32, &Param)| {
        let bound = (6.0 / param.fan_in as f64).sqrt();
        noise(param.shape.len(), k)
            .map(|unit| (unit * bound) as f32)
            .collect()
    };
    (0..).zip(params).map(one).collect()
}

/// Largest difference; the lengths are equal.
fn distance(found: &[f32], expected: &[f32]) -> f32 {
    assert_eq!(found.len(), expected.len());
    let differences = found.iter().zip(expected).map(|(a, b)| (a - b).abs());
    // NaN would hide in `max`.
    differences.fold(0.0, |worst, d| if d <= worst { worst } else { d })
}

#[test]
fn a_file_that_pytorch_wrote_gives_its_logits_and_gradients() {
    let module = lenet::lenet(LeNet::default());
    let params = shapes::traced(LeNet::default()).params;
    let weights = decode(&fixture("lenet.safetensors"), &params).unwrap();
    let expected = reference(&params);
    let mut net = Net::new(&module, lenet::INPUT.with_n(PICTURES), &weights);
    let worst = distance(&net.logits(&expected.pictures), &expected.logits);
    assert!(worst <= 1e-5, "logits differ by {worst:e}");

    let plan = net.gradients(&expected.pictures, &expected.targets);
    net.device.run(plan).unwrap();
    for (i, (param, expected)) in (0..).zip(params.iter().zip(&expected.grads)) {
        let largest = expected.iter().fold(0.0, |max: f32, g| max.max(g.abs()));
        let worst = distance(&net.download(Leaf::Grad(i)), expected);
        assert!(
            largest > 0.0 && worst <= 1e-5 * largest,
            "{}: {worst:e} of {largest:e}",
            param.path
        );
    }
}

#[test]
fn every_variant_has_pytorchs_logits_and_losses() {
    let text = String::from_utf8(fixture("lenet-variants.txt")).unwrap();
    let expected = reference(&shapes::traced(LeNet::default()).params);
    let mut rows = 0;
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let words: Vec<&str> = line.split(' ').collect();
        let variant = variant(&words[..3]);
        let numbers: Vec<f32> = words[4..]
            .iter()
            .map(|word| word.parse().unwrap())
            .collect();
        let module = lenet::lenet(variant);
        let weights = hashed(&shapes::traced(variant).params);
        let mut net = Net::new(&module, lenet::INPUT.with_n(PICTURES), &weights);
        let mut losses = |optimizer, lr| {
            let plan = net.gradients(&expected.pictures, &expected.targets);
            net.losses(optimizer, lr, numbers.len() as u32, plan)
        };
        let found = match words[3] {
            "sgd" => losses(Optimizer::Sgd, 0.02),
            "momentum" => losses(Optimizer::Momentum, 0.01),
            "adam" => losses(Optimizer::Adam, 0.001),
            _ => net.logits(&expected.pictures),
        };
        let worst = distance(&found, &numbers);
        assert!(worst <= 1e-5, "{}: {worst:e}", words[..4].join(" "));
        rows += 1;
    }
    assert_eq!(rows, 12 * 4);
}

fn variant(words: &[&str]) -> LeNet {
    LeNet {
        activation: match words[0] {
            "sigmoid" => Activation::Sigmoid,
            "relu" => Activation::ReLU,
            _ => Activation::Tanh,
        },
        pooling: match words[1] {
            "max" => Pooling::Max,
            _ => Pooling::Average,
        },
        padding: words[2].parse().unwrap(),
    }
}

#[test]
fn modules_of_every_kind_have_pytorchs_outputs() {
    let text = String::from_utf8(fixture("modules.txt")).unwrap();
    let check = |name: &str, module: &Module, input: Shape| {
        let line = text
            .lines()
            .find_map(|line| line.strip_prefix(name))
            .unwrap();
        let expected: Vec<f32> = line
            .split_whitespace()
            .map(|w| w.parse().unwrap())
            .collect();
        let weights = hashed(&trace(module, input, Mode::Eval).unwrap().params);
        let mut net = Net::new(module, input, &weights);
        net.trace = trace(module, input, Mode::Eval).unwrap();
        let picture: Vec<f32> = noise(input.len(), 1000).map(|x| x as f32).collect();
        let worst = distance(&net.logits(&picture), &expected);
        assert!(worst <= 1e-5, "{name}: {worst:e}");
    };
    check("LeNet", &lenet::lenet(LeNet::default()), lenet::INPUT);
    check("Branches", &modules::branches(), modules::PICTURE);
    check("Numbered", &modules::numbered(), modules::PICTURE);
    check("Single", &modules::single(), modules::PICTURE);
}
