//! The PyTorch source that is printed. `tests/fixtures/torch_check.py check` runs these files.

use std::collections::BTreeSet;

use convlab::nn::module::Module;
use convlab::nn::torch::{self, Line};
use convlab::nn::trace::{Mode, trace};
use convlab::tensor::shape::Shape;
use convlab::zoo::lenet::{self, LeNet, Pooling};

use crate::{golden, modules, shapes};

fn text(lines: &[Line]) -> String {
    lines
        .iter()
        .map(|line| format!("{}\n", line.text))
        .collect()
}

/// `Class.py` holds the source, `Class.txt` what our trace says of it.
fn check(class: &str, module: &Module, input: Shape) {
    golden::check(&format!("{class}.py"), &text(&torch::source(class, module)));
    let trace = trace(module, input, Mode::Eval).unwrap();
    let last = trace.rows.last().unwrap();
    let join = |extents: &[usize]| {
        extents
            .iter()
            .map(usize::to_string)
            .collect::<Vec<_>>()
            .join("×")
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
    golden::check(&format!("{class}.txt"), &facts);
}

#[test]
fn sources() {
    check("LeNet", &lenet::lenet(LeNet::default()), lenet::INPUT);
    check("Branches", &modules::branches(), modules::PICTURE);
    check("Numbered", &modules::numbered(), modules::PICTURE);
    check("Single", &modules::single(), modules::PICTURE);
}

#[test]
fn every_layer_has_a_line() {
    let lenets = shapes::variants().into_iter().map(lenet::lenet);
    let others = [modules::branches(), modules::numbered(), modules::single()];
    for module in lenets.chain(others) {
        let lines = torch::source("Net", &module);
        let found: BTreeSet<String> = lines.into_iter().filter_map(|line| line.path).collect();
        // The root is the class itself, unless it is a layer.
        let paths = module.walk().into_iter().map(|(path, _)| path);
        for path in paths.filter(|path| !path.is_empty()) {
            assert!(found.contains(&path), "{path} has no line");
        }
        assert!(found.iter().all(|path| module.at(path).is_some()));
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
