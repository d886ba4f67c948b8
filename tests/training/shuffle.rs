//! Shuffled pixels: nothing to a dense network, another task to a convolution.

use convlab::data::fashion_mnist::PIXELS;
use convlab::train::block_on::block_on;
use convlab::train::protocol::{Picture, Rows, RunSpec};
use convlab::train::shuffle::{Shuffle, in_order};

use convlab::lesson::shuffled::{Net, module};

use crate::support::{bands, bits, session, spec, train};

const SHUFFLE: Shuffle = Shuffle {
    seed: 1,
    moves_weights: false,
};
const MOVED: Shuffle = Shuffle {
    moves_weights: true,
    ..SHUFFLE
};

fn losses(net: Net, shuffle: Option<Shuffle>) -> Vec<f32> {
    let mut session = session(RunSpec {
        shuffle,
        ..spec(module(net))
    });
    let points = train(&mut session, &bands(50, 1));
    points.iter().map(|point| point.loss).collect()
}

fn furthest(a: &[f32], b: &[f32]) -> f32 {
    let apart = a.iter().zip(b).map(|(a, b)| (a - b).abs());
    apart.fold(0.0, f32::max)
}

#[test]
fn an_order_holds_every_pixel_once_and_comes_from_the_seed() {
    let mut order = SHUFFLE.order();
    assert_eq!(order, MOVED.order());
    assert_ne!(order, Shuffle { seed: 2, ..SHUFFLE }.order());
    order.sort_unstable();
    assert!(order.iter().copied().eq(0..PIXELS as u32));
    assert_eq!(
        in_order(&[1, 2, 3, 4, 5, 6], &[2, 0, 1]),
        [3, 1, 2, 6, 4, 5]
    );
}

#[test]
fn a_dense_network_whose_first_weights_move_along_loses_the_same() {
    let plain = losses(Net::Dense, None);
    // The sums are taken in another order: equal but for rounding.
    let moved = furthest(&plain, &losses(Net::Dense, Some(MOVED)));
    assert!(moved < 1e-4, "{moved}");
    let shuffled = furthest(&plain, &losses(Net::Dense, Some(SHUFFLE)));
    assert!(shuffled > 1e-3, "{shuffled}");
}

#[test]
fn a_convolution_notices() {
    let plain = losses(Net::Conv, None);
    for shuffle in [SHUFFLE, MOVED] {
        let apart = furthest(&plain, &losses(Net::Conv, Some(shuffle)));
        assert!(apart > 1e-2, "{apart}");
    }
}

#[test]
fn a_shuffled_run_repeats_bit_for_bit() {
    let run = |seed| {
        let mut session = session(RunSpec {
            shuffle: Some(Shuffle { seed, ..SHUFFLE }),
            ..spec(module(Net::Conv))
        });
        train(&mut session, &bands(50, 1));
        bits(&session)
    };
    assert_eq!(run(1), run(1));
    assert_ne!(run(1), run(2));
}

#[test]
fn test_pictures_and_looked_at_pictures_are_shuffled_too() {
    let data = bands(50, 1);
    let mut plain = session(spec(module(Net::Dense)));
    let mut moved = session(RunSpec {
        shuffle: Some(MOVED),
        ..spec(module(Net::Dense))
    });
    let a = block_on(plain.evaluate(&data)).unwrap();
    let b = block_on(moved.evaluate(&data)).unwrap();
    assert!((a.loss() - b.loss()).abs() < 1e-4);
    let of = |session: &mut convlab::train::session::Session| {
        block_on(session.probe(&Picture::Test(3), &data, &Rows::All, &|| 0.0)).unwrap()
    };
    let (a, b) = (of(&mut plain), of(&mut moved));
    assert_eq!(in_order(&a.picture, &MOVED.order()), b.picture);
    assert_eq!(a.label, b.label);
}
