//! Every network of the course has PyTorch's logits and gradients, at many widths and sides.
//! The fixtures are made by `tests/fixtures/torch_models.py make`.

use convlab::nn::safetensors::decode;
use convlab::tensor::graph::Leaf;
use convlab::zoo::lenet::Activation;
use convlab::zoo::variant::{Known, Variant};

use crate::net::{Net, distance, fixture, noise};

/// Classes of the pictures, as in torch_models.py.
const TARGETS: [f32; 3] = [3.0, 0.0, 7.0];

/// `googlenet-8-64-plain`: model, ratio, side, switches.
fn variant(title: &str) -> Variant {
    let mut words = title.split('-');
    let slug = words.next().unwrap();
    let known = Known::ALL.into_iter().find(|known| known.slug() == slug);
    let mut variant = Variant::lesson(known.unwrap());
    variant.ratio = words.next().unwrap().parse().unwrap();
    variant.side = words.next().unwrap().parse().unwrap();
    for word in words {
        match word {
            "sigmoid" => variant.activation = Activation::Sigmoid,
            "plain" => variant.b2_relu = false,
            _ => panic!("{title}"),
        }
    }
    variant
}

/// The network with the weights of `hashed`, and its pictures.
fn net(title: &str) -> (Net, Vec<f32>) {
    let variant = variant(title);
    let input = variant.input().with_n(TARGETS.len());
    let pictures = noise(input.len(), 1000).map(|x| x as f32).collect();
    (Net::hashed(&variant.module(), input), pictures)
}

fn largest(values: &[f32]) -> f32 {
    values.iter().fold(0.0, |max, value| max.max(value.abs()))
}

#[test]
fn logits() {
    let text = String::from_utf8(fixture("models/logits.txt")).unwrap();
    for line in text.lines().skip(1) {
        let (title, numbers) = line.split_once(' ').unwrap();
        let words = numbers.split(' ');
        let expected: Vec<f32> = words.map(|word| word.parse().unwrap()).collect();
        let (mut net, pictures) = net(title);
        let worst = distance(&net.logits(&pictures), &expected) / largest(&expected);
        assert!(worst <= 1e-5, "{title}: {worst:e} of the largest");
    }
}

/// The gradient of the mean cross-entropy in every parameter.
fn check_gradients(title: &str) {
    let (mut net, pictures) = net(title);
    let params = net.trace.params.clone();
    let expected = decode(&fixture(&format!("models/{title}.safetensors")), &params).unwrap();
    let plan = net.gradients(&pictures, &TARGETS);
    net.device.run(plan).unwrap();
    // Behind a unit that is 0 on every picture.
    let dead = expected.iter().filter(|grad| largest(grad) == 0.0).count();
    assert!(dead * 20 < params.len(), "{title}: {dead} zeros");
    for (i, (param, expected)) in (0..).zip(params.iter().zip(&expected)) {
        let worst = distance(&net.download(Leaf::Grad(i)), expected);
        let largest = largest(expected);
        assert!(
            worst <= 1e-4 * largest,
            "{title}, {}: {worst:e} of {largest:e}",
            param.path
        );
    }
}

#[test]
fn gradients() {
    let all = [
        "mlp-1-8",
        "alexnet-32-79",
        "vgg-32-64",
        "nin-16-128",
        "googlenet-16-64",
    ];
    for title in all {
        check_gradients(title);
    }
}
