//! Headers that are no JSON of the safetensors form, and the byte where that shows.

use convlab::nn::safetensors::{WeightsError, decode};

use crate::{A, B, file, header, params};

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
    check("{\"a\nb\":1}", 4);
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
