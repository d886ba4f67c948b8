//! What running and training cost, and how long an epoch would take.

use convlab::lesson::sizes::{Cost, Speed, offered, trained, width};
use convlab::lesson::state::Playground;
use convlab::nn::module::Module;
use convlab::train::protocol::RunSpec;
use convlab::zoo::trained::Trained;
use convlab::zoo::variant::{Known, Variant};

fn cost(variant: Variant) -> Cost {
    let playground = Playground {
        model: variant,
        ..Playground::of(variant.known.slug())
    };
    Cost::of(&playground.run_spec()).unwrap()
}

#[test]
fn only_networks_with_large_weights_are_heavy() {
    for known in Known::ALL {
        let heavy: Vec<bool> = offered(known)
            .into_iter()
            .map(|v| cost(v).is_heavy())
            .collect();
        let expected: &[bool] = match known {
            Known::Mlp | Known::LeNet => &[false],
            Known::AlexNet => &[false, false, true],
            Known::Vgg => &[false, false, false, true],
            Known::Nin => &[false; 3],
            Known::GoogLeNet => &[false; 6],
        };
        assert_eq!(heavy, expected, "{known:?}");
    }
}

#[test]
fn what_a_run_keeps_in_memory() {
    let alexnet = cost(Variant::lesson(Known::AlexNet));
    assert_eq!(alexnet.weights, 187_058_984);
    // Five times the weights, and 717,000 numbers a picture: a batch of 128.
    let outputs = alexnet.training - 5 * alexnet.weights;
    assert!((300 << 20..700 << 20).contains(&outputs), "{outputs}");
    // Everyone else who helps holds the weights five times too.
    let spec = Playground::of("alexnet").run_spec();
    let helped = Cost::of(&RunSpec { workers: 3, ..spec }).unwrap();
    assert_eq!(helped.training - alexnet.training, 10 * alexnet.weights);
    assert_eq!(helped.weights, alexnet.weights);
    let none = Playground {
        own_network: true,
        network: convlab::lesson::state::network::Network {
            module: Module::sequential(vec![Module::linear(3, 4)]),
            side: 28,
        }
        .into(),
        ..Playground::default()
    };
    assert_eq!(Cost::of(&none.run_spec()), None);
}

#[test]
fn an_epoch_takes_its_pictures_and_a_third_of_the_test() {
    let speed = Speed::measured(1_000_000, 500.0);
    assert_eq!(speed, Speed(5e8));
    let seconds = speed.epoch(1_000_000, 60_000);
    assert!((seconds - 126.667).abs() < 0.01, "{seconds}");
    // Twice the work, twice the time.
    assert_eq!(speed.epoch(2_000_000, 60_000), 2.0 * seconds);
}

#[test]
fn the_lesson_and_the_trained_network_are_offered() {
    for known in Known::ALL {
        let offered = offered(known);
        assert!(offered.contains(&Variant::lesson(known)), "{known:?}");
        for variant in &offered {
            assert!(known.ratios().contains(&variant.ratio), "{variant:?}");
            assert!(known.sides().contains(&variant.side), "{variant:?}");
        }
        let with_weights = offered.iter().filter(|v| trained(v).is_some()).count();
        assert_eq!(
            with_weights,
            usize::from(Trained::of(known).is_some()),
            "{known:?}"
        );
    }
    assert_eq!((width(1), width(8)), ("1".to_owned(), "1/8".to_owned()));
}
