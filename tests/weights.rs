//! Weight files: what we write we read, and no bytes whatever make the reader panic.

use convlab::nn::safetensors::{HEADER_LIMIT, WeightsError, decode, encode};
use convlab::nn::trace::Param;
use convlab::tensor::rng::Rng;
use convlab::tensor::shape::Shape;

/// `a` of shape [2, 3] and `b` of shape [2]: 24 + 8 bytes.
fn params() -> Vec<Param> {
    let weight = Param {
        path: "a".to_owned(),
        shape: Shape::matrix(2, 3),
        torch_shape: vec![2, 3],
        fan_in: 3,
        fan_out: 2,
        is_bias: false,
    };
    let bias = Param {
        path: "b".to_owned(),
        shape: Shape::matrix(1, 2),
        torch_shape: vec![2],
        is_bias: true,
        ..weight.clone()
    };
    vec![weight, bias]
}

fn values() -> Vec<Vec<f32>> {
    vec![
        vec![1.0, -2.0, 3.5, 0.0, -0.0, 1e-40],
        vec![f32::MAX, f32::MIN],
    ]
}

/// A file with this header over `data` bytes that all read as 0.0.
fn file(header: &str, data: usize) -> Vec<u8> {
    let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
    bytes.extend_from_slice(header.as_bytes());
    bytes.extend(std::iter::repeat_n(0, data));
    bytes
}

fn header(a: &str, b: &str) -> String {
    format!(r#"{{"a":{a},"b":{b}}}"#)
}

const A: &str = r#"{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}"#;
const B: &str = r#"{"dtype":"F32","shape":[2],"data_offsets":[24,32]}"#;

#[test]
fn what_is_written_is_read_bit_for_bit() {
    let bytes = encode(&params(), &values());
    let read = decode(&bytes, &params()).unwrap();
    let bits = |values: &[Vec<f32>]| -> Vec<u32> {
        values.iter().flatten().map(|v| v.to_bits()).collect()
    };
    assert_eq!(bits(&read), bits(&values()));
    assert_eq!(encode(&params(), &read), bytes);
}

#[test]
fn forms_that_are_right() {
    let check = |what: &str, header: String| {
        let read = decode(&file(&header, 32), &params());
        assert_eq!(read, Ok(vec![vec![0.0; 6], vec![0.0; 2]]), "{what}");
    };
    check("plain", header(A, B));
    check("padded with spaces", header(A, B) + "   ");
    let spaced = "{ \"a\"\n:\t{ \"dtype\" : \"F32\" , \"shape\": [ 2 , 3 ], \"data_offsets\": [0, 24 ] } , \"b\" :";
    check("white space anywhere", format!("{spaced} {B} }}"));
    check(
        "metadata",
        header(A, B).replacen('{', r#"{"__metadata__":{"format":"pt"},"#, 1),
    );
    check(
        "escapes in a name",
        header(A, B).replace(r#""a""#, r#""\u0061""#),
    );
    let (a, b) = (A.replace("[0,24]", "[8,32]"), B.replace("[24,32]", "[0,8]"));
    check("tensors in another order", header(&a, &b));
}

#[test]
fn files_that_are_wrong() {
    let check = |what: &str, bytes: &[u8], expected: &[WeightsError]| {
        assert_eq!(decode(bytes, &params()), Err(expected.to_vec()), "{what}");
    };
    let good = file(&header(A, B), 32);
    let length = good.len() as u64;
    let name = |name: &str| name.to_owned();
    let offsets = |tensor: &str, start, end| WeightsError::Offsets {
        name: name(tensor),
        start,
        end,
    };

    check(
        "empty",
        &[],
        &[WeightsError::Truncated {
            expected: 8,
            found: 0,
        }],
    );
    check(
        "no header",
        &good[..20],
        &[WeightsError::Truncated {
            expected: length - 32,
            found: 20,
        }],
    );
    check(
        "cut short",
        &good[..good.len() - 1],
        &[WeightsError::Truncated {
            expected: length,
            found: length - 1,
        }],
    );
    check(
        "too long",
        &[good.clone(), vec![0]].concat(),
        &[WeightsError::Trailing {
            expected: length,
            found: length + 1,
        }],
    );
    for huge in [HEADER_LIMIT + 1, u64::MAX] {
        let mut bytes = good.clone();
        bytes[..8].copy_from_slice(&huge.to_le_bytes());
        let limit = HEADER_LIMIT;
        check(
            "a header of any length",
            &bytes,
            &[WeightsError::HeaderTooLong {
                length: huge,
                limit,
            }],
        );
    }

    let unwanted = |header: &str| {
        header.replacen(
            '{',
            r#"{"c":{"dtype":"I64","shape":[],"data_offsets":[32,40]},"#,
            1,
        )
    };
    check(
        "a tensor too many",
        &file(&unwanted(&header(A, B)), 40),
        &[WeightsError::Unexpected { name: name("c") }],
    );
    check(
        "other names",
        &file(&header(A, B).replace("\"a\"", "\"conv.0.weight\""), 32),
        &[
            WeightsError::Unexpected {
                name: name("conv.0.weight"),
            },
            WeightsError::Missing { name: name("a") },
        ],
    );
    check(
        "no tensors",
        &file("{}", 0),
        &[
            WeightsError::Missing { name: name("a") },
            WeightsError::Missing { name: name("b") },
        ],
    );
    check(
        "turned round",
        &file(&header(&A.replace("[2,3]", "[3,2]"), B), 32),
        &[WeightsError::Shape {
            name: name("a"),
            expected: vec![2, 3],
            found: vec![3, 2],
        }],
    );
    check(
        "two problems",
        &file(
            &header(&A.replace("F32", "F16"), &B.replace("[2]", "[2,1]")),
            32,
        ),
        &[
            WeightsError::Dtype {
                name: name("a"),
                found: name("F16"),
            },
            WeightsError::Shape {
                name: name("b"),
                expected: vec![2],
                found: vec![2, 1],
            },
        ],
    );
    check(
        "a name twice",
        &file(&header(A, B).replace("\"b\"", "\"a\""), 32),
        &[
            WeightsError::Duplicate { name: name("a") },
            offsets_of_b_read_as_a(),
            WeightsError::Missing { name: name("b") },
        ],
    );
    check(
        "overlap",
        &file(&header(A, &B.replace("[24,32]", "[20,28]")), 28),
        &[offsets("b", 20, 28)],
    );
    check(
        "gap",
        &file(&header(A, &B.replace("[24,32]", "[28,36]")), 36),
        &[offsets("b", 28, 36)],
    );
    check(
        "fewer bytes than the shape asks",
        &file(&header(A, &B.replace("32]", "28]")), 28),
        &[offsets("b", 24, 28)],
    );
    check(
        "end before start",
        &file(&header(A, &B.replace("[24,32]", "[24,16]")), 24),
        &[offsets("b", 24, 16)],
    );
    let far = u64::MAX;
    let b = B.replace("[24,32]", &format!("[24,{far}]"));
    check(
        "offsets at the end of the world",
        &file(&header(A, &b), 32),
        &[
            WeightsError::Truncated {
                expected: far,
                found: length - 2 + 20,
            },
            offsets("b", 24, far),
        ],
    );
    for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        let mut bytes = good.clone();
        let at = bytes.len() - 4;
        bytes[at..].copy_from_slice(&bad.to_le_bytes());
        check(
            "not finite",
            &bytes,
            &[WeightsError::NotFinite { name: name("b") }],
        );
    }
}

/// The second of two tensors named `a` is the one that is read.
fn offsets_of_b_read_as_a() -> WeightsError {
    WeightsError::Shape {
        name: "a".to_owned(),
        expected: vec![2, 3],
        found: vec![2],
    }
}

#[test]
fn headers_that_are_no_safetensors() {
    let check = |header: &str, at: u64| {
        let found = decode(&file(header, 32), &params());
        assert_eq!(
            found,
            Err(vec![WeightsError::Header { at: 8 + at }]),
            "{header:.60}"
        );
    };
    check("", 0);
    check("[]", 0);
    check("{", 1);
    check("{}x", 2);
    check("{,}", 1);
    check("{\"a\"}", 4);
    check("{\"a\":}", 5);
    check("{\"a\":null}", 5);
    check("{\"a\":{}}", 7);
    check("{\"a", 3);
    check("{\"\\x\"}", 4);
    check("{\"\\ud800\"}", 9);
    check("{\"\\ud800\\u0041\":1}", 14);
    check("{\"__metadata__\":{\"a\":1}}", 21);
    check(&header(A, B).replace("[2,3]", "[-2,3]"), 29);
    check(&header(A, B).replace("[2,3]", "[02,3]"), 31);
    check(&header(A, B).replace("[2,3]", "[2.0,3]"), 30);
    check(&header(A, B).replace("[2,3]", "[99999999999999999999]"), 48);
    check(&header(A, B).replace("[0,24]", "[0,24,0]"), 57);
    check(&header(A, B).replace("\"shape\"", "\"dtype\""), 28);
    check(&header(A, B).replace("\"dtype\"", "\"type\""), 13);
    check(&"[".repeat(1_000_000), 0);
    check(&"{\"a\":".repeat(100_000), 10);
    check("\u{feff}{}", 0);
    let mut not_text = file("{\"\"}", 0);
    not_text[10] = 0xff;
    let found = decode(&not_text, &params());
    assert_eq!(found, Err(vec![WeightsError::Header { at: 10 }]));
}

/// 120,000 files, from pure noise to good files with a few bytes changed: never a panic, and what
/// is accepted is what its bytes say.
#[test]
fn random_and_mutated_files_never_panic() {
    let mut rng = Rng::new(0);
    let good = [encode(&params(), &values()), file(&header(A, B), 32)];
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
                assert_eq!(decode(&encode(&params(), &read), &params()), Ok(read));
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
