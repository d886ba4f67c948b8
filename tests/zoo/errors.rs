//! The first layer that cannot work is named, with the numbers that clash.

use convlab::nn::module::{Child, Module};
use convlab::nn::trace::{Mode, Prefix, TraceError, trace, trace_prefix};
use convlab::tensor::shape::{Axis, Shape, ShapeError, Window};
use convlab::zoo::lenet::{INPUT, LeNet, lenet};

fn check(module: &Module, input: Shape, path: &str, error: ShapeError) {
    let expected = TraceError {
        path: path.to_owned(),
        error,
    };
    for mode in [Mode::Train, Mode::Eval] {
        let found = trace(module, input, mode).err();
        assert_eq!(found.as_ref(), Some(&expected), "{module:?} on {input}");
    }
}

fn too_large(axis: Axis, window: usize, padded: usize) -> ShapeError {
    ShapeError::WindowTooLarge {
        axis,
        window,
        padded,
    }
}

#[test]
fn lenet_on_other_pictures() {
    let check = |c, h, w, path, error| {
        check(
            &lenet(LeNet::default()),
            Shape::new(1, c, h, w),
            path,
            error,
        );
    };
    let channels = ShapeError::Channels {
        expected: 1,
        found: 3,
    };
    check(3, 28, 28, "conv.0", channels);
    check(1, 4, 28, "conv.0", too_large(Axis::Height, 5, 4));
    check(1, 28, 4, "conv.0", too_large(Axis::Width, 5, 4));
    check(1, 12, 12, "conv.3", too_large(Axis::Height, 5, 4));
    check(1, 14, 14, "conv.5", too_large(Axis::Height, 2, 1));
    let features = |found| ShapeError::Features {
        expected: 256,
        found,
    };
    check(1, 27, 27, "fc.0", features(144));
    check(1, 32, 32, "fc.0", features(400));
}

#[test]
fn lenet_with_any_padding() {
    for padding in 0..40 {
        let variant = LeNet {
            padding,
            ..LeNet::default()
        };
        let traced = trace(&lenet(variant), INPUT, Mode::Eval);
        assert!(traced.is_ok(), "{padding}");
    }
    let variant = LeNet {
        padding: usize::MAX,
        ..LeNet::default()
    };
    check(&lenet(variant), INPUT, "conv.0", ShapeError::TooLarge);
}

#[test]
fn layers_in_the_wrong_place() {
    let picture = Shape::new(2, 3, 8, 8);
    let conv = || Module::conv2d(3, 3, Window::square(3).padding(1));
    let flat = Shape::matrix(2, 192);

    let late = Module::sequential(vec![Module::Flatten, conv()]);
    check(&late, picture, "1", ShapeError::NotSpatial { found: flat });
    let late = Module::sequential(vec![Module::Flatten, Module::GlobalAvgPool2d]);
    check(&late, picture, "1", ShapeError::NotSpatial { found: flat });
    let early = Module::sequential(vec![conv(), Module::linear(192, 10)]);
    check(&early, picture, "1", ShapeError::NotFlat { found: picture });
    let pooled = Module::sequential(vec![Module::GlobalAvgPool2d, Module::linear(3, 10)]);
    let found = Shape::new(2, 3, 1, 1);
    check(&pooled, picture, "1", ShapeError::NotFlat { found });

    let pool = |padding| Module::MaxPool2d(Window::square(3).padding(padding));
    let error = ShapeError::PoolPadding {
        axis: Axis::Height,
        padding: 2,
        kernel: 3,
    };
    check(
        &Module::sequential(vec![pool(1), pool(2)]),
        picture,
        "1",
        error,
    );
    let still = Module::MaxPool2d(Window::square(3).stride(0));
    check(
        &still,
        picture,
        "",
        ShapeError::ZeroWindow { axis: Axis::Height },
    );

    let huge = Module::linear(192, usize::MAX / 8);
    let huge = Module::sequential(vec![Module::Flatten, huge]);
    check(&huge, picture, "1", ShapeError::TooLarge);
}

#[test]
fn branches() {
    let picture = Shape::new(1, 4, 8, 8);
    let one = |window| Module::sequential(vec![Module::conv2d(4, 2, window)]);
    let concat = |left, right| {
        let children = vec![Child::new("left", left), Child::new("right", right)];
        Module::Sequential(vec![Child::new("join", Module::Concat(children))])
    };
    let error = ShapeError::Branches {
        first: [8, 8],
        other: [6, 6],
    };
    let uneven = concat(one(Window::square(1)), one(Window::square(3)));
    check(&uneven, picture, "join", error);
    let inside = concat(one(Window::square(1)), one(Window::square(9)));
    check(
        &inside,
        picture,
        "join.right.0",
        too_large(Axis::Height, 9, 8),
    );
    let empty = ShapeError::Channels {
        expected: 1,
        found: 0,
    };
    check(&Module::Concat(vec![]), picture, "", empty);
}

#[test]
fn what_works_before_the_first_layer_that_cannot() {
    let picture = Shape::new(1, 1, 12, 12);
    let Prefix { trace: good, error } = trace_prefix(&lenet(LeNet::default()), picture, Mode::Eval);
    assert_eq!(error.unwrap().path, "conv.3");
    let paths: Vec<&str> = good.rows.iter().map(|row| row.path.as_str()).collect();
    assert_eq!(paths, ["", "conv.0", "conv.1", "conv.2"]);
    assert_eq!(good.rows[3].output, Shape::new(1, 6, 4, 4));
    assert_eq!((good.parameters(), good.macs()), (156, 6 * 64 * 25));
    assert_eq!(good.params.len(), 2);
    assert_eq!(good.rows[3].receptive.unwrap().size, [6, 6]);
    assert_eq!(good.graph.shape(good.output), good.rows[3].output);
    // All of it, and none of it.
    let whole = trace_prefix(&lenet(LeNet::default()), INPUT, Mode::Train);
    let traced = trace(&lenet(LeNet::default()), INPUT, Mode::Train);
    assert_eq!((Ok(whole.trace), whole.error), (traced, None));
    let absurd = Shape::new(1, usize::MAX, usize::MAX, 2);
    let nothing = trace_prefix(&Module::ReLU, absurd, Mode::Eval);
    assert_eq!(nothing.trace.rows.len(), 1);
    assert_eq!(nothing.error.unwrap().error, ShapeError::TooLarge);
}
