//! A convolution's costs against a dense layer's: the counts of the trace, the lesson's numbers.

use convlab::lesson::costs::{costs, log_share, side_share, times};
use convlab::lesson::state::layer::{Bias, KnownLayer, Layer};
use convlab::nn::module::{Linear, Module};
use convlab::nn::summary::summary;
use convlab::nn::trace::{Mode, trace};
use convlab::tensor::shape::Shape;

/// The same two layers through the trace.
#[track_caller]
fn check(layer: &Layer) {
    let found = costs(layer).unwrap();
    let bias = layer.bias == Bias::True;
    let input = Shape::new(1, layer.in_channels, layer.height, layer.width);
    let dense = Module::sequential(vec![
        Module::Flatten,
        Module::Linear(Linear {
            in_features: found.input.sample_len(),
            out_features: found.output.sample_len(),
            bias,
        }),
    ]);
    for (module, cost) in [
        (Module::Conv2d(layer.conv()), found.conv),
        (dense, found.dense),
    ] {
        let ledger = summary(&trace(&module, input, Mode::Eval).unwrap());
        assert_eq!(cost.parameters(), ledger.parameters, "{layer:?}");
        assert_eq!(cost.macs, ledger.macs, "{layer:?}");
    }
}

#[test]
fn counts_are_those_of_the_trace() {
    for bias in [Bias::True, Bias::False] {
        for known in KnownLayer::ALL {
            check(&Layer {
                bias,
                ..known.layer()
            });
        }
        for (kernel_size, stride, padding, dilation) in [(1, 1, 0, 1), (3, 2, 1, 1), (4, 3, 2, 2)] {
            check(&Layer {
                height: 13,
                width: 9,
                in_channels: 3,
                out_channels: 5,
                kernel_size,
                stride,
                padding,
                dilation,
                bias,
                ..Layer::default()
            });
        }
    }
}

#[test]
fn the_lessons_two_layers() {
    for (known, conv, dense) in [
        (KnownLayer::LenetFirst, 150, 2_709_504),
        (KnownLayer::LenetSecond, 2_400, 884_736),
    ] {
        let found = costs(&known.layer()).unwrap();
        assert_eq!([found.conv.weights, found.dense.weights], [conv, dense]);
    }
    let found = costs(&Layer::default()).unwrap();
    assert_eq!(found.output, Shape::new(1, 6, 24, 24));
    // Parameters and multiply-adds do not shrink by the same factor.
    assert_eq!(found.conv.macs, 86_400);
    assert_eq!(times(found.dense.weights, found.conv.weights), "18,063×");
    assert_eq!(times(found.dense.macs, found.conv.macs), "31.4×");
    assert_eq!(
        found.formulas(&Layer::default())[..2],
        [
            "c₂·c₁·k_h·k_w = 6 × 1 × 5 × 5 = 150",
            "c₁·h₁·w₁ · c₂·h₂·w₂ = 1 × 28 × 28 × 6 × 24 × 24 = 2,709,504",
        ]
    );
}

#[test]
fn the_largest_layer_counts_without_overflow() {
    let most = Layer {
        samples: 1024,
        height: 512,
        width: 512,
        in_channels: 1024,
        out_channels: 1024,
        padding: 32,
        kernel_size: 1,
        ..Layer::default()
    };
    let found = costs(&most).unwrap();
    assert_eq!(found.dense.weights, (1024 * 512 * 512) * (1024 * 576 * 576));
}

#[test]
fn a_kernel_larger_than_the_picture_is_an_error() {
    let layer = Layer {
        height: 3,
        ..Layer::default()
    };
    assert!(costs(&layer).is_err());
}

#[test]
fn bars_and_areas_are_to_scale() {
    assert_eq!(log_share(1_000_000, 1_000_000), 1.0);
    assert!((log_share(1_000, 1_000_000) - 0.5).abs() < 1e-6);
    assert_eq!(log_share(1, 1_000_000), 0.0);
    assert_eq!(side_share(1, 100), 0.1);
}

#[test]
fn the_source_says_the_layer() {
    let found = costs(&Layer::default()).unwrap();
    let lines = found.source(&Layer::default());
    let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(
        texts[2..],
        [
            "# (1, 1, 28, 28) -> (1, 6, 24, 24)",
            "conv = nn.Conv2d(1, 6, kernel_size=5)",
            "dense = nn.Sequential(nn.Flatten(), nn.Linear(784, 3456), nn.Unflatten(1, (6, 24, 24)))",
        ]
    );
}
