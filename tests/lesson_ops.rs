//! The numbers that the lesson prints, and what an op promises beside its formula:
//! shapes, refusals, dropout's mask.

mod support;

use convlab::tensor::graph::{Graph, Leaf, Op, Value};
use convlab::tensor::ops::output_shape;
use convlab::tensor::rng::Rng;
use convlab::tensor::shape::{Axis, Padding, Shape, ShapeError, Window};
use convlab::tensor::tensor::Tensor;

use support::{CLOCK, Feed, devices, run};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::{wasm_bindgen_test as test, wasm_bindgen_test_configure};

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test_configure!(run_in_dedicated_worker);

async_tests! {
    cross_correlation_of_the_lesson,
    an_edge_is_found,
    channels_of_the_lesson,
    pooling_of_the_lesson,
    the_maximum_of_negative_numbers_is_negative,
    dropout_keeps_the_mean,
    dropout_depends_on_step_seed_and_layer_alone,
    slices_of_a_batch_draw_what_the_whole_batch_draws,
}

/// Runs `op` on every device; `inputs` are parameters.
async fn check(op: Op, inputs: &[(Shape, Vec<f32>)], expected: &[f32]) {
    let mut graph = Graph::new();
    let mut feed = Feed::new();
    let mut values: Vec<Value> = Vec::new();
    for (i, (shape, numbers)) in (0..).zip(inputs) {
        values.push(graph.leaf(Leaf::Param(i), *shape));
        feed.push((Leaf::Param(i), Tensor::new(*shape, numbers.clone())));
    }
    let y = graph.apply(op, &values).unwrap();
    for mut device in devices().await {
        let found = run(&mut device, &graph, &feed, &[y]).await;
        assert_eq!(found[0].data, expected, "{op:?}");
    }
}

/// 0, 1, 2, … in a picture of one channel.
fn counting(h: usize, w: usize) -> (Shape, Vec<f32>) {
    let numbers = (0..h * w).map(|x| x as f32);
    (Shape::new(1, 1, h, w), numbers.collect())
}

const fn symmetric(rows: usize, columns: usize) -> Padding {
    Padding {
        top: rows,
        bottom: rows,
        left: columns,
        right: columns,
    }
}

async fn cross_correlation_of_the_lesson() {
    let x = counting(3, 3);
    let kernel = (Shape::new(1, 1, 2, 2), vec![0.0, 1.0, 2.0, 3.0]);
    let square = Window::square(2);
    let rows = [
        (square, vec![19.0, 25.0, 37.0, 43.0]),
        (
            square.padding(1),
            vec![
                0.0, 3.0, 8.0, 4.0, 9.0, 19.0, 25.0, 10.0, 21.0, 37.0, 43.0, 16.0, 6.0, 7.0, 8.0,
                0.0,
            ],
        ),
        (
            Window {
                stride: [3, 2],
                ..square.padding(1)
            },
            vec![0.0, 8.0, 6.0, 8.0],
        ),
    ];
    for (window, expected) in rows {
        check(Op::Conv2d(window), &[x.clone(), kernel.clone()], &expected).await;
    }
}

async fn an_edge_is_found() {
    let row = [1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0];
    let picture = (Shape::new(1, 1, 6, 8), row.repeat(6));
    let kernel = (Shape::new(1, 1, 1, 2), vec![1.0, -1.0]);
    let window = Window {
        kernel: [1, 2],
        ..Window::square(1)
    };
    let expected = [0.0, 1.0, 0.0, 0.0, 0.0, -1.0, 0.0].repeat(6);
    check(Op::Conv2d(window), &[picture, kernel], &expected).await;
}

async fn channels_of_the_lesson() {
    let numbers = |from: usize, count: usize| (from..from + count).map(|x| x as f32);
    let x = numbers(0, 9).chain(numbers(1, 9)).collect();
    let kernels = [0, 1, 1, 2, 2, 3]
        .into_iter()
        .flat_map(|from| numbers(from, 4));
    let inputs = [
        (Shape::new(1, 2, 3, 3), x),
        (Shape::new(3, 2, 2, 2), kernels.collect()),
    ];
    let expected = [
        56.0, 72.0, 104.0, 120.0, 76.0, 100.0, 148.0, 172.0, 96.0, 128.0, 192.0, 224.0,
    ];
    check(Op::Conv2d(Window::square(2)), &inputs, &expected).await;
}

async fn pooling_of_the_lesson() {
    let square = Window::square;
    let average = Op::AvgPool2d {
        window: square(2),
        count_include_pad: true,
    };
    let wide = Window {
        kernel: [2, 4],
        stride: [2, 3],
        padding: symmetric(1, 2),
        dilation: [1, 1],
    };
    let rows = [
        (Op::MaxPool2d(square(2)), 3, vec![4.0, 5.0, 7.0, 8.0]),
        (average, 3, vec![2.0, 3.0, 5.0, 6.0]),
        (Op::MaxPool2d(square(3).stride(3)), 4, vec![10.0]),
        (
            Op::MaxPool2d(square(3).stride(2).padding(1)),
            4,
            vec![5.0, 7.0, 13.0, 15.0],
        ),
        (
            Op::MaxPool2d(wide),
            4,
            vec![1.0, 3.0, 9.0, 11.0, 13.0, 15.0],
        ),
    ];
    for (op, side, expected) in rows {
        check(op, &[counting(side, side)], &expected).await;
    }
}

/// Padding of a maximum is −∞, not 0.
async fn the_maximum_of_negative_numbers_is_negative() {
    let op = Op::MaxPool2d(Window::square(2).stride(2).padding(1));
    let x = (Shape::new(1, 1, 2, 2), vec![-4.0, -3.0, -2.0, -1.0]);
    check(op, &[x], &[-4.0, -3.0, -2.0, -1.0]).await;
}

/// A window has as many outputs as places where it fits, whatever its settings.
#[test]
fn output_sizes_count_the_places_of_a_window() {
    let mut rng = Rng::new(5);
    for _ in 0..20_000 {
        let mut below = |bound| rng.below(bound) as usize;
        let window = Window {
            kernel: [below(5) + 1, below(5) + 1],
            stride: [below(4) + 1, below(4) + 1],
            padding: Padding {
                top: below(4),
                bottom: below(4),
                left: below(4),
                right: below(4),
            },
            dilation: [below(3) + 1, below(3) + 1],
        };
        let x = Shape::new(below(3) + 1, below(4) + 1, below(12) + 1, below(12) + 1);
        let weight = Shape::new(below(4) + 1, x.c(), window.kernel[0], window.kernel[1]);
        let [extent, padded] = [window.extent(), window.padded([x.h(), x.w()])];
        let places = [0, 1].map(|axis| {
            let starts = (0..padded[axis]).step_by(window.stride[axis]);
            starts
                .filter(|start| start + extent[axis] <= padded[axis])
                .count()
        });
        let found = output_shape(Op::Conv2d(window), &[x, weight]);
        if places.contains(&0) {
            assert!(matches!(found, Err(ShapeError::WindowTooLarge { .. })));
            continue;
        }
        let y = Shape::new(x.n(), weight.n(), places[0], places[1]);
        assert_eq!(found, Ok(y), "{window:?} on {x}");
        let input = [x.h(), x.w()];
        let input_grad = Op::Conv2dInputGrad { window, input };
        assert_eq!(output_shape(input_grad, &[y, weight]), Ok(x));
        assert_eq!(
            output_shape(Op::Conv2dWeightGrad(window), &[x, y]),
            Ok(weight)
        );
        let pooled = Shape::new(x.n(), x.c(), places[0], places[1]);
        match output_shape(Op::MaxPool2d(window), &[x]) {
            Ok(shape) => assert_eq!(shape, pooled),
            Err(error) => assert!(matches!(error, ShapeError::PoolPadding { .. })),
        }
    }
}

#[test]
fn shapes_that_do_not_fit_are_refused_with_their_numbers() {
    let matrix = Shape::matrix;
    let square = Window::square;
    let picture = Shape::new(2, 3, 8, 8);
    let product = Op::MatMul {
        transpose_a: false,
        transpose_b: true,
    };
    let mismatch = |expected, found| ShapeError::Mismatch { expected, found };
    let rows = [
        (
            Op::Conv2d(square(3)),
            vec![picture, Shape::new(4, 2, 3, 3)],
            ShapeError::Channels {
                expected: 2,
                found: 3,
            },
        ),
        (
            Op::Conv2d(square(3)),
            vec![picture, Shape::new(4, 3, 3, 3), matrix(1, 3)],
            mismatch(matrix(1, 4), matrix(1, 3)),
        ),
        (
            Op::Conv2d(square(9)),
            vec![picture, Shape::new(4, 3, 9, 9)],
            ShapeError::WindowTooLarge {
                axis: Axis::Height,
                window: 9,
                padded: 8,
            },
        ),
        (
            Op::MaxPool2d(square(2).padding(2)),
            vec![picture],
            ShapeError::PoolPadding {
                axis: Axis::Height,
                padding: 2,
                kernel: 2,
            },
        ),
        (
            product,
            vec![matrix(4, 400), matrix(120, 256)],
            ShapeError::Features {
                expected: 256,
                found: 400,
            },
        ),
        (
            product,
            vec![picture, matrix(120, 192)],
            ShapeError::NotFlat { found: picture },
        ),
        (
            Op::Concat,
            vec![picture, Shape::new(2, 5, 8, 7)],
            ShapeError::Branches {
                first: [8, 8],
                other: [8, 7],
            },
        ),
        (
            Op::Add,
            vec![matrix(2, 3), matrix(3, 2)],
            mismatch(matrix(2, 3), matrix(3, 2)),
        ),
        (
            Op::CrossEntropy,
            vec![matrix(4, 10), matrix(5, 1)],
            mismatch(matrix(4, 1), matrix(5, 1)),
        ),
        (
            Op::Conv2d(square(1).padding(1 << 31)),
            vec![Shape::new(1 << 10, 1, 1, 1), Shape::new(1, 1, 1, 1)],
            ShapeError::TooLarge,
        ),
    ];
    for (op, inputs, error) in rows {
        assert_eq!(output_shape(op, &inputs), Err(error), "{op:?}");
    }
}

/// One dropout of a batch of ones, for a clock and a salt.
async fn dropped(p: f32, salt: u32, clock: [f32; 4]) -> Vec<f32> {
    dropped_from(Shape::matrix(100, 100), p, salt, clock).await
}

async fn dropped_from(shape: Shape, p: f32, salt: u32, clock: [f32; 4]) -> Vec<f32> {
    let mut graph = Graph::new();
    let x = graph.leaf(Leaf::Input, shape);
    let time = graph.leaf(Leaf::Clock, CLOCK);
    let y = graph.apply(Op::Dropout { p, salt }, &[x, time]).unwrap();
    let feed = vec![
        (Leaf::Input, Tensor::new(shape, vec![1.0; shape.len()])),
        (Leaf::Clock, Tensor::new(CLOCK, clock.to_vec())),
    ];
    let mut results: Vec<Vec<f32>> = Vec::new();
    for mut device in devices().await {
        results.push(run(&mut device, &graph, &feed, &[y]).await.remove(0).data);
    }
    assert!(results.windows(2).all(|pair| pair[0] == pair[1]));
    results.into_iter().next().unwrap()
}

async fn dropout_keeps_the_mean() {
    for p in [0.1_f32, 0.5, 0.9] {
        let y = dropped(p, 1, [0.0, 0.0, 7.0, 0.0]).await;
        let scale = 1.0 / (1.0 - p);
        assert!(y.iter().all(|&x| x == 0.0 || x == scale));
        let share = y.iter().filter(|&&x| x == 0.0).count() as f32 / y.len() as f32;
        assert!((share - p).abs() < 0.02, "{share} dropped for p = {p}");
    }
    assert_eq!(dropped(0.0, 1, [0.0; 4]).await, vec![1.0; 10_000]);
}

async fn dropout_depends_on_step_seed_and_layer_alone() {
    let mask = |salt, step, seed| dropped(0.5, salt, [step, 0.001, seed, 0.0]);
    let first = mask(1, 3.0, 7.0).await;
    assert_eq!(first, mask(1, 3.0, 7.0).await);
    for other in [mask(2, 3.0, 7.0), mask(1, 4.0, 7.0), mask(1, 3.0, 8.0)] {
        let other = other.await;
        let same = first.iter().zip(&other).filter(|(a, b)| a == b).count();
        assert!((4_700..5_300).contains(&same), "{same} of 10000 alike");
    }
}

async fn slices_of_a_batch_draw_what_the_whole_batch_draws() {
    let draw = |samples, first| {
        let shape = Shape::new(samples, 3, 5, 7);
        dropped_from(shape, 0.5, 1, [3.0, 0.001, 7.0, first])
    };
    let whole = draw(16, 0.0).await;
    let [start, end] = [draw(10, 0.0).await, draw(6, 10.0).await];
    assert_ne!(draw(6, 0.0).await, end);
    assert_eq!([start, end].concat(), whole);
}
