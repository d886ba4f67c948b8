//! Which device a run gets.

use convlab::lesson::device::{
    Before, Engine, Failed, Fault, Rates, before, first, is_long, is_rival, network, pick, workers,
};
use convlab::lesson::state::Playground;
use convlab::lesson::state::device::Kind;
use convlab::tensor::adapter::Adapter;
use convlab::tensor::shape::{Shape, ShapeError};
use convlab::train::protocol::{Failure, RunSpec};

fn adapter(is_software: bool) -> Adapter {
    Adapter {
        name: String::new(),
        vendor: String::new(),
        architecture: String::new(),
        backend: "webgpu".to_owned(),
        is_software,
        max_buffer_size: 1 << 28,
        max_storage_binding: 1 << 27,
        invocations: 256,
        workgroup_storage: 16 << 10,
        subgroups: false,
    }
}

#[test]
fn workers_fit_the_machine_and_its_memory() {
    const SMALL: u64 = 1 << 20;
    for (chosen, cores, weights, expected) in [
        (None, 1, SMALL, 1),
        (None, 2, SMALL, 2),
        (None, 8, SMALL, 8),
        // More only when asked for.
        (None, 32, SMALL, 8),
        (Some(12), 32, SMALL, 12),
        (Some(1), 32, SMALL, 1),
        (Some(64), 2, SMALL, 2),
        // A browser that does not tell.
        (None, 0, SMALL, 1),
        (Some(5), 0, SMALL, 1),
        // Helpers of 100 MiB each, of 512 MiB, and of a byte more.
        (None, 8, 20 << 20, 6),
        (None, 8, (512 << 20) / 5, 2),
        (None, 8, (512 << 20) / 5 + 1, 1),
        (None, 8, u64::MAX, 1),
        (None, 8, 0, 8),
        // The reader's own word.
        (Some(8), 8, 200 << 20, 8),
    ] {
        let found = workers(chosen, cores, weights);
        assert_eq!(found, expected, "{chosen:?} of {cores}, {weights} bytes");
    }
}

#[test]
fn only_a_run_that_may_be_long_is_worth_a_comparison() {
    for (seconds, expected) in [
        (None, true),
        (Some(5.0), false),
        (Some(20.0), false),
        (Some(20.1), true),
        (Some(f32::INFINITY), true),
        (Some(f32::NAN), false),
    ] {
        assert_eq!(is_long(seconds), expected, "{seconds:?}");
    }
}

#[test]
fn a_run_is_measured_unless_it_is_short_or_was_compared() {
    for (seconds, winner, expected) in [
        (None, None, Before::Measure),
        (Some(5.0), None, Before::Nothing),
        (Some(60.0), None, Before::Measure),
        (None, Some(Engine::Cpu), Before::Nothing),
        (Some(60.0), Some(Engine::Cpu), Before::Nothing),
        (Some(5.0), Some(Engine::Gpu), Before::Nothing),
        (Some(60.0), Some(Engine::Gpu), Before::Move),
        (None, Some(Engine::Gpu), Before::Move),
    ] {
        assert_eq!(before(seconds, winner), expected, "{seconds:?} {winner:?}");
    }
}

#[test]
fn a_measurement_is_of_what_gradients_depend_on() {
    let spec = Playground::of("lenet").run_spec();
    let number = network(&spec);
    let same = RunSpec {
        epochs: 50,
        seed: 7,
        learning_rate: 0.5,
        pictures: 1_000,
        ..spec.clone()
    };
    assert_eq!(network(&same), number);
    let (batch_size, workers) = (spec.batch_size + 1, spec.workers + 1);
    for other in [
        Playground::of("nin").run_spec(),
        RunSpec {
            batch_size,
            ..spec.clone()
        },
        RunSpec {
            workers,
            ..spec.clone()
        },
        RunSpec { side: 32, ..spec },
    ] {
        assert_ne!(network(&other), number);
    }
}

#[test]
fn a_run_begins_on_webgpu_only_where_it_was_chosen_and_has_not_failed() {
    for (kind, has_failed, expected) in [
        (Kind::Auto, false, Engine::Cpu),
        (Kind::Auto, true, Engine::Cpu),
        (Kind::Cpu, false, Engine::Cpu),
        (Kind::WebGpu, false, Engine::Gpu),
        (Kind::WebGpu, true, Engine::Cpu),
    ] {
        assert_eq!(first(kind, has_failed), expected, "{kind:?} {has_failed}");
    }
}

#[test]
fn the_faster_device_is_taken_and_a_software_adapter_never() {
    let rates = |cpu, gpu| {
        let cpu = Some(cpu);
        Some(Rates { cpu, gpu })
    };
    let too_slow = |gpu| Some(Rates { cpu: None, gpu });
    let (real, software) = (adapter(false), adapter(true));
    for (found, rates, expected) in [
        (None, None, Engine::Cpu),
        (None, rates(1.0, 100.0), Engine::Cpu),
        (Some(&real), None, Engine::Cpu),
        (Some(&real), rates(10.0, 100.0), Engine::Gpu),
        (Some(&real), rates(100.0, 10.0), Engine::Cpu),
        (Some(&real), rates(10.0, 10.0), Engine::Cpu),
        (Some(&real), rates(10.0, f32::NAN), Engine::Cpu),
        // The CPU did not tell in time: slow is where WebGPU helps.
        (Some(&real), too_slow(0.1), Engine::Gpu),
        (Some(&real), too_slow(f32::NAN), Engine::Cpu),
        (Some(&software), too_slow(1.0), Engine::Cpu),
        // However fast it may look.
        (Some(&software), rates(1.0, 1e9), Engine::Cpu),
        (Some(&software), None, Engine::Cpu),
    ] {
        assert_eq!(pick(found, rates), expected, "{found:?} {rates:?}");
    }
    assert!(is_rival(&real) && !is_rival(&software));
}

#[test]
fn faults_of_the_device_are_told_from_failures_of_the_run() {
    let rows = [
        (Failure::Lost("gone".to_owned()), true),
        (Failure::Invalid("bad".to_owned()), true),
        (Failure::Memory { bytes: 1 }, true),
        (
            Failure::Limit {
                needed: 2,
                allowed: 1,
            },
            true,
        ),
        (Failure::Checkpoint, false),
        (
            Failure::Picture {
                index: 7,
                pictures: 5,
            },
            false,
        ),
        (
            Failure::Output(ShapeError::NotFlat {
                found: Shape::matrix(1, 2),
            }),
            false,
        ),
    ];
    for (failure, is_fault) in rows {
        assert_eq!(Fault::of(failure.clone()).is_ok(), is_fault, "{failure:?}");
    }
}

#[test]
fn what_was_too_large_says_nothing_of_another_network() {
    let limit = Failure::Limit {
        needed: 2,
        allowed: 1,
    };
    for (fault, concerns_others) in [
        (Fault::Failed(limit), false),
        (Fault::Failed(Failure::Memory { bytes: 1 }), false),
        (Fault::Failed(Failure::Lost("gone".to_owned())), true),
        (Fault::Crashed("gone".to_owned()), true),
        (Fault::Silent, true),
    ] {
        let network = Some(7);
        let failed = Failed { fault, network };
        assert!(failed.concerns(7), "{failed:?}");
        assert_eq!(failed.concerns(8), concerns_others, "{failed:?}");
    }
}
