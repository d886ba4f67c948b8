//! Trains the lesson's LeNet natively and prints a line an epoch:
//! `cargo run --release --example train -- --seed 0 [--seed 1 …] [--epochs 5] [--pictures 60000]
//! [--batch 256] [--lr 0.001] [--save weights.safetensors]`.

use std::path::Path;
use std::time::Instant;
use std::{env, error, fs};

use convlab::data::fashion_mnist::{Shard, TEST, decode, train_shards};
use convlab::data::store::DataSet;
use convlab::nn::init::Init;
use convlab::nn::optim::Optimizer;
use convlab::tensor::device::Device;
use convlab::train::block_on::block_on;
use convlab::train::protocol::{Failure, RunSpec};
use convlab::train::session::{Session, Stepped};
use convlab::zoo::lenet::{LeNet, lenet};

type Result<T> = std::result::Result<T, Box<dyn error::Error>>;

struct Arguments {
    spec: RunSpec,
    seeds: Vec<u32>,
    save: Option<String>,
}

fn main() -> Result<()> {
    let Arguments { spec, seeds, save } = arguments()?;
    let train = load(train_shards(spec.pictures as usize))?;
    let test = load(&[TEST])?;
    for seed in seeds {
        let session = Session::new(
            RunSpec {
                seed,
                ..spec.clone()
            },
            Device::cpu(),
        );
        let run = async { train_one(session?, &train, &test).await };
        let session = block_on(run).map_err(|failure| format!("{failure:?}"))?;
        if let Some(file) = &save {
            let bytes = block_on(session.export()).map_err(|failure| format!("{failure:?}"))?;
            fs::write(file, bytes)?;
        }
    }
    Ok(())
}

async fn train_one(
    mut session: Session,
    train: &DataSet,
    test: &DataSet,
) -> std::result::Result<Session, Failure> {
    let seed = session.spec().seed;
    println!("seed {seed}");
    let mut left_plateau = None;
    while !session.is_finished() {
        let clock = Instant::now();
        loop {
            match session.step(train).await? {
                Stepped::Done { point, .. } if point.accuracy > 0.25 => {
                    left_plateau.get_or_insert(point.step);
                }
                Stepped::Done { .. } => {}
                Stepped::Diverged => {
                    println!("diverged at step {}", session.step_count() + 1);
                    return Ok(session);
                }
            }
            if session.is_epoch_over() {
                break;
            }
        }
        let tested = session.evaluate(test).await?;
        let point = session.epoch_point(&tested, clock.elapsed().as_secs_f32());
        println!(
            "epoch {}: loss {:.4}, train acc {:.4}, test acc {:.4}, {:.1} s",
            point.epoch, point.loss, point.train_accuracy, point.test_accuracy, point.seconds
        );
    }
    if let Some(step) = left_plateau {
        println!("first batch above 25 %: step {step}");
    }
    Ok(session)
}

fn load(shards: &[Shard]) -> Result<DataSet> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/data/fashion-mnist");
    let one = |shard: &Shard| {
        let bytes = fs::read(folder.join(shard.file))?;
        decode(shard, &bytes).map_err(|error| format!("{}: {error:?}", shard.file).into())
    };
    Ok(DataSet::new(shards.iter().map(one).collect::<Result<_>>()?))
}

fn arguments() -> Result<Arguments> {
    let mut spec = RunSpec {
        module: lenet(LeNet::default()),
        pictures: 60_000,
        epochs: 5,
        batch_size: 256,
        learning_rate: 0.001,
        optimizer: Optimizer::Adam,
        init: Init::Default,
        seed: 0,
        shuffle: None,
    };
    let (mut seeds, mut save) = (Vec::new(), None);
    let mut words = env::args().skip(1);
    while let Some(name) = words.next() {
        let value = words
            .next()
            .ok_or_else(|| format!("{name} needs a value"))?;
        match name.as_str() {
            "--seed" => seeds.push(value.parse()?),
            "--epochs" => spec.epochs = value.parse()?,
            "--pictures" => spec.pictures = value.parse()?,
            "--batch" => spec.batch_size = value.parse()?,
            "--lr" => spec.learning_rate = value.parse()?,
            "--save" => save = Some(value),
            _ => return Err(format!("unknown: {name}").into()),
        }
    }
    if seeds.is_empty() {
        seeds.push(0);
    }
    Ok(Arguments { spec, seeds, save })
}
