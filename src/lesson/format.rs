//! Numbers as learners read them: the same digits in both languages.
//! Words and units that need translating are left to `text`.

use crate::tensor::shape::{Padding, Shape};

/// U+2212: as wide as a plus, unlike the hyphen.
pub const MINUS: char = '−';

/// `44426` → `44,426`
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Cross-entropy with four digits: `0.6067`.
pub fn loss(value: f32) -> String {
    fixed(value, 4)
}

/// A share of one as a percentage with one digit: `0.765` → `76.5%`.
pub fn percent(share: f32) -> String {
    format!("{}%", fixed(share * 100.0, 1))
}

/// A fixed number of digits after the point, a real minus sign, no `-0`.
pub fn fixed(value: f32, digits: usize) -> String {
    if value.is_nan() {
        return "NaN".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "∞" } else { "−∞" }.to_owned();
    }
    let text = format!("{:.digits$}", value.abs());
    let zero = text.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    if value < 0.0 && !zero {
        format!("{MINUS}{text}")
    } else {
        text
    }
}

/// Bytes in powers of 1024, said as such: `186 B`, `173.5 KiB`, `0.7 MiB`, `713.6 MiB`, `1.9 GiB`.
pub fn bytes(number: u64) -> String {
    const KIB: u64 = 1024;
    const MIB: u64 = KIB * KIB;
    const GIB: u64 = KIB * MIB;
    let (unit, name) = if number < KIB {
        return format!("{number} B");
    } else if number < MIB / 2 {
        (KIB, "KiB")
    } else if number < GIB - MIB / 20 {
        (MIB, "MiB")
    } else {
        // Also what would round to 1,024.0 MiB.
        (GIB, "GiB")
    };
    format!("{} {name}", tenths(number, unit))
}

fn tenths(number: u64, unit: u64) -> String {
    let tenths = (u128::from(number) * 10 + u128::from(unit) / 2) / u128::from(unit);
    format!("{}.{}", count((tenths / 10) as u64), tenths % 10)
}

/// `0.85 s`, `12.3 s`, `2:05`, `1:02:03`.
pub fn duration(seconds: f32) -> String {
    if !seconds.is_finite() || seconds < 0.0 {
        return "–".to_owned();
    }
    if seconds < 9.995 {
        return format!("{seconds:.2} s");
    }
    if seconds < 59.95 {
        return format!("{seconds:.1} s");
    }
    let whole = seconds.round() as u64;
    let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{rest:02}")
    } else {
        format!("{minutes}:{rest:02}")
    }
}

/// Something a second, in three significant digits or more: `15,700`, `842`, `3.4`.
pub fn rate(per_second: f32) -> String {
    if !per_second.is_finite() || per_second < 0.0 {
        return "–".to_owned();
    }
    if per_second < 9.95 {
        return fixed(per_second, 1);
    }
    let whole = f64::from(per_second).round() as u64;
    let step = match whole {
        0..1_000 => 1,
        1_000..10_000 => 10,
        10_000.. => 100,
    };
    count((whole + step / 2) / step * step)
}

/// A number of a grid or of an arithmetic line: whole numbers plain, others in two digits.
pub fn cell(value: f32) -> String {
    if value == value.trunc() && value.abs() < 1e6 {
        fixed(value, 0)
    } else {
        fixed(value, 2)
    }
}

/// A whole number with a real minus sign.
pub fn whole(number: i64) -> String {
    let sign = if number < 0 { "−" } else { "" };
    format!("{sign}{}", number.unsigned_abs())
}

/// N×C×H×W, also where a side is 1.
pub fn nchw(shape: Shape) -> String {
    shape.0.map(|size| size.to_string()).join("×")
}

/// The extents of one sample, without the batch: `6×24×24`, `120`.
pub fn sample(shape: Shape) -> String {
    let [_, c, h, w] = shape.0;
    if shape.is_matrix() {
        c.to_string()
    } else {
        format!("{c}×{h}×{w}")
    }
}

/// A window's two extents: `5×5`.
pub fn pair([height, width]: [usize; 2]) -> String {
    format!("{height}×{width}")
}

/// An argument of a layer as PyTorch takes it: height and width, or one number where they are equal.
pub fn extents([height, width]: [usize; 2]) -> String {
    if height == width {
        height.to_string()
    } else {
        format!("{height}, {width}")
    }
}

/// One number, two (down, across), or four as `F.pad` takes them: left, right, top, bottom.
pub fn sides(padding: &Padding) -> String {
    let Padding {
        top,
        bottom,
        left,
        right,
    } = *padding;
    if top == bottom && left == right {
        extents([top, left])
    } else {
        format!("{left}, {right}, {top}, {bottom}")
    }
}

/// `10⁻³`
pub fn ten_to(power: i32) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let sign = if power < 0 { "⁻" } else { "" };
    let digits = power.unsigned_abs().to_string();
    let raised = digits
        .bytes()
        .map(|digit| DIGITS[usize::from(digit - b'0')]);
    format!("10{sign}{}", raised.collect::<String>())
}
