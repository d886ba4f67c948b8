//! TeX → MathML Core, at build time. What a formula says is left to the chapters.

use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};

/// A `<math>` element; the error is the converter's own message.
///
/// # Errors
/// TeX that cannot be converted.
pub fn mathml(tex: &str, display: bool) -> Result<String, String> {
    let config = MathCoreConfig {
        annotation: true,
        ..MathCoreConfig::default()
    };
    let converter = LatexToMathML::new(config).map_err(|(error, ..)| error.error_message())?;
    let display = if display {
        MathDisplay::Block
    } else {
        MathDisplay::Inline
    };
    converter
        .convert_with_local_state(tex, display)
        .map(|result| result.mathml)
        .map_err(|error| error.error_message())
}

/// The formula with the words in `\text{…}` taken out, so that two languages can be compared.
pub fn without_words(tex: &str) -> String {
    let mut rest = tex;
    let mut kept = String::new();
    while let Some(start) = rest.find("\\text{") {
        kept.push_str(&rest[..start]);
        kept.push_str("\\text{}");
        let words = &rest[start + "\\text{".len()..];
        rest = words.find('}').map_or("", |end| &words[end + 1..]);
    }
    kept.push_str(rest);
    kept
}
