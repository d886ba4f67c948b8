//! LeNet's ledger, PyTorch source, weights and logits on the command line.
//!
//! ```text
//! cargo run --example summary -- [ledger]
//! cargo run --example summary -- source activation=relu pool=average padding=2
//! cargo run --example summary -- export lenet.safetensors seed=3
//! cargo run --example summary -- logits lenet.safetensors pictures.f32
//! ```
//! `pictures.f32`: raw little-endian floats in [0, 1], 784 a picture; one line of logits each.

use std::error::Error;
use std::fs;
use std::future::Future as _;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use convlab::nn::init::{Init, initialise};
use convlab::nn::module::Module;
use convlab::nn::optim::Optimizer;
use convlab::nn::safetensors;
use convlab::nn::summary::{TrainingMemory, summary};
use convlab::nn::torch;
use convlab::nn::trace::{Mode, Trace, trace};
use convlab::tensor::device::{Device, DeviceError};
use convlab::tensor::graph::Leaf;
use convlab::tensor::plan::{Output, Plan};
use convlab::tensor::rng::Rng;
use convlab::zoo::lenet::{self, Activation, LeNet, Pooling};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let is_option = |argument: &&String| argument.contains('=');
    let (options, words): (Vec<&String>, Vec<&String>) = arguments.iter().partition(is_option);
    let (variant, seed) = choices(&options)?;
    let module = lenet::lenet(variant);
    let traced = || {
        let traced = trace(&module, lenet::INPUT, Mode::Eval);
        traced.map_err(|error| format!("{error:?}"))
    };
    match words.iter().map(|word| word.as_str()).collect::<Vec<_>>()[..] {
        [] | ["ledger"] => ledger(&traced()?),
        ["source"] => {
            let lines = torch::source("LeNet", &module);
            lines.iter().for_each(|line| println!("{}", line.text));
        }
        ["export", file] => {
            let traced = traced()?;
            let values = initialise(&traced.params, Init::Default, &mut Rng::new(seed));
            fs::write(
                file,
                safetensors::encode(&traced.params, &values, safetensors::Dtype::F32),
            )?;
        }
        ["logits", weights, pictures] => {
            let values = safetensors::decode(&fs::read(weights)?, &traced()?.params);
            let values = values.map_err(|errors| format!("{weights}: {errors:?}"))?;
            for logits in logits(&module, &values, &floats(&fs::read(pictures)?))?.chunks(10) {
                let words: Vec<String> = logits.iter().map(f32::to_string).collect();
                println!("{}", words.join(" "));
            }
        }
        _ => return Err("ledger | source | export FILE | logits WEIGHTS PICTURES".into()),
    }
    Ok(())
}

/// The variant and the seed of the weights.
fn choices(options: &[&String]) -> Result<(LeNet, u64), Box<dyn Error>> {
    let (mut variant, mut seed) = (LeNet::default(), 0);
    for option in options {
        match option.split_once('=') {
            Some(("activation", "sigmoid")) => variant.activation = Activation::Sigmoid,
            Some(("activation", "relu")) => variant.activation = Activation::ReLU,
            Some(("activation", "tanh")) => variant.activation = Activation::Tanh,
            Some(("pool", "max")) => variant.pooling = Pooling::Max,
            Some(("pool", "average")) => variant.pooling = Pooling::Average,
            Some(("padding", padding)) => variant.padding = padding.parse()?,
            Some(("seed", number)) => seed = number.parse()?,
            _ => return Err(format!("unknown option {option}").into()),
        }
    }
    Ok((variant, seed))
}

fn ledger(traced: &Trace) {
    print!("{}", summary(traced));
    for optimizer in [Optimizer::Sgd, Optimizer::Momentum, Optimizer::Adam] {
        let memory = TrainingMemory::new(traced.parameters(), optimizer);
        println!("training memory, {optimizer:?}: {} bytes", memory.total());
    }
}

fn floats(bytes: &[u8]) -> Vec<f32> {
    let (words, _) = bytes.as_chunks::<4>();
    words.iter().map(|word| f32::from_le_bytes(*word)).collect()
}

/// Ten numbers a picture.
fn logits(
    module: &Module,
    weights: &[Vec<f32>],
    pictures: &[f32],
) -> Result<Vec<f32>, Box<dyn Error>> {
    let input = lenet::INPUT.with_n(pictures.len() / lenet::INPUT.len());
    let traced = trace(module, input, Mode::Eval).map_err(|error| format!("{error:?}"))?;
    let output = Output {
        value: traced.output,
        leaf: Leaf::Output(0),
    };
    let run = || {
        let mut device = Device::cpu();
        let plan = device.prepare(Plan::new(&traced.graph, &[output]))?;
        for (i, values) in (0..).zip(weights) {
            device.upload(Leaf::Param(i), values)?;
        }
        device.upload(Leaf::Input, pictures)?;
        device.run(plan)?;
        // The CPU has the numbers at once.
        let mut context = Context::from_waker(Waker::noop());
        match pin!(device.download(Leaf::Output(0))).poll(&mut context) {
            Poll::Ready(values) => values,
            Poll::Pending => Ok(vec![]),
        }
    };
    let values: Result<Vec<f32>, DeviceError> = run();
    values.map_err(|error| format!("{error:?}").into())
}
