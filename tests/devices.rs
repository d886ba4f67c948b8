//! What every device promises: shared leaves, planned buffers, no allocation in a run.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use convlab::tensor::device::{Device, DeviceError};
use convlab::tensor::grad::grad;
use convlab::tensor::graph::{Graph, Leaf, Op};
use convlab::tensor::plan::{Output, Plan};
use convlab::tensor::rng::Rng;
use convlab::tensor::shape::{Shape, Window};

/// Waits for what is ready at once on the CPU.
fn wait<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return value;
        }
    }
}

const CLOCK: Shape = Shape::matrix(1, 4);

/// conv 1→6 · sigmoid · max pool · linear · cross-entropy: gradients of four parameters.
fn small_network(batch: usize) -> (Plan, Vec<Shape>) {
    let shapes = vec![
        Shape::new(6, 1, 5, 5),
        Shape::matrix(1, 6),
        Shape::matrix(10, 6 * 16),
        Shape::matrix(1, 10),
    ];
    let mut graph = Graph::new();
    let x = graph.leaf(Leaf::Input, Shape::new(batch, 1, 12, 12));
    let target = graph.leaf(Leaf::Target, Shape::matrix(batch, 1));
    let params: Vec<_> = (0..)
        .zip(&shapes)
        .map(|(i, &shape)| graph.leaf(Leaf::Param(i), shape))
        .collect();
    let conv = Op::Conv2d(Window::square(5));
    let y = graph.apply(conv, &[x, params[0], params[1]]).unwrap();
    let y = graph.apply(Op::Sigmoid, &[y]).unwrap();
    let pool = Op::MaxPool2d(Window::square(2).stride(2));
    let y = graph.apply(pool, &[y]).unwrap();
    let y = graph.reshape(y, Shape::matrix(batch, 6 * 16)).unwrap();
    let linear = Op::MatMul {
        transpose_a: false,
        transpose_b: true,
    };
    let logits = graph.apply(linear, &[y, params[2], params[3]]).unwrap();
    let loss = graph.apply(Op::CrossEntropy, &[logits, target]).unwrap();
    let correct = graph.apply(Op::Correct, &[logits, target]).unwrap();
    let grads = grad(&mut graph, loss, &params).unwrap();
    let mut outputs = vec![
        Output {
            value: loss,
            leaf: Leaf::Output(0),
        },
        Output {
            value: correct,
            leaf: Leaf::Output(1),
        },
    ];
    outputs.extend((0..).zip(grads).map(|(i, value)| Output {
        value: value.unwrap(),
        leaf: Leaf::Grad(i),
    }));
    (Plan::new(&graph, &outputs), shapes)
}

fn adam(shapes: &[Shape]) -> Plan {
    let mut graph = Graph::new();
    let clock = graph.leaf(Leaf::Clock, CLOCK);
    for (i, &shape) in (0..).zip(shapes) {
        let state = |slot| Leaf::State { param: i, slot };
        let leaves = [Leaf::Param(i), Leaf::Grad(i), state(0), state(1)];
        let [param, gradient, first, second] = leaves.map(|leaf| graph.leaf(leaf, shape));
        let op = Op::Adam {
            beta1: 0.9,
            beta2: 0.999,
            eps: 1e-8,
        };
        graph
            .apply(op, &[param, gradient, first, second, clock])
            .unwrap();
    }
    Plan::new(&graph, &[])
}

#[test]
fn training_lowers_the_loss() {
    let mut device = Device::cpu();
    let (plan, shapes) = small_network(8);
    let forward_and_grad = device.prepare(plan);
    let update = device.prepare(adam(&shapes));
    let mut rng = Rng::new(1);
    for (i, shape) in (0..).zip(&shapes) {
        let values: Vec<f32> = (0..shape.len()).map(|_| rng.uniform(-0.2, 0.2)).collect();
        device.upload(Leaf::Param(i), &values).unwrap();
        for slot in 0..2 {
            let state = Leaf::State { param: i, slot };
            device.upload(state, &vec![0.0; shape.len()]).unwrap();
        }
    }
    let picture: Vec<f32> = (0..8 * 144).map(|_| rng.unit()).collect();
    device.upload(Leaf::Input, &picture).unwrap();
    let labels: Vec<f32> = (0..8).map(|i| i as f32).collect();
    device.upload(Leaf::Target, &labels).unwrap();
    let mut losses = Vec::new();
    for step in 0..100 {
        device
            .upload(Leaf::Clock, &[step as f32, 0.02, 0.0, 0.0])
            .unwrap();
        device.run(forward_and_grad).unwrap();
        device.run(update).unwrap();
        losses.push(wait(device.download(Leaf::Output(0))).unwrap()[0]);
    }
    assert!((losses[0] - 2.3).abs() < 0.5, "{losses:?}");
    assert!(losses[99] < 0.2, "{losses:?}");
    assert_eq!(wait(device.download(Leaf::Output(1))).unwrap(), [8.0]);
}

#[test]
fn a_leaf_that_nothing_filled_is_named() {
    let mut device = Device::cpu();
    let (plan, _) = small_network(2);
    let plan = device.prepare(plan);
    assert_eq!(device.run(plan), Err(DeviceError::Missing(Leaf::Input)));
    let short = device.upload(Leaf::Input, &[0.0; 3]);
    let expected = DeviceError::Length {
        leaf: Leaf::Input,
        expected: 288,
        found: 3,
    };
    assert_eq!(short, Err(expected));
}
