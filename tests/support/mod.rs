//! What several test files share: the devices there are, a wait, an interpreter of graphs.

#![allow(dead_code, unused_imports, reason = "each test file uses its own part")]

pub mod fixture;
#[cfg(feature = "gpu")]
pub mod gpu;

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use convlab::tensor::device::Device;
pub use convlab::tensor::graph::CLOCK;
use convlab::tensor::graph::{Graph, Leaf, Op, Value};
use convlab::tensor::ops;
use convlab::tensor::plan::{Output, Plan};
use convlab::tensor::tensor::Tensor;

/// Every device that the tests run on, empty: the GPU once for each way to compute products.
pub async fn devices() -> Vec<Device> {
    #[cfg(not(feature = "gpu"))]
    return vec![Device::cpu()];
    #[cfg(feature = "gpu")]
    {
        use convlab::tensor::gpu::Engine;

        let gpu = gpu::shared().await;
        let of = |engine| Device::gpu(gpu.fresh_with(engine));
        vec![Device::cpu(), of(Engine::Direct), of(Engine::Tiled)]
    }
}

/// The GPU with tiles as on adapters that allow a group less and more: all that WebGPU promises, what
/// cards have, and the least that a device is opened with.
pub async fn rooms() -> Vec<Device> {
    #[cfg(not(feature = "gpu"))]
    return Vec::new();
    #[cfg(feature = "gpu")]
    {
        use convlab::tensor::gpu::{LEAST, Room};

        let gpu = gpu::shared().await;
        let with = |kib: u32| Room {
            invocations: 256,
            width: 256,
            height: 256,
            storage: kib * 1024,
        };
        // The flat tile that the largest room allows takes 17 KiB.
        let holds_all = gpu.facts().workgroup_storage > with(17).storage;
        let largest = holds_all.then(|| with(128));
        let rooms = [with(16), with(48)];
        let rooms = rooms.into_iter().chain(largest).chain([LEAST]);
        rooms
            .map(|room| Device::gpu(gpu.fresh_within(room)))
            .collect()
    }
}

/// Makes tests of async functions: in a browser nobody may wait for the GPU but the event loop.
#[macro_export]
macro_rules! async_tests {
    ($($name:ident),+ $(,)?) => {
        mod tests {
            $(
                #[cfg(not(target_arch = "wasm32"))]
                #[test]
                fn $name() {
                    $crate::support::wait(super::$name());
                }

                #[cfg(target_arch = "wasm32")]
                #[wasm_bindgen_test::wasm_bindgen_test]
                async fn $name() {
                    super::$name().await;
                }
            )+
        }
    };
}

/// Waits where there is no event loop.
pub fn wait<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return value;
        }
    }
}

/// Numbers that leaves hold before a run.
pub type Feed = Vec<(Leaf, Tensor)>;

/// The numbers of `values` after a run on `device`.
pub async fn run(device: &mut Device, graph: &Graph, feed: &Feed, values: &[Value]) -> Vec<Tensor> {
    let outputs: Vec<Output> = (0..)
        .zip(values)
        .map(|(k, &value)| Output {
            value,
            leaf: Leaf::Output(k),
        })
        .collect();
    let plan = device.prepare(Plan::new(graph, &outputs)).unwrap();
    for (leaf, tensor) in feed {
        device.upload(*leaf, &tensor.data).unwrap();
    }
    device.run(plan).unwrap();
    for output in &outputs {
        device.record(output.leaf).unwrap();
    }
    // One wait for all of them: a browser's GPU takes milliseconds to answer.
    let numbers = device.recorded().await.unwrap();
    let mut rest = &numbers[..];
    let take = |value: &Value| {
        let shape = graph.shape(*value);
        let (data, after) = rest.split_at(shape.len());
        rest = after;
        Tensor::new(shape, data.to_vec())
    };
    values.iter().map(take).collect()
}

/// The numbers of `values` by the reference loops alone: no plan, no reuse, no fast kernel.
pub fn interpret(graph: &Graph, feed: &Feed, values: &[Value]) -> Vec<Tensor> {
    let mut known: Vec<Tensor> = Vec::new();
    for node in graph.nodes() {
        let mut out = Tensor::zeros(node.shape);
        match node.op {
            Op::Leaf(leaf) => {
                let (_, tensor) = feed.iter().find(|(name, _)| *name == leaf).unwrap();
                out.data.copy_from_slice(&tensor.data);
            }
            op => {
                let input = |i: usize| {
                    let mut view = known[node.inputs[i].0 as usize].view();
                    view.shape = graph.shape(node.inputs[i]);
                    view
                };
                ops::reference(op, node.inputs.len(), &input, out.view_mut());
            }
        }
        known.push(out);
    }
    let of = |value: &Value| known[value.0 as usize].clone();
    values.iter().map(of).collect()
}

/// Fails where two tensors differ by more than `tolerance` of their largest number (or of 1).
#[track_caller]
pub fn assert_close(what: &str, found: &Tensor, expected: &Tensor, tolerance: f32) {
    assert_eq!(found.shape, expected.shape, "{what}");
    let largest = expected
        .data
        .iter()
        .fold(1.0_f32, |max, x| max.max(x.abs()));
    for (at, (a, b)) in found.data.iter().zip(&expected.data).enumerate() {
        let fits = (a - b).abs() <= tolerance * largest;
        assert!(fits, "{what}: {a} at {at}, expected {b}");
    }
}
