//! The four lanes as a plain array: the twin for every other target, and the meaning of each op.

use std::array::from_fn;

pub type Lanes = [f32; 4];

macro_rules! lanewise {
    ($($name:ident = $f:expr;)*) => {$(
        #[inline(always)]
        pub fn $name(a: Lanes, b: Lanes) -> Lanes {
            from_fn(|i| $f(a[i], b[i]))
        }
    )*};
}
lanewise! {
    add = |a: f32, b: f32| a + b;
    sub = |a: f32, b: f32| a - b;
    mul = |a: f32, b: f32| a * b;
    div = |a: f32, b: f32| a / b;
    min = |a: f32, b: f32| if b < a { b } else { a };
    max = |a: f32, b: f32| if a < b { b } else { a };
    less = |a: f32, b: f32| f32::from_bits(if a < b { u32::MAX } else { 0 });
    and = |a: f32, b: f32| f32::from_bits(a.to_bits() & b.to_bits());
    add_exponent = |a: f32, b: f32| {
        f32::from_bits(a.to_bits().wrapping_add(b.to_bits() << 23))
    };
}

#[inline(always)]
pub fn splat(value: f32) -> Lanes {
    [value; 4]
}

#[inline(always)]
pub fn load(lanes: &[f32; 4]) -> Lanes {
    *lanes
}

#[inline(always)]
pub fn store(value: Lanes, lanes: &mut [f32; 4]) {
    *lanes = value;
}

#[inline(always)]
pub fn sqrt(a: Lanes) -> Lanes {
    a.map(f32::sqrt)
}

#[inline(always)]
pub fn select(mask: Lanes, yes: Lanes, no: Lanes) -> Lanes {
    from_fn(|i| {
        if mask[i].to_bits() == 0 {
            no[i]
        } else {
            yes[i]
        }
    })
}

#[inline(always)]
pub fn transpose(rows: [Lanes; 4]) -> [Lanes; 4] {
    from_fn(|i| from_fn(|j| rows[j][i]))
}

#[inline(always)]
pub fn deinterleave(a: Lanes, b: Lanes) -> [Lanes; 2] {
    [[a[0], a[2], b[0], b[2]], [a[1], a[3], b[1], b[3]]]
}

#[inline(always)]
pub fn interleave(a: Lanes, b: Lanes) -> [Lanes; 2] {
    [[a[0], b[0], a[1], b[1]], [a[2], b[2], a[3], b[3]]]
}
