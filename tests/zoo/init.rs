//! Initialisations: bounds, spread, and the same numbers for the same seed.

use convlab::nn::init::{Init, initialise};
use convlab::tensor::rng::Rng;
use convlab::zoo::lenet::LeNet;

use crate::shapes::traced;

#[test]
fn values_fill_the_interval_that_the_formula_gives() {
    let params = traced(LeNet::default()).params;
    let check = |init, position: usize, bound: f32| {
        let values = &initialise(&params, init, &mut Rng::new(1))[position];
        let path = &params[position].path;
        let largest = values
            .iter()
            .fold(0.0, |largest: f32, value| largest.max(value.abs()));
        assert!(
            largest <= bound && largest > 0.98 * bound,
            "{init:?} {path}: {largest}"
        );
        let square: f32 = values.iter().map(|value| value * value).sum();
        let deviation = (square / values.len() as f32).sqrt();
        // Uniform in ±b has the standard deviation b/√3.
        assert!(
            (deviation * 3_f32.sqrt() / bound - 1.0).abs() < 0.05,
            "{init:?} {path}"
        );
    };
    // conv.3.weight [16, 6, 5, 5] and fc.0.weight [120, 256].
    check(Init::Default, 2, 1.0 / 150_f32.sqrt());
    check(Init::Default, 4, 1.0 / 16.0);
    check(Init::Xavier, 2, (6.0 / (150.0 + 400.0_f32)).sqrt());
    check(Init::Xavier, 4, (6.0 / 376_f32).sqrt());
    check(Init::He, 2, (6.0 / 150_f32).sqrt());
    check(Init::He, 4, (6.0 / 256_f32).sqrt());
}

#[test]
fn biases_are_drawn_by_pytorchs_default_and_nought_otherwise() {
    let params = traced(LeNet::default()).params;
    for init in [Init::Default, Init::Xavier, Init::He] {
        let values = initialise(&params, init, &mut Rng::new(1));
        for (param, values) in params.iter().zip(&values) {
            let zero = values.iter().all(|&value| value == 0.0);
            assert_eq!(
                zero,
                param.is_bias && init != Init::Default,
                "{init:?} {}",
                param.path
            );
            let bound = 1.0 / (param.fan_in as f32).sqrt();
            let within = values.iter().all(|value| value.abs() <= bound);
            assert!(within || init != Init::Default, "{}", param.path);
        }
    }
}

#[test]
fn a_seed_is_a_network() {
    let params = traced(LeNet::default()).params;
    let draw = |seed| initialise(&params, Init::Default, &mut Rng::new(seed));
    assert_eq!(draw(0), draw(0));
    assert_ne!(draw(0), draw(1));
}
