//! Kernels on pictures: presets, what they keep, the numbers under the window.

use convlab::lesson::filter::{
    self, bank_weights, channels, display, kernel, paint, partial, side,
};
use convlab::lesson::photo::{self, Misfit, Photo, reduced};
use convlab::lesson::state::numbers::Numbers;
use convlab::lesson::state::operation::Kind;
use convlab::lesson::state::picture::{Bank, Display, Filter, Preset, Tone};
use convlab::tensor::rng::Rng;

fn noise(size: [usize; 2]) -> Photo {
    let mut rng = Rng::new(3);
    let planes = (0..3 * size[0] * size[1]).map(|_| rng.below(256) as f32);
    Photo {
        size,
        planes: planes.collect(),
    }
}

/// Dark on the left, bright on the right.
fn step_edge() -> Photo {
    let values: Vec<f32> = (0..80).map(|at| f32::from(at % 10 >= 5)).collect();
    Photo::from_grey(&values, [8, 10])
}

fn with(preset: Preset) -> Filter {
    Filter {
        preset,
        ..Filter::default()
    }
}

#[test]
fn identity_leaves_a_picture_as_it_is() {
    let photo = noise([9, 11]);
    for tone in [Tone::Grey, Tone::Colour] {
        let choice = Filter {
            tone,
            ..with(Preset::Identity)
        };
        let filtered = filter::filter(&photo, &choice);
        assert_eq!([filtered.y.shape.h(), filtered.y.shape.w()], [7, 9]);
        for n in 0..filtered.y.shape.n() {
            for i in 0..7 {
                for j in 0..9 {
                    let inside = filtered.x.view().plane(n, 0)[(i + 1) * 11 + j + 1];
                    assert_eq!(filtered.value(n, 0, [i, j]), inside);
                }
            }
        }
    }
}

#[test]
fn sobel_answers_at_an_edge_and_nowhere_else() {
    let photo = step_edge();
    let row = |preset, kind| {
        let choice = Filter {
            kind,
            ..with(preset)
        };
        filter::filter(&photo, &choice).y.data[..8].to_vec()
    };
    let edge = 4.0 * 255.0;
    let (correlate, convolve) = (Kind::CrossCorrelation, Kind::Convolution);
    let mut expected = vec![0.0; 8];
    expected[3..5].fill(edge);
    assert_eq!(row(Preset::SobelX, correlate), expected);
    expected[3..5].fill(-edge);
    assert_eq!(row(Preset::SobelX, convolve), expected);
    assert_eq!(row(Preset::SobelY, correlate), vec![0.0; 8]);
    assert_eq!(row(Preset::Edges, correlate), row(Preset::Edges, convolve));
}

#[test]
fn weights_sum_to_one_where_brightness_is_kept_and_to_zero_where_edges_are_sought() {
    let rows = [
        (Preset::Identity, 3, 1.0, Display::Clamped),
        (Preset::Blur, 3, 1.0, Display::Clamped),
        (Preset::Gaussian, 3, 1.0, Display::Clamped),
        (Preset::Sharpen, 3, 1.0, Display::Clamped),
        (Preset::Edges, 3, 0.0, Display::Signed),
        (Preset::SobelX, 3, 0.0, Display::Signed),
        (Preset::SobelY, 3, 0.0, Display::Signed),
        (Preset::Emboss, 3, 1.0, Display::Clamped),
        (Preset::Blur5, 5, 1.0, Display::Clamped),
        (Preset::Gaussian5, 5, 1.0, Display::Clamped),
        (Preset::Own, 3, 0.0, Display::Signed),
    ];
    for (preset, k, sum, shown) in rows {
        let kernel = kernel(&with(preset));
        assert_eq!(side(&kernel), k, "{preset:?}");
        assert!(
            (kernel.iter().sum::<f32>() - sum).abs() < 1e-6,
            "{preset:?}"
        );
        assert_eq!(display(Display::Auto, &kernel), shown, "{preset:?}");
        let symmetric = !matches!(preset, Preset::SobelX | Preset::SobelY | Preset::Emboss);
        assert_eq!(
            filter::differs_when_turned(&kernel),
            !symmetric,
            "{preset:?}"
        );
    }
}

#[test]
fn blur_keeps_the_mean_of_an_even_picture() {
    let photo = Photo::from_grey(&[0.4; 100], [10, 10]);
    for preset in [
        Preset::Blur,
        Preset::Gaussian,
        Preset::Blur5,
        Preset::Gaussian5,
    ] {
        let y = filter::filter(&photo, &with(preset)).y.data;
        assert!(
            y.iter().all(|value| (value - 102.0).abs() < 1e-3),
            "{preset:?}"
        );
    }
}

#[test]
fn the_patch_adds_up_to_the_result_everywhere() {
    let photo = noise([9, 12]);
    for preset in [Preset::SobelY, Preset::Gaussian5, Preset::Own] {
        for kind in [Kind::CrossCorrelation, Kind::Convolution] {
            let choice = Filter {
                kind,
                tone: Tone::Colour,
                own: Numbers::parse("1,2,3;-4,0.5,6;7,8,9"),
                ..with(preset)
            };
            let filtered = filter::filter(&photo, &choice);
            let [n, _, h, w] = filtered.y.shape.0;
            for at in 0..n * h * w {
                let (n, i, j) = (at / (h * w), at / w % h, at % w);
                let patch = filtered.patch([n, 0, 0], [i, j]);
                assert_eq!(patch.products.len(), patch.side * patch.side);
                assert!((patch.sum - filtered.value(n, 0, [i, j])).abs() < 0.05);
            }
        }
    }
}

#[test]
fn channels_are_summed_and_the_bias_is_added_once() {
    let photo = noise([8, 9]);
    for (bank, shape) in [
        (Bank::Grey, [1, 3, 1, 1]),
        (Bank::Opponents, [3, 3, 1, 1]),
        (Bank::Edges, [3, 3, 3, 3]),
    ] {
        let (weight, bias) = bank_weights(bank);
        assert_eq!(weight.shape.0, shape);
        assert_eq!(bias.len(), shape[0]);
        let filtered = channels(&photo, bank);
        let [_, _, h, w] = filtered.y.shape.0;
        for (o, bias) in bias.iter().enumerate() {
            let parts = partial(&filtered, o);
            for at in 0..h * w {
                let sum: f32 = (0..3).map(|c| parts[c * h * w + at]).sum();
                let place = [at / w, at % w];
                let patches = (0..3).map(|c| filtered.patch([0, o, c], place).sum);
                let value = filtered.value(0, o, place);
                assert!((sum + bias - value).abs() < 0.01);
                assert!((patches.sum::<f32>() + bias - value).abs() < 0.01);
            }
        }
    }
}

#[test]
fn numbers_become_pixels() {
    let size = [1, 3];
    let grey = |display| paint(&[-510.0, 0.0, 255.0], size, display).0.rgba;
    let pixel = |rgba: &[u8], at: usize| [rgba[at * 4], rgba[at * 4 + 1], rgba[at * 4 + 2]];
    let signed = grey(Display::Signed);
    assert_eq!(pixel(&signed, 0), [0x1f, 0x57, 0xa6]);
    assert_eq!(pixel(&signed, 1), [255; 3]);
    let absolute = grey(Display::Absolute);
    assert_eq!(
        [pixel(&absolute, 0), pixel(&absolute, 1)],
        [[255; 3], [0; 3]]
    );
    let clamped = grey(Display::Clamped);
    assert_eq!([pixel(&clamped, 0), pixel(&clamped, 2)], [[0; 3], [255; 3]]);
    let colour = paint(&[0.0, 100.0, -100.0], [1, 1], Display::Signed).0;
    assert_eq!(colour.rgba, [128, 255, 0, 255]);
    assert_eq!(photo::paint(&[], [2, 2]).rgba.len(), 16);
}

#[test]
fn sizes_that_cannot_be_used_are_named() {
    let rows = [
        ([300, 400], Ok([120, 160])),
        ([20, 30], Ok([20, 30])),
        ([1, 1], Err(Misfit::TooSmall([1, 1]))),
        ([0, 0], Err(Misfit::TooSmall([0, 0]))),
        ([100, 20_000], Err(Misfit::TooNarrow([100, 20_000]))),
        ([15_000, 20_000], Ok([120, 160])),
    ];
    for (size, expected) in rows {
        assert_eq!(reduced(size), expected, "{size:?}");
    }
    assert_eq!(Photo::from_rgba(&[0; 7], [1, 2]), None);
    let half = Photo::from_rgba(&[255, 0, 0, 255, 0, 0, 0, 0], [1, 2]);
    let half = half.expect("two pixels");
    assert_eq!(half.planes, [255.0, 255.0, 0.0, 255.0, 0.0, 255.0]);
    assert_eq!(half.grey().data, [76.0, 255.0]);
}
