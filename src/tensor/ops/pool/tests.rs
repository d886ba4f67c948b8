//! Which number of a window is the maximum, and gets the gradient: bit for bit as in the readable loops.

use super::super::super::rng::Rng;
use super::super::super::shape::{Padding, Shape, Window};
use super::super::super::tensor::Tensor;
use super::super::Scratch;
use super::{maximum, reference};

/// Few numbers, so that ties are everywhere, and those that compare oddly.
const NUMBERS: [f32; 7] = [0.0, -0.0, 1.0, -1.0, 2.0, f32::NEG_INFINITY, f32::NAN];

fn check(window: Window, [height, width]: [usize; 2], x: Tensor) {
    let title = format!("{window:?} on {}", x.shape);
    let shape = Shape::new(x.shape.n(), x.shape.c(), height, width);
    let mut scratch = Scratch::default();
    assert!(scratch.reserve(maximum::scratch(x.shape, shape)).is_ok());

    let [mut found, mut expected] = [7.0, 8.0].map(|stale| {
        let mut out = Tensor::zeros(shape);
        out.data.fill(stale);
        out
    });
    maximum::max_pool2d(window, x.view(), found.view_mut(), &mut scratch);
    reference::max_pool2d(window, x.view(), expected.view_mut());
    assert_eq!(bits(&found), bits(&expected), "y of {title}");

    // Whole numbers: sums in any order are exact.
    let up = Tensor::new(shape, (0..shape.len()).map(|at| at as f32).collect());
    let [mut found, mut expected] = [7.0, 8.0].map(|stale| {
        let mut out = Tensor::zeros(x.shape);
        out.data.fill(stale);
        out
    });
    let operands = [x.view(), up.view()];
    maximum::max_pool2d_grad(window, operands, found.view_mut(), &mut scratch);
    reference::max_pool2d_grad(window, x.view(), up.view(), expected.view_mut());
    assert_eq!(bits(&found), bits(&expected), "gradient of {title}");
}

fn bits(tensor: &Tensor) -> Vec<u32> {
    tensor.data.iter().map(|x| x.to_bits()).collect()
}

#[test]
fn the_first_largest_number_wins() {
    let square = Window::square;
    let windows = [
        square(2).stride(2),
        square(3).stride(2),
        square(3).stride(2).padding(1),
        square(3).padding(1),
        square(2),
        square(5).stride(3).padding(2),
        Window {
            kernel: [3, 2],
            stride: [1, 3],
            padding: Padding {
                top: 1,
                right: 1,
                ..Padding::default()
            },
            dilation: [2, 3],
        },
        Window {
            dilation: [2, 2],
            ..square(3).padding(1)
        },
    ];
    let mut rng = Rng::new(5);
    for window in windows {
        for [samples, channels, height, width] in [
            [1, 1, 9, 9],
            [2, 3, 7, 13],
            [3, 4, 12, 12],
            [1, 5, 3, 3],
            [1, 4, 1, 1],
        ] {
            let Ok(output) = window.output([height, width]) else {
                continue;
            };
            let shape = Shape::new(samples, channels, height, width);
            for choice in [5, 6, 7] {
                let number = || NUMBERS[rng.below(choice) as usize];
                let numbers = std::iter::repeat_with(number).take(shape.len());
                check(window, output, Tensor::new(shape, numbers.collect()));
            }
        }
    }
}
