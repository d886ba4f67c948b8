//! Numbers as learners read them.

use convlab::lesson::format;
use convlab::tensor::shape::{Padding, Shape};

#[test]
fn counts() {
    for (number, expected) in [
        (0, "0"),
        (999, "999"),
        (1_000, "1,000"),
        (44_426, "44,426"),
        (281_640, "281,640"),
        (7_547_000_000, "7,547,000,000"),
    ] {
        assert_eq!(format::count(number), expected);
    }
}

#[test]
fn losses_and_accuracies() {
    for (value, expected) in [
        (std::f32::consts::LN_10, "2.3026"),
        (0.0, "0.0000"),
        (-0.000_01, "0.0000"),
        (-0.5, "−0.5000"),
        (f32::NAN, "NaN"),
        (f32::INFINITY, "∞"),
        (f32::NEG_INFINITY, "−∞"),
    ] {
        assert_eq!(format::loss(value), expected);
    }
    for (share, expected) in [
        (0.765, "76.5%"),
        (0.0, "0.0%"),
        (1.0, "100.0%"),
        (0.7499, "75.0%"),
    ] {
        assert_eq!(format::percent(share), expected);
    }
}

#[test]
fn bytes_are_binary_and_say_so() {
    for (number, expected) in [
        (186, "186 B"),
        (1_024, "1.0 KiB"),
        (177_704, "173.5 KiB"),
        (710_816, "0.7 MiB"),
        (1_048_576, "1.0 MiB"),
        ((1 << 30) - 52_429, "1,023.9 MiB"),
        ((1 << 30) - 52_428, "1.0 GiB"),
        (1 << 30, "1.0 GiB"),
        (2_060_898_464, "1.9 GiB"),
        (1 << 40, "1,024.0 GiB"),
        (u64::MAX, "17,179,869,184.0 GiB"),
    ] {
        assert_eq!(format::bytes(number), expected);
    }
}

#[test]
fn arguments_of_a_window() {
    for (extents, expected) in [([3, 3], "3"), ([3, 5], "3, 5"), ([5, 3], "5, 3")] {
        assert_eq!(format::extents(extents), expected);
    }
    for ([top, bottom, left, right], expected) in [
        ([2, 2, 2, 2], "2"),
        ([1, 1, 2, 2], "1, 2"),
        ([1, 2, 1, 1], "1, 1, 1, 2"),
        ([1, 2, 3, 4], "3, 4, 1, 2"),
    ] {
        let padding = Padding {
            top,
            bottom,
            left,
            right,
        };
        assert_eq!(format::sides(&padding), expected);
    }
}

#[test]
fn durations() {
    for (seconds, expected) in [
        (0.0, "0.00 s"),
        (0.846, "0.85 s"),
        (9.996, "10.0 s"),
        (12.34, "12.3 s"),
        (59.96, "1:00"),
        (125.2, "2:05"),
        (3_723.0, "1:02:03"),
        (f32::NAN, "–"),
        (-1.0, "–"),
    ] {
        assert_eq!(format::duration(seconds), expected, "{seconds}");
    }
}

#[test]
fn rates() {
    for (per_second, expected) in [
        (3.44, "3.4"),
        (9.96, "10"),
        (841.7, "842"),
        (1_234.0, "1,230"),
        (15_678.0, "15,700"),
        (f32::INFINITY, "–"),
    ] {
        assert_eq!(format::rate(per_second), expected, "{per_second}");
    }
}

#[test]
fn cells_and_shapes() {
    for (value, expected) in [
        (25.0, "25"),
        (-3.0, "−3"),
        (0.126, "0.13"),
        (-0.001, "0.00"),
    ] {
        assert_eq!(format::cell(value), expected);
    }
    assert_eq!(format::sample(Shape::new(1, 6, 24, 24)), "6×24×24");
    assert_eq!(format::sample(Shape::matrix(1, 120)), "120");
    assert_eq!(format::pair([5, 3]), "5×3");
}
