//! What becomes of a GPU that is lost, too small or misused: an answer from every call, never a hang.
//! Each test opens a device of its own, as it breaks it.

mod support;

use convlab::tensor::device::Device;
use convlab::tensor::error::DeviceError;
use convlab::tensor::gpu::{Gpu, open};
use convlab::tensor::graph::{Graph, Leaf, Op};
use convlab::tensor::plan::{Output, Plan, PlanId};
use convlab::tensor::shape::Shape;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_dedicated_worker);

async_tests! {
    what_is_found_is_told,
    a_lost_device_answers,
    a_loss_with_work_pending_answers,
    a_device_that_others_use_is_lost_for_all,
    too_large_is_said_before_anything_is_made,
    a_mistake_of_ours_is_told_in_its_words,
}

const RESULT: Leaf = Leaf::Output(0);

/// Doubles the numbers of `Leaf::Input`.
fn plan(shape: Shape) -> Plan {
    let mut graph = Graph::new();
    let x = graph.leaf(Leaf::Input, shape);
    let value = graph.apply(Op::Add, &[x, x]).unwrap();
    let leaf = RESULT;
    Plan::new(&graph, &[Output { value, leaf }])
}

async fn opened() -> Gpu {
    open().await.expect("a WebGPU adapter")
}

/// A device after its first run, and a copy that breaks both.
async fn running() -> (Device, PlanId, Gpu) {
    let gpu = opened().await;
    let twin = gpu.fresh();
    let mut device = Device::gpu(gpu);
    let double = device.prepare(plan(Shape::matrix(1, 2))).unwrap();
    device.upload(Leaf::Input, &[1.0, 2.0]).unwrap();
    device.run(double).unwrap();
    assert_eq!(device.download(RESULT).await.unwrap(), [2.0, 4.0]);
    (device, double, twin)
}

/// Every call says what `is_fault` accepts.
async fn assert_broken(device: &mut Device, double: PlanId, is_fault: fn(&DeviceError) -> bool) {
    let results = [
        device.prepare(plan(Shape::matrix(1, 2))).map(|_| ()),
        device.upload(Leaf::Input, &[1.0, 2.0]),
        device.run(double),
        device.record(RESULT),
        device.recorded().await.map(|_| ()),
        device.download(RESULT).await.map(|_| ()),
        device.try_room(1),
    ];
    for (at, result) in results.into_iter().enumerate() {
        assert!(
            result.as_ref().is_err_and(is_fault),
            "call {at}: {result:?}"
        );
    }
}

fn is_lost(error: &DeviceError) -> bool {
    matches!(error, DeviceError::Lost(_))
}

async fn what_is_found_is_told() {
    let gpu = opened().await;
    let facts = gpu.facts();
    // The browser of the tests is told to take no other.
    let is_emulated = cfg!(target_arch = "wasm32") || facts.name.contains("llvmpipe");
    assert!(facts.is_software || !is_emulated, "{facts:?}");
    assert!(facts.max_buffer_size >= 1 << 28, "{facts:?}");
    assert!(facts.max_storage_binding >= 1 << 27, "{facts:?}");
    assert!(facts.invocations >= 256, "{facts:?}");
    assert!(facts.workgroup_storage >= 16384, "{facts:?}");
    assert!(!facts.backend.is_empty(), "{facts:?}");
}

async fn a_lost_device_answers() {
    let (mut device, double, twin) = running().await;
    twin.lose();
    let read = device.download(RESULT).await;
    assert!(read.as_ref().is_err_and(is_lost), "{read:?}");
    assert!(twin.is_lost());
    assert_broken(&mut device, double, is_lost).await;
}

async fn a_loss_with_work_pending_answers() {
    let (mut device, double, twin) = running().await;
    for step in 0..3 {
        device.upload(Leaf::Input, &[step as f32, 0.0]).unwrap();
        device.run(double).unwrap();
        device.record(RESULT).unwrap();
        if step == 1 {
            twin.lose();
        }
    }
    let read = device.recorded().await;
    assert!(read.as_ref().is_err_and(is_lost), "{read:?}");
    assert_broken(&mut device, double, is_lost).await;
}

async fn a_device_that_others_use_is_lost_for_all() {
    let (device, _, twin) = running().await;
    let fresh = twin.fresh();
    twin.lose();
    assert!(device.download(RESULT).await.is_err());
    assert!(fresh.is_lost() && fresh.fresh().is_lost());
}

async fn too_large_is_said_before_anything_is_made() {
    let (mut device, double, twin) = running().await;
    let allowed = twin.facts().max_buffer_size;
    let allowed = allowed.min(twin.facts().max_storage_binding);
    let numbers = allowed as usize / 4;
    let limit = DeviceError::Limit {
        needed: allowed / 4 * 4 + 4,
        allowed,
    };
    // Many buffers hold more than one may.
    assert_eq!(device.try_room(numbers + 1), Ok(()));
    let large = plan(Shape::matrix(1, numbers + 1));
    assert_eq!(device.prepare(large), Err(limit));
    // It was only said, and all goes on.
    device.upload(Leaf::Input, &[3.0, 4.0]).unwrap();
    device.run(double).unwrap();
    assert_eq!(device.download(RESULT).await.unwrap(), [6.0, 8.0]);
}

async fn a_mistake_of_ours_is_told_in_its_words() {
    let (mut device, double, twin) = running().await;
    twin.misuse();
    // A browser tells it some time after the call, but before it answers a later one.
    let is_invalid = |error: &DeviceError| matches!(error, DeviceError::Invalid(words) if words.contains("no shader"));
    let read = device.download(RESULT).await;
    assert!(read.as_ref().is_err_and(is_invalid), "{read:?}");
    assert_broken(&mut device, double, is_invalid).await;
}
