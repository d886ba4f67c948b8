//! How a tensor's numbers stand in a file: 32-bit floats, or one of the two kinds of 16 bits.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dtype {
    F32,
    /// IEEE half precision: 10 bits of fraction, up to 65,504.
    F16,
    /// The upper half of an f32.
    BF16,
}

impl Dtype {
    pub(super) fn of(name: &str) -> Option<Self> {
        let all = [Dtype::F32, Dtype::F16, Dtype::BF16];
        all.into_iter().find(|dtype| dtype.name() == name)
    }

    pub(super) const fn name(self) -> &'static str {
        match self {
            Dtype::F32 => "F32",
            Dtype::F16 => "F16",
            Dtype::BF16 => "BF16",
        }
    }

    /// Of one number.
    pub(super) const fn bytes(self) -> usize {
        match self {
            Dtype::F32 => 4,
            Dtype::F16 | Dtype::BF16 => 2,
        }
    }

    pub(super) fn read(self, bytes: &[u8]) -> Vec<f32> {
        let (words, _) = bytes.as_chunks::<4>();
        let (halves, _) = bytes.as_chunks::<2>();
        let halves = halves.iter().map(|half| u16::from_le_bytes(*half));
        match self {
            Dtype::F32 => words.iter().map(|word| f32::from_le_bytes(*word)).collect(),
            Dtype::F16 => halves.map(from_half).collect(),
            Dtype::BF16 => halves
                .map(|half| f32::from_bits(u32::from(half) << 16))
                .collect(),
        }
    }

    pub(super) fn write(self, values: &[f32], out: &mut Vec<u8>) {
        for &value in values {
            match self {
                Dtype::F32 => out.extend_from_slice(&value.to_le_bytes()),
                Dtype::F16 => out.extend_from_slice(&to_half(value).to_le_bytes()),
                Dtype::BF16 => {
                    let bits = value.to_bits();
                    // Ties go to the even neighbour.
                    let rounded = bits.saturating_add(0x7fff + (bits >> 16 & 1));
                    out.extend_from_slice(&((rounded >> 16) as u16).to_le_bytes());
                }
            }
        }
    }
}

/// Subnormal halves are multiples of this.
const TINY: f32 = 1.0 / (1 << 24) as f32;

fn from_half(half: u16) -> f32 {
    let sign = u32::from(half & 0x8000) << 16;
    let (exponent, fraction) = (u32::from(half >> 10 & 31), u32::from(half & 0x3ff));
    let magnitude = match exponent {
        0 => fraction as f32 * TINY,
        31 => f32::from_bits(0x7f80_0000 | fraction << 13),
        _ => f32::from_bits((exponent + 112) << 23 | fraction << 13),
    };
    f32::from_bits(magnitude.to_bits() | sign)
}

/// The nearest half, ties to the even one; infinite beyond 65,519.
fn to_half(value: f32) -> u16 {
    let sign = (value.to_bits() >> 16 & 0x8000) as u16;
    let bits = value.abs().to_bits();
    let half = if value.is_nan() {
        0x7e00
    } else if bits >= 0x477f_f000 {
        0x7c00
    } else if bits < 0x3880_0000 {
        (value.abs() / TINY).round_ties_even() as u16
    } else {
        let rounded = bits + 0xfff + (bits >> 13 & 1);
        ((rounded - (112 << 23)) >> 13) as u16
    };
    sign | half
}

#[cfg(test)]
mod tests {
    use super::{Dtype, from_half, to_half};

    #[test]
    fn every_half_is_read_and_written_back() {
        for half in 0..=u16::MAX {
            let value = from_half(half);
            if !value.is_nan() {
                assert_eq!(to_half(value), half, "{half:#x} {value}");
            }
        }
    }

    #[test]
    fn a_number_becomes_its_nearest_half() {
        let rows = [
            (1.0, 0x3c00),
            (-2.0, 0xc000),
            (65_504.0, 0x7bff),
            (65_519.0, 0x7bff),
            (65_520.0, 0x7c00),
            (6.0e-8, 0x0001),
            (1e-9, 0x0000),
            (6.103_515_6e-5, 0x0400),
            (0.1, 0x2e66),
            // Halfway between two: the even one.
            (1.0 + 1.0 / 2048.0, 0x3c00),
            (1.0 + 3.0 / 2048.0, 0x3c02),
        ];
        for (value, half) in rows {
            assert_eq!(to_half(value), half, "{value}");
        }
        let mut bytes = Vec::new();
        Dtype::BF16.write(&[1.0, -0.5, std::f32::consts::PI], &mut bytes);
        assert_eq!(Dtype::BF16.read(&bytes), [1.0, -0.5, 3.140_625]);
    }
}
