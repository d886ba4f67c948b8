//! Numbers as readers type them and as links carry them.
//! `str::parse` reads them too, but brings 15 KB of tables to the page, most of it incompressible.

/// A decimal number: `12`, `-0.5`, `1e-3`, `inf`. Exact up to 15 digits and powers to 22, which is
/// more than a control holds.
pub fn parse(text: &str) -> Option<f64> {
    let (sign, text) = match text.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    };
    if text.eq_ignore_ascii_case("inf") || text.eq_ignore_ascii_case("infinity") {
        return Some(sign * f64::INFINITY);
    }
    let (digits, power) = match text.split_once(['e', 'E']) {
        Some((digits, power)) => (digits, power.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let mut value = 0.0;
    for byte in whole.bytes().chain(fraction.bytes()) {
        value = value * 10.0 + f64::from(char::from(byte).to_digit(10)?);
    }
    Some(
        sign * scale(
            value,
            power.saturating_sub(i32::try_from(fraction.len()).ok()?),
        ),
    )
}

/// `value · 10^power`, by one multiplication or division as long as the power is exact.
fn scale(value: f64, power: i32) -> f64 {
    let ten = (0..power.unsigned_abs().min(400)).fold(1.0, |ten, _| ten * 10.0);
    match power {
        0.. => value * ten,
        ..0 => value / ten,
    }
}
