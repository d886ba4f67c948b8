//! Every layer of every model against the table that the project is checked with: output shape,
//! parameters, MACs, receptive field, jump, leftovers.

use std::fs;

use serde_json::Value;

use convlab::nn::blocks::Block;
use convlab::nn::module::Module;
use convlab::nn::trace::{Mode, Row, Trace, trace};
use convlab::tensor::shape::Shape;
use convlab::zoo::Task;
use convlab::zoo::alexnet::{AlexNet, alexnet};
use convlab::zoo::googlenet::{GoogLeNet, googlenet};
use convlab::zoo::lenet::{Activation, LeNet, lenet};
use convlab::zoo::mlp::mlp;
use convlab::zoo::nin::{Nin, nin};
use convlab::zoo::variant::{Known, Variant};
use convlab::zoo::vgg::{Vgg, vgg};

fn of_alexnet(task: Task) -> (Module, Shape) {
    let cfg = AlexNet {
        task,
        ratio: 1,
        activation: Activation::ReLU,
    };
    (alexnet(cfg), task.input())
}

fn of_vgg(task: Task, ratio: usize, hidden: usize) -> (Module, Shape) {
    (
        vgg(Vgg {
            task,
            ratio,
            hidden,
        }),
        task.input(),
    )
}

fn of_googlenet(task: Task, ratio: usize) -> (Module, Shape) {
    let cfg = GoogLeNet {
        task,
        ratio,
        b2_relu: true,
    };
    (googlenet(cfg), task.input())
}

/// The models of the table, in its order.
fn models() -> Vec<(Module, Shape)> {
    let padded = LeNet {
        padding: 2,
        ..LeNet::default()
    };
    let large = Task::fashion(224);
    let original = Task {
        in_channels: 3,
        side: 227,
        classes: 1000,
    };
    let small = Task::fashion(28).input();
    vec![
        (lenet(LeNet::default()), small),
        (lenet(padded), small),
        of_alexnet(large),
        of_alexnet(original),
        of_vgg(large, 1, 4096),
        of_vgg(large, 8, 512),
        of_vgg(large, 4, 1024),
        of_vgg(large, 4, 4096),
        (
            nin(Nin {
                task: large,
                ratio: 1,
            }),
            large.input(),
        ),
        of_googlenet(Task::fashion(96), 1),
        of_googlenet(large, 1),
    ]
}

/// A row of the table, or of a trace in its words.
#[derive(Debug, PartialEq)]
struct Fact {
    output: String,
    parameters: u64,
    macs: u64,
    seen: Option<[u64; 2]>,
    leftover: u64,
}

fn expected(layer: &Value) -> Fact {
    let number = |name: &str| layer[name].as_u64();
    let note = layer["note"].as_str().unwrap();
    let leftover = note.strip_prefix("left-over ").map(|n| n.parse().unwrap());
    Fact {
        output: layer["out"].as_str().unwrap().to_owned(),
        parameters: number("params").unwrap(),
        macs: number("macs").unwrap(),
        seen: number("rf").zip(number("jump")).map(|(r, j)| [r, j]),
        leftover: leftover.unwrap_or(0),
    }
}

/// Layers that keep the shape have no row in the table; an Inception block has one.
fn found(module: &Module, trace: &Trace) -> Vec<Fact> {
    let is_inception = |path: &str| {
        let block = module.at(path).and_then(Block::of);
        matches!(block, Some(Block::Inception(_)))
    };
    let mut facts = Vec::new();
    let (mut parameters, mut macs) = (0, 0);
    for row in &trace.rows {
        parameters += row.parameters;
        macs += row.macs;
        let prefixes = row.path.match_indices('.').map(|(at, _)| &row.path[..at]);
        let within = prefixes.into_iter().any(is_inception);
        let keeps_shape = matches!(
            row.module,
            Some(Module::ReLU | Module::Sigmoid | Module::Dropout { .. })
        );
        if within || keeps_shape {
            continue;
        }
        facts.push(Fact {
            output: shape(row),
            parameters: std::mem::take(&mut parameters),
            macs: std::mem::take(&mut macs),
            seen: row.receptive.map(|r| [r.size[0] as u64, r.jump[0] as u64]),
            leftover: row.leftover[0] as u64,
        });
    }
    facts
}

fn shape(row: &Row) -> String {
    let [_, c, h, w] = row.output.0;
    if row.flat {
        format!("{c}")
    } else {
        format!("{c}x{h}x{w}")
    }
}

#[test]
fn every_layer_of_every_model_has_the_numbers_of_the_table() {
    let text = fs::read_to_string("tests/fixtures/ground_truth.json").unwrap();
    let table: Vec<Value> = serde_json::from_str(&text).unwrap();
    let models = models();
    assert_eq!(table.len(), models.len());
    for (entry, (module, input)) in table.iter().zip(&models) {
        let name = entry["name"].as_str().unwrap();
        let trace = trace(module, *input, Mode::Eval).unwrap();
        assert_eq!(Some(trace.parameters()), entry["params"].as_u64(), "{name}");
        assert_eq!(
            Some(trace.macs()),
            entry["macs_per_sample"].as_u64(),
            "{name}"
        );
        let layers = entry["layers"].as_array().unwrap();
        let expected: Vec<Fact> = layers.iter().map(expected).collect();
        let found = found(module, &trace);
        assert_eq!(found.len(), expected.len(), "{name}");
        for (layer, (found, expected)) in layers.iter().zip(found.iter().zip(&expected)) {
            assert_eq!(found, expected, "{name}: {layer}");
        }
    }
}

#[test]
fn parameters_and_macs_of_the_lesson_and_of_other_sizes() {
    let of = |known, ratio, side| {
        let variant = Variant {
            ratio,
            side,
            ..Variant::lesson(known)
        };
        (variant.module(), variant.input())
    };
    let colour = |side| Task {
        in_channels: 3,
        side,
        classes: 1000,
    };
    let rows = [
        (of(Known::Mlp, 1, 28), 203_530, 203_264),
        (of(Known::LeNet, 1, 28), 44_426, 281_640),
        (of(Known::AlexNet, 1, 224), 46_764_746, 938_146_176),
        (of(Known::Vgg, 1, 224), 128_806_154, 7_547_232_256),
        (of(Known::Vgg, 8, 224), 2_018_346, 121_091_072),
        (of(Known::Nin, 1, 224), 1_992_166, 762_297_352),
        (of(Known::GoogLeNet, 8, 28), 95_668, 517_952),
        (of(Known::GoogLeNet, 4, 28), 377_478, 1_915_584),
        (of(Known::GoogLeNet, 1, 28), 5_977_530, 28_774_656),
        (of(Known::GoogLeNet, 8, 96), 95_668, 5_104_928),
        (of(Known::GoogLeNet, 4, 96), 377_478, 18_610_816),
        (of(Known::GoogLeNet, 1, 96), 5_977_530, 276_066_304),
    ];
    for (at, ((module, input), parameters, macs)) in rows.into_iter().enumerate() {
        let trace = trace(&module, input, Mode::Eval).unwrap();
        assert_eq!(
            (trace.parameters(), trace.macs()),
            (parameters, macs),
            "{at}"
        );
    }
    let large = [
        (of_vgg(colour(224), 1, 4096), 132_863_336),
        (of_alexnet(colour(227)), 62_378_344),
        (of_googlenet(colour(224), 1), 6_998_552),
    ];
    for ((module, input), parameters) in large {
        let trace = trace(&module, input, Mode::Eval).unwrap();
        assert_eq!(trace.parameters(), parameters);
    }
    let dense = mlp(Task::fashion(28));
    let paths: Vec<String> = dense.walk().into_iter().map(|(path, _)| path).collect();
    assert_eq!(paths, ["", "flatten", "hidden", "act", "output"]);
}

#[test]
fn every_offered_size_of_every_model_works() {
    for known in Known::ALL {
        for &ratio in known.ratios() {
            for &side in known.sides() {
                let variant = Variant {
                    ratio,
                    side,
                    ..Variant::lesson(known)
                };
                let traced = trace(&variant.module(), variant.input(), Mode::Eval);
                let output = traced.map(|trace| trace.graph.shape(trace.output));
                assert_eq!(output, Ok(Shape::matrix(1, 10)), "{variant:?}");
            }
        }
    }
}
