//! Noise and damage: no bytes whatever make the reader panic.

use convlab::nn::safetensors::{Dtype, decode, encode};
use convlab::tensor::rng::Rng;

use crate::{A, B, file, header, params, values};

/// 120,000 files, from pure noise to good files with a few bytes changed: never a panic, and what
/// is accepted is what its bytes say.
#[test]
fn random_and_mutated_files_never_panic() {
    let mut rng = Rng::new(0);
    let good = [
        encode(&params(), &values(), Dtype::F32),
        file(&header(A, B), 32),
    ];
    let (mut accepted, mut refused) = (0, 0);
    for round in 0..120_000_u32 {
        let bytes = match round % 4 {
            0 => noise(&mut rng),
            1 => tokens(&mut rng),
            _ => mutated(&good[round as usize % 2], &mut rng),
        };
        match decode(&bytes, &params()) {
            Ok(read) => {
                accepted += 1;
                assert_eq!(read.iter().map(Vec::len).collect::<Vec<_>>(), [6, 2]);
                assert!(read.iter().flatten().all(|value| value.is_finite()));
                assert_eq!(
                    decode(&encode(&params(), &read, Dtype::F32), &params()),
                    Ok(read)
                );
            }
            Err(errors) => {
                refused += 1;
                assert!(!errors.is_empty());
            }
        }
    }
    // Neither branch of the test may be idle.
    assert!(
        accepted > 1_000 && refused > 50_000,
        "{accepted} accepted, {refused} refused"
    );
}

/// Any bytes; the header's length is right half of the time.
fn noise(rng: &mut Rng) -> Vec<u8> {
    let mut bytes: Vec<u8> = (0..rng.below(200)).map(|_| rng.next_u32() as u8).collect();
    if rng.below(2) == 0 && bytes.len() > 8 {
        let length = u64::from(rng.below(bytes.len() as u32 - 8));
        bytes[..8].copy_from_slice(&length.to_le_bytes());
    }
    bytes
}

/// Pieces of headers in random order.
fn tokens(rng: &mut Rng) -> Vec<u8> {
    const PIECES: [&str; 16] = [
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"a\":",
        "\"b\":",
        "\"dtype\":",
        "\"F32\"",
        "\"shape\":",
        "\"data_offsets\":",
        "\"__metadata__\":",
        "18446744073709551615",
        A,
        B,
    ];
    let pieces = (0..rng.below(12)).map(|_| PIECES[rng.below(16) as usize]);
    let header: String = pieces.collect();
    let header = if rng.below(2) == 0 {
        format!("{{{header}}}")
    } else {
        header
    };
    file(&header, rng.below(40) as usize)
}

/// A good file with up to three changes.
fn mutated(good: &[u8], rng: &mut Rng) -> Vec<u8> {
    let mut bytes = good.to_vec();
    for _ in 0..1 + rng.below(3) {
        let at = rng.below(bytes.len() as u32) as usize;
        match rng.below(6) {
            0 => bytes[at] = rng.next_u32() as u8,
            1 => bytes[at] ^= 1 << rng.below(8),
            2 => bytes.truncate(at + 1),
            3 => bytes.insert(at, b"0129[]{},:\"\\"[rng.below(12) as usize]),
            4 => drop(bytes.remove(at)),
            _ => {
                let end = bytes.len().min(at + rng.below(40) as usize);
                let copy = bytes[at..end].to_vec();
                bytes.splice(at..at, copy);
            }
        }
        if bytes.is_empty() {
            break;
        }
    }
    bytes
}
