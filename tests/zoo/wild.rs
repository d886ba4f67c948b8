//! Any module on any input: rows or an error, never a panic, and the rows hold together.

use convlab::nn::module::{Child, Conv2d, Linear, Module};
use convlab::nn::receptive::regions;
use convlab::nn::summary::summary;
use convlab::nn::torch;
use convlab::nn::trace::{Mode, Trace, trace, trace_prefix};
use convlab::tensor::rng::Rng;
use convlab::tensor::shape::{Padding, Shape, Window};

/// Mostly small, now and then as large as numbers get.
fn size(rng: &mut Rng) -> usize {
    match rng.below(40) {
        0 => 0,
        1 => usize::MAX,
        2 => usize::MAX / 2,
        3 => 1 << 31,
        4 => 1000,
        _ => 1 + rng.below(4) as usize,
    }
}

fn window(rng: &mut Rng) -> Window {
    let one = |rng: &mut Rng| if rng.below(3) == 0 { size(rng) } else { 1 };
    let side = |rng: &mut Rng| if rng.below(3) == 0 { size(rng) } else { 0 };
    Window {
        kernel: [size(rng), size(rng)],
        stride: [one(rng), one(rng)],
        padding: Padding {
            top: side(rng),
            bottom: side(rng),
            left: side(rng),
            right: side(rng),
        },
        dilation: [one(rng), one(rng)],
    }
}

fn children(rng: &mut Rng, depth: u32) -> Vec<Child> {
    let one = |i| Child::new(&format!("c{i}"), module(rng, depth - 1));
    let count = 1 + (depth * 7 % 3);
    (0..count).map(one).collect()
}

fn module(rng: &mut Rng, depth: u32) -> Module {
    match rng.below(if depth > 0 { 18 } else { 11 }) {
        0 | 1 => Module::Conv2d(Conv2d {
            in_channels: 1 + rng.below(2) as usize,
            out_channels: size(rng),
            window: window(rng),
            bias: rng.below(2) == 0,
        }),
        2 => Module::Linear(Linear {
            in_features: size(rng),
            out_features: size(rng),
            bias: rng.below(2) == 0,
        }),
        3 => Module::MaxPool2d(window(rng)),
        4 => Module::AvgPool2d {
            window: window(rng),
            count_include_pad: rng.below(2) == 0,
        },
        5 => Module::GlobalAvgPool2d,
        6 => Module::ReLU,
        7 => Module::Sigmoid,
        8 => Module::Tanh,
        9 => Module::Flatten,
        10 => Module::Dropout { p: 0.5 },
        11..=15 => Module::Sequential(children(rng, depth)),
        _ => Module::Concat(children(rng, depth)),
    }
}

fn check(trace: &Trace, input: Shape) {
    assert_eq!(trace.rows[0].output, input);
    for (at, row) in trace.rows.iter().enumerate().skip(1) {
        assert!(!row.from.is_empty() && row.from.iter().all(|&from| from < at));
        assert_eq!(row.input, trace.rows[row.from[0]].output);
        assert_eq!(row.output, trace.graph.shape(row.value));
        assert_eq!(row.output.n(), input.n());
        let params = trace.params[row.params.clone()].iter();
        let count: usize = params
            .map(|param| param.torch_shape.iter().product::<usize>())
            .sum();
        assert_eq!(count as u64, row.parameters);
        let seen = regions(trace, at, [0, 0]);
        assert!(seen[at].is_some() && seen[0].is_some());
    }
    let ledger = summary(trace);
    assert_eq!(ledger.rows.len(), trace.rows.len());
    assert!(ledger.to_string().lines().count() == trace.rows.len() + 2);
}

#[test]
fn any_module_on_any_input() {
    let mut rng = Rng::new(7);
    let (mut works, mut fails) = (0, 0);
    for _ in 0..20_000 {
        let module = module(&mut rng, 3);
        let side = |rng: &mut Rng| if rng.below(4) == 0 { size(rng) } else { 8 };
        let channels = 1 + rng.below(2) as usize;
        let input = Shape::new(
            1 + rng.below(2) as usize,
            channels,
            side(&mut rng),
            side(&mut rng),
        );
        assert!(!torch::source("Net", &module).is_empty());
        match trace(&module, input, Mode::Train) {
            Ok(trace) => {
                works += 1;
                check(&trace, input);
            }
            Err(error) => {
                fails += 1;
                assert!(module.at(&error.path).is_some(), "{}", error.path);
                let prefix = trace_prefix(&module, input, Mode::Train);
                assert_eq!(prefix.error, Some(error));
                if prefix.trace.rows[0].output == input {
                    check(&prefix.trace, input);
                }
            }
        }
    }
    // Neither branch of the test may be idle.
    assert!(works > 2_000 && fails > 2_000, "{works} work, {fails} fail");
}
