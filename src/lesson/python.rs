//! Python source in coloured pieces: just enough of the language for what `nn::torch` prints.
//! The source itself is left to `nn::torch`, the colours to the style sheet.

use std::ops::Range;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Plain,
    Keyword,
    /// A name that is called: a layer's class or a function.
    Call,
    Number,
    Text,
    Comment,
}

const KEYWORDS: [&str; 16] = [
    "class", "def", "return", "import", "from", "as", "for", "in", "if", "else", "not", "self",
    "super", "None", "True", "False",
];

/// The pieces of one line, in order; together they are the line.
pub fn pieces(line: &str) -> Vec<(Kind, &str)> {
    let mut found: Vec<(Kind, Range<usize>)> = Vec::new();
    let mut at = 0;
    while let Some(first) = line[at..].chars().next() {
        let (kind, length) = piece(&line[at..], first);
        match found.last_mut() {
            Some((Kind::Plain, range)) if kind == Kind::Plain => range.end += length,
            Some(_) | None => found.push((kind, at..at + length)),
        }
        at += length;
    }
    let ranges = found.into_iter();
    ranges.map(|(kind, range)| (kind, &line[range])).collect()
}

/// Kind and bytes of the piece that `rest` begins with.
fn piece(rest: &str, first: char) -> (Kind, usize) {
    let run = |fits: fn(char) -> bool| rest.find(|c| !fits(c)).unwrap_or(rest.len());
    match first {
        '#' => (Kind::Comment, rest.len()),
        '"' | '\'' => {
            let close = rest[1..].find(first).map_or(rest.len(), |at| at + 2);
            (Kind::Text, close)
        }
        '0'..='9' => (Kind::Number, run(|c| c.is_ascii_alphanumeric() || c == '.')),
        'a'..='z' | 'A'..='Z' | '_' => {
            let length = run(|c| c.is_ascii_alphanumeric() || c == '_');
            let (word, after) = rest.split_at(length);
            match (KEYWORDS.contains(&word), after.starts_with('(')) {
                (true, _) => (Kind::Keyword, length),
                (false, true) => (Kind::Call, length),
                (false, false) => (Kind::Plain, length),
            }
        }
        other => (Kind::Plain, other.len_utf8()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, pieces};

    #[test]
    fn source_falls_into_pieces() {
        use Kind::{Call, Comment, Keyword, Number, Plain, Text};
        let rows: [(&str, &[(Kind, &str)]); 6] = [
            ("", &[]),
            ("import torch", &[(Keyword, "import"), (Plain, " torch")]),
            (
                "    nn.Conv2d(1, 6, kernel_size=5),",
                &[
                    (Plain, "    nn."),
                    (Call, "Conv2d"),
                    (Plain, "("),
                    (Number, "1"),
                    (Plain, ", "),
                    (Number, "6"),
                    (Plain, ", kernel_size="),
                    (Number, "5"),
                    (Plain, "),"),
                ],
            ),
            ("x = 'a(1)'", &[(Plain, "x = "), (Text, "'a(1)'")]),
            ("x  # 1 é", &[(Plain, "x  "), (Comment, "# 1 é")]),
            ("'open", &[(Text, "'open")]),
        ];
        for (line, expected) in rows {
            assert_eq!(pieces(line), expected, "{line}");
        }
    }
}
