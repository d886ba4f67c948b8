//! Networks of the course beside LeNet: larger pictures, networks too large, what a probe tells of some rows.

use convlab::data::resize::Resize;
use convlab::data::store::DataSet;
use convlab::nn::module::Module;
use convlab::tensor::device::Device;
use convlab::train::block_on::block_on;
use convlab::train::protocol::{Event, Failure, Picture, Request, Rows, RunSpec};
use convlab::train::session::Session;
use convlab::train::trainer::Trainer;
use convlab::zoo::variant::{Known, Variant};

use crate::desk::{RUN, TICK, ask, finish, points, ready, ticking};
use crate::support::{bands, bits, dense, good_step, session, spec};

pub fn small(known: Known) -> RunSpec {
    let [ratio, side] = match known {
        Known::Mlp | Known::LeNet => [1, 28],
        Known::AlexNet | Known::Nin => [16, 96],
        Known::Vgg => [16, 32],
        Known::GoogLeNet => [8, 28],
    };
    let variant = Variant {
        ratio,
        side,
        ..Variant::lesson(known)
    };
    RunSpec {
        side: variant.side,
        ..spec(variant.module())
    }
}

#[test]
fn every_model_learns_on_pictures_of_its_own_size() {
    let data = bands(50, 1);
    for known in Known::ALL {
        let mut session = session(small(known));
        let before = bits(&session);
        let point = good_step(&mut session, &data);
        assert!((point.loss - 10f32.ln()).abs() < 1.0, "{known:?} {point:?}");
        assert_ne!(bits(&session), before, "{known:?}");
    }
}

#[test]
fn a_probe_tells_the_maps_of_the_rows_asked_for_and_the_numbers_of_all() {
    let mut session = session(small(Known::Vgg));
    let data = bands(10, 4);
    let picture = Picture::Test(3);
    let only = Rows::Only(vec![1, 3]);
    let all = block_on(session.probe(&picture, &data, &Rows::All, &|| 0.0)).unwrap();
    let some = block_on(session.probe(&picture, &data, &only, &|| 0.0)).unwrap();
    assert_eq!(some.numbers, all.numbers);
    assert_eq!(some.numbers.len(), all.maps.len());
    assert_eq!(some.maps, [all.maps[1].clone(), all.maps[3].clone()]);
    assert_eq!(some.kernels, all.kernels[..1]);
    assert_eq!(all.maps[0].shape, [1, 1, 32, 32]);
    assert_eq!(all.picture.len(), 784);
    let mut resized = Vec::new();
    Resize::new(28, 32).extend(&all.picture, &mut resized);
    assert_eq!(all.maps[0].values, resized);
    for (map, numbers) in all.maps.iter().zip(&all.numbers) {
        let len = map.values.len() as f32;
        let mean = map.values.iter().sum::<f32>() / len;
        let zeros = map.values.iter().filter(|value| **value == 0.0).count() as f32 / len;
        assert!((numbers.mean - mean).abs() < 1e-4, "{}", map.path);
        assert_eq!(numbers.zeros, zeros, "{}", map.path);
        let is_bounded = |value: &f32| (numbers.low..=numbers.high).contains(value);
        assert!(map.values.iter().all(is_bounded), "{}", map.path);
    }
}

#[test]
fn a_measurement_needs_no_run_and_changes_none() {
    let measured = |trainer: &mut Trainer, spec: RunSpec| {
        ask(trainer, Request::Measure { network: 7, spec });
        let events = finish(trainer);
        let speed = |event: &Event| match event {
            Event::Measured {
                network: 7,
                examples_per_second,
            } => Some(examples_per_second.clone()),
            _ => None,
        };
        events.iter().filter_map(speed).collect::<Vec<_>>()
    };
    let mut none = Trainer::new(Device::cpu, ticking());
    // A tick of the clock a batch: the last holds all 16 pictures.
    let speed = measured(&mut none, spec(dense()));
    let [Ok(speed)] = speed[..] else {
        panic!("{speed:?}");
    };
    assert!((f64::from(speed) - 16.0 / TICK).abs() < 1.0, "{speed:?}");
    // Why there is no answer is one.
    let failed = measured(&mut none, spec(Module::ReLU));
    assert!(
        matches!(failed[..], [Err(Failure::Output(_))]),
        "{failed:?}"
    );

    let plain = ready(spec(dense()));
    let mut other = ready(spec(dense()));
    assert_eq!(measured(&mut other, small(Known::GoogLeNet)).len(), 1);
    let run = |mut trainer| {
        ask(&mut trainer, Request::Start { run: RUN });
        points(&finish(&mut trainer))
    };
    assert_eq!(run(plain), run(other));
}

#[test]
fn a_network_too_large_for_the_machine_is_refused_not_fatal() {
    // A weight of 2^38 numbers: a tebibyte.
    let wide = Module::sequential(vec![
        Module::Flatten,
        Module::linear(784, 1 << 20),
        Module::linear(1 << 20, 1 << 18),
        Module::linear(1 << 18, 10),
    ]);
    let refused = Session::new(spec(wide), Device::cpu());
    assert!(
        matches!(refused, Err(Failure::Memory { bytes }) if bytes > 1 << 38),
        "{:?}",
        refused.err()
    );
}

#[test]
fn a_network_that_is_only_looked_at_needs_no_training_data() {
    let mut session = session(small(Known::Nin));
    let pixels = Picture::Pixels(vec![0.5; 784]);
    let probe = block_on(session.probe(&pixels, &DataSet::default(), &Rows::Only(vec![]), &|| 0.0));
    assert_eq!(probe.unwrap().probabilities.len(), 10);
}
