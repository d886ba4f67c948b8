//! The lanes of this target against the plain array, which says what each operation means.

use super::imp;

#[allow(dead_code, reason = "sums and masks of the array are not all compared")]
#[path = "array.rs"]
mod array;

const NUMBERS: [[f32; 4]; 5] = [
    [1.5, -2.25, 0.0, -0.0],
    [f32::NAN, 3.0, f32::INFINITY, f32::NEG_INFINITY],
    [1e-30, -1e30, 0.1, 7.0],
    [2.0, f32::NAN, -0.0, 0.0],
    [-1.0, 0.3, 123_456.0, 1e-3],
];

#[track_caller]
fn same(found: imp::Lanes, expected: [f32; 4]) {
    let mut lanes = [0.0; 4];
    imp::store(found, &mut lanes);
    for (found, expected) in lanes.into_iter().zip(expected) {
        let both_nan = found.is_nan() && expected.is_nan();
        assert!(
            both_nan || found.to_bits() == expected.to_bits(),
            "{found} {expected}"
        );
    }
}

#[test]
fn lanes_do_what_the_array_does() {
    for a in NUMBERS {
        let lanes = imp::load(&a);
        same(lanes, a);
        same(imp::splat(a[1]), array::splat(a[1]));
        same(imp::sqrt(lanes), array::sqrt(a));
        for b in NUMBERS {
            let other = imp::load(&b);
            same(imp::add(lanes, other), array::add(a, b));
            same(imp::sub(lanes, other), array::sub(a, b));
            same(imp::mul(lanes, other), array::mul(a, b));
            same(imp::div(lanes, other), array::div(a, b));
            same(imp::min(lanes, other), array::min(a, b));
            same(imp::max(lanes, other), array::max(a, b));
            same(imp::and(lanes, other), array::and(a, b));
            let (mask, array_mask) = (imp::less(lanes, other), array::less(a, b));
            same(
                imp::select(mask, lanes, other),
                array::select(array_mask, a, b),
            );
            let pairs = imp::deinterleave(lanes, other);
            pairs
                .into_iter()
                .zip(array::deinterleave(a, b))
                .for_each(|(x, y)| same(x, y));
            let zipped = imp::interleave(lanes, other);
            zipped
                .into_iter()
                .zip(array::interleave(a, b))
                .for_each(|(x, y)| same(x, y));
        }
    }
}

#[test]
fn rows_become_columns() {
    let rows: [[f32; 4]; 4] = std::array::from_fn(|i| std::array::from_fn(|j| (4 * i + j) as f32));
    let columns = imp::transpose(rows.map(|row| imp::load(&row)));
    for (found, expected) in columns.into_iter().zip(array::transpose(rows)) {
        same(found, expected);
    }
}

#[test]
fn powers_of_two_are_added_to_the_exponent() {
    let powers = [-3.0_f32, 0.0, 1.0, 12.0];
    let numbers = [1.5_f32, -1.5, 0.75, 3.0];
    let rounded = powers.map(|power| power + super::ROUND);
    let scaled = imp::add_exponent(imp::load(&numbers), imp::load(&rounded));
    same(scaled, array::add_exponent(numbers, rounded));
    same(scaled, [0.1875, -1.5, 1.5, 12288.0]);
}
