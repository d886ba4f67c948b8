//! Colours of values, and where values lie in a picture.

use convlab::lesson::heat::{self, Atlas, Scale};

#[test]
fn scales() {
    let rows = [
        (Scale::Diverging, 0.0, 1.0, [255, 255, 255]),
        (Scale::Diverging, -2.0, 2.0, [0x1f, 0x57, 0xa6]),
        (Scale::Diverging, 2.0, 2.0, [0xb8, 0x55, 0x05]),
        (Scale::Diverging, 9.0, 2.0, [0xb8, 0x55, 0x05]),
        (Scale::Diverging, 1.0, 2.0, [0xf6, 0xb3, 0x6e]),
        // A layer of zeros is white, not a division by zero.
        (Scale::Diverging, 0.0, 0.0, [255, 255, 255]),
        (Scale::Grey, 0.0, 1.0, [0, 0, 0]),
        (Scale::Grey, 0.5, 1.0, [128, 128, 128]),
        (Scale::Grey, f32::INFINITY, 1.0, [255, 255, 255]),
        (Scale::Grey, f32::NAN, 1.0, [255, 0, 255]),
    ];
    for (scale, value, limit, expected) in rows {
        assert_eq!(
            scale.colour(value, limit),
            expected,
            "{scale:?} {value} of {limit}"
        );
    }
}

/// Weber's luminance, near enough to see that lightness falls evenly away from zero.
fn lightness([r, g, b]: [u8; 3]) -> f32 {
    0.2126 * f32::from(r) + 0.7152 * f32::from(g) + 0.0722 * f32::from(b)
}

#[test]
fn diverging_grows_darker_away_from_zero_on_both_sides() {
    for side in [-1.0, 1.0] {
        let shades = (0..=20).map(|i| lightness(Scale::Diverging.colour(side * i as f32, 20.0)));
        let shades: Vec<f32> = shades.collect();
        assert!(
            shades.is_sorted_by(|lighter, darker| lighter > darker),
            "{shades:?}"
        );
    }
}

#[test]
fn limits_are_symmetric_and_skip_what_is_not_finite() {
    for (values, expected) in [
        (&[][..], 0.0),
        (&[0.5, -2.0, 1.0], 2.0),
        (&[f32::NAN, f32::NEG_INFINITY, 0.25], 0.25),
    ] {
        assert_eq!(heat::limit(values), expected);
    }
}

fn check(atlas: Atlas, count: usize, size: [usize; 2]) {
    assert_eq!(atlas.size(), size, "{atlas:?}");
    let values: Vec<f32> = (0..count).map(|i| i as f32 / count as f32).collect();
    let pixels = atlas.paint(&values, Scale::Diverging, 1.0);
    assert_eq!(pixels.rgba.len(), size[0] * size[1] * 4);
    let mut seen = vec![0; count];
    for row in 0..size[0] {
        for column in 0..size[1] {
            let pixel = &pixels.rgba[(row * size[1] + column) * 4..][..4];
            match atlas.spot(row, column).filter(|spot| spot.index < count) {
                Some(spot) => {
                    seen[spot.index] += 1;
                    let colour = Scale::Diverging.colour(values[spot.index], 1.0);
                    assert_eq!(
                        (&pixel[..3], pixel[3]),
                        (&colour[..], 255),
                        "{row} {column}"
                    );
                }
                None => assert_eq!(pixel, [0; 4], "{row} {column}"),
            }
        }
    }
    assert_eq!(seen, vec![atlas.zoom * atlas.zoom; count], "{atlas:?}");
}

#[test]
fn pixels_show_the_value_that_a_pointer_finds_there() {
    let rows = [
        (Atlas::maps([1, 1, 3, 4], 8, 1), 12, [3, 4]),
        (Atlas::maps([1, 6, 24, 24], 3, 1), 6 * 24 * 24, [50, 76]),
        // The last row of tiles is not full.
        (Atlas::maps([1, 5, 2, 2], 3, 2), 20, [10, 16]),
        (Atlas::maps([1, 10, 1, 1], 10, 3), 10, [3, 30]),
        (Atlas::maps([1, 84, 1, 1], 20, 1), 84, [5, 20]),
        (Atlas::kernels([6, 1, 5, 5], 1), 150, [5, 40]),
        (Atlas::kernels([3, 2, 2, 1], 2), 12, [10, 10]),
        (Atlas::maps([1, 0, 2, 2], 3, 1), 0, [0, 2]),
    ];
    for (atlas, count, size) in rows {
        check(atlas, count, size);
    }
}

#[test]
fn kernels_stand_in_a_column_for_each_output_channel() {
    let atlas = Atlas::kernels([16, 6, 5, 5], 1);
    assert_eq!(atlas.grid, [6, 16]);
    let spot = atlas
        .spot(7, 0)
        .expect("second input channel of the first kernel");
    assert_eq!((spot.tile, spot.index), (1, 25));
    let spot = atlas
        .spot(0, 7)
        .expect("first input channel of the second kernel");
    assert_eq!((spot.tile, spot.index), (6, 150));
}

#[test]
fn legends_run_from_end_to_end() {
    let bar = heat::legend(Scale::Diverging, 2.0, 5);
    assert_eq!(bar.rgba[..3], Scale::Diverging.colour(-2.0, 2.0));
    assert_eq!(bar.rgba[8..11], [255, 255, 255]);
    assert_eq!(bar.rgba[16..19], Scale::Diverging.colour(2.0, 2.0));
}
