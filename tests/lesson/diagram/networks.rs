//! Networks to draw: the course's, odd ones, and random trees.

use convlab::lesson::diagram::{Folding, is_within};
use convlab::nn::module::{Child, Module};
use convlab::nn::trace::{Mode, Trace, trace};
use convlab::tensor::rng::Rng;
use convlab::tensor::shape::{Padding, Shape, Window};
use convlab::zoo::lenet::{Activation, INPUT, LeNet, Pooling, lenet};
use convlab::zoo::variant::{Known, Variant};

pub struct Network {
    pub name: String,
    pub module: Module,
    pub trace: Trace,
}

impl Network {
    pub fn new(name: &str, module: Module, input: Shape) -> Self {
        let trace = trace(&module, input, Mode::Eval).expect("a network that works");
        Self {
            name: name.to_owned(),
            module,
            trace,
        }
    }

    pub fn of(known: Known) -> Self {
        let variant = Variant::lesson(known);
        Self::new(known.slug(), variant.module(), variant.input())
    }

    /// Nothing, everything, and one group alone.
    pub fn foldings(&self) -> Vec<Folding> {
        let mut foldings = vec![Folding::none(), Folding::all(&self.module)];
        let groups = self.module.walk().into_iter().map(|(path, _)| path);
        let groups = groups.filter(|path| foldings[1].is_folded(path));
        let alone: Vec<Folding> = groups.map(|path| Folding::none().toggled(&path)).collect();
        foldings.extend(alone);
        foldings
    }
}

/// Every LeNet there is.
pub fn lenets() -> Vec<Network> {
    let mut networks = Vec::new();
    for activation in [Activation::Sigmoid, Activation::ReLU, Activation::Tanh] {
        for pooling in [Pooling::Max, Pooling::Average] {
            for padding in [0, 2] {
                let variant = LeNet {
                    activation,
                    pooling,
                    padding,
                };
                networks.push(Network::new("lenet", lenet(variant), INPUT));
            }
        }
    }
    networks
}

/// The course's, and networks with what they lack.
pub fn networks() -> Vec<Network> {
    let mut networks = Vec::from(Known::ALL.map(Network::of));
    let uneven = Window {
        kernel: [3, 5],
        stride: [2, 1],
        padding: Padding {
            top: 1,
            bottom: 2,
            left: 0,
            right: 3,
        },
        dilation: [2, 1],
    };
    let odd = Module::sequential(vec![
        Module::conv2d(3, 512, uneven),
        Module::ReLU,
        Module::Dropout { p: 0.5 },
        Module::MaxPool2d(Window::square(3).stride(2).padding(1)),
        Module::GlobalAvgPool2d,
        Module::Flatten,
        Module::linear(512, 1000),
    ]);
    networks.push(Network::new("odd", odd, Shape::new(1, 3, 40, 30)));
    let wide = Window::square(61).padding(30);
    let hollow = Module::sequential(vec![Module::conv2d(1, 2, wide), Module::Tanh]);
    networks.push(Network::new("hollow", hollow, Shape::new(1, 1, 3, 2)));
    let lone = Module::Sequential(vec![Child::new("only", Module::linear(4, 1))]);
    networks.push(Network::new("lone", lone, Shape::matrix(1, 4)));
    let nothing = Module::Sequential(Vec::new());
    networks.push(Network::new("nothing", nothing, INPUT));
    networks
}

/// A tree that works, and the channels that it makes of `channels`.
fn tree(rng: &mut Rng, depth: u32, channels: usize) -> (Module, usize) {
    const NAMES: [&str; 5] = ["0", "p1", "stem", "a_rather_long_name", "卷积"];
    let pick = rng.below(if depth > 0 { 10 } else { 6 });
    let name = |i: u32, rng: &mut Rng| format!("{}{i}", NAMES[rng.below(5) as usize]);
    match pick {
        0..=2 => {
            let half = [0, 0, 1, 1, 2, 20][rng.below(6) as usize];
            let out = [1, 4, 24, 600][rng.below(4) as usize];
            let window = Window::square(2 * half + 1).padding(half);
            (Module::conv2d(channels, out, window), out)
        }
        3 => {
            let window = Window::square(3).padding(1);
            (Module::MaxPool2d(window), channels)
        }
        4 => (Module::ReLU, channels),
        5 => (Module::Dropout { p: 0.5 }, channels),
        6..=7 => {
            let mut now = channels;
            let mut children = Vec::new();
            for i in 0..=depth {
                let (module, out) = tree(rng, depth - 1, now);
                now = out;
                children.push(Child::new(&name(i, rng), module));
            }
            (Module::Sequential(children), now)
        }
        _ => {
            let mut sum = 0;
            let mut children = Vec::new();
            for i in 0..1 + rng.below(4) {
                let (module, out) = if rng.below(5) == 0 {
                    (Module::Sequential(Vec::new()), channels)
                } else {
                    tree(rng, depth - 1, channels)
                };
                sum += out;
                children.push(Child::new(&name(i, rng), module));
            }
            (Module::Concat(children), sum)
        }
    }
}

pub fn random(seed: u64) -> Network {
    let mut rng = Rng::new(seed);
    let mut channels = 1 + rng.below(3) as usize;
    let input = Shape::new(1, channels, 1 + rng.below(40) as usize, 12);
    let mut children = Vec::new();
    for i in 0..=rng.below(6) {
        let depth = rng.below(4);
        let (module, out) = tree(&mut rng, depth, channels);
        channels = out;
        children.push(Child::new(&format!("m{i}"), module));
    }
    if rng.below(2) == 0 {
        children.push(Child::new("mean", Module::GlobalAvgPool2d));
        children.push(Child::new("flat", Module::Flatten));
        children.push(Child::new("fc", Module::linear(channels, 10)));
    }
    let module = Module::Sequential(children);
    Network::new(&format!("random {seed}"), module, input)
}

#[test]
fn a_path_lies_within_its_containers() {
    let rows = [
        ("conv.0", "conv", true),
        ("conv.0", "conv.0", true),
        ("conv", "conv.0", false),
        ("conv.10", "conv.1", false),
        ("conv2", "conv", false),
        ("conv.0", "", false),
        ("", "", true),
    ];
    for (path, container, expected) in rows {
        let found = is_within(path, container);
        assert_eq!(found, expected, "{path} in {container}");
    }
}
