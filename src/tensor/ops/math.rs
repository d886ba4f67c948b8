//! e^x, ln and tanh of our own: vectorised, and the same bits on every target,
//! which the standard library's are not. Who applies them is left to the ops.

use super::super::simd::{F32x4, ROUND};

/// e^x within 2 ulp: e^x = 2^k · e^r with |r| ≤ ln 2 / 2, e^r by Cephes' polynomial.
/// Below −87.3 and above 88.3 it stays at their values; a NaN stays.
#[inline(always)]
pub fn exp_lanes(x: F32x4) -> F32x4 {
    let at = F32x4::splat;
    let x = x.max(at(-87.3)).min(at(88.3));
    let power = x * at(std::f32::consts::LOG2_E) + at(ROUND);
    let k = power - at(ROUND);
    let r = x - k * at(0.693_359_4) - k * at(-2.121_944_4e-4);
    let mut p = at(1.987_569_1e-4);
    for coefficient in [
        1.398_2e-3,
        8.333_452e-3,
        4.166_579_6e-2,
        1.666_666_5e-1,
        0.5,
    ] {
        p = p * r + at(coefficient);
    }
    ((p * (r * r) + r) + at(1.0)).scale(power)
}

pub fn exp(x: f32) -> f32 {
    exp_lanes(F32x4::splat(x)).to_array()[0]
}

/// 1 − 2/(e^2x + 1), and near 0, where that cancels, Cephes' polynomial.
#[inline(always)]
pub fn tanh_lanes(x: F32x4) -> F32x4 {
    let at = F32x4::splat;
    let far = at(1.0) - at(2.0) / (exp_lanes(x + x) + at(1.0));
    let square = x * x;
    let mut p = at(-5.704_988_7e-3);
    for coefficient in [2.063_909e-2, -5.373_971_6e-2, 1.333_144_3e-1, -3.333_328e-1] {
        p = p * square + at(coefficient);
    }
    let near = p * square * x + x;
    square.less(at(0.625 * 0.625)).select(near, far)
}

/// ln x for normal x > 0: x = 2^k · m with m in [√½, √2], ln m = 2·artanh((m − 1)/(m + 1)).
/// A NaN stays.
pub fn ln(x: f32) -> f32 {
    if x.is_nan() {
        return x;
    }
    let bits = x.to_bits();
    let shifted = bits.wrapping_sub(0x3f35_04f3) as i32 >> 23;
    let m = f64::from(f32::from_bits(bits.wrapping_sub((shifted as u32) << 23)));
    let s = (m - 1.0) / (m + 1.0);
    let square = s * s;
    let mut series = 0.0;
    for odd in [15.0, 13.0, 11.0, 9.0, 7.0, 5.0, 3.0, 1.0] {
        series = series * square + 1.0 / odd;
    }
    (f64::from(shifted) * std::f64::consts::LN_2 + 2.0 * s * series) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn worst(points: impl Iterator<Item = f32>, f: impl Fn(f32) -> [f64; 2]) -> f64 {
        let error = |x| {
            let [found, expected] = f(x);
            ((found - expected) / expected.abs().max(1e-30)).abs()
        };
        points.map(error).fold(0.0, f64::max)
    }

    #[test]
    fn exp_is_within_two_ulp() {
        let points = (-8700..8800).map(|i| i as f32 * 0.01);
        let error = worst(points, |x| [f64::from(exp(x)), f64::from(x).exp()]);
        assert!(error < 2.4e-7, "{error}");
    }

    #[test]
    fn tanh_is_within_four_ulp() {
        let tanh = |x| f64::from(tanh_lanes(F32x4::splat(x)).to_array()[0]);
        let points = (1..2000)
            .map(|i| i as f32 * 0.01 - 10.0)
            .filter(|x| x.abs() > 1e-3);
        let error = worst(points, |x| [tanh(x), f64::from(x).tanh()]);
        assert!(error < 4.8e-7, "{error}");
    }

    #[test]
    fn ln_is_rounded_from_double() {
        let points = (1..5000)
            .map(|i| i as f32 * 0.037)
            .chain([1e-30, 1e30, 1.5]);
        let error = worst(points.filter(|&x| x != 1.0), |x| {
            [f64::from(ln(x)), f64::from(x).ln()]
        });
        assert!(error < 1.2e-7, "{error}");
        assert_eq!(ln(1.0), 0.0);
    }

    #[test]
    fn not_a_number_stays() {
        assert!(exp(f32::NAN).is_nan());
        assert!(ln(f32::NAN).is_nan());
        assert!(tanh_lanes(F32x4::splat(f32::NAN)).to_array()[0].is_nan());
    }
}
