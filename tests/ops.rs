//! Every op: the fast kernel against the readable loop and against PyTorch, value and gradient;
//! gradients also by finite differences. The table is tests/fixtures/ops.txt.

mod support;

use convlab::tensor::device::Device;
use convlab::tensor::grad::pull_back;
use convlab::tensor::graph::{Graph, Leaf, Op, Value};
use convlab::tensor::ops::update::Feed;
use convlab::tensor::rng::Rng;
use convlab::tensor::shape::{Shape, Window};
use convlab::tensor::tensor::Tensor;

use support::fixture::{self, Row, pattern};
use support::{CLOCK, assert_close, devices, interpret, rooms, run};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::{wasm_bindgen_test as test, wasm_bindgen_test_configure};

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test_configure!(run_in_dedicated_worker);

async_tests! {
    ops_agree_with_pytorch_and_reference,
    gradients_agree_with_finite_differences,
    updates_agree_with_pytorch,
    small_ops_agree_with_reference,
    large_ops_agree_with_reference,
    ops_agree_whatever_a_group_may_have,
}

/// An op on parameters, with the gradient of each for the upstream in `Leaf::Input`.
struct Case {
    title: String,
    graph: Graph,
    feed: support::Feed,
    /// The op's value, then the gradients.
    values: Vec<Value>,
    params: usize,
    /// Ties are everywhere: a finite difference means nothing.
    coarse: bool,
}

impl Case {
    fn new(
        title: &str,
        inputs: Vec<Tensor>,
        build: impl Fn(&mut Graph, &[Value]) -> Value,
    ) -> Self {
        let mut graph = Graph::new();
        let mut feed = support::Feed::new();
        let mut params = Vec::new();
        for (i, tensor) in (0..).zip(inputs) {
            params.push(graph.leaf(Leaf::Param(i), tensor.shape));
            feed.push((Leaf::Param(i), tensor));
        }
        let y = build(&mut graph, &params);
        let upstream = graph.leaf(Leaf::Input, graph.shape(y));
        feed.push((Leaf::Input, pattern(99, graph.shape(y), false)));
        let grads = pull_back(&mut graph, y, upstream, &params).unwrap();
        let grads = grads.into_iter().map(|grad| grad.unwrap());
        Self {
            title: title.to_owned(),
            values: [y].into_iter().chain(grads).collect(),
            params: params.len(),
            graph,
            feed,
            coarse: false,
        }
    }

    /// On patterns of these shapes.
    fn of_shapes(op: Op, shapes: &[Shape]) -> Self {
        let title = format!("{op:?} on {}", shapes[0]);
        let inputs = (0..)
            .zip(shapes)
            .map(|(k, &shape)| pattern(k, shape, false));
        let build = |graph: &mut Graph, x: &[Value]| graph.apply(op, x).unwrap();
        Self::new(&title, inputs.collect(), build)
    }

    fn of_row(row: &Row) -> Self {
        let inputs: Vec<Tensor> = (0..row.inputs.len()).map(|k| row.input(k)).collect();
        let rows = inputs[0].shape.n();
        let classes = inputs[0].shape.c();
        let mut case = Self::new(&row.title, inputs, |graph, x| {
            match (row.op(), row.name.as_str()) {
                (Some(op @ Op::CrossEntropy), _) => {
                    let target = graph.leaf(Leaf::Target, Shape::matrix(rows, 1));
                    graph.apply(op, &[x[0], target]).unwrap()
                }
                (Some(op), _) => graph.apply(op, x).unwrap(),
                (None, "slice") => {
                    let [start, channels] = ["start", "channels"].map(|key| row.number(key));
                    graph
                        .slice(x[0], start as usize, channels as usize)
                        .unwrap()
                }
                (None, "reshape") => graph.reshape(x[0], row.shape("to")).unwrap(),
                (None, name) => panic!("what is {name}?"),
            }
        });
        let labels = (0..rows).map(|i| (i * 7 % classes) as f32).collect();
        let labels = Tensor::new(Shape::matrix(rows, 1), labels);
        case.feed.push((Leaf::Target, labels));
        case.feed[case.params].1 = pattern(99, case.graph.shape(case.values[0]), row.coarse());
        case.coarse = row.coarse();
        case
    }

    fn name(&self, k: usize) -> String {
        match k {
            0 => format!("{}: y", self.title),
            _ => format!("{}: grad{}", self.title, k - 1),
        }
    }

    /// Kernels against `expected`; what they found.
    async fn check(&self, device: &mut Device, expected: &[Tensor], tolerance: f32) -> Vec<Tensor> {
        let found = run(device, &self.graph, &self.feed, &self.values).await;
        for (k, (found, expected)) in found.iter().zip(expected).enumerate() {
            assert_close(&self.name(k), found, expected, tolerance);
        }
        found
    }

    /// Σ upstream · y with another number at a place of a parameter.
    async fn sum_with(&self, device: &mut Device, [param, at]: [usize; 2], x: f32) -> f64 {
        let mut feed = self.feed.clone();
        feed[param].1.data[at] = x;
        let y = run(device, &self.graph, &feed, &self.values[..1]).await;
        let upstream = &feed[self.params].1.data;
        let terms = y[0].data.iter().zip(upstream);
        terms.map(|(&y, &up)| f64::from(y) * f64::from(up)).sum()
    }

    /// ∂/∂x Σ upstream · y for a few x, by central differences on the device.
    async fn check_differences(&self, device: &mut Device, kinked: bool) {
        // Patterns keep 5e-4 between numbers that differ: no maximum changes hands.
        let (h, tolerance) = if kinked { (1e-4, 2e-2) } else { (1e-2, 2e-3) };
        let mut rng = Rng::new(7);
        let grads = run(device, &self.graph, &self.feed, &self.values).await;
        for param in 0..self.params {
            let x = &self.feed[param].1.data;
            for _ in 0..4 {
                let at = rng.below(x.len() as u32) as usize;
                let [low, high] = [x[at] - h, x[at] + h];
                let rise = self.sum_with(device, [param, at], high).await
                    - self.sum_with(device, [param, at], low).await;
                let expected = rise / f64::from(high - low);
                let found = f64::from(grads[param + 1].data[at]);
                let fits = (found - expected).abs() < tolerance * (1.0 + expected.abs());
                let name = self.name(param + 1);
                assert!(fits, "{name} at {at}: {found}, by differences {expected}");
            }
        }
    }
}

fn is_update(row: &Row) -> bool {
    row.results.contains_key("step0")
}

async fn ops_agree_with_pytorch_and_reference() {
    for row in fixture::rows().iter().filter(|row| !is_update(row)) {
        let case = Case::of_row(row);
        let shapes = case.values.iter().map(|&value| case.graph.shape(value));
        let expected: Vec<Tensor> = shapes
            .zip(0..)
            .map(|(shape, k)| {
                let name = if k == 0 {
                    "y".to_owned()
                } else {
                    format!("grad{}", k - 1)
                };
                Tensor::new(shape, row.results[&name].clone())
            })
            .collect();
        let reference = interpret(&case.graph, &case.feed, &case.values);
        for mut device in devices().await {
            case.check(&mut device, &expected, 2e-6).await;
            case.check(&mut device, &reference, 2e-6).await;
        }
    }
}

async fn gradients_agree_with_finite_differences() {
    for row in fixture::rows().iter().filter(|row| !is_update(row)) {
        let case = Case::of_row(row);
        let kinked = ["relu", "max_pool2d"].contains(&row.name.as_str());
        if case.coarse || row.number("scale") > 1.0 {
            continue;
        }
        for mut device in devices().await {
            case.check_differences(&mut device, kinked).await;
        }
    }
}

fn update_of(row: &Row) -> (Op, u32) {
    match row.name.as_str() {
        "sgd" => (Op::Sgd, 0),
        "momentum" => (Op::Momentum { momentum: 0.9 }, 1),
        "adam" => {
            let [beta1, beta2, eps] = [0.9, 0.999, 1e-8];
            (Op::Adam { beta1, beta2, eps }, 2)
        }
        name => panic!("what is {name}?"),
    }
}

#[test]
fn readable_updates_agree_with_pytorch() {
    for row in fixture::rows().iter().filter(|row| is_update(row)) {
        let update = convlab::tensor::ops::update(update_of(row).0).unwrap();
        let mut param = pattern(0, row.inputs[0], false);
        let mut state = [0, 1].map(|_| vec![0.0; param.data.len()]);
        for step in 0..6 {
            let grad = pattern(step + 1, param.shape, false);
            let clock = [step as f32, row.number("lr"), 0.0, 0.0];
            let feed = Feed {
                grad: &grad.data,
                clock: &clock,
            };
            let [first, second] = &mut state;
            update.reference([&mut param.data, first, second], feed);
            let expected = row.results[&format!("step{step}")].clone();
            assert_close(
                &row.title,
                &param,
                &Tensor::new(param.shape, expected),
                2e-5,
            );
        }
    }
}

async fn updates_agree_with_pytorch() {
    for row in fixture::rows().iter().filter(|row| is_update(row)) {
        let (op, slots) = update_of(row);
        let shape = row.inputs[0];
        let state = |slot| Leaf::State { param: 0, slot };
        let mut leaves = vec![Leaf::Param(0), Leaf::Grad(0)];
        leaves.extend((0..slots).map(state));
        let mut graph = Graph::new();
        let mut inputs: Vec<Value> = leaves.iter().map(|&leaf| graph.leaf(leaf, shape)).collect();
        inputs.push(graph.leaf(Leaf::Clock, CLOCK));
        graph.apply(op, &inputs).unwrap();
        for mut device in devices().await {
            let plan = device
                .prepare(convlab::tensor::plan::Plan::new(&graph, &[]))
                .unwrap();
            device
                .upload(Leaf::Param(0), &pattern(0, shape, false).data)
                .unwrap();
            for slot in 0..slots {
                device.upload(state(slot), &vec![0.0; shape.len()]).unwrap();
            }
            for step in 0..6 {
                let grad = pattern(step + 1, shape, false);
                device.upload(Leaf::Grad(0), &grad.data).unwrap();
                let clock = [step as f32, row.number("lr"), 0.0, 0.0];
                device.upload(Leaf::Clock, &clock).unwrap();
                device.run(plan).unwrap();
                let found = Tensor::new(shape, device.download(Leaf::Param(0)).await.unwrap());
                let expected = Tensor::new(shape, row.results[&format!("step{step}")].clone());
                assert_close(&row.title, &found, &expected, 1e-6);
            }
        }
    }
}

/// Pictures down to a pixel under windows that are larger: the last maps of a deep network.
async fn small_ops_agree_with_reference() {
    let s = Shape::new;
    let sides = [[1, 1], [2, 2], [1, 3], [3, 2], [4, 4], [2, 6]];
    let mut rows = Vec::new();
    for kernel in 1..=5 {
        for padding in 0..=kernel / 2 {
            for stride in 1..=2 {
                let window = Window::square(kernel).stride(stride).padding(padding);
                rows.extend(sides.map(|side| (window, side)));
            }
        }
    }
    let works = |(window, side): &(Window, [usize; 2])| window.output(*side).is_ok();
    for (window, [height, width]) in rows.into_iter().filter(works) {
        for samples in 1..=3 {
            let x = s(samples, 2, height, width);
            let [k_h, k_w] = window.kernel;
            let conv = vec![x, s(5, 2, k_h, k_w), Shape::matrix(1, 5)];
            check_against_reference(Op::Conv2d(window), &conv).await;
            check_against_reference(Op::MaxPool2d(window), &[x]).await;
            let count_include_pad = samples == 1;
            let average = Op::AvgPool2d {
                window,
                count_include_pad,
            };
            check_against_reference(average, &[x]).await;
        }
    }
}

/// Value and gradients of an op on patterns of these shapes.
async fn check_against_reference(op: Op, shapes: &[Shape]) {
    let case = Case::of_shapes(op, shapes);
    let reference = interpret(&case.graph, &case.feed, &case.values);
    for mut device in devices().await {
        case.check(&mut device, &reference, 1e-5).await;
    }
}

/// Sizes that PyTorch's rows do not reach: several blocks, ragged edges, many channels.
fn large_products() -> Vec<(Op, Vec<Shape>)> {
    let s = Shape::new;
    let square = Window::square;
    let convolutions = [
        (square(5), s(9, 1, 28, 28), 6),
        (square(5), s(5, 6, 12, 12), 16),
        (square(3).padding(1), s(2, 40, 12, 12), 37),
        (square(1), s(3, 70, 6, 6), 33),
        (square(1).stride(2), s(3, 10, 9, 9), 33),
        (square(5).padding(2), s(3, 16, 3, 3), 32),
        (square(7).stride(2).padding(3), s(2, 1, 48, 48), 16),
        (square(11).stride(4), s(2, 2, 47, 47), 9),
        (square(3).padding(1), s(1, 130, 5, 7), 20),
        (square(3).padding(1), s(3, 16, 30, 26), 17),
        (square(3), s(9, 20, 6, 7), 18),
    ];
    let mut cases = Vec::new();
    for (window, x, out_channels) in convolutions {
        let weight = s(out_channels, x.c(), window.kernel[0], window.kernel[1]);
        let inputs = [x, weight, Shape::matrix(1, out_channels)];
        cases.push((Op::Conv2d(window), inputs.to_vec()));
    }
    for [transpose_a, transpose_b] in [[false, false], [false, true], [true, false], [true, true]] {
        for [m, k, n] in [[70, 300, 90], [1, 513, 33], [65, 1, 129], [256, 120, 84]] {
            let swap = |swap: bool, [n, c]: [usize; 2]| match swap {
                true => Shape::matrix(c, n),
                false => Shape::matrix(n, c),
            };
            let [a, b] = [swap(transpose_a, [m, k]), swap(transpose_b, [k, n])];
            let op = Op::MatMul {
                transpose_a,
                transpose_b,
            };
            cases.push((op, vec![a, b, Shape::matrix(1, n)]));
        }
    }
    cases
}

async fn large_ops_agree_with_reference() {
    let s = Shape::new;
    let square = Window::square;
    let mut cases = large_products();
    for (window, x) in [
        (square(2).stride(2), s(3, 6, 24, 24)),
        (square(3).stride(2).padding(1), s(2, 5, 24, 25)),
        (square(3).padding(1), s(2, 5, 12, 12)),
    ] {
        let include = |count_include_pad| Op::AvgPool2d {
            window,
            count_include_pad,
        };
        for op in [Op::MaxPool2d(window), include(true), include(false)] {
            cases.push((op, vec![x]));
        }
    }
    for (op, shapes) in cases {
        check_against_reference(op, &shapes).await;
    }
}

/// Groups and tiles of all sizes that the limits of adapters lead to. As deep as a tile may be, its sums
/// are added in the same order.
async fn ops_agree_whatever_a_group_may_have() {
    let rows = fixture::rows();
    let rows = rows.iter().filter(|row| !is_update(row)).map(Case::of_row);
    // A third has all kinds of them; in a browser each takes a second.
    let products = large_products().into_iter().step_by(3);
    let products = products.map(|(op, shapes)| Case::of_shapes(op, &shapes));
    for case in rows.chain(products) {
        let reference = interpret(&case.graph, &case.feed, &case.values);
        let mut found = Vec::new();
        for mut device in rooms().await {
            found.push(case.check(&mut device, &reference, 1e-5).await);
        }
        // The least has groups of its own, and cuts sums elsewhere.
        found.pop();
        for other in found.get(1..).unwrap_or_default() {
            assert_eq!(*other, found[0], "{}", case.title);
        }
    }
}
