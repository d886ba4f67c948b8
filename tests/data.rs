//! Fashion-MNIST's files: complete, true to the original, and harmless when broken.

use std::fs;
use std::path::Path;

use convlab::data::fashion_mnist::{
    self, CLASSES, PIXELS, Pictures, SHARD_PICTURES, Shard, ShardError, TEST, TRAIN, decode,
};
use convlab::data::idx::{self, IdxError};
use convlab::data::shard;
use convlab::tensor::rng::Rng;

fn file(shard: &Shard) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/data/fashion-mnist");
    fs::read(folder.join(shard.file)).unwrap()
}

#[test]
fn every_file_is_the_one_in_the_manifest() {
    for shard in TRAIN.iter().chain([&TEST]) {
        let bytes = file(shard);
        assert_eq!(bytes.len() as u64, shard.bytes, "{}", shard.file);
        assert_eq!(
            fashion_mnist::sha256(&bytes),
            shard.sha256,
            "{}",
            shard.file
        );
    }
}

/// Sums of the original IDX files, so that an error of packing and reading alike would show.
#[test]
fn a_shard_holds_the_original_pictures() {
    let check = |shard: &Shard, first_labels: [u8; 8], sum: u64| {
        let pictures = decode(shard, &file(shard)).unwrap();
        assert_eq!(pictures.len(), SHARD_PICTURES);
        assert_eq!(pictures.pixels.len(), SHARD_PICTURES * PIXELS);
        assert_eq!(pictures.labels[..8], first_labels, "{}", shard.file);
        let found: u64 = pictures.pixels.iter().map(|&pixel| u64::from(pixel)).sum();
        assert_eq!(found, sum, "{}", shard.file);
    };
    check(&TRAIN[0], [9, 0, 0, 3, 0, 2, 7, 2], SUM_TRAIN_0);
    check(&TEST, [9, 2, 1, 1, 6, 1, 4, 6], SUM_TEST);
}

const SUM_TRAIN_0: u64 = 572_388_787;
const SUM_TEST: u64 = 573_469_082;

#[test]
fn broken_files_are_named_for_what_they_are() {
    let bytes = file(&TEST);
    let (mut flipped, mut longer) = (bytes.clone(), bytes.clone());
    flipped[1_000_000] ^= 1;
    longer.push(0);
    let truncated = |found| ShardError::Truncated {
        expected: TEST.bytes,
        found,
    };
    let rows: [(&str, &[u8], ShardError); 5] = [
        ("empty", &[], truncated(0)),
        (
            "one byte short",
            &bytes[..bytes.len() - 1],
            truncated(TEST.bytes - 1),
        ),
        ("one bit flipped", &flipped, ShardError::Altered),
        ("one byte longer", &longer, ShardError::Altered),
        (
            "another shard",
            &file(&TRAIN[0])[..],
            truncated(TRAIN[0].bytes),
        ),
    ];
    for (name, bytes, expected) in rows {
        assert_eq!(decode(&TEST, bytes), Err(expected), "{name}");
    }
}

#[test]
fn right_sum_of_a_wrong_format_is_altered() {
    for bytes in [
        b"no shard at all".to_vec(),
        shard::pack(&drawn(&mut Rng::new(1), 3)),
    ] {
        let sha256: &'static str = fashion_mnist::sha256(&bytes).leak();
        let listed = Shard {
            file: "x.bin",
            bytes: bytes.len() as u64,
            sha256,
            pictures: 4,
        };
        assert_eq!(decode(&listed, &bytes), Err(ShardError::Altered));
    }
}

/// Pictures of every texture: flat, noise, gradients, single dots.
fn drawn(rng: &mut Rng, count: usize) -> Pictures {
    let mut pictures = Pictures::default();
    for index in 0..count {
        let (style, base) = (rng.below(4), rng.below(256));
        pictures.labels.push(rng.below(CLASSES as u32) as u8);
        for at in 0..PIXELS as u32 {
            let value = match style {
                0 => base,
                1 => rng.below(256),
                2 => base + at + index as u32,
                _ => u32::from(rng.below(50) == 0) * base,
            };
            pictures.pixels.push(value as u8);
        }
    }
    pictures
}

#[test]
fn packing_loses_nothing() {
    let mut rng = Rng::new(7);
    for count in [0, 1, 2, 3, 17, 64] {
        let pictures = drawn(&mut rng, count);
        assert_eq!(
            shard::unpack(&shard::pack(&pictures)),
            Some(pictures),
            "{count}"
        );
    }
}

#[test]
fn unpacking_survives_any_bytes() {
    let mut rng = Rng::new(11);
    let pictures = drawn(&mut rng, 8);
    let sound = shard::pack(&pictures);
    for round in 0..400 {
        let mut bytes = sound.clone();
        match round % 4 {
            0 => bytes.truncate(rng.below(sound.len() as u32) as usize),
            1 => bytes.extend([0; 3]),
            2 => bytes = (0..rng.below(2000)).map(|_| rng.next_u32() as u8).collect(),
            _ => {
                let at = rng.below(sound.len() as u32) as usize;
                bytes[at] ^= 1 << rng.below(8);
            }
        }
        // A flipped label stays a label; everything else shows.
        let read = shard::unpack(&bytes);
        assert!(
            read.is_none_or(|read| read.pixels == pictures.pixels),
            "round {round}"
        );
    }
}

#[test]
fn idx_files_are_checked() {
    let header = |magic: u32, extents: &[u32]| -> Vec<u8> {
        let words = [magic].into_iter().chain(extents.iter().copied());
        words.flat_map(u32::to_be_bytes).collect()
    };
    let labels = |labels: &[u8]| [header(0x0801, &[labels.len() as u32]), labels.to_vec()].concat();
    let pictures = |count: u32, side: u32, bytes: usize| {
        [header(0x0803, &[count, side, side]), vec![5; bytes]].concat()
    };
    let sound = Pictures {
        pixels: vec![5; 2 * PIXELS],
        labels: vec![0, 9],
    };
    let length = |expected, found| Err(IdxError::Length { expected, found });
    let rows = [
        (pictures(2, 28, 2 * PIXELS), labels(&[0, 9]), Ok(sound)),
        (
            pictures(2, 28, 2 * PIXELS),
            labels(&[0, 10]),
            Err(IdxError::Label { found: 10 }),
        ),
        (
            pictures(2, 28, 1000),
            labels(&[0, 9]),
            length(2 * PIXELS, 1000),
        ),
        (
            pictures(2, 28, 2 * PIXELS),
            labels(&[0, 9])[..9].to_vec(),
            length(2, 1),
        ),
        (
            pictures(2, 28, 2 * PIXELS),
            labels(&[0]),
            Err(IdxError::Counts {
                pictures: 2,
                labels: 1,
            }),
        ),
        (
            pictures(2, 27, 2 * 27 * 27),
            labels(&[0, 9]),
            Err(IdxError::Pictures),
        ),
        (labels(&[0, 9]), labels(&[0, 9]), Err(IdxError::Pictures)),
        (
            pictures(2, 28, 2 * PIXELS),
            vec![0; 3],
            Err(IdxError::Labels),
        ),
        (Vec::new(), Vec::new(), Err(IdxError::Pictures)),
    ];
    for (row, (pictures, labels, expected)) in rows.into_iter().enumerate() {
        assert_eq!(idx::parse(&pictures, &labels), expected, "row {row}");
    }
}

#[test]
fn only_the_shards_a_run_needs() {
    for (pictures, shards) in [
        (0, 1),
        (1, 1),
        (10_000, 1),
        (10_001, 2),
        (60_000, 6),
        (99_999, 6),
    ] {
        assert_eq!(
            fashion_mnist::train_shards(pictures).len(),
            shards,
            "{pictures}"
        );
    }
}
