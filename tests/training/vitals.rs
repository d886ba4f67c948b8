//! Gradient norms and activations as the worker measures them: what a step did to the weights, and what
//! the weights make of its pictures.

use convlab::data::fashion_mnist::PIXELS;
use convlab::data::store::DataSet;
use convlab::lesson::labs::activations;
use convlab::lesson::state::labs::Labs;
use convlab::nn::module::Module;
use convlab::nn::optim::Optimizer;
use convlab::train::block_on::block_on;
use convlab::train::protocol::{RunSpec, Vitals};

use crate::support::{bands, deep, good_step, session, spec};

fn vitals(session: &mut convlab::train::session::Session) -> Vitals {
    block_on(session.vitals()).unwrap()
}

#[test]
fn before_the_first_step_there_is_nothing_to_tell() {
    let mut session = session(spec(deep(Module::ReLU)));
    assert_eq!(vitals(&mut session), Vitals::default());
}

/// With plain SGD a step moves every weight by the learning rate times its gradient.
#[test]
fn a_norm_is_what_a_step_of_sgd_moved() {
    let train = bands(50, 1);
    let mut session = session(RunSpec {
        optimizer: Optimizer::Sgd,
        learning_rate: 0.125,
        ..spec(deep(Module::Sigmoid))
    });
    for _ in 0..3 {
        let before = block_on(session.weights()).unwrap();
        good_step(&mut session, &train);
        let after = block_on(session.weights()).unwrap();
        let found = vitals(&mut session);
        assert_eq!(found.step, session.step_count());
        assert_eq!(found.gradient_norms.len(), before.len());
        for ((old, new), norm) in before.iter().zip(&after).zip(&found.gradient_norms) {
            let moved = old.iter().zip(new).map(|(a, b)| f64::from((a - b) / 0.125));
            let moved = moved.map(|x| x * x).sum::<f64>().sqrt() as f32;
            assert!(
                (moved - norm).abs() < 1e-4 * norm.max(1e-2),
                "{moved} {norm}"
            );
        }
    }
}

type Bend = fn(f32) -> f32;

/// What the first layer makes of every picture.
fn hidden(weights: &[Vec<f32>], train: &DataSet, bend: Bend) -> Vec<Vec<f32>> {
    let picture = |at: usize| {
        let (pixels, _) = train.get(at).unwrap();
        let unit = |(row, bias): (&[f32], &f32)| {
            let terms = row
                .iter()
                .zip(pixels)
                .map(|(w, x)| w * f32::from(*x) / 255.0);
            bend(terms.sum::<f32>() + bias)
        };
        weights[0]
            .chunks(PIXELS)
            .zip(&weights[1])
            .map(unit)
            .collect()
    };
    (0..train.len()).map(picture).collect()
}

#[test]
fn dead_and_saturated_units_are_counted() {
    let sigmoid = |x: f32| 1.0 / (1.0 + (-x).exp());
    let rows: [(Module, Bend); 2] = [(Module::ReLU, |x| x.max(0.0)), (Module::Sigmoid, sigmoid)];
    for (module, bend) in rows {
        let train = bands(16, 2);
        // Large steps, so that units saturate and die.
        let mut session = session(RunSpec {
            pictures: 16,
            optimizer: Optimizer::Sgd,
            learning_rate: 3.0,
            ..spec(deep(module.clone()))
        });
        for _ in 0..2 {
            good_step(&mut session, &train);
        }
        let outputs = hidden(&block_on(session.weights()).unwrap(), &train, bend);
        let all: Vec<f32> = outputs.concat();
        let dead = (0..16).filter(|unit| outputs.iter().all(|y| y[*unit] == 0.0));
        let stuck = match module {
            Module::ReLU => dead.count() as f32 / 16.0,
            _ => all.iter().filter(|y| **y < 0.02 || **y > 0.98).count() as f32 / 256.0,
        };
        let found = vitals(&mut session);
        let [activity] = found.activities[..] else {
            panic!("{found:?}");
        };
        assert!(stuck > 0.0, "{module:?} shows nothing");
        assert_eq!(activity.stuck, stuck, "{module:?}");
        let mean = all.iter().sum::<f32>() / all.len() as f32;
        assert!((activity.mean - mean).abs() < 1e-4, "{module:?}");
    }
}

/// The point of the lab: behind seven sigmoids next to nothing is left of the gradient.
#[test]
fn deep_sigmoids_leave_the_first_layer_without_a_gradient() {
    let train = bands(64, 3);
    let cfg = Labs::default().activations;
    let layers = activations::layers();
    let [sigmoid, relu] = activations::NETS.map(|activation| {
        let mut session = session(RunSpec {
            pictures: 64,
            ..activations::spec(activation, &cfg)
        });
        good_step(&mut session, &train);
        let found = vitals(&mut session);
        assert_eq!(found.activities.len(), 7);
        let norms = found.gradient_norms;
        layers
            .iter()
            .map(|(_, at)| norms[*at])
            .collect::<Vec<f32>>()
    });
    assert!(relu[0] > 100.0 * sigmoid[0], "{sigmoid:?}\n{relu:?}");
    let fall = |norms: &[f32]| norms[7] / norms[0];
    assert!(fall(&sigmoid) > 1_000.0, "{sigmoid:?}");
    assert!(
        fall(&sigmoid) > 100.0 * fall(&relu),
        "{sigmoid:?}\n{relu:?}"
    );
}
