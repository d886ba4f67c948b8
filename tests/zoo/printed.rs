//! The PyTorch source that is printed. `tests/fixtures/torch_check.py check` runs these files.

use std::collections::BTreeSet;

use convlab::nn::blocks::{Block, NinBlock};
use convlab::nn::module::Module;
use convlab::nn::torch::{self, Line, Style};
use convlab::nn::trace::{Mode, trace};
use convlab::tensor::shape::{Shape, Window};
use convlab::zoo::lenet::{self, LeNet, Pooling};
use convlab::zoo::variant::{Known, Variant};

use crate::{golden, modules, shapes};

fn text(lines: &[Line]) -> String {
    lines
        .iter()
        .map(|line| format!("{}\n", line.text))
        .collect()
}

/// `printed/Class.py` holds the source, `printed/Class.txt` what our trace says of it.
fn check(class: &str, module: &Module, input: Shape) {
    let source = torch::source(class, module);
    golden::check(&format!("printed/{class}.py"), &text(&source));
    golden::check(&format!("printed/{class}.txt"), &facts(module, input));
}

/// The shapes that come and go, and every parameter with its own.
fn facts(module: &Module, input: Shape) -> String {
    let trace = trace(module, input, Mode::Eval).unwrap();
    let last = trace.rows.last().unwrap();
    let join = |extents: &[usize]| {
        let extents: Vec<String> = extents.iter().map(usize::to_string).collect();
        extents.join("×")
    };
    let rank = if last.flat { 2 } else { 4 };
    let mut facts = format!(
        "input {}\noutput {}\n",
        join(&input.0),
        join(&last.output.0[..rank])
    );
    for param in &trace.params {
        facts += &format!("{} {:?}\n", param.path, param.torch_shape);
    }
    facts
}

#[test]
fn sources() {
    check("LeNet", &lenet::lenet(LeNet::default()), lenet::INPUT);
    check("Branches", &modules::branches(), modules::PICTURE);
    check("Numbered", &modules::numbered(), modules::PICTURE);
    check("Single", &modules::single(), modules::PICTURE);
    check("Blocks", &modules::blocks(), modules::PICTURE);
    check("Edited", &modules::edited(), modules::PICTURE);
    check("OneBlock", &modules::inception(24), modules::MAPS);
}

#[test]
fn sources_of_the_course() {
    let rows = [
        ("MLP", Known::Mlp, 1, 28),
        ("AlexNet", Known::AlexNet, 1, 224),
        ("NarrowAlexNet", Known::AlexNet, 16, 96),
        ("VGG11", Known::Vgg, 8, 224),
        ("WideVGG11", Known::Vgg, 1, 224),
        ("NiN", Known::Nin, 1, 224),
        ("NarrowNiN", Known::Nin, 8, 96),
        ("GoogLeNet", Known::GoogLeNet, 1, 96),
        ("NarrowGoogLeNet", Known::GoogLeNet, 4, 28),
    ];
    for (class, known, ratio, side) in rows {
        let variant = Variant {
            ratio,
            side,
            b2_relu: ratio == 1,
            ..Variant::lesson(known)
        };
        check(class, &variant.module(), variant.input());
    }
}

#[test]
fn one_structure_in_three_styles() {
    let rows = [
        ("MLP", Variant::lesson(Known::Mlp).module(), lenet::INPUT),
        ("Branches", modules::branches(), modules::PICTURE),
        ("Numbered", modules::numbered(), modules::PICTURE),
        ("Single", modules::single(), modules::PICTURE),
        ("Blocks", modules::blocks(), modules::PICTURE),
        ("OneBlock", modules::inception(24), modules::MAPS),
    ];
    let styles = [
        (Style::Sequential, "sequential"),
        (Style::OrderedDict, "ordered"),
    ];
    for (name, module, input) in rows {
        for (style, word) in styles {
            let source = torch::source_as(style, "net", &module);
            golden::check(&format!("printed/{name}-{word}.py"), &text(&source));
            let facts = facts(&torch::built(style, &module), input);
            golden::check(&format!("printed/{name}-{word}.txt"), &facts);
        }
        assert_eq!(torch::built(Style::Class, &module), module);
        assert_eq!(torch::built(Style::OrderedDict, &module), module);
    }
}

#[test]
fn weights_are_loaded_in_four_lines() {
    let found = text(&torch::loader("LeNet", "lenet.safetensors"));
    let expected = "from safetensors.torch import load_file\n\nnet = LeNet()\n\
                    net.load_state_dict(load_file(\"lenet.safetensors\"))\nnet.eval()\n";
    assert_eq!(found, expected);
}

/// A layer lights up its own line, or that of the block whose call stands for it.
#[test]
fn every_layer_has_a_line() {
    let lenets = shapes::variants().into_iter().map(lenet::lenet);
    let others = [modules::branches(), modules::numbered(), modules::single()];
    let known = Known::ALL.map(|known| Variant::lesson(known).module());
    let blocks = [modules::blocks(), modules::edited()];
    let all = lenets.chain(others).chain(known).chain(blocks);
    for module in all {
        for style in [Style::Class, Style::Sequential, Style::OrderedDict] {
            let lines = torch::source_as(style, "Net", &module);
            let found: BTreeSet<&str> = lines.iter().filter_map(|l| l.path.as_deref()).collect();
            assert!(found.iter().all(|path| module.at(path).is_some()));
            let is_block = |path: &&str| module.at(path).and_then(Block::of).is_some();
            // The root is the class itself, unless it is a layer.
            for (path, _) in module.walk().into_iter().skip(1) {
                let ends = path.match_indices('.').map(|(at, _)| &path[..at]);
                let expected = ends.into_iter().find(is_block).unwrap_or(&path);
                assert_eq!(torch::lit(&lines, &path), Some(expected), "{path}");
            }
            assert_eq!(torch::lit(&lines, "nowhere.0"), None);
        }
    }
}

#[test]
fn a_block_is_called_only_if_the_call_makes_it() {
    let called = |module: Module| {
        let net = Module::sequential(vec![module]);
        let lines = torch::source("Net", &net);
        lines.iter().filter(|line| line.path.is_some()).count() == 3
    };
    for module in modules::blocks().children() {
        let block = Block::of(&module.module).is_some();
        assert!(!block || called(module.module.clone()), "{}", module.name);
    }
    let nin = |window| {
        let block = NinBlock {
            in_channels: 3,
            out_channels: 4,
            window,
        };
        block.module()
    };
    assert!(called(nin(Window::square(3).stride(2))));
    // The function has no argument for these.
    let wide = Window {
        dilation: [2, 1],
        ..Window::square(3)
    };
    assert!(!called(nin(wide)));
    let mut uneven = Window::square(3);
    uneven.padding.top = 1;
    assert!(!called(nin(uneven)));
    for child in modules::edited().children() {
        let container = !child.module.children().is_empty();
        assert!(
            !container || !called(child.module.clone()),
            "{}",
            child.name
        );
    }
}

#[test]
fn arguments_leave_defaults_out() {
    let check = |module: &Module, path: &str, expected: &str| {
        let layer = module.at(path).unwrap();
        assert_eq!(torch::arguments(layer), expected, "{path}");
    };
    let lenet = lenet::lenet(LeNet {
        padding: 2,
        ..LeNet::default()
    });
    check(&lenet, "conv.0", "1, 6, kernel_size=5, padding=2");
    check(&lenet, "conv.1", "");
    check(&lenet, "conv.2", "kernel_size=2");
    check(&lenet, "fc.0", "400, 120");
    let average = lenet::lenet(LeNet {
        pooling: Pooling::Average,
        ..LeNet::default()
    });
    check(&average, "conv.5", "kernel_size=2");
    let numbered = modules::numbered();
    let wide = "3, 4, kernel_size=(3, 5), stride=(1, 2), padding=(0, 1), dilation=(2, 1)";
    check(&numbered, "0", wide);
    check(
        &numbered,
        "5",
        "kernel_size=3, stride=1, padding=1, count_include_pad=False",
    );
    check(&numbered, "8", "");
    check(&modules::branches(), "drop", "p=0.3");
    check(&modules::branches(), "pool", "1");
}
