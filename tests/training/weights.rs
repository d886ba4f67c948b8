//! Weights out and in.

use convlab::train::block_on::block_on;

use crate::support::{bands, bits, deep, good_step, relu_lenet, session, spec, train};
use convlab::nn::module::Module;
use convlab::nn::safetensors::Dtype;

#[test]
fn weights_taken_home_and_back_are_the_same() {
    let data = bands(50, 1);
    let mut trained = session(spec(relu_lenet()));
    train(&mut trained, &data);
    let file = block_on(trained.export(Dtype::F32)).unwrap();
    let mut fresh = session(spec(relu_lenet()));
    assert_ne!(bits(&fresh), bits(&trained));
    assert_eq!(fresh.import(&file), Ok(Ok(())));
    assert_eq!(bits(&fresh), bits(&trained));
    let [before, after] = [&mut trained, &mut fresh].map(|s| block_on(s.evaluate(&data)).unwrap());
    assert_eq!(before, after);
}

/// Adam's first step moves no weight by more than the learning rate, whenever it is taken.
#[test]
fn after_an_import_the_optimiser_begins_anew() {
    let data = bands(50, 1);
    let mut session = session(spec(deep(Module::Tanh)));
    train(&mut session, &data);
    let file = block_on(session.export(Dtype::F32)).unwrap();
    assert_eq!(session.import(&file), Ok(Ok(())));
    let before = block_on(session.weights()).unwrap().concat();
    good_step(&mut session, &data);
    let after = block_on(session.weights()).unwrap().concat();
    let moves = before.iter().zip(&after).map(|(a, b)| (a - b).abs());
    let largest = moves.fold(0.0, f32::max);
    let rate = session.spec().learning_rate;
    assert!((rate * 0.99..rate * 1.01).contains(&largest), "{largest}");
}

#[test]
fn a_broken_file_changes_nothing() {
    let data = bands(50, 1);
    let sound = block_on(session(spec(deep(Module::ReLU))).export(Dtype::F32)).unwrap();
    let other = block_on(session(spec(relu_lenet())).export(Dtype::F32)).unwrap();
    let mut not_finite = sound.clone();
    let end = not_finite.len();
    not_finite[end - 4..].copy_from_slice(&f32::NAN.to_le_bytes());
    let rows: [(&str, &[u8]); 5] = [
        ("empty", &[]),
        ("truncated", &sound[..sound.len() - 1]),
        ("no safetensors", b"PK\x03\x04 and so on, and so forth"),
        ("of another network", &other),
        ("not a number", &not_finite),
    ];
    for (name, file) in rows {
        let [mut asked, mut twin] = [(); 2].map(|()| session(spec(deep(Module::ReLU))));
        for session in [&mut asked, &mut twin] {
            good_step(session, &data);
        }
        let errors = asked.import(file).unwrap().unwrap_err();
        assert!(!errors.is_empty(), "{name}");
        assert_eq!(bits(&asked), bits(&twin), "{name}");
        let [asked, twin] = [&mut asked, &mut twin].map(|session| good_step(session, &data));
        assert_eq!(asked.loss.to_bits(), twin.loss.to_bits(), "{name}");
    }
}
