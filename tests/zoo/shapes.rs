//! LeNet's shapes, parameters, MACs and receptive fields, layer by layer, for every variant.

use convlab::nn::module::Module;
use convlab::nn::optim::Optimizer;
use convlab::nn::summary::{TrainingMemory, summary};
use convlab::nn::trace::{Mode, Row, Trace, trace};
use convlab::zoo::lenet::{self, Activation, LeNet, Pooling};

use crate::{golden, modules};

/// All twelve.
pub fn variants() -> Vec<LeNet> {
    let mut variants = vec![];
    for activation in [Activation::Sigmoid, Activation::ReLU, Activation::Tanh] {
        for pooling in [Pooling::Max, Pooling::Average] {
            for padding in [0, 2] {
                variants.push(LeNet {
                    activation,
                    pooling,
                    padding,
                });
            }
        }
    }
    variants
}

pub fn traced(variant: LeNet) -> Trace {
    trace(&lenet::lenet(variant), lenet::INPUT, Mode::Eval).unwrap()
}

/// A row in the words of lenet-truth.txt; `None` for an activation, which that table leaves out.
fn fact(row: &Row) -> Option<String> {
    let kind = match row.module {
        None => "Input",
        Some(Module::Conv2d(_)) => "Conv2d",
        Some(Module::MaxPool2d(_) | Module::AvgPool2d { .. }) => "Pool",
        Some(Module::Flatten) => "Flatten",
        Some(Module::Linear(_)) => "Linear",
        Some(_) => return None,
    };
    let [_, c, h, w] = row.output.0;
    let output = if row.flat {
        c.to_string()
    } else {
        format!("{c}x{h}x{w}")
    };
    let (size, jump) = match row.receptive {
        Some(seen) => (seen.size[0].to_string(), seen.jump[0].to_string()),
        None => ("-".to_owned(), "-".to_owned()),
    };
    let Row {
        parameters, macs, ..
    } = row;
    Some(format!("{kind} {output} {parameters} {macs} {size} {jump}"))
}

#[test]
fn every_layer_of_every_lenet() {
    let truth = include_str!("../golden/lenet-truth.txt");
    for variant in variants() {
        let start = format!("{} ", variant.padding);
        let truth = truth.lines().filter_map(|line| line.strip_prefix(&start));
        let (total, layers): (Vec<_>, Vec<_>) = truth.partition(|line| line.starts_with("total"));
        let trace = traced(variant);
        let found: Vec<String> = trace.rows.iter().filter_map(fact).collect();
        assert_eq!(found, layers, "{variant:?}");
        let counted = trace.rows.iter().filter(|row| {
            let layer = fact(row).is_some() && row.module.is_some();
            layer && row.module != Some(Module::Flatten)
        });
        let numbers: usize = counted.map(|row| row.output.sample_len()).sum();
        let found = format!("total {} {} {numbers}", trace.parameters(), trace.macs());
        assert_eq!(vec![found.as_str()], total, "{variant:?}");
    }
}

#[test]
fn an_activation_changes_nothing_but_values() {
    for variant in variants() {
        let trace = traced(variant);
        let idle: Vec<&Row> = trace
            .rows
            .iter()
            .filter(|row| fact(row).is_none())
            .collect();
        assert_eq!(idle.len(), 4, "{variant:?}");
        for row in idle {
            let before = &trace.rows[row.from[0]];
            assert_eq!(
                (row.output, row.receptive),
                (before.output, before.receptive)
            );
            assert_eq!((row.parameters, row.macs, row.leftover), (0, 0, [0, 0]));
        }
    }
}

#[test]
fn costs_are_those_of_one_sample_whatever_the_batch() {
    let module = lenet::lenet(LeNet::default());
    for n in [1, 256] {
        let trace = trace(&module, lenet::INPUT.with_n(n), Mode::Train).unwrap();
        assert_eq!((trace.parameters(), trace.macs()), (44_426, 281_640), "{n}");
        assert_eq!(trace.graph.shape(trace.output).0, [n, 10, 1, 1]);
    }
}

#[test]
fn parameters_have_pytorchs_names_and_shapes() {
    let trace = traced(LeNet::default());
    let params = trace.params.iter();
    let found: Vec<String> = params
        .map(|p| format!("{} {:?}", p.path, p.torch_shape))
        .collect();
    let expected = [
        "conv.0.weight [6, 1, 5, 5]",
        "conv.0.bias [6]",
        "conv.3.weight [16, 6, 5, 5]",
        "conv.3.bias [16]",
        "fc.0.weight [120, 256]",
        "fc.0.bias [120]",
        "fc.2.weight [84, 120]",
        "fc.2.bias [84]",
        "fc.4.weight [10, 84]",
        "fc.4.bias [10]",
    ];
    assert_eq!(found, expected);
}

#[test]
fn ledger() {
    golden::check(
        "lenet-ledger.txt",
        &summary(&traced(LeNet::default())).to_string(),
    );
}

#[test]
fn a_shared_buffer_is_counted_once() {
    let check = |mode, path: &str, expected: u64| {
        let trace = trace(&modules::branches(), modules::PICTURE, mode).unwrap();
        let ledger = summary(&trace);
        let row = ledger.rows.iter().find(|row| row.path == path).unwrap();
        assert_eq!(row.activation_bytes, expected, "{path} {mode:?}");
    };
    for mode in [Mode::Train, Mode::Eval] {
        check(mode, "pool", 4 * 32);
        check(mode, "flatten", 0);
        check(mode, "fc", 4 * 10);
    }
    check(Mode::Train, "drop", 4 * 32);
    check(Mode::Eval, "drop", 0);
}

#[test]
fn training_memory() {
    let check = |optimizer, expected: u64| {
        assert_eq!(
            TrainingMemory::new(44_426, optimizer).total(),
            expected,
            "{optimizer:?}"
        );
    };
    check(Optimizer::Sgd, 44_426 * 8);
    check(Optimizer::Momentum, 44_426 * 12);
    // 0.7 MiB.
    check(Optimizer::Adam, 44_426 * 16);
}
