//! What every device promises: shared leaves, planned buffers, no allocation in a run,
//! the same bits on every run.

mod support;

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use convlab::tensor::device::Device;
use convlab::tensor::error::DeviceError;
use convlab::tensor::grad::grad;
use convlab::tensor::graph::{Graph, Leaf, Op, Value};
use convlab::tensor::plan::{Output, Plan};
use convlab::tensor::rng::Rng;
use convlab::tensor::shape::{Shape, Window};
use convlab::tensor::tensor::Tensor;

use support::fixture::pattern;
use support::{CLOCK, Feed, assert_close, devices, interpret, run};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::{wasm_bindgen_test as test, wasm_bindgen_test_configure};

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test_configure!(run_in_dedicated_worker);

async_tests! {
    training_lowers_the_loss_and_repeats_itself,
    a_step_on_the_cpu_allocates_nothing,
    reused_buffers_give_what_separate_ones_give,
    outputs_that_need_a_copy,
    one_plan_for_each_batch_size,
    a_leaf_that_nothing_filled_is_named,
    recorded_numbers_come_back_in_order,
}

thread_local! {
    static ALLOCATIONS: Cell<usize> = const { Cell::new(0) };
}

/// Counts what each thread allocates.
struct Counting;

// SAFETY: hands everything on to the system's allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.with(|count| count.set(count.get() + 1));
        // SAFETY: as the caller promises.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        // SAFETY: as the caller promises.
        unsafe { System.dealloc(at, layout) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

const BATCH: usize = 8;

/// Every kind of op in one network: two convolutions (one strided and padded), branches of max and
/// average pooling, dropout, concatenation, addition, products, all activations, cross-entropy.
struct Network {
    graph: Graph,
    params: Vec<(Value, Shape)>,
    loss: Value,
    correct: Value,
}

impl Network {
    fn new() -> Self {
        let mut network = Self {
            graph: Graph::new(),
            params: Vec::new(),
            loss: Value(0),
            correct: Value(0),
        };
        let input = Shape::new(BATCH, 1, 12, 12);
        let x = network.graph.leaf(Leaf::Input, input);
        let target = network.graph.leaf(Leaf::Target, Shape::matrix(BATCH, 1));
        let clock = network.graph.leaf(Leaf::Clock, CLOCK);
        let conv = Op::Conv2d(Window::square(5));
        let y = network.with_params(conv, x, [Shape::new(6, 1, 5, 5), Shape::matrix(1, 6)]);
        let y = network.apply(Op::Sigmoid, &[y]);
        let window = Window::square(3).padding(1);
        let average = Op::AvgPool2d {
            window,
            count_include_pad: false,
        };
        let branches = [Op::MaxPool2d(window), average].map(|op| network.apply(op, &[y]));
        let sum = network.apply(Op::Add, &branches);
        let y = network.apply(Op::Concat, &[y, sum]);
        let strided = Op::Conv2d(Window::square(3).stride(2).padding(1));
        let y = network.with_params(strided, y, [Shape::new(9, 12, 3, 3), Shape::matrix(1, 9)]);
        let y = network.apply(Op::Tanh, &[y]);
        let y = network.graph.reshape(y, Shape::matrix(BATCH, 144)).unwrap();
        let linear = Op::MatMul {
            transpose_a: false,
            transpose_b: true,
        };
        let y = network.with_params(linear, y, [Shape::matrix(20, 144), Shape::matrix(1, 20)]);
        let y = network.apply(Op::Relu, &[y]);
        let y = network.apply(Op::Dropout { p: 0.1, salt: 1 }, &[y, clock]);
        let logits = network.with_params(linear, y, [Shape::matrix(10, 20), Shape::matrix(1, 10)]);
        network.loss = network.apply(Op::CrossEntropy, &[logits, target]);
        network.correct = network.apply(Op::Correct, &[logits, target]);
        network
    }

    fn apply(&mut self, op: Op, inputs: &[Value]) -> Value {
        self.graph.apply(op, inputs).unwrap()
    }

    fn with_params(&mut self, op: Op, x: Value, shapes: [Shape; 2]) -> Value {
        let params = shapes.map(|shape| {
            let leaf = Leaf::Param(self.params.len() as u32);
            let value = self.graph.leaf(leaf, shape);
            self.params.push((value, shape));
            value
        });
        self.apply(op, &[x, params[0], params[1]])
    }

    fn gradients(&mut self) -> Vec<Value> {
        let params: Vec<Value> = self.params.iter().map(|param| param.0).collect();
        let grads = grad(&mut self.graph, self.loss, &params).unwrap();
        grads.into_iter().map(|grad| grad.unwrap()).collect()
    }

    fn gradient_plan(&mut self) -> Plan {
        let grads = self.gradients();
        let results = [
            (self.loss, Leaf::Output(0)),
            (self.correct, Leaf::Output(1)),
        ];
        let grads = (0..).zip(grads).map(|(i, grad)| (grad, Leaf::Grad(i)));
        let outputs: Vec<Output> = results
            .into_iter()
            .chain(grads)
            .map(|(value, leaf)| Output { value, leaf })
            .collect();
        Plan::new(&self.graph, &outputs)
    }

    fn update_plan(&self) -> Plan {
        let mut graph = Graph::new();
        let clock = graph.leaf(Leaf::Clock, CLOCK);
        for (i, &(_, shape)) in (0..).zip(&self.params) {
            let state = |slot| Leaf::State { param: i, slot };
            let leaves = [Leaf::Param(i), Leaf::Grad(i), state(0), state(1)];
            let [param, gradient, first, second] = leaves.map(|leaf| graph.leaf(leaf, shape));
            let [beta1, beta2, eps] = [0.9, 0.999, 1e-8];
            let op = Op::Adam { beta1, beta2, eps };
            let inputs = [param, gradient, first, second, clock];
            graph.apply(op, &inputs).unwrap();
        }
        Plan::new(&graph, &[])
    }

    /// Pictures, labels, parameters and empty state, seeded.
    fn feed(&self) -> Feed {
        let mut rng = Rng::new(1);
        let mut random = |shape: Shape, low, high| {
            let numbers = (0..shape.len()).map(|_| rng.uniform(low, high));
            Tensor::new(shape, numbers.collect())
        };
        let labels = (0..BATCH).map(|i| i as f32).collect();
        let clock = vec![0.0, 0.02, 3.0, 0.0];
        let mut feed = vec![
            (Leaf::Input, random(Shape::new(BATCH, 1, 12, 12), 0.0, 1.0)),
            (Leaf::Target, Tensor::new(Shape::matrix(BATCH, 1), labels)),
            (Leaf::Clock, Tensor::new(CLOCK, clock)),
        ];
        for (i, &(_, shape)) in (0..).zip(&self.params) {
            feed.push((Leaf::Param(i), random(shape, -0.2, 0.2)));
            for slot in 0..2 {
                feed.push((Leaf::State { param: i, slot }, Tensor::zeros(shape)));
            }
        }
        feed
    }
}

/// Losses of `steps` steps, and allocations in all but the first.
async fn train(device: &mut Device, steps: usize) -> (Vec<f32>, usize) {
    let mut network = Network::new();
    let gradients = device.prepare(network.gradient_plan()).unwrap();
    let update = device.prepare(network.update_plan()).unwrap();
    for (leaf, tensor) in network.feed() {
        device.upload(leaf, &tensor.data).unwrap();
    }
    let mut losses = Vec::new();
    let mut allocations = 0;
    for step in 0..steps {
        let before = ALLOCATIONS.get();
        device
            .upload(Leaf::Clock, &[step as f32, 0.02, 3.0, 0.0])
            .unwrap();
        device.run(gradients).unwrap();
        device.run(update).unwrap();
        allocations += ALLOCATIONS.get() - before;
        losses.push(device.download(Leaf::Output(0)).await.unwrap()[0]);
    }
    (losses, allocations)
}

async fn training_lowers_the_loss_and_repeats_itself() {
    for (mut device, mut other) in devices().await.into_iter().zip(devices().await) {
        let (losses, _) = train(&mut device, 60).await;
        assert!((losses[0] - 2.3).abs() < 0.3, "{losses:?}");
        assert!(losses[59] < 1.0, "{losses:?}");
        assert_eq!(losses, train(&mut other, 60).await.0);
    }
}

async fn a_step_on_the_cpu_allocates_nothing() {
    let (losses, allocations) = train(&mut Device::cpu(), 3).await;
    assert_eq!(losses.len(), 3);
    assert_eq!(allocations, 0);
}

async fn reused_buffers_give_what_separate_ones_give() {
    let mut network = Network::new();
    let mut values = network.gradients();
    values.extend([network.loss, network.correct]);
    let feed = network.feed();
    let expected = interpret(&network.graph, &feed, &values);
    let used: Feed = feed
        .into_iter()
        .filter(|(leaf, _)| !matches!(leaf, Leaf::State { .. }))
        .collect();
    for mut device in devices().await {
        let found = run(&mut device, &network.graph, &used, &values).await;
        for (k, (found, expected)) in found.iter().zip(&expected).enumerate() {
            assert_close(&format!("result {k}"), found, expected, 1e-5);
        }
    }
    let [shared, unshared] = network.gradient_plan().memory();
    assert!(shared * 2 < unshared, "{shared} of {unshared} bytes");
}

/// A plan runs nothing that its outputs do not need.
#[test]
fn a_plan_leaves_out_what_nobody_asks_for() {
    let network = Network::new();
    let of = |value, leaf| Plan::new(&network.graph, &[Output { value, leaf }]);
    let loss = of(network.loss, Leaf::Output(0));
    assert!(loss.steps.iter().all(|step| step.op != Op::Correct));
    let input_grads = |plan: &Plan| {
        let steps = plan.steps.iter();
        let is_input_grad = |op| matches!(op, Op::Conv2dInputGrad { .. });
        steps.filter(|step| is_input_grad(step.op)).count()
    };
    // Two convolutions, but nobody asks for the gradient of the picture.
    assert_eq!(input_grads(&Network::new().gradient_plan()), 1);
}

/// Number by number, an op takes over the buffer of what it reads last.
#[test]
fn pointwise_ops_share_a_buffer() {
    let shape = Shape::matrix(1, 3);
    let mut graph = Graph::new();
    let x = graph.leaf(Leaf::Param(0), shape);
    let double = graph.apply(Op::Add, &[x, x]).unwrap();
    let mut y = double;
    for op in [Op::Relu, Op::Sigmoid, Op::Tanh] {
        y = graph.apply(op, &[y]).unwrap();
    }
    let both = graph.apply(Op::Add, &[double, y]).unwrap();
    let sum = graph.apply(Op::SumChannels, &[both]).unwrap();
    let plan = |value| {
        let leaf = Leaf::Output(0);
        Plan::new(&graph, &[Output { value, leaf }])
    };
    let floats = |count: usize| 4 * 3 * count;
    assert_eq!(plan(y).memory(), [floats(1), floats(3)]);
    // `double` is read again at the end, so ReLU must not overwrite it.
    assert_eq!(plan(sum).memory(), [floats(2), floats(5)]);
}

/// A value that is a leaf, one that two leaves ask for, one that overwrites a leaf still in use.
async fn outputs_that_need_a_copy() {
    let shape = Shape::matrix(1, 3);
    let mut graph = Graph::new();
    let x = graph.leaf(Leaf::Param(0), shape);
    let double = graph.apply(Op::Add, &[x, x]).unwrap();
    let triple = graph.apply(Op::Add, &[double, x]).unwrap();
    let turned = graph.reshape(double, Shape::matrix(3, 1)).unwrap();
    let outputs = [
        (x, Leaf::Output(0)),
        (turned, Leaf::Output(1)),
        (double, Leaf::Output(2)),
        (triple, Leaf::Param(0)),
    ];
    let outputs = outputs.map(|(value, leaf)| Output { value, leaf });
    for mut device in devices().await {
        let plan = device.prepare(Plan::new(&graph, &outputs)).unwrap();
        device.upload(Leaf::Param(0), &[1.0, 2.0, 3.0]).unwrap();
        device.run(plan).unwrap();
        let read = async |leaf| device.download(leaf).await.unwrap();
        assert_eq!(read(Leaf::Output(0)).await, [1.0, 2.0, 3.0]);
        assert_eq!(read(Leaf::Output(1)).await, [2.0, 4.0, 6.0]);
        assert_eq!(read(Leaf::Output(2)).await, [2.0, 4.0, 6.0]);
        assert_eq!(read(Leaf::Param(0)).await, [3.0, 6.0, 9.0]);
    }
}

/// Plans for two batch sizes share the leaves; the last upload counts.
async fn one_plan_for_each_batch_size() {
    let sum = |n| {
        let mut graph = Graph::new();
        let x = graph.leaf(Leaf::Input, Shape::new(n, 2, 1, 1));
        let value = graph.apply(Op::SumChannels, &[x]).unwrap();
        let leaf = Leaf::Output(0);
        Plan::new(&graph, &[Output { value, leaf }])
    };
    for mut device in devices().await {
        let [small, large] = [1, 3].map(|n| device.prepare(sum(n)).unwrap());
        let numbers = pattern(1, Shape::new(3, 2, 1, 1), true).data;
        for (plan, other, n) in [(large, small, 3), (small, large, 1), (large, small, 3)] {
            device.upload(Leaf::Input, &numbers[..2 * n]).unwrap();
            device.run(plan).unwrap();
            let expected = [0, 1].map(|c| (0..n).map(|i| numbers[2 * i + c]).sum::<f32>());
            assert_eq!(device.download(Leaf::Output(0)).await.unwrap(), expected);
            assert!(matches!(
                device.run(other),
                Err(DeviceError::Length {
                    leaf: Leaf::Input,
                    ..
                })
            ));
        }
    }
}

async fn a_leaf_that_nothing_filled_is_named() {
    for mut device in devices().await {
        let plan = device.prepare(Network::new().gradient_plan()).unwrap();
        assert_eq!(device.run(plan), Err(DeviceError::Missing(Leaf::Input)));
        let missing = Err(DeviceError::Missing(Leaf::Output(0)));
        assert_eq!(device.download(Leaf::Output(0)).await, missing);
        let expected = DeviceError::Length {
            leaf: Leaf::Input,
            expected: BATCH * 144,
            found: 3,
        };
        assert_eq!(device.upload(Leaf::Input, &[0.0; 3]), Err(expected));
    }
}

/// What is recorded is what a leaf holds then, not what it holds when somebody asks.
async fn recorded_numbers_come_back_in_order() {
    let mut graph = Graph::new();
    let x = graph.leaf(Leaf::Input, Shape::matrix(1, 2));
    let value = graph.apply(Op::Add, &[x, x]).unwrap();
    let leaf = Leaf::Output(0);
    let plan = Plan::new(&graph, &[Output { value, leaf }]);
    for mut device in devices().await {
        assert_eq!(device.record(leaf), Err(DeviceError::Missing(leaf)));
        let plan = device.prepare(plan.clone()).unwrap();
        // More numbers than one buffer on the way back holds.
        for steps in [3, 5000] {
            for step in 0..steps {
                let x = step as f32;
                device.upload(Leaf::Input, &[x, -x]).unwrap();
                device.run(plan).unwrap();
                device.record(leaf).unwrap();
            }
            let expected = (0..steps).flat_map(|step| [2.0, -2.0].map(|sign| sign * step as f32));
            let found = device.recorded().await.unwrap();
            assert_eq!(found, expected.collect::<Vec<f32>>());
        }
        assert!(device.recorded().await.unwrap().is_empty());
    }
}
