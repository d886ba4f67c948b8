//! Modules that the tests share: every layer and every way to nest them.

use convlab::nn::blocks::{Inception, NinBlock, VggBlock};
use convlab::nn::module::{Child, Conv2d, Module};
use convlab::nn::trace::{Mode, trace};
use convlab::tensor::shape::{Padding, Shape, Window};

fn conv(channels: [usize; 2], window: Window) -> Module {
    Module::sequential(vec![
        Module::conv2d(channels[0], channels[1], window),
        Module::ReLU,
    ])
}

/// Branches within branches, as deep as GoogLeNet's: not its block, for each convolution stands in a container.
pub fn mix() -> Module {
    let reduce = |a, b, c, kernel: usize| {
        Module::sequential(vec![
            conv([a, b], Window::square(1)),
            conv([b, c], Window::square(kernel).padding(kernel / 2)),
        ])
    };
    let pool = Module::MaxPool2d(Window::square(3).padding(1));
    Module::Concat(vec![
        Child::new("p1", conv([24, 8], Window::square(1))),
        Child::new("p2", reduce(24, 12, 16, 3)),
        Child::new("p3", reduce(24, 2, 4, 5)),
        Child::new(
            "p4",
            Module::sequential(vec![pool, conv([24, 4], Window::square(1))]),
        ),
    ])
}

const UNEVEN: Padding = Padding {
    top: 1,
    bottom: 0,
    left: 2,
    right: 1,
};

/// Named parts, branches, every layer once.
pub fn branches() -> Module {
    let first = Window {
        stride: [2, 1],
        padding: UNEVEN,
        ..Window::square(4)
    };
    let stem = Module::Conv2d(Conv2d {
        in_channels: 3,
        out_channels: 24,
        window: first,
        bias: false,
    });
    Module::Sequential(vec![
        Child::new("stem", stem),
        Child::new("act", Module::Tanh),
        Child::new("mix", mix()),
        Child::new("pool", Module::GlobalAvgPool2d),
        Child::new("flatten", Module::Flatten),
        Child::new("drop", Module::Dropout { p: 0.3 }),
        Child::new("fc", Module::linear(32, 10)),
    ])
}

/// No names at all: pools, paddings and strides of every kind.
pub fn numbered() -> Module {
    let wide = Window {
        kernel: [3, 5],
        stride: [1, 2],
        padding: Padding {
            top: 0,
            bottom: 0,
            left: 1,
            right: 1,
        },
        dilation: [2, 1],
    };
    let uneven = Window {
        padding: UNEVEN,
        ..Window::square(4)
    };
    let mean = |window, count_include_pad| Module::AvgPool2d {
        window,
        count_include_pad,
    };
    Module::sequential(vec![
        Module::conv2d(3, 4, wide),
        Module::Sigmoid,
        Module::MaxPool2d(uneven),
        mean(uneven, true),
        mean(uneven, false),
        mean(Window::square(3).padding(1), false),
        Module::sequential(vec![Module::MaxPool2d(Window::square(2).stride(2))]),
        Module::sequential(vec![]),
        Module::Dropout { p: 0.5 },
        Module::Flatten,
    ])
}

/// A network of one layer: its parameters' paths have no dot.
pub fn single() -> Module {
    let window = Window {
        padding: UNEVEN,
        ..Window::square(4)
    };
    Module::conv2d(3, 2, window)
}

/// GoogLeNet's block, a channel or a few in each branch.
pub fn inception(in_channels: usize) -> Module {
    let block = Inception {
        in_channels,
        c1: 2,
        c2: [3, 4],
        c3: [1, 2],
        c4: 3,
    };
    block.module()
}

fn vgg_block(convs: usize, in_channels: usize, out_channels: usize) -> Module {
    let block = VggBlock {
        convs,
        in_channels,
        out_channels,
    };
    block.module()
}

fn nin_block(in_channels: usize, out_channels: usize, window: Window) -> Module {
    let block = NinBlock {
        in_channels,
        out_channels,
        window,
    };
    block.module()
}

/// Every block that networks repeat, deep and at the top.
pub fn blocks() -> Module {
    let window = Window {
        stride: [1, 2],
        ..Window::square(3).padding(1)
    };
    let deep = Module::sequential(vec![inception(6), inception(11)]);
    Module::Sequential(vec![
        Child::new("first", vgg_block(2, 3, 4)),
        Child::new("second", nin_block(4, 6, window)),
        Child::new("mix", deep),
        Child::new(
            "also",
            Module::Concat(vec![
                Child::new("left", vgg_block(1, 11, 2)),
                Child::new("right", nin_block(11, 3, Window::square(2).stride(2))),
            ]),
        ),
    ])
}

/// The blocks with one thing changed in each: no block any more.
pub fn edited() -> Module {
    let edit = |mut block: Module, path: &str, layer: Module| {
        let mut at = &mut block;
        for name in path.split('.') {
            let (Module::Sequential(children) | Module::Concat(children)) = at else {
                panic!("{path}");
            };
            let child = children.iter_mut().find(|child| child.name == name);
            at = &mut child.unwrap().module;
        }
        *at = layer;
        block
    };
    let three = Window::square(3).padding(1);
    let pool = Module::MaxPool2d(Window::square(3).stride(2));
    let conv = Module::conv2d(1, 2, three);
    Module::Sequential(vec![
        Child::new("first", edit(vgg_block(2, 3, 4), "4", pool)),
        Child::new("second", edit(nin_block(4, 6, three), "3", Module::Tanh)),
        Child::new("mix", edit(inception(6), "p3.2", conv)),
    ])
}

pub const MAPS: Shape = Shape::new(1, 24, 6, 6);

pub const PICTURE: Shape = Shape::new(1, 3, 16, 16);

#[test]
fn every_module_stands_at_its_path() {
    for module in [branches(), numbered(), single()] {
        for (path, found) in module.walk() {
            assert_eq!(module.at(&path), Some(found), "{path}");
        }
        let trace = trace(&module, PICTURE, Mode::Eval).unwrap();
        for row in &trace.rows[1..] {
            assert_eq!(module.at(&row.path), row.module.as_ref(), "{}", row.path);
        }
        assert_eq!(module.at("nowhere.0"), None);
    }
}

#[test]
fn walk_goes_parents_first_and_in_order() {
    let module = mix();
    let paths: Vec<String> = module.walk().into_iter().map(|(path, _)| path).collect();
    assert_eq!(paths[..5], ["", "p1", "p1.0", "p1.1", "p2"]);
    assert_eq!(
        paths[paths.len() - 4..],
        ["p4.0", "p4.1", "p4.1.0", "p4.1.1"]
    );
}

#[test]
fn branches_join_over_channels() {
    let trace = trace(&mix(), Shape::new(2, 24, 6, 6), Mode::Eval).unwrap();
    let join = trace.rows.last().unwrap();
    assert_eq!(join.output, Shape::new(2, 8 + 16 + 4 + 4, 6, 6));
    let ends: Vec<&str> = join
        .from
        .iter()
        .map(|&at| trace.rows[at].path.as_str())
        .collect();
    assert_eq!(ends, ["p1.1", "p2.1.1", "p3.1.1", "p4.1.1"]);
    assert_eq!((join.parameters, join.macs), (0, 0));
}

#[test]
fn dropout_acts_in_training_only() {
    let module = branches();
    let nodes = |mode| trace(&module, PICTURE, mode).unwrap().graph.nodes().len();
    // The clock and the dropout itself.
    assert_eq!(nodes(Mode::Train), nodes(Mode::Eval) + 2);
    let eval = trace(&module, PICTURE, Mode::Eval).unwrap();
    let drop = eval.rows.iter().find(|row| row.path == "drop").unwrap();
    assert_eq!(drop.value, eval.rows[drop.from[0]].value);
}

#[test]
fn leftover_rows_and_columns() {
    let check = |window: Window, h, w, expected| {
        let module = Module::MaxPool2d(window);
        let trace = trace(&module, Shape::new(1, 1, h, w), Mode::Eval).unwrap();
        assert_eq!(trace.rows[1].leftover, expected, "{window:?} on {h}×{w}");
    };
    check(Window::square(2).stride(2), 24, 24, [0, 0]);
    check(Window::square(2).stride(2), 13, 12, [1, 0]);
    check(Window::square(3).stride(2).padding(1), 48, 48, [1, 1]);
    // AlexNet's first window never reads the last row and column of 224.
    check(Window::square(11).stride(4), 224, 224, [1, 1]);
}
