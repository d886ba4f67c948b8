//! Random changes of a picture: what each leaves as it is, what torchvision makes of the same numbers,
//! and that a seed tells all of it.

use convlab::data::augment::{Augment, Jitter, Planes, crop, flip, recolour};
use convlab::tensor::rng::Rng;

fn picture(channels: usize) -> Planes {
    let size = [channels, 5, 7];
    let mut rng = Rng::new(3);
    let values = (0..channels * 35).map(|_| rng.unit()).collect();
    Planes { size, values }
}

const ALL: Augment = Augment {
    crop: [4, 6],
    padding: 2,
    flip: 0.5,
    brightness: 0.9,
    contrast: 0.9,
    saturation: 0.9,
};

#[test]
fn twice_flipped_is_not_flipped() {
    let original = picture(3);
    let once = flip(&original);
    assert_ne!(once, original);
    assert_eq!(once.values[0], original.values[6]);
    assert_eq!(flip(&once), original);
}

#[test]
fn a_crop_of_everything_is_the_picture() {
    let original = picture(3);
    assert_eq!(crop(&original, [0, 0], [5, 7], 0), original);
    // The same, found again within its padding.
    assert_eq!(crop(&original, [2, 2], [5, 7], 2), original);
}

#[test]
fn outside_of_the_picture_is_nought() {
    let original = picture(1);
    let cropped = crop(&original, [0, 1], [3, 4], 2);
    assert_eq!(cropped.size, [1, 3, 4]);
    let [a, b, c] = [0, 1, 2].map(|at| original.values[at]);
    assert_eq!(
        cropped.values,
        [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, a, b, c]
    );
}

/// `_blend` and `rgb_to_grayscale` of torchvision by hand: the two pixels' greys are 0.17548 and 0.74184.
#[test]
fn colours_change_as_in_torchvision() {
    let rows: [(Jitter, [f32; 6]); 6] = [
        (Jitter::Brightness(1.5), [0.3, 0.9, 0.15, 1.0, 0.75, 0.45]),
        (Jitter::Brightness(0.0), [0.0; 6]),
        (
            Jitter::Contrast(0.5),
            [0.329_33, 0.529_33, 0.279_33, 0.679_33, 0.479_33, 0.379_33],
        ),
        (
            Jitter::Contrast(0.0),
            [0.458_66, 0.458_66, 0.458_66, 0.458_66, 0.458_66, 0.458_66],
        ),
        (
            Jitter::Saturation(0.0),
            [0.175_48, 0.741_84, 0.175_48, 0.741_84, 0.175_48, 0.741_84],
        ),
        (Jitter::Saturation(1.0), [0.2, 0.6, 0.1, 0.9, 0.5, 0.3]),
    ];
    for (jitter, expected) in rows {
        let mut picture = Planes {
            size: [3, 1, 2],
            values: vec![0.2, 0.6, 0.1, 0.9, 0.5, 0.3],
        };
        recolour(&mut picture, jitter);
        let pairs = picture.values.iter().zip(expected);
        for (found, expected) in pairs {
            assert!(
                (found - expected).abs() < 1e-5,
                "{jitter:?}: {:?}",
                picture.values
            );
        }
    }
}

#[test]
fn a_grey_picture_has_no_saturation() {
    let mut grey = picture(1);
    recolour(&mut grey, Jitter::Saturation(0.0));
    assert_eq!(grey, picture(1));
}

#[test]
fn a_seed_tells_every_change_and_numbers_stay_in_bounds() {
    let original = picture(3);
    let run = |seed| {
        let mut rng = Rng::new(seed);
        let one = |_| ALL.draw([5, 7], &mut rng).apply(&original);
        (0..40).map(one).collect::<Vec<Planes>>()
    };
    let pictures = run(8);
    assert_eq!(pictures, run(8));
    assert_ne!(pictures, run(9));
    for picture in pictures {
        assert_eq!(picture.size, [3, 4, 6]);
        assert!(picture.values.iter().all(|x| (0.0..=1.0).contains(x)));
    }
}

#[test]
fn what_may_not_happen_does_not() {
    let still = Augment {
        crop: [5, 7],
        padding: 0,
        flip: 0.0,
        brightness: 0.0,
        contrast: 0.0,
        saturation: 0.0,
    };
    let original = picture(3);
    let mut rng = Rng::new(1);
    for _ in 0..10 {
        assert_eq!(still.draw([5, 7], &mut rng).apply(&original), original);
    }
    let always = Augment { flip: 1.0, ..still };
    assert_eq!(
        always.draw([5, 7], &mut rng).apply(&original),
        flip(&original)
    );
    // A crop larger than the padded picture is as large as it is.
    let large = Augment {
        crop: [50, 70],
        ..still
    };
    assert_eq!(large.draw([5, 7], &mut rng).crop, [5, 7]);
}

#[test]
fn every_corner_and_every_order_is_drawn() {
    let mut rng = Rng::new(0);
    let drawn: Vec<_> = (0..500).map(|_| ALL.draw([5, 7], &mut rng)).collect();
    for a in [0, 1] {
        let mut corners: Vec<usize> = drawn.iter().map(|one| one.at[a]).collect();
        corners.sort_unstable();
        corners.dedup();
        // 5 + 4 − 4 and 7 + 4 − 6, both ends included.
        assert_eq!(corners, [0, 1, 2, 3, 4, 5]);
    }
    let flipped = drawn.iter().filter(|one| one.flipped).count();
    assert!((200..300).contains(&flipped), "{flipped}");
    let first_is_contrast = drawn
        .iter()
        .filter(|one| matches!(one.jitters[0], Jitter::Contrast(_)))
        .count();
    assert!(
        (120..220).contains(&first_is_contrast),
        "{first_is_contrast}"
    );
}
