//! Numbers as readers type them: what std's parser makes of them, without its tables.

use convlab::lesson::number;

#[test]
fn as_std_reads_them() {
    for text in [
        "0",
        "12",
        "-5",
        "+7",
        "0.001",
        "1e3",
        "1E-6",
        "12.7",
        ".5",
        "5.",
        "-0.25e2",
        "60000",
        "4294967295",
        "1e30",
        "1e400",
        "1e-400",
        "inf",
        "-inf",
        "Infinity",
        "000.100",
        "3.4028235e38",
        "0.30000000000000004",
    ] {
        let expected: f64 = text.parse().unwrap();
        let found = number::parse(text).unwrap();
        let off = (found - expected).abs();
        assert!(
            found == expected || off <= expected.abs() * 1e-15,
            "{text}: {found}, not {expected}"
        );
    }
}

#[test]
fn every_learning_rate_comes_back() {
    for step in 0..20_000 {
        let rate = 1e-6_f32 * 1.0008_f32.powi(step);
        assert_eq!(
            number::parse(&rate.to_string()).map(|number| number as f32),
            Some(rate)
        );
    }
}

#[test]
fn words_are_no_numbers() {
    for text in [
        "",
        ".",
        "-",
        "e3",
        "1e",
        "1e1.5",
        "many",
        "NaN",
        "0x10",
        "1,5",
        "--1",
        "1 2",
        "1e99999999999",
    ] {
        assert_eq!(number::parse(text), None, "{text}");
    }
}
