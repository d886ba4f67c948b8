//! A network of the course on the command line: its ledger, PyTorch source, trace, weights and logits.
//!
//! ```text
//! cargo run --example summary -- [ledger] [model=googlenet ratio=4 side=96]
//! cargo run --example summary -- source model=lenet activation=relu pool=average padding=2
//! cargo run --example summary -- trace model=googlenet b2relu=off
//! cargo run --example summary -- export nin.safetensors model=nin ratio=8 side=96 seed=3
//! cargo run --example summary -- logits nin.safetensors pictures.f32 model=nin ratio=8 side=96
//! ```
//! `model`, LeNet by default, is a word of [`Known::slug`]. `pictures.f32`: raw little-endian floats,
//! side × side a picture; one line of logits each.

use std::error::Error;
use std::fs;

use convlab::nn::init::{Init, initialise};
use convlab::nn::optim::Optimizer;
use convlab::nn::safetensors::{self, Dtype};
use convlab::nn::summary::{TrainingMemory, summary};
use convlab::nn::torch;
use convlab::nn::trace::{Mode, Trace, trace};
use convlab::tensor::device::Device;
use convlab::tensor::error::DeviceError;
use convlab::tensor::graph::Leaf;
use convlab::tensor::plan::{Output, Plan};
use convlab::tensor::rng::Rng;
use convlab::train::block_on::block_on;
use convlab::zoo::lenet::{Activation, Pooling};
use convlab::zoo::variant::{Known, Variant};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let is_option = |argument: &&String| argument.contains('=');
    let (options, words): (Vec<&String>, Vec<&String>) = arguments.iter().partition(is_option);
    let (variant, seed) = choices(&options)?;
    match words.iter().map(|word| word.as_str()).collect::<Vec<_>>()[..] {
        [] | ["ledger"] => ledger(&traced(&variant, 1)?),
        ["source"] => {
            let lines = torch::source(variant.known.class(), &variant.module());
            lines.iter().for_each(|line| println!("{}", line.text));
        }
        ["trace"] => rows(&traced(&variant, 1)?),
        ["export", file] => {
            let traced = traced(&variant, 1)?;
            let values = initialise(&traced.params, Init::Default, &mut Rng::new(seed));
            fs::write(
                file,
                safetensors::encode(&traced.params, &values, Dtype::F32),
            )?;
        }
        ["logits", weights, pictures] => {
            let pictures = floats(&fs::read(pictures)?);
            let traced = traced(&variant, pictures.len() / variant.input().len())?;
            let values = safetensors::decode(&fs::read(weights)?, &traced.params);
            let values = values.map_err(|errors| format!("{weights}: {errors:?}"))?;
            let logits = logits(&traced, &values, &pictures);
            let logits = logits.map_err(|error| format!("{error:?}"))?;
            for logits in logits.chunks(10) {
                let words: Vec<String> = logits.iter().map(f32::to_string).collect();
                println!("{}", words.join(" "));
            }
        }
        _ => return Err("ledger | source | trace | export FILE | logits WEIGHTS PICTURES".into()),
    }
    Ok(())
}

/// The network, and the seed of its weights.
fn choices(options: &[&String]) -> Result<(Variant, u64), Box<dyn Error>> {
    let pairs: Option<Vec<(&str, &str)>> = options.iter().map(|o| o.split_once('=')).collect();
    let pairs = pairs.unwrap_or_default();
    let model = pairs.iter().find(|(name, _)| *name == "model");
    let known = model.map_or(Some(Known::LeNet), |(_, word)| {
        Known::ALL.into_iter().find(|known| known.slug() == *word)
    });
    let mut variant = Variant::lesson(known.ok_or("unknown model")?);
    let mut seed = 0;
    for (name, value) in pairs {
        match (name, value) {
            ("model", _) => {}
            ("ratio", ratio) => variant.ratio = ratio.parse()?,
            ("side", side) => variant.side = side.parse()?,
            ("activation", word) => {
                let activation = activation(word)?;
                variant.activation = activation;
                variant.lenet.activation = activation;
            }
            ("pool", "max") => variant.lenet.pooling = Pooling::Max,
            ("pool", "average") => variant.lenet.pooling = Pooling::Average,
            ("padding", padding) => variant.lenet.padding = padding.parse()?,
            ("b2relu", word) => variant.b2_relu = word != "off",
            ("seed", number) => seed = number.parse()?,
            _ => return Err(format!("unknown option {name}={value}").into()),
        }
    }
    Ok((variant, seed))
}

fn activation(word: &str) -> Result<Activation, String> {
    match word {
        "sigmoid" => Ok(Activation::Sigmoid),
        "relu" => Ok(Activation::ReLU),
        "tanh" => Ok(Activation::Tanh),
        _ => Err(format!("unknown activation {word}")),
    }
}

fn traced(variant: &Variant, pictures: usize) -> Result<Trace, String> {
    let input = variant.input().with_n(pictures);
    let traced = trace(&variant.module(), input, Mode::Eval);
    traced.map_err(|error| format!("{error:?}"))
}

fn ledger(traced: &Trace) {
    print!("{}", summary(traced));
    for optimizer in [Optimizer::Sgd, Optimizer::Momentum, Optimizer::Adam] {
        let memory = TrainingMemory::new(traced.parameters(), optimizer);
        println!("training memory, {optimizer:?}: {} bytes", memory.total());
    }
}

/// A line a layer with its output as PyTorch shapes it, then a line a parameter.
fn rows(traced: &Trace) {
    for row in &traced.rows[1..] {
        let rank = if row.flat { 2 } else { 4 };
        println!("{} {:?}", row.path, &row.output.0[..rank]);
    }
    for param in &traced.params {
        println!("{} {:?}", param.path, param.torch_shape);
    }
}

fn floats(bytes: &[u8]) -> Vec<f32> {
    let (words, _) = bytes.as_chunks::<4>();
    words.iter().map(|word| f32::from_le_bytes(*word)).collect()
}

/// Ten numbers a picture.
fn logits(traced: &Trace, weights: &[Vec<f32>], pictures: &[f32]) -> Result<Vec<f32>, DeviceError> {
    let output = Output {
        value: traced.output,
        leaf: Leaf::Output(0),
    };
    let mut device = Device::cpu();
    let plan = device.prepare(Plan::new(&traced.graph, &[output]))?;
    for (i, values) in (0..).zip(weights) {
        device.upload(Leaf::Param(i), values)?;
    }
    device.upload(Leaf::Input, pictures)?;
    device.run(plan)?;
    block_on(device.download(Leaf::Output(0)))
}
