//! Runs on WebGPU: the same losses as the CPU's, several steps before a look, and what becomes of a run
//! whose numbers or whose device run away.

use convlab::tensor::device::Device;
use convlab::train::block_on::block_on;
use convlab::train::checkpoint::Checkpoint;
use convlab::train::protocol::{Event, Failure, Request, RunId, RunSpec, StepPoint};
use convlab::train::session::Session;
use convlab::train::trainer::Trainer;
use convlab::zoo::variant::{Known, Variant};

use crate::desk::{RUN, ask, finish, points, ticking};
use crate::sizes::small;
use crate::support::{bands, bits, deep, relu_lenet, session, spec};

#[path = "../support/gpu.rs"]
mod shared;

use convlab::nn::init::Init;
use convlab::nn::module::Module;
use convlab::nn::optim::Optimizer;

fn device() -> Device {
    Device::gpu(block_on(shared::shared()))
}

/// Waits for what the shared device is opened with.
pub fn wait<T>(future: impl Future<Output = T>) -> T {
    block_on(future)
}

/// All points to the end, `most` steps before each look.
fn learn(session: &mut Session, most: usize) -> Vec<StepPoint> {
    let data = bands(50, 1);
    let mut points = Vec::new();
    while !session.is_finished() {
        let advance = block_on(session.advance(&data, most)).unwrap();
        assert!(!advance.diverged);
        points.extend(advance.points);
    }
    points
}

fn assert_near(name: &str, a: &[StepPoint], b: &[StepPoint]) {
    assert_eq!(a.len(), b.len(), "{name}");
    for (a, b) in a.iter().zip(b) {
        assert_eq!(a.step, b.step, "{name}");
        assert!((a.loss - b.loss).abs() < 1e-3, "{name}: {a:?} and {b:?}");
    }
}

#[test]
fn every_model_learns_as_it_does_on_the_cpu() {
    for known in Known::ALL {
        let spec = RunSpec {
            epochs: 1,
            batch_size: 25,
            learning_rate: 1e-3,
            init: Init::He,
            ..small(known)
        };
        let on_cpu = learn(&mut session(spec.clone()), 1);
        let on_gpu = learn(&mut Session::new(spec, device()).unwrap(), 1);
        assert_near(&format!("{known:?}"), &on_gpu, &on_cpu);
    }
}

/// At full width and 96 px too, where sums are cut and tiles are full: two pictures, two steps.
#[test]
fn full_googlenet_learns_as_it_does_on_the_cpu() {
    let googlenet = Known::GoogLeNet;
    let spec = RunSpec {
        module: Variant::lesson(googlenet).module(),
        side: 96,
        pictures: 4,
        batch_size: 2,
        epochs: 1,
        learning_rate: 1e-3,
        init: Init::He,
        optimizer: Optimizer::Momentum,
        ..small(googlenet)
    };
    let on_cpu = learn(&mut session(spec.clone()), 1);
    let on_gpu = learn(&mut Session::new(spec, device()).unwrap(), 2);
    assert_near("GoogLeNet", &on_gpu, &on_cpu);
}

#[test]
fn steps_before_a_look_change_no_number() {
    for optimizer in [Optimizer::Sgd, Optimizer::Momentum, Optimizer::Adam] {
        let spec = RunSpec {
            optimizer,
            ..spec(deep(Module::ReLU))
        };
        let one = learn(&mut Session::new(spec.clone(), device()).unwrap(), 1);
        for most in [2, 3, 32] {
            let mut session = Session::new(spec.clone(), device()).unwrap();
            assert_eq!(learn(&mut session, most), one, "{most} at once");
        }
        assert_near("as on the CPU", &one, &learn(&mut session(spec), 1));
    }
}

#[test]
fn a_diverged_run_has_good_weights_and_goes_on() {
    let data = bands(50, 1);
    for most in [1, 3, 8] {
        let spec = RunSpec {
            epochs: 100,
            optimizer: Optimizer::Sgd,
            learning_rate: 1e30,
            ..spec(relu_lenet())
        };
        let mut session = Session::new(spec, device()).unwrap();
        let mut steps = 0;
        while !block_on(session.advance(&data, most)).unwrap().diverged {
            steps += 1;
            assert!(steps < 100, "it never diverges");
        }
        let weights = block_on(session.weights()).unwrap();
        assert!(weights.iter().flatten().all(|weight| weight.is_finite()));
        session.set_learning_rate(1e-3);
        for _ in 0..3 {
            let advance = block_on(session.advance(&data, most)).unwrap();
            assert!(
                !advance.diverged && !advance.points.is_empty(),
                "{most} at once"
            );
        }
    }
}

#[test]
fn a_run_moves_between_devices() {
    let spec = spec(deep(Module::Tanh));
    let whole = learn(&mut session(spec.clone()), 1);
    let data = bands(50, 1);
    let mut first = Session::new(spec, device()).unwrap();
    let mut points = block_on(first.advance(&data, 3)).unwrap().points;
    let bytes = block_on(first.checkpoint(false, 0.0)).unwrap().encode();
    let checkpoint = Checkpoint::decode(&bytes).unwrap();
    let mut second = Session::resume(&checkpoint, Device::cpu()).unwrap();
    assert_eq!(bits(&second), bits(&first));
    points.extend(learn(&mut second, 1));
    assert_near("from the GPU to the CPU", &points, &whole);
    let mut third = Session::resume(&checkpoint, device()).unwrap();
    assert_near("and back", &learn(&mut third, 4), &whole[3..]);
}

/// What the page does when the GPU is lost: the last checkpoint goes to a trainer on the CPU.
#[test]
fn a_lost_device_ends_a_run_that_goes_on_from_its_checkpoint() {
    let spec = RunSpec {
        epochs: 3000,
        ..spec(deep(Module::ReLU))
    };
    let gpu = block_on(convlab::tensor::gpu::open()).unwrap();
    let lost = gpu.fresh();
    let mut trainer =
        Trainer::new(move || Device::gpu(gpu.fresh()), ticking()).with_store(crate::desk::store());
    ask(&mut trainer, Request::Reset { run: RUN, spec });
    ask(&mut trainer, Request::Keep { run: RUN });
    ask(&mut trainer, Request::Start { run: RUN });
    let mut checkpoint = None;
    let mut events = Vec::new();
    while checkpoint.is_none() {
        block_on(trainer.work());
        for event in trainer.take_events() {
            if let Event::Checkpoint { step, bytes, .. } = &event {
                checkpoint = Some((*step, bytes.clone()));
            }
            events.push(event);
        }
    }
    let (step, checkpoint) = checkpoint.unwrap();
    // Something has changed since, which the end of the run would keep.
    block_on(trainer.work());
    lost.lose();
    let events = finish(&mut trainer);
    let failed = |event: &Event| {
        matches!(
            event,
            Event::Failed {
                failure: Failure::Lost(_),
                ..
            }
        )
    };
    assert!(events.iter().any(failed), "{events:?}");

    let next = RunId(2);
    let mut other = Trainer::new(Device::cpu, ticking()).with_store(crate::desk::store());
    let resume = Request::Resume {
        run: next,
        checkpoint,
    };
    ask(&mut other, resume);
    ask(&mut other, Request::Step { run: next });
    let after = points(&finish(&mut other));
    assert_eq!(after.first().map(|point| point.step), Some(step + 1));
    assert!(after.iter().all(|point| point.loss.is_finite()));
}
