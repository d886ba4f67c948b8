//! |∂y/∂x| as the worker measures it: where theory says, as large as finite differences, and the same
//! after a round trip of training.

use convlab::lesson::field::{mass, trial};
use convlab::lesson::state::stack::{Known, Stack};
use convlab::nn::init::Init;
use convlab::nn::module::Module;
use convlab::tensor::device::Device;
use convlab::tensor::shape::Window;
use convlab::train::block_on::block_on;
use convlab::train::protocol::{Event, Request, RunId, Sensitivity};
use convlab::train::trainer::Trainer;

use crate::support::{self, bands};

const RUN: RunId = RunId(1);

/// Through requests and events, as the page asks.
fn measured(module: Module, row: u32) -> Sensitivity {
    let mut trainer = Trainer::new(Device::cpu, || 0.0);
    let spec = support::spec(module);
    block_on(trainer.handle(Request::Reset { run: RUN, spec }));
    block_on(trainer.handle(Request::Sensitivity {
        run: RUN,
        row,
        inputs: 4,
    }));
    let mut events = trainer.take_events().into_iter();
    events
        .find_map(|event| match event {
            Event::Sensitivity { sensitivity, .. } => Some(sensitivity),
            _ => None,
        })
        .unwrap()
}

#[test]
fn it_lies_within_the_region_and_fills_it() {
    let known = [Known::LeNet, Known::ThreeThrees, Known::Dilated];
    for known in known {
        let stack = Stack {
            pieces: known.pieces(),
            ..Stack::default()
        };
        let trial = trial(&stack, Init::Default, 0).unwrap();
        let found = measured(trial.spec.module, trial.row);
        let share = mass(&found.values, 28, trial.region).unwrap();
        assert!((share.region - 1.0).abs() < 1e-5, "{known:?}");
        assert_eq!((found.step, found.values.len()), (0, 784));
    }
}

/// A linear network's derivative is its slope: exact up to rounding.
#[test]
fn it_agrees_with_finite_differences() {
    let window = Window::square(5).stride(2).padding(2);
    let module = Module::sequential(vec![Module::conv2d(1, 1, window)]);
    let spec = support::spec(module.clone());
    let session = support::session(spec);
    let weight = block_on(session.weights()).unwrap().remove(0);
    let found = measured(module, 1);
    // The middle of 14 is 6: its window begins at 6·2 − 2.
    for (at, value) in found.values.iter().enumerate() {
        let [u, v] = [at / 28, at % 28].map(|at| at.wrapping_sub(10));
        let expected = match u < 5 && v < 5 {
            true => weight[u * 5 + v].abs(),
            false => 0.0,
        };
        assert!((value - expected).abs() < 1e-6, "{at}: {value} {expected}");
    }
}

#[test]
fn it_changes_with_training_and_the_run_goes_on() {
    let stack = Stack {
        pieces: Known::ThreeThrees.pieces(),
        ..Stack::default()
    };
    let trial = trial(&stack, Init::He, 0).unwrap();
    let mut spec = support::spec(trial.spec.module);
    spec.pictures = 32;
    let mut session = support::session(spec);
    let look = |session: &mut _| {
        block_on(convlab::train::session::Session::sensitivity(
            session, trial.row, 8,
        ))
        .unwrap()
    };
    let before = look(&mut session);
    assert_eq!(before, look(&mut session));
    let points = support::train(&mut session, &bands(32, 1));
    let after = look(&mut session);
    assert_eq!(after.step, points.len() as u32);
    assert_ne!(before.values, after.values);
}

#[test]
fn any_row_is_answered() {
    let module = support::relu_lenet();
    for row in [0, 5, 12, 99, u32::MAX] {
        assert_eq!(measured(module.clone(), row).values.len(), 784);
    }
}
