//! What becomes of a run whose numbers run away.

use convlab::nn::module::Module;
use convlab::nn::optim::Optimizer;
use convlab::train::block_on::block_on;
use convlab::train::protocol::RunSpec;
use convlab::train::session::{Session, Stepped};

use crate::support::{bands, bits, deep, good_step, relu_lenet, session, spec, step};

fn runaway(module: Module, optimizer: Optimizer, learning_rate: f32) -> Session {
    session(RunSpec {
        epochs: 100,
        optimizer,
        learning_rate,
        ..spec(module)
    })
}

#[test]
fn a_diverged_run_has_the_weights_of_its_last_finite_loss() {
    let data = bands(50, 1);
    let rows = [
        (relu_lenet(), Optimizer::Sgd, 1e30),
        (relu_lenet(), Optimizer::Sgd, f32::INFINITY),
        (deep(Module::ReLU), Optimizer::Sgd, 1e30),
        (deep(Module::ReLU), Optimizer::Momentum, 1e30),
        (deep(Module::Sigmoid), Optimizer::Sgd, f32::NAN),
        (deep(Module::ReLU), Optimizer::Adam, 1e38),
    ];
    for (row, (module, optimizer, learning_rate)) in rows.into_iter().enumerate() {
        let mut session = runaway(module, optimizer, learning_rate);
        let mut good = [bits(&session), bits(&session)];
        loop {
            let now = bits(&session);
            if step(&mut session, &data) == Stepped::Diverged {
                break;
            }
            good = [good[1].clone(), now];
            assert!(session.step_count() < 100, "row {row} never diverges");
        }
        assert_eq!(bits(&session), good[1], "row {row}");
        let weights = block_on(session.weights()).unwrap();
        assert!(
            weights.iter().flatten().all(|weight| weight.is_finite()),
            "row {row}"
        );
    }
}

#[test]
fn a_diverged_run_goes_on_at_a_lower_rate() {
    let data = bands(50, 1);
    for optimizer in [Optimizer::Sgd, Optimizer::Momentum, Optimizer::Adam] {
        let mut session = runaway(deep(Module::ReLU), optimizer, 1e30);
        while step(&mut session, &data) != Stepped::Diverged {}
        session.set_learning_rate(1e-3);
        for _ in 0..10 {
            assert!(
                good_step(&mut session, &data).loss.is_finite(),
                "{optimizer:?}"
            );
        }
    }
}
