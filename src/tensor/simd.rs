//! Four f32 at once: WASM simd128, SSE2 on x86-64, plain arrays elsewhere.
//! The same operations in the same order, so results agree bit for bit on all three.
//! The only file with `unsafe`: loads and stores. What is computed is left to `ops`.

use std::ops::{Add, AddAssign, Div, Mul, Sub};

pub const LANES: usize = 4;

/// Four lanes of f32.
#[derive(Debug, Clone, Copy)]
pub struct F32x4(imp::Lanes);

impl F32x4 {
    #[inline(always)]
    pub fn splat(value: f32) -> Self {
        Self(imp::splat(value))
    }

    #[inline(always)]
    pub fn zero() -> Self {
        Self::splat(0.0)
    }

    #[inline(always)]
    pub fn new(lanes: &[f32; 4]) -> Self {
        Self(imp::load(lanes))
    }

    /// The first four numbers of `from`.
    #[inline(always)]
    pub fn load(from: &[f32]) -> Self {
        match from.first_chunk() {
            Some(lanes) => Self::new(lanes),
            None => short(),
        }
    }

    /// Four numbers of `from`, starting at `at`: one comparison, which a loop needs.
    #[inline(always)]
    pub fn load_at(from: &[f32], at: usize) -> Self {
        if at >= from.len().saturating_sub(LANES - 1) {
            short();
        }
        // SAFETY: at + 3 < from.len(), so four numbers stand there, as a reference to an array asks.
        Self::new(unsafe { &*from.as_ptr().add(at).cast() })
    }

    #[inline(always)]
    pub fn store(self, to: &mut [f32]) {
        match to.first_chunk_mut() {
            Some(lanes) => imp::store(self.0, lanes),
            None => short(),
        }
    }

    #[inline(always)]
    pub fn to_array(self) -> [f32; 4] {
        let mut lanes = [0.0; 4];
        imp::store(self.0, &mut lanes);
        lanes
    }

    /// (l₀ + l₂) + (l₁ + l₃)
    #[inline(always)]
    pub fn sum(self) -> f32 {
        let [a, b, c, d] = self.to_array();
        (a + c) + (b + d)
    }

    /// `other < self ? other : self`, lane by lane: keeps a NaN of `self`.
    #[inline(always)]
    pub fn min(self, other: Self) -> Self {
        Self(imp::min(self.0, other.0))
    }

    /// `self < other ? other : self`, lane by lane: keeps a NaN of `self`.
    #[inline(always)]
    pub fn max(self, other: Self) -> Self {
        Self(imp::max(self.0, other.0))
    }

    #[inline(always)]
    pub fn sqrt(self) -> Self {
        Self(imp::sqrt(self.0))
    }

    /// All bits of a lane set where `self < other`.
    #[inline(always)]
    pub fn less(self, other: Self) -> Self {
        Self(imp::less(self.0, other.0))
    }

    /// `self` is a mask: `yes` where it is set, else `no`.
    #[inline(always)]
    pub fn select(self, yes: Self, no: Self) -> Self {
        Self(imp::select(self.0, yes.0, no.0))
    }

    /// Bitwise and: a mask keeps or clears a lane, the sign bit can be cut off.
    #[inline(always)]
    pub fn and(self, other: Self) -> Self {
        Self(imp::and(self.0, other.0))
    }

    /// `self · 2^k` for the whole number k that stands in the low bits of `power`,
    /// a sum with [`ROUND`].
    #[inline(always)]
    pub fn scale(self, power: Self) -> Self {
        Self(imp::add_exponent(self.0, power.0))
    }

    /// Rows become columns.
    #[inline(always)]
    pub fn transpose(rows: [Self; 4]) -> [Self; 4] {
        imp::transpose(rows.map(|row| row.0)).map(Self)
    }

    /// Lanes 0 and 2 of `self`, then of `other`; and lanes 1 and 3.
    #[inline(always)]
    pub fn deinterleave(self, other: Self) -> [Self; 2] {
        imp::deinterleave(self.0, other.0).map(Self)
    }

    /// Inverse of [`F32x4::deinterleave`].
    #[inline(always)]
    pub fn interleave(self, other: Self) -> [Self; 2] {
        imp::interleave(self.0, other.0).map(Self)
    }
}

/// 1.5 · 2²³: adding it rounds to a whole number, which then stands in the low bits.
pub const ROUND: f32 = 12_582_912.0;

#[cold]
#[inline(never)]
fn short() -> ! {
    panic!("fewer than four numbers")
}

macro_rules! operator {
    ($trait:ident, $method:ident) => {
        impl $trait for F32x4 {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                Self(imp::$method(self.0, other.0))
            }
        }
    };
}
operator!(Add, add);
operator!(Sub, sub);
operator!(Mul, mul);
operator!(Div, div);

impl AddAssign for F32x4 {
    #[inline(always)]
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod imp {
    use core::arch::wasm32::*;
    pub use core::arch::wasm32::{
        f32x4_add as add, f32x4_div as div, f32x4_lt as less, f32x4_mul as mul, f32x4_pmax as max,
        f32x4_pmin as min, f32x4_splat as splat, f32x4_sqrt as sqrt, f32x4_sub as sub,
        v128 as Lanes, v128_and as and,
    };

    #[inline(always)]
    pub fn load(lanes: &[f32; 4]) -> Lanes {
        // SAFETY: the reference covers 16 readable bytes; wasm loads need no alignment.
        unsafe { v128_load(lanes.as_ptr().cast()) }
    }

    #[inline(always)]
    pub fn store(value: Lanes, lanes: &mut [f32; 4]) {
        // SAFETY: the reference covers 16 writable bytes; wasm stores need no alignment.
        unsafe { v128_store(lanes.as_mut_ptr().cast(), value) }
    }

    #[inline(always)]
    pub fn select(mask: Lanes, yes: Lanes, no: Lanes) -> Lanes {
        v128_bitselect(yes, no, mask)
    }

    #[inline(always)]
    pub fn add_exponent(value: Lanes, power: Lanes) -> Lanes {
        i32x4_add(value, i32x4_shl(power, 23))
    }

    #[inline(always)]
    pub fn transpose([a, b, c, d]: [Lanes; 4]) -> [Lanes; 4] {
        let [ab, cd] = [
            i32x4_shuffle::<0, 4, 1, 5>(a, b),
            i32x4_shuffle::<0, 4, 1, 5>(c, d),
        ];
        let [ef, gh] = [
            i32x4_shuffle::<2, 6, 3, 7>(a, b),
            i32x4_shuffle::<2, 6, 3, 7>(c, d),
        ];
        [
            i64x2_shuffle::<0, 2>(ab, cd),
            i64x2_shuffle::<1, 3>(ab, cd),
            i64x2_shuffle::<0, 2>(ef, gh),
            i64x2_shuffle::<1, 3>(ef, gh),
        ]
    }

    #[inline(always)]
    pub fn deinterleave(a: Lanes, b: Lanes) -> [Lanes; 2] {
        [
            i32x4_shuffle::<0, 2, 4, 6>(a, b),
            i32x4_shuffle::<1, 3, 5, 7>(a, b),
        ]
    }

    #[inline(always)]
    pub fn interleave(a: Lanes, b: Lanes) -> [Lanes; 2] {
        [
            i32x4_shuffle::<0, 4, 1, 5>(a, b),
            i32x4_shuffle::<2, 6, 3, 7>(a, b),
        ]
    }
}

#[cfg(target_arch = "x86_64")]
mod imp {
    pub use core::arch::x86_64::__m128 as Lanes;
    use core::arch::x86_64::*;

    macro_rules! wrap {
        ($($name:ident = $intrinsic:ident($($arg:ident),*);)*) => {$(
            #[inline(always)]
            pub fn $name($($arg: Lanes),*) -> Lanes {
                // SAFETY: SSE2 is part of x86-64.
                unsafe { $intrinsic($($arg),*) }
            }
        )*};
    }
    wrap! {
        add = _mm_add_ps(a, b);
        sub = _mm_sub_ps(a, b);
        mul = _mm_mul_ps(a, b);
        div = _mm_div_ps(a, b);
        and = _mm_and_ps(a, b);
        less = _mm_cmplt_ps(a, b);
        sqrt = _mm_sqrt_ps(a);
    }

    #[inline(always)]
    pub fn splat(value: f32) -> Lanes {
        // SAFETY: SSE2 is part of x86-64.
        unsafe { _mm_set1_ps(value) }
    }

    #[inline(always)]
    pub fn load(lanes: &[f32; 4]) -> Lanes {
        // SAFETY: the reference covers 16 readable bytes; `loadu` needs no alignment.
        unsafe { _mm_loadu_ps(lanes.as_ptr()) }
    }

    #[inline(always)]
    pub fn store(value: Lanes, lanes: &mut [f32; 4]) {
        // SAFETY: the reference covers 16 writable bytes; `storeu` needs no alignment.
        unsafe { _mm_storeu_ps(lanes.as_mut_ptr(), value) }
    }

    /// `minps` gives its second operand when either is NaN.
    #[inline(always)]
    pub fn min(a: Lanes, b: Lanes) -> Lanes {
        // SAFETY: SSE2 is part of x86-64.
        unsafe { _mm_min_ps(b, a) }
    }

    #[inline(always)]
    pub fn max(a: Lanes, b: Lanes) -> Lanes {
        // SAFETY: SSE2 is part of x86-64.
        unsafe { _mm_max_ps(b, a) }
    }

    #[inline(always)]
    pub fn select(mask: Lanes, yes: Lanes, no: Lanes) -> Lanes {
        // SAFETY: SSE2 is part of x86-64.
        unsafe { _mm_or_ps(_mm_and_ps(mask, yes), _mm_andnot_ps(mask, no)) }
    }

    #[inline(always)]
    pub fn add_exponent(value: Lanes, power: Lanes) -> Lanes {
        // SAFETY: SSE2 is part of x86-64.
        unsafe {
            let shifted = _mm_slli_epi32::<23>(_mm_castps_si128(power));
            _mm_castsi128_ps(_mm_add_epi32(_mm_castps_si128(value), shifted))
        }
    }

    #[inline(always)]
    pub fn transpose([a, b, c, d]: [Lanes; 4]) -> [Lanes; 4] {
        // SAFETY: SSE2 is part of x86-64.
        unsafe {
            let (ab, cd) = (_mm_unpacklo_ps(a, b), _mm_unpacklo_ps(c, d));
            let (ef, gh) = (_mm_unpackhi_ps(a, b), _mm_unpackhi_ps(c, d));
            [
                _mm_movelh_ps(ab, cd),
                _mm_movehl_ps(cd, ab),
                _mm_movelh_ps(ef, gh),
                _mm_movehl_ps(gh, ef),
            ]
        }
    }

    #[inline(always)]
    pub fn deinterleave(a: Lanes, b: Lanes) -> [Lanes; 2] {
        // SAFETY: SSE2 is part of x86-64.
        unsafe {
            [
                _mm_shuffle_ps::<0b10_00_10_00>(a, b),
                _mm_shuffle_ps::<0b11_01_11_01>(a, b),
            ]
        }
    }

    #[inline(always)]
    pub fn interleave(a: Lanes, b: Lanes) -> [Lanes; 2] {
        // SAFETY: SSE2 is part of x86-64.
        unsafe { [_mm_unpacklo_ps(a, b), _mm_unpackhi_ps(a, b)] }
    }
}

#[cfg(not(any(
    target_arch = "x86_64",
    all(target_arch = "wasm32", target_feature = "simd128")
)))]
#[path = "simd/array.rs"]
mod imp;

#[cfg(test)]
mod tests;
