//! Small text files that hold what a test expects.
//! `CONVLAB_BLESS=1 cargo test` writes them anew; the diff is then for a person to read.

use std::path::PathBuf;

/// Compares `text` with `tests/golden/<name>`.
pub fn check(name: &str, text: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(name);
    if std::env::var_os("CONVLAB_BLESS").is_some() {
        std::fs::write(&path, text).unwrap();
        return;
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = expected.lines().zip(text.lines()).position(|(a, b)| a != b);
    assert!(
        expected == text,
        "{name} differs at line {:?}; found:\n{text}\nCONVLAB_BLESS=1 takes it over",
        differs.map(|line| line + 1),
    );
}
