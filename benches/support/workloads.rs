//! What is timed: single ops of the course's models, and whole steps of LeNet.
//! How a clock is read is left to whoever includes this file.

use convlab::nn::optim::{Optimizer, updates};
use convlab::nn::trace::{Mode, trace};
use convlab::tensor::device::{Device, PlanId};
use convlab::tensor::grad::{grad, pull_back};
use convlab::tensor::graph::{Graph, Leaf, Op, Value};
use convlab::tensor::ops;
use convlab::tensor::plan::{Output, Plan};
use convlab::tensor::rng::Rng;
use convlab::tensor::shape::{Shape, Window};
use convlab::train::block_on::block_on;
use convlab::zoo::lenet::{self, LeNet};

/// Plans that are ready to run, and what one run does.
pub struct Workload {
    device: Device,
    plans: Vec<PlanId>,
    pub macs: u64,
    /// Pictures that a run of a whole network takes; 0 for a single op.
    pub examples: usize,
}

impl Workload {
    /// All that the plans read is filled with small random numbers.
    fn new(plans: Vec<Plan>) -> Self {
        let mut device = Device::cpu();
        let mut rng = Rng::new(1);
        let macs = plans.iter().map(macs).sum();
        let reads = plans.iter().flat_map(|plan| &plan.reads);
        let batch = reads.filter(|(leaf, _)| *leaf == Leaf::Input);
        let examples = batch.map(|(_, shape)| shape.n()).max().unwrap_or(0);
        let mut ids = Vec::new();
        for plan in plans {
            let reads = plan.reads.clone();
            ids.push(device.prepare(plan).unwrap());
            for (leaf, shape) in reads {
                let numbers: Vec<f32> = match leaf {
                    Leaf::Target => (0..shape.len()).map(|i| (i % 10) as f32).collect(),
                    Leaf::State { .. } => vec![0.0; shape.len()],
                    Leaf::Clock => vec![0.0, 0.001, 1.0, 0.0],
                    _ => (0..shape.len()).map(|_| rng.uniform(-0.1, 0.1)).collect(),
                };
                device.upload(leaf, &numbers).expect("a leaf of the plan");
            }
        }
        Self {
            device,
            plans: ids,
            macs,
            examples,
        }
    }

    /// Replaces what a leaf holds.
    #[allow(dead_code, reason = "only benches/peers brings its own numbers")]
    pub fn set(&mut self, leaf: Leaf, numbers: &[f32]) {
        self.device
            .upload(leaf, numbers)
            .expect("a leaf of the plans");
    }

    /// The first number of the first output: a loss, or a logit.
    #[allow(dead_code, reason = "only benches/peers looks at results")]
    pub fn result(&self) -> f32 {
        block_on(self.device.download(Leaf::Output(0))).expect("it has run")[0]
    }

    pub fn run(&mut self) {
        for &plan in &self.plans {
            self.device.run(plan).expect("every leaf is filled");
        }
    }
}

fn macs(plan: &Plan) -> u64 {
    let steps = plan.steps.iter().map(|step| {
        let shapes: Vec<Shape> = step.inputs.iter().map(|input| input.shape).collect();
        ops::macs(step.op, &shapes, step.output.shape)
    });
    steps.sum()
}

/// Forward, gradients and Adam of the lesson's LeNet.
pub fn lenet_train(batch: usize) -> Workload {
    let mut traced = lenet_trace(batch, Mode::Train);
    let graph = &mut traced.graph;
    let target = graph.leaf(Leaf::Target, Shape::matrix(batch, 1));
    let loss = graph
        .apply(Op::CrossEntropy, &[traced.output, target])
        .expect("shapes fit");
    let correct = graph
        .apply(Op::Correct, &[traced.output, target])
        .expect("shapes fit");
    let leaves = (0..)
        .zip(&traced.params)
        .map(|(i, param)| (Leaf::Param(i), param.shape));
    let params: Vec<Value> = leaves
        .map(|(leaf, shape)| graph.leaf(leaf, shape))
        .collect();
    let grads = grad(graph, loss, &params).expect("shapes fit");
    let results = [(loss, Leaf::Output(0)), (correct, Leaf::Output(1))];
    let grads = (0..)
        .zip(grads)
        .filter_map(|(i, grad)| Some((grad?, Leaf::Grad(i))));
    let outputs: Vec<Output> = results
        .into_iter()
        .chain(grads)
        .map(|(value, leaf)| Output { value, leaf })
        .collect();
    let update = updates(Optimizer::Adam, &traced.params).expect("shapes fit");
    Workload::new(vec![Plan::new(graph, &outputs), Plan::new(&update, &[])])
}

pub fn lenet_forward(batch: usize) -> Workload {
    let traced = lenet_trace(batch, Mode::Eval);
    let output = Output {
        value: traced.output,
        leaf: Leaf::Output(0),
    };
    Workload::new(vec![Plan::new(&traced.graph, &[output])])
}

/// Shapes of LeNet's parameters, in PyTorch's order.
#[allow(dead_code, reason = "only benches/peers brings its own weights")]
pub fn lenet_params() -> Vec<Shape> {
    let params = lenet_trace(1, Mode::Eval).params;
    params.into_iter().map(|param| param.shape).collect()
}

fn lenet_trace(batch: usize, mode: Mode) -> convlab::nn::trace::Trace {
    let module = lenet::lenet(LeNet::default());
    trace(&module, lenet::INPUT.with_n(batch), mode).expect("LeNet fits its input")
}

/// Which of an op's values is computed.
#[derive(Debug, Clone, Copy)]
pub enum Part {
    Forward,
    /// The gradient of one input.
    Grad(usize),
}

fn single(op: Op, inputs: &[Shape], part: Part) -> Workload {
    let mut graph = Graph::new();
    let leaves = (0..)
        .zip(inputs)
        .map(|(i, &shape)| graph.leaf(Leaf::Param(i), shape));
    let x: Vec<Value> = leaves.collect();
    let y = graph.apply(op, &x).expect("shapes fit");
    let value = match part {
        Part::Forward => y,
        Part::Grad(input) => {
            let upstream = graph.leaf(Leaf::Input, graph.shape(y));
            let grads = pull_back(&mut graph, y, upstream, &x[input..=input]);
            grads.expect("shapes fit")[0].expect("a gradient")
        }
    };
    let leaf = Leaf::Output(0);
    Workload::new(vec![Plan::new(&graph, &[Output { value, leaf }])])
}

/// Makes one workload; all of them together would fill the memory.
pub type Make = Box<dyn Fn() -> Workload>;

pub fn all() -> Vec<(String, Make)> {
    let mut rows: Vec<(String, Make)> = vec![
        ("LeNet train 256".into(), Box::new(|| lenet_train(256))),
        ("LeNet forward 256".into(), Box::new(|| lenet_forward(256))),
    ];
    let mut add = |name: String, op: Op, inputs: Vec<Shape>, part: Part| {
        rows.push((name, Box::new(move || single(op, &inputs, part))));
    };
    for (name, [m, k, n]) in [
        ("matmul 256", [256, 256, 256]),
        ("matmul 1024", [1024, 1024, 1024]),
        ("LeNet fc1", [256, 256, 120]),
        ("LeNet fc2", [256, 120, 84]),
        ("AlexNet fc1", [16, 6400, 4096]),
    ] {
        let op = Op::MatMul {
            transpose_a: false,
            transpose_b: true,
        };
        let inputs = vec![
            Shape::matrix(m, k),
            Shape::matrix(n, k),
            Shape::matrix(1, n),
        ];
        add(
            format!("{name} {m}×{k}×{n}"),
            op,
            inputs.clone(),
            Part::Forward,
        );
        if name.starts_with("LeNet") {
            add(format!("{name} ∂x"), op, inputs.clone(), Part::Grad(0));
            add(format!("{name} ∂w"), op, inputs, Part::Grad(1));
        }
    }
    let square = Window::square;
    for (name, window, x, out_channels) in [
        ("LeNet conv1", square(5), Shape::new(256, 1, 28, 28), 6),
        ("LeNet conv2", square(5), Shape::new(256, 6, 12, 12), 16),
        (
            "GoogLeNet 7×7 s2",
            square(7).stride(2).padding(3),
            Shape::new(16, 1, 96, 96),
            64,
        ),
        (
            "GoogLeNet b2 1×1",
            square(1),
            Shape::new(16, 64, 24, 24),
            64,
        ),
        (
            "GoogLeNet b2 3×3",
            square(3).padding(1),
            Shape::new(16, 64, 24, 24),
            192,
        ),
        (
            "GoogLeNet 3a 5×5",
            square(5).padding(2),
            Shape::new(16, 16, 12, 12),
            32,
        ),
        (
            "GoogLeNet 4e 3×3",
            square(3).padding(1),
            Shape::new(16, 160, 6, 6),
            320,
        ),
        (
            "GoogLeNet 5b 3×3",
            square(3).padding(1),
            Shape::new(16, 192, 3, 3),
            384,
        ),
        (
            "GoogLeNet 5b 1×1",
            square(1),
            Shape::new(16, 832, 3, 3),
            384,
        ),
    ] {
        let op = Op::Conv2d(window);
        let [h, w] = window.kernel;
        let weight = Shape::new(out_channels, x.c(), h, w);
        let inputs = vec![x, weight, Shape::matrix(1, out_channels)];
        add(format!("{name} y"), op, inputs.clone(), Part::Forward);
        add(format!("{name} ∂x"), op, inputs.clone(), Part::Grad(0));
        add(format!("{name} ∂w"), op, inputs, Part::Grad(1));
    }
    let [first, second] = [Shape::new(256, 6, 24, 24), Shape::new(256, 16, 8, 8)];
    let halve = square(2).stride(2);
    for (name, op) in [
        ("sigmoid", Op::Sigmoid),
        ("relu", Op::Relu),
        ("max pool 2×2", Op::MaxPool2d(halve)),
        (
            "average pool 2×2",
            Op::AvgPool2d {
                window: halve,
                count_include_pad: true,
            },
        ),
    ] {
        for (place, x) in [("LeNet 1", first), ("LeNet 2", second)] {
            add(format!("{name} {place} y"), op, vec![x], Part::Forward);
            add(format!("{name} {place} ∂x"), op, vec![x], Part::Grad(0));
        }
    }
    let overlapping = Op::MaxPool2d(square(3).stride(2).padding(1));
    let x = Shape::new(16, 64, 48, 48);
    add(
        "max pool 3×3 s2 y".into(),
        overlapping,
        vec![x],
        Part::Forward,
    );
    add(
        "max pool 3×3 s2 ∂x".into(),
        overlapping,
        vec![x],
        Part::Grad(0),
    );
    rows
}
