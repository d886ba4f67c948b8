//! Trains a network of the course natively and prints a line an epoch; made the weights that are shipped:
//! `cargo run --profile kernel --example train -- [--model lenet|alexnet|vgg|nin|googlenet] [--ratio 8]
//! [--side 96] [--seed 0 …] [--epochs 5] [--pictures 60000] [--batch 256] [--lr 0.001]
//! [--init default|xavier|he] [--save weights.safetensors] [--half]`.

use std::path::Path;
use std::time::Instant;
use std::{env, error, fs};

use convlab::data::fashion_mnist::{Shard, TEST, decode, train_shards};
use convlab::data::store::DataSet;
use convlab::nn::init::Init;
use convlab::nn::optim::Optimizer;
use convlab::nn::safetensors::Dtype;
use convlab::tensor::device::Device;
use convlab::train::block_on::block_on;
use convlab::train::protocol::{Failure, RunSpec};
use convlab::train::session::{Session, Stepped};
use convlab::zoo::variant::{Known, Variant};

type Result<T> = std::result::Result<T, Box<dyn error::Error>>;

struct Arguments {
    spec: RunSpec,
    seeds: Vec<u32>,
    save: Option<String>,
    dtype: Dtype,
}

fn main() -> Result<()> {
    let Arguments {
        spec,
        seeds,
        save,
        dtype,
    } = arguments()?;
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
        let mut session = block_on(run).map_err(|failure| format!("{failure:?}"))?;
        if let Some(file) = &save {
            let bytes =
                block_on(session.export(dtype)).map_err(|failure| format!("{failure:?}"))?;
            fs::write(file, &bytes)?;
            let imported = session
                .import(&bytes)
                .map_err(|failure| format!("{failure:?}"))?;
            imported.map_err(|errors| format!("{errors:?}"))?;
            let tested = block_on(session.evaluate(&test));
            let tested = tested.map_err(|failure| format!("{failure:?}"))?;
            println!(
                "{file}: {} bytes, test acc {:.4}",
                bytes.len(),
                tested.accuracy()
            );
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
    let mut variant = Variant::lesson(Known::LeNet);
    let mut spec = RunSpec {
        module: variant.module(),
        side: variant.side,
        pictures: 60_000,
        epochs: 5,
        batch_size: 256,
        learning_rate: 0.001,
        optimizer: Optimizer::Adam,
        init: Init::Default,
        seed: 0,
        shuffle: None,
        workers: 1,
    };
    let (mut seeds, mut save, mut dtype) = (Vec::new(), None, Dtype::F32);
    let mut words = env::args().skip(1);
    while let Some(name) = words.next() {
        if name == "--half" {
            dtype = Dtype::F16;
            continue;
        }
        let value = words
            .next()
            .ok_or_else(|| format!("{name} needs a value"))?;
        match name.as_str() {
            "--model" => variant = Variant::lesson(known(&value)?),
            "--ratio" => variant.ratio = value.parse()?,
            "--side" => variant.side = value.parse()?,
            "--seed" => seeds.push(value.parse()?),
            "--epochs" => spec.epochs = value.parse()?,
            "--pictures" => spec.pictures = value.parse()?,
            "--batch" => spec.batch_size = value.parse()?,
            "--lr" => spec.learning_rate = value.parse()?,
            "--init" => spec.init = init(&value)?,
            "--save" => save = Some(value),
            _ => return Err(format!("unknown: {name}").into()),
        }
    }
    spec.module = variant.module();
    spec.side = variant.side;
    if seeds.is_empty() {
        seeds.push(0);
    }
    Ok(Arguments {
        spec,
        seeds,
        save,
        dtype,
    })
}

fn known(slug: &str) -> Result<Known> {
    let mut all = Known::ALL.into_iter();
    let found = all.find(|known| known.slug() == slug);
    found.ok_or_else(|| format!("no model {slug}").into())
}

fn init(word: &str) -> Result<Init> {
    match word {
        "default" => Ok(Init::Default),
        "xavier" => Ok(Init::Xavier),
        "he" => Ok(Init::He),
        _ => Err(format!("no initialisation {word}").into()),
    }
}
