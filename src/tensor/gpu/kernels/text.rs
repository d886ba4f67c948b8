//! The texts of WGSL modules as a program holds them: without comments and idle spaces, which are a third
//! of what a reader of the page would download. Done by the compiler; the files stay as they are.

/// A WGSL file beside this folder's, as the program holds it.
macro_rules! wgsl {
    ($file:literal) => {{
        const WHOLE: &str = include_str!(concat!("../../ops/", $file));
        const LENGTH: usize = $crate::gpu::kernels::text::length(WHOLE);
        const BYTES: [u8; LENGTH] = $crate::gpu::kernels::text::stripped(WHOLE);
        match str::from_utf8(&BYTES) {
            Ok(text) => text,
            // Comments are the only place for anything but ASCII.
            Err(_) => "",
        }
    }};
}
pub(super) use wgsl;

/// Bytes of what [`stripped`] leaves.
pub(super) const fn length(text: &str) -> usize {
    strip::<0>(text).1
}

pub(super) const fn stripped<const N: usize>(text: &str) -> [u8; N] {
    strip(text).0
}

/// The first `N` bytes, and how many there are.
const fn strip<const N: usize>(text: &str) -> ([u8; N], usize) {
    let bytes = text.as_bytes();
    let (mut kept, mut len) = ([0; N], 0);
    let (mut at, mut line_begins, mut in_comment) = (0, true, false);
    let mut last = b';';
    while at < bytes.len() {
        let byte = bytes[at];
        if byte == b'/' && at + 1 < bytes.len() && bytes[at + 1] == b'/' {
            in_comment = true;
        }
        let before = if at > 0 { bytes[at - 1] } else { b'\n' };
        let after = if at + 1 < bytes.len() {
            bytes[at + 1]
        } else {
            b'\n'
        };
        let is_idle = byte == b' ' && (before == b'=' || is_loose(before) || is_loose(after));
        let ends_line = byte == b'\n' && (line_begins || is_loose(last));
        let blank = is_idle || ends_line || line_begins && byte == b' ';
        if !blank && (!in_comment || byte == b'\n') {
            if len < N {
                kept[len] = byte;
            }
            len += 1;
            last = byte;
            line_begins = byte == b'\n';
        }
        if byte == b'\n' {
            in_comment = false;
            line_begins = true;
        }
        at += 1;
    }
    (kept, len)
}

/// Nothing changes where a space beside it goes. Not so beside others: `a - -b`, `a / *b`, `array<f32> = b`.
const fn is_loose(byte: u8) -> bool {
    matches!(
        byte,
        b',' | b';' | b':' | b'{' | b'}' | b'(' | b')' | b'+' | b'*' | b'%'
    )
}

#[cfg(test)]
mod tests {
    use super::{length, stripped};

    #[test]
    fn comments_and_indentation_go() {
        const TEXT: &str = "// é\nfn a() { // b\n\n    c = d + e / f;\n}\n";
        const LENGTH: usize = length(TEXT);
        let kept: [u8; LENGTH] = stripped(TEXT);
        assert_eq!(str::from_utf8(&kept), Ok("fn a(){c =d+e / f;}"));
    }
}
