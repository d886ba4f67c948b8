//! A convolution as a matrix: the same numbers, tied weights, what belongs together.

use convlab::lesson::slide::{Slide, slide};
use convlab::lesson::state::Playground;
use convlab::lesson::state::operation::{KernelSource, Kind, Operation};
use convlab::lesson::unrolled::{Target, frames, kernel, matrix, name, unrolled};
use convlab::tensor::shape::{Padding, Window};

fn page() -> Slide {
    slide(&Playground::of("conv-vs-dense").operation).unwrap()
}

/// Every small operation that has an output.
fn small() -> Vec<Slide> {
    let mut found = Vec::new();
    for h in 1..=4 {
        for w in [1, 3, 5] {
            for (k_h, k_w) in [(1, 1), (2, 2), (3, 3), (2, 3)] {
                for stride in 1..=2 {
                    for (top, left) in [(0, 0), (1, 1), (0, 2)] {
                        for (dilation, channels) in [(1, [1, 1]), (2, [1, 1]), (1, [2, 3])] {
                            found.extend(slide(&Operation {
                                input: [h, w],
                                window: Window {
                                    kernel: [k_h, k_w],
                                    stride: [stride, stride],
                                    padding: Padding {
                                        top,
                                        bottom: 1,
                                        left,
                                        right: 0,
                                    },
                                    dilation: [dilation, dilation],
                                },
                                in_channels: channels[0],
                                out_channels: channels[1],
                                bias: 2.0,
                                kernel_source: KernelSource::Random,
                                ..Operation::default()
                            }));
                        }
                    }
                }
            }
        }
    }
    found
}

#[test]
fn the_product_is_the_convolution() {
    let slides = small();
    assert!(slides.len() > 300, "{}", slides.len());
    for slide in slides {
        let matrix = unrolled(&slide).unwrap();
        assert_eq!(
            [matrix.rows, matrix.columns],
            [slide.y.data.len(), slide.x.data.len()]
        );
        assert_eq!(matrix.product(&slide.x.data, slide.bias), slide.y.data);
    }
}

#[test]
fn no_place_holds_two_weights_and_tied_ones_are_equal() {
    for slide in small() {
        let matrix = unrolled(&slide).unwrap();
        let mut places: Vec<_> = matrix.entries.iter().map(|e| (e.row, e.column)).collect();
        places.sort_unstable();
        places.dedup();
        assert_eq!(places.len(), matrix.entries.len());
        for entry in &matrix.entries {
            assert_eq!(entry.value, slide.weight.data[entry.weight]);
        }
    }
}

#[test]
fn the_pages_matrix_in_numbers() {
    let matrix = unrolled(&page()).unwrap();
    assert_eq!([matrix.rows, matrix.columns, matrix.places()], [4, 16, 64]);
    assert_eq!([matrix.entries.len(), matrix.distinct()], [36, 9]);
    assert!((matrix.zeros() - 28.0 / 64.0).abs() < 1e-6);
}

#[test]
fn pooling_has_no_weights() {
    for kind in [Kind::MaxPool, Kind::AvgPool] {
        let slide = slide(&Operation {
            kind,
            ..Operation::default()
        })
        .unwrap();
        assert_eq!(unrolled(&slide), None);
    }
}

#[test]
fn what_lights_up() {
    let matrix = unrolled(&page()).unwrap();
    let row = matrix.lit(Target::Row(0));
    assert_eq!(row.outputs, [0]);
    assert_eq!(row.inputs, [0, 1, 2, 4, 5, 6, 8, 9, 10]);
    assert_eq!(row.weights, [0, 1, 2, 3, 4, 5, 6, 7, 8]);
    let column = matrix.lit(Target::Column(5));
    assert_eq!((column.inputs, column.outputs), (vec![5], vec![0, 1, 2, 3]));
    let tied = matrix.lit(Target::Entry(0, 5));
    assert_eq!(tied.weights, [4]);
    let places: Vec<_> = tied.entries.iter().map(|e| (e.row, e.column)).collect();
    assert_eq!(places, [(0, 5), (1, 6), (2, 9), (3, 10)]);
    assert_eq!(matrix.lit(Target::Weight(4)).entries, tied.entries);
    let zero = matrix.lit(Target::Entry(0, 15));
    assert!(zero.entries.is_empty() && zero.weights.is_empty());
    assert_eq!((zero.outputs, zero.inputs), (vec![0], vec![15]));
}

#[test]
fn keys_stay_in_the_matrix() {
    let matrix = unrolled(&page()).unwrap();
    assert_eq!(matrix.moved(None, [1, 1]), Target::Entry(0, 0));
    let far = i64::MAX / 4;
    let last = matrix.moved(Some(Target::Entry(1, 1)), [far, far]);
    assert_eq!(last, Target::Entry(3, 15));
    assert_eq!(matrix.moved(Some(last), [-far, -far]), Target::Entry(0, 0));
    assert_eq!(matrix.moved(Some(last), [0, 1]), last);
}

#[test]
fn weights_have_names_with_channels_where_there_are_several() {
    assert_eq!(name(&page(), 5), "w₁₂");
    let operation = Operation {
        in_channels: 2,
        out_channels: 3,
        ..Operation::default()
    };
    assert_eq!(name(&slide(&operation).unwrap(), 2 * 8 + 4 + 1), "w₂₁₀₁");
}

#[test]
fn figures_hold_every_place_and_no_more() {
    for slide in small() {
        let all = unrolled(&slide).unwrap();
        let Some(svg) = matrix(&all, &slide, "W") else {
            assert!(all.rows > 64, "{} × {}", all.rows, all.columns);
            continue;
        };
        let places = all.places() + all.rows + all.columns;
        assert_eq!(svg.matches("data-row").count(), places);
        assert_eq!(svg.matches("class=\"tied").count(), all.entries.len());
        assert_eq!(
            kernel(&slide, "K").matches("class=\"tied").count(),
            slide.weight.data.len()
        );
        assert!(!svg.contains("NaN"));
        assert_eq!(frames(&all, None).matches("<rect").count(), 0);
        assert!(
            frames(&all, Some(Target::Entry(0, 0)))
                .matches("<rect")
                .count()
                >= 3
        );
    }
}

#[test]
fn a_matrix_too_large_to_read_is_not_drawn() {
    let large = slide(&Operation {
        input: [32, 32],
        ..Operation::default()
    })
    .unwrap();
    let all = unrolled(&large).unwrap();
    assert_eq!(matrix(&all, &large, "W"), None);
    assert_eq!([all.rows, all.columns], [961, 1024]);
}
