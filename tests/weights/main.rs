//! Weight files: what we write we read, and no bytes whatever make the reader panic.

mod fuzz;
mod headers;
mod shipped;
mod wrong;

use convlab::nn::safetensors::{Dtype, decode, encode};
use convlab::nn::trace::Param;
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
    let bytes = encode(&params(), &values(), Dtype::F32);
    let read = decode(&bytes, &params()).unwrap();
    let bits = |values: &[Vec<f32>]| -> Vec<u32> {
        values.iter().flatten().map(|v| v.to_bits()).collect()
    };
    assert_eq!(bits(&read), bits(&values()));
    assert_eq!(encode(&params(), &read, Dtype::F32), bytes);
}

#[test]
fn half_as_many_bytes_hold_the_nearest_numbers() {
    for (dtype, share) in [(Dtype::F16, 2f32.powi(-11)), (Dtype::BF16, 2f32.powi(-8))] {
        let values = [vec![0.1, -0.5, 1e-3, 3.0, -40.0, 0.0], vec![7.7, -1e-2]];
        let bytes = encode(&params(), &values, dtype);
        assert!(bytes.len() < encode(&params(), &values, Dtype::F32).len());
        let read = decode(&bytes, &params()).unwrap();
        for (found, expected) in read.iter().flatten().zip(values.iter().flatten()) {
            assert!(
                (found - expected).abs() <= expected.abs() * share,
                "{found} {expected}"
            );
        }
    }
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
