//! What the pixel-shuffle demonstration comes to: `cargo run --profile bench --example shuffled -- 0 1 2`
//! prints a line a run, for each seed.

use std::path::Path;
use std::time::Instant;
use std::{env, error, fs};

use convlab::data::fashion_mnist::{Shard, TEST, decode, train_shards};
use convlab::data::store::DataSet;
use convlab::lesson::shuffled;
use convlab::tensor::device::Device;
use convlab::train::block_on::block_on;
use convlab::train::protocol::Failure;
use convlab::train::session::Session;

type Result<T> = std::result::Result<T, Box<dyn error::Error>>;

fn main() -> Result<()> {
    let train = load(train_shards(shuffled::PICTURES as usize))?;
    let test = load(&[TEST])?;
    for seed in env::args().skip(1) {
        let seed = seed.parse()?;
        println!("seed {seed}");
        for run in shuffled::runs(seed) {
            let clock = Instant::now();
            let tested = block_on(train_one(run, seed, &train, &test))
                .map_err(|failure| format!("{failure:?}"))?;
            println!(
                "{run:?}: test accuracy after each epoch {tested:.4?}, {:.1} s",
                clock.elapsed().as_secs_f32()
            );
        }
    }
    Ok(())
}

async fn train_one(
    run: shuffled::Run,
    seed: u32,
    train: &DataSet,
    test: &DataSet,
) -> std::result::Result<Vec<f32>, Failure> {
    let mut session = Session::new(run.spec(seed), Device::cpu())?;
    let mut tested = Vec::new();
    while !session.is_finished() {
        session.step(train).await?;
        if session.is_epoch_over() {
            tested.push(session.evaluate(test).await?.accuracy());
        }
    }
    Ok(tested)
}

fn load(shards: &[Shard]) -> Result<DataSet> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/data/fashion-mnist");
    let one = |shard: &Shard| {
        let bytes = fs::read(folder.join(shard.file))?;
        decode(shard, &bytes).map_err(|error| format!("{}: {error:?}", shard.file).into())
    };
    Ok(DataSet::new(shards.iter().map(one).collect::<Result<_>>()?))
}
