//! Steps, epochs, test passes and probes.

use convlab::data::fashion_mnist::{CLASSES, PIXELS, SHARD_PICTURES, TEST, decode};
use convlab::data::store::DataSet;
use convlab::nn::module::Module;
use convlab::nn::optim::Optimizer;
use convlab::tensor::device::Device;
use convlab::tensor::shape::ShapeError;
use convlab::train::block_on::block_on;
use convlab::train::protocol::{Failure, Picture, Rows, RunSpec};
use convlab::train::session::{Session, Stepped};
use convlab::zoo::lenet::{LeNet, lenet};

use crate::golden;
use crate::steps;
use crate::support::{bands, bits, deep, dense, good_step, relu_lenet, session, spec, step, train};

#[test]
fn the_same_seed_gives_the_same_run_bit_for_bit() {
    let data = bands(50, 1);
    for module in [dense(), deep(Module::Tanh), lenet(LeNet::default())] {
        for optimizer in [Optimizer::Sgd, Optimizer::Momentum, Optimizer::Adam] {
            let run = |seed| {
                let module = module.clone();
                let mut session = session(RunSpec {
                    seed,
                    optimizer,
                    ..spec(module)
                });
                let points = train(&mut session, &data);
                let losses: Vec<u32> = points.iter().map(|point| point.loss.to_bits()).collect();
                (losses, bits(&session))
            };
            assert_eq!(run(3), run(3), "{optimizer:?}");
            assert_ne!(run(3).0, run(4).0, "{optimizer:?}");
        }
    }
}

#[test]
fn an_epoch_is_the_mean_over_its_steps_and_over_its_pictures() {
    let (data, test) = (bands(50, 1), bands(30, 2));
    let mut session = session(spec(dense()));
    for epoch in 1..=2 {
        let (mut losses, mut right, mut sizes) = (0.0, 0.0, Vec::new());
        loop {
            if let Stepped::Done { point, examples } = step(&mut session, &data) {
                losses += f64::from(point.loss);
                right += f64::from(point.accuracy) * examples as f64;
                sizes.push(examples);
            }
            if session.is_epoch_over() {
                break;
            }
        }
        assert_eq!(sizes, [16, 16, 16, 2]);
        let tested = block_on(session.evaluate(&test)).unwrap();
        let point = session.epoch_point(&tested, 1.5);
        assert_eq!((point.epoch, point.step), (epoch, 4 * epoch));
        assert!((f64::from(point.loss) - losses / 4.0).abs() < 1e-6);
        assert!((f64::from(point.train_accuracy) - right / 50.0).abs() < 1e-6);
        assert_eq!(point.test_accuracy, tested.accuracy());
        assert_eq!(session.is_finished(), epoch == 2);
    }
}

#[test]
fn a_run_needs_no_more_pictures_than_it_was_given() {
    let wild = RunSpec {
        pictures: 0,
        batch_size: 0,
        ..spec(dense())
    };
    let mut session = session(wild);
    assert_eq!(train(&mut session, &bands(1, 1)).len(), 2);

    let mut hungry = Session::new(spec(dense()), Device::cpu()).unwrap();
    let lacking = loop {
        if let Err(failure) = block_on(hungry.step(&bands(20, 1))) {
            break failure;
        }
    };
    assert!(matches!(
        lacking,
        Failure::Picture {
            index: 20..,
            pictures: 20
        }
    ));
}

#[test]
fn a_network_that_cannot_work_is_named() {
    let check = |modules, expected| {
        let made = Session::new(spec(Module::sequential(modules)), Device::cpu());
        assert_eq!(made.err(), Some(expected));
    };
    check(
        vec![Module::Flatten, Module::linear(100, CLASSES)],
        Failure::Network {
            path: "1".to_owned(),
            error: ShapeError::Features {
                expected: 100,
                found: PIXELS,
            },
        },
    );
}

#[test]
fn the_learning_rate_changes_on_the_fly() {
    let data = bands(50, 1);
    let mut session = session(RunSpec {
        optimizer: Optimizer::Sgd,
        ..spec(dense())
    });
    good_step(&mut session, &data);
    let before = bits(&session);
    session.set_learning_rate(0.0);
    good_step(&mut session, &data);
    assert_eq!(bits(&session), before);
    session.set_learning_rate(0.1);
    good_step(&mut session, &data);
    assert_ne!(bits(&session), before);
}

#[test]
fn dropout_acts_in_training_only_and_anew_each_step() {
    let data = bands(50, 1);
    let still = RunSpec {
        batch_size: 50,
        learning_rate: 0.0,
        optimizer: Optimizer::Sgd,
        ..spec(deep(Module::ReLU))
    };
    let mut session = session(still);
    let [first, second] = [0, 1].map(|_| good_step(&mut session, &data).loss);
    assert_ne!(first, second);
    let [first, second] = [0, 1].map(|_| block_on(session.evaluate(&data)).unwrap());
    assert_eq!(first, second);
}

#[test]
fn a_test_pass_agrees_with_a_probe_of_every_picture() {
    // More than one batch, and the last one smaller.
    let test = bands(523, 5);
    let mut session = session(spec(relu_lenet()));
    for _ in 0..4 {
        good_step(&mut session, &bands(50, 1));
    }
    let pass = block_on(session.evaluate(&test)).unwrap();
    let (mut loss, mut right, mut wrong) = (0.0, 0, Vec::new());
    for index in 0..test.len() {
        let picture = Picture::Test(index as u32);
        let probe = block_on(session.probe(&picture, &test, &Rows::All, &|| 0.0)).unwrap();
        let truth = usize::from(probe.label.unwrap());
        let sure = |class: &usize| probe.probabilities[*class];
        let best = (0..CLASSES)
            .rev()
            .max_by(|a, b| sure(a).total_cmp(&sure(b)))
            .unwrap();
        loss -= f64::from(probe.probabilities[truth]).ln();
        if best == truth {
            right += 1;
        } else {
            wrong.push((sure(&best), index as u32, truth as u8, best as u8));
        }
    }
    assert!((f64::from(pass.loss()) - loss / 523.0).abs() < 1e-4);
    assert_eq!(pass.accuracy(), (f64::from(right) / 523.0) as f32);

    let inspection = pass.inspection(session.step_count());
    assert_eq!(inspection.confusion.iter().sum::<u32>(), 523);
    wrong.sort_by(|a, b| b.0.total_cmp(&a.0));
    assert_eq!(inspection.mistakes.len(), wrong.len().min(24));
    for (mistake, (probability, ..)) in inspection.mistakes.iter().zip(&wrong) {
        assert!((mistake.probability - probability).abs() < 1e-6);
        let found = wrong
            .iter()
            .find(|(_, index, ..)| *index == mistake.index)
            .unwrap();
        assert_eq!((mistake.truth, mistake.predicted), (found.2, found.3));
        let (pixels, _) = test.get(mistake.index as usize).unwrap();
        assert_eq!(mistake.pixels, pixels);
    }
}

#[test]
fn a_probe_shows_every_layer() {
    let mut session = session(spec(lenet(LeNet::default())));
    let pixels: Vec<f32> = (0..PIXELS).map(|at| at as f32 / PIXELS as f32).collect();
    let picture = Picture::Pixels(pixels.clone());
    let probe =
        block_on(session.probe(&picture, &DataSet::default(), &Rows::All, &|| 0.0)).unwrap();
    let shapes: Vec<(&str, [usize; 4])> = probe
        .maps
        .iter()
        .map(|map| (map.path.as_str(), map.shape))
        .collect();
    assert_eq!(shapes[0], ("", [1, 1, 28, 28]));
    assert_eq!(shapes[1], ("conv.0", [1, 6, 24, 24]));
    assert_eq!(shapes[6], ("conv.5", [1, 16, 4, 4]));
    assert_eq!(shapes.last(), Some(&("fc.4", [1, 10, 1, 1])));
    for map in &probe.maps {
        assert_eq!(
            map.values.len(),
            map.shape.iter().product::<usize>(),
            "{}",
            map.path
        );
    }
    assert_eq!(probe.maps[0].values, pixels);
    assert_eq!(probe.picture, pixels);
    assert_eq!(probe.label, None);
    let kernels: Vec<_> = probe
        .kernels
        .iter()
        .map(|map| (map.path.as_str(), map.shape))
        .collect();
    assert_eq!(
        kernels,
        [("conv.0", [6, 1, 5, 5]), ("conv.3", [16, 6, 5, 5])]
    );
    let sum: f32 = probe.probabilities.iter().sum();
    assert!((sum - 1.0).abs() < 1e-6);
}

#[test]
fn a_picture_that_is_none_is_refused() {
    let mut session = session(spec(dense()));
    let test = bands(10, 1);
    let rows = [
        (
            Picture::Test(10),
            Failure::Picture {
                index: 10,
                pictures: 10,
            },
        ),
        (
            Picture::Pixels(vec![0.0; 3]),
            Failure::Pixels {
                expected: PIXELS,
                found: 3,
            },
        ),
    ];
    for (picture, expected) in rows {
        assert_eq!(
            block_on(session.probe(&picture, &test, &Rows::All, &|| 0.0)),
            Err(expected)
        );
    }
}

#[test]
fn lenet_learns_from_real_pictures() {
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/assets/data/fashion-mnist/test-0.bin"
    );
    let pictures = decode(&TEST, &std::fs::read(file).unwrap()).unwrap();
    let data = DataSet::new(vec![pictures]);
    assert_eq!(data.len(), SHARD_PICTURES);
    let mut session = session(RunSpec {
        pictures: 1_000,
        batch_size: 25,
        learning_rate: 0.003,
        ..spec(relu_lenet())
    });
    let losses: Vec<f32> = train(&mut session, &data)
        .iter()
        .map(|point| point.loss)
        .collect();
    let mean = |losses: &[f32]| losses.iter().sum::<f32>() / losses.len() as f32;
    assert!((losses[0] - 10f32.ln()).abs() < 0.1, "{}", losses[0]);
    assert!(mean(&losses[70..]) < 1.3, "{losses:?}");
}

/// The browser's test of the same name reads the same golden.
#[test]
fn the_same_steps_natively_and_in_a_browser() {
    golden::check("lenet-steps.txt", &steps::describe());
}
