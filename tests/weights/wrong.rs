//! Files with a good header that do not fit, and every problem they are told.

use convlab::nn::safetensors::{HEADER_LIMIT, LIMIT, WeightsError, decode};

use crate::{A, B, file, header, params};

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
    let found = LIMIT + 1;
    check(
        "larger than any",
        &vec![0; found as usize],
        &[WeightsError::TooLarge { found }],
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
            &header(&A.replace("F32", "F64"), &B.replace("[2]", "[2,1]")),
            32,
        ),
        &[
            WeightsError::Dtype {
                name: name("a"),
                found: name("F64"),
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
