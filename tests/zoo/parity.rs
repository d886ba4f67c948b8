//! The same weights, pictures and settings give PyTorch's numbers: logits, gradients, loss curves.
//! The fixtures are made by `tests/fixtures/torch_check.py make`.

use convlab::nn::module::Module;
use convlab::nn::optim::Optimizer;
use convlab::nn::safetensors::decode;
use convlab::nn::trace::Param;
use convlab::tensor::graph::Leaf;
use convlab::tensor::shape::Shape;
use convlab::zoo::lenet::{self, Activation, LeNet, Pooling};

use crate::net::{Net, distance, fixture, noise};
use crate::{modules, shapes};

const PICTURES: usize = 4;

/// `lenet-reference.safetensors`: everything but the weights, in the order of the file's names.
struct Reference {
    pictures: Vec<f32>,
    targets: Vec<f32>,
    logits: Vec<f32>,
    grads: Vec<Vec<f32>>,
}

fn reference(params: &[Param]) -> Reference {
    let named = |path: &str, torch_shape: &[usize], shape: Shape| Param {
        path: path.to_owned(),
        shape,
        torch_shape: torch_shape.to_vec(),
        fan_in: 1,
        fan_out: 1,
        is_bias: false,
    };
    let pictures = lenet::INPUT.with_n(PICTURES);
    let mut wanted = vec![
        named("pictures", &pictures.0, pictures),
        named("targets", &[PICTURES], Shape::matrix(1, PICTURES)),
        named("logits", &[PICTURES, 10], Shape::matrix(PICTURES, 10)),
    ];
    wanted.extend(params.iter().map(|param| Param {
        path: format!("grad.{}", param.path),
        ..param.clone()
    }));
    let mut values = decode(&fixture("lenet-reference.safetensors"), &wanted).unwrap();
    let grads = values.split_off(3);
    let [pictures, targets, logits] = values.try_into().unwrap();
    Reference {
        pictures,
        targets,
        logits,
        grads,
    }
}

#[test]
fn a_file_that_pytorch_wrote_gives_its_logits_and_gradients() {
    let module = lenet::lenet(LeNet::default());
    let params = shapes::traced(LeNet::default()).params;
    let weights = decode(&fixture("lenet.safetensors"), &params).unwrap();
    let expected = reference(&params);
    let mut net = Net::new(&module, lenet::INPUT.with_n(PICTURES), &weights);
    let worst = distance(&net.logits(&expected.pictures), &expected.logits);
    assert!(worst <= 1e-5, "logits differ by {worst:e}");

    let plan = net.gradients(&expected.pictures, &expected.targets);
    net.device.run(plan).unwrap();
    for (i, (param, expected)) in (0..).zip(params.iter().zip(&expected.grads)) {
        let largest = expected.iter().fold(0.0, |max: f32, g| max.max(g.abs()));
        let worst = distance(&net.download(Leaf::Grad(i)), expected);
        assert!(
            largest > 0.0 && worst <= 1e-5 * largest,
            "{}: {worst:e} of {largest:e}",
            param.path
        );
    }
}

#[test]
fn every_variant_has_pytorchs_logits_and_losses() {
    let text = String::from_utf8(fixture("lenet-variants.txt")).unwrap();
    let expected = reference(&shapes::traced(LeNet::default()).params);
    let mut rows = 0;
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let words: Vec<&str> = line.split(' ').collect();
        let variant = variant(&words[..3]);
        let numbers: Vec<f32> = words[4..]
            .iter()
            .map(|word| word.parse().unwrap())
            .collect();
        let module = lenet::lenet(variant);
        let mut net = Net::hashed(&module, lenet::INPUT.with_n(PICTURES));
        let mut losses = |optimizer, lr| {
            let plan = net.gradients(&expected.pictures, &expected.targets);
            net.losses(optimizer, lr, numbers.len() as u32, plan)
        };
        let found = match words[3] {
            "sgd" => losses(Optimizer::Sgd, 0.02),
            "momentum" => losses(Optimizer::Momentum, 0.01),
            "adam" => losses(Optimizer::Adam, 0.001),
            _ => net.logits(&expected.pictures),
        };
        let worst = distance(&found, &numbers);
        assert!(worst <= 1e-5, "{}: {worst:e}", words[..4].join(" "));
        rows += 1;
    }
    assert_eq!(rows, 12 * 4);
}

fn variant(words: &[&str]) -> LeNet {
    LeNet {
        activation: match words[0] {
            "sigmoid" => Activation::Sigmoid,
            "relu" => Activation::ReLU,
            _ => Activation::Tanh,
        },
        pooling: match words[1] {
            "max" => Pooling::Max,
            _ => Pooling::Average,
        },
        padding: words[2].parse().unwrap(),
    }
}

#[test]
fn modules_of_every_kind_have_pytorchs_outputs() {
    let text = String::from_utf8(fixture("modules.txt")).unwrap();
    let check = |name: &str, module: &Module, input: Shape| {
        let line = text
            .lines()
            .find_map(|line| line.strip_prefix(name))
            .unwrap();
        let expected: Vec<f32> = line
            .split_whitespace()
            .map(|w| w.parse().unwrap())
            .collect();
        let mut net = Net::hashed(module, input);
        let picture: Vec<f32> = noise(input.len(), 1000).map(|x| x as f32).collect();
        let worst = distance(&net.logits(&picture), &expected);
        assert!(worst <= 1e-5, "{name}: {worst:e}");
    };
    check("LeNet", &lenet::lenet(LeNet::default()), lenet::INPUT);
    check("Blocks", &modules::blocks(), modules::PICTURE);
    check("Edited", &modules::edited(), modules::PICTURE);
    check("OneBlock", &modules::inception(24), modules::MAPS);
    check("Branches", &modules::branches(), modules::PICTURE);
    check("Numbered", &modules::numbered(), modules::PICTURE);
    check("Single", &modules::single(), modules::PICTURE);
}
