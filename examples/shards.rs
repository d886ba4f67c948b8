//! Packs Fashion-MNIST for the page: `cargo run --release --example shards -- FOLDER`, where FOLDER
//! holds the four original files (`train-images-idx3-ubyte.gz`, …), packed or unpacked.
//! Writes `assets/data/fashion-mnist/*.bin` and `src/data/manifest.rs`, after reading each shard back.

use std::fmt::Write as _;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::Instant;
use std::{env, error, fs};

use convlab::data::fashion_mnist::{self, PIXELS, Pictures, SHARD_PICTURES};
use convlab::data::{idx, shard};

const HEADER: &str = "\
//! Written by `cargo run --example shards`: what each file of `assets/data/fashion-mnist` must be.

use super::fashion_mnist::Shard;

const fn shard(file: &'static str, bytes: u64, sha256: &'static str) -> Shard {
    Shard {
        file,
        bytes,
        sha256,
        pictures: 10_000,
    }
}
";

type Result<T> = std::result::Result<T, Box<dyn error::Error>>;

fn main() -> Result<()> {
    let folder = env::args().nth(1).ok_or("usage: shards FOLDER")?;
    let folder = Path::new(&folder);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut manifest = HEADER.to_owned();
    let train = read_set(folder, "train")?;
    let shards = write_shards(root, "train", &train)?;
    let count = shards.len();
    write!(
        manifest,
        "\n#[rustfmt::skip]\npub const TRAIN: [Shard; {count}] = [\n"
    )?;
    for shard in shards {
        writeln!(manifest, "    {shard},")?;
    }
    manifest.push_str("];\n");
    for shard in write_shards(root, "test", &read_set(folder, "t10k")?)? {
        write!(
            manifest,
            "\n#[rustfmt::skip]\npub const TEST: Shard = {shard};\n"
        )?;
    }
    fs::write(root.join("src/data/manifest.rs"), manifest)?;
    Ok(())
}

fn read_set(folder: &Path, set: &str) -> Result<Pictures> {
    let pictures = read(&folder.join(format!("{set}-images-idx3-ubyte")))?;
    let labels = read(&folder.join(format!("{set}-labels-idx1-ubyte")))?;
    idx::parse(&pictures, &labels).map_err(|error| format!("{set}: {error:?}").into())
}

/// The file at `path`, or unpacked from `path.gz`.
fn read(path: &Path) -> Result<Vec<u8>> {
    if let Ok(bytes) = fs::read(path) {
        return Ok(bytes);
    }
    let packed = PathBuf::from(format!("{}.gz", path.display()));
    let file = fs::File::open(&packed).map_err(|error| format!("{}: {error}", packed.display()))?;
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(file).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Writes the shards of a set and returns their lines of the manifest.
fn write_shards(root: &Path, set: &str, pictures: &Pictures) -> Result<Vec<String>> {
    let mut lines = Vec::new();
    let pixels = pictures.pixels.chunks(SHARD_PICTURES * PIXELS);
    let labels = pictures.labels.chunks(SHARD_PICTURES);
    for (index, (pixels, labels)) in pixels.zip(labels).enumerate() {
        let part = Pictures {
            pixels: pixels.to_vec(),
            labels: labels.to_vec(),
        };
        let bytes = shard::pack(&part);
        let clock = Instant::now();
        if shard::unpack(&bytes).as_ref() != Some(&part) {
            return Err(format!("{set}-{index} does not read back").into());
        }
        let file = format!("{set}-{index}.bin");
        println!(
            "{file}: {} bytes, read back in {:.0?}",
            bytes.len(),
            clock.elapsed()
        );
        fs::write(root.join("assets/data/fashion-mnist").join(&file), &bytes)?;
        let sum = fashion_mnist::sha256(&bytes);
        lines.push(format!(
            "shard(\"{file}\", {}, \"{sum}\")",
            digits(bytes.len())
        ));
    }
    Ok(lines)
}

/// A number with underscores between thousands, as Rust writes them.
fn digits(number: usize) -> String {
    let plain = number.to_string();
    let mut out = String::new();
    for (i, digit) in plain.chars().enumerate() {
        if i > 0 && (plain.len() - i).is_multiple_of(3) {
            out.push('_');
        }
        out.push(digit);
    }
    out
}
