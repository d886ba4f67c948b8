//! Single ops of the course's models, as workloads.
//! Whole networks are left to `networks`.

use convlab::tensor::device::Device;
use convlab::tensor::grad::pull_back;
use convlab::tensor::graph::{Graph, Leaf, Op, Value};
use convlab::tensor::plan::{Output, Plan};
use convlab::tensor::shape::{Shape, Window};

use super::workload::{Make, Workload};

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
    Workload::new(
        Device::cpu(),
        vec![Plan::new(&graph, &[Output { value, leaf }])],
    )
}

pub fn ops() -> Vec<(String, Make)> {
    let mut rows: Vec<(String, Make)> = Vec::new();
    let mut add = |name: String, op: Op, inputs: Vec<Shape>, part: Part| {
        rows.push((name, Box::new(move || single(op, &inputs, part))));
    };
    for (name, [m, k, n]) in [
        ("matmul 256", [256, 256, 256]),
        ("matmul 1024", [1024, 1024, 1024]),
        ("LeNet fc1", [256, 256, 120]),
        ("LeNet fc2", [256, 120, 84]),
        ("AlexNet fc1", [16, 6400, 4096]),
        ("AlexNet fc1", [1, 6400, 4096]),
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
