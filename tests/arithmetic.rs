//! Every line of arithmetic that a chapter writes out is right; what the tensor core computes is
//! left to the facts.

use std::path::Path;

use convlab::text::pages::{CHAPTERS_DIR, facts};

/// The value of a line of arithmetic in TeX: whole numbers, `+ - / \\times`, brackets, floor;
/// `None` if it is anything else.
fn value(tex: &str) -> Option<f64> {
    let tex = tex
        .replace("\\times", "*")
        .replace("\\lfloor", "[")
        .replace("\\rfloor", "]");
    let marks: Vec<char> = tex.chars().filter(|c| !matches!(c, ' ' | ',')).collect();
    let mut at = 0;
    let value = sum(&marks, &mut at)?;
    (at == marks.len()).then_some(value)
}

fn sum(marks: &[char], at: &mut usize) -> Option<f64> {
    let mut value = product(marks, at)?;
    while let Some(sign @ ('+' | '-')) = marks.get(*at) {
        *at += 1;
        let next = product(marks, at)?;
        value += if *sign == '+' { next } else { -next };
    }
    Some(value)
}

fn product(marks: &[char], at: &mut usize) -> Option<f64> {
    let mut value = factor(marks, at)?;
    while let Some(sign @ ('*' | '/')) = marks.get(*at) {
        *at += 1;
        let next = factor(marks, at)?;
        value = if *sign == '*' {
            value * next
        } else {
            value / next
        };
    }
    Some(value)
}

fn factor(marks: &[char], at: &mut usize) -> Option<f64> {
    let open = *marks.get(*at)?;
    if let '(' | '[' = open {
        *at += 1;
        let inner = sum(marks, at)?;
        let close = *marks.get(*at)?;
        *at += 1;
        return match (open, close) {
            ('(', ')') => Some(inner),
            ('[', ']') => Some(inner.floor()),
            _ => None,
        };
    }
    let digits: String = marks[*at..]
        .iter()
        .take_while(|c| c.is_ascii_digit())
        .collect();
    *at += digits.len();
    digits.parse().ok()
}

/// The formulas of a line, facts put in.
fn formulas(line: &str) -> Vec<String> {
    let (line, _) = facts::fill(line).expect("known facts");
    let odd = line.replace("$$", "$");
    odd.split('$')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

#[test]
fn arithmetic_in_the_text_adds_up() {
    let chapters = Path::new(env!("CARGO_MANIFEST_DIR")).join(CHAPTERS_DIR);
    let mut checked = 0;
    for folder in std::fs::read_dir(chapters).expect("chapters") {
        for lang in ["zh", "en"] {
            let file = folder
                .as_ref()
                .expect("a folder")
                .path()
                .join(format!("{lang}.md"));
            let source = std::fs::read_to_string(&file).expect("readable");
            for tex in source.lines().flat_map(formulas) {
                let values: Vec<f64> = tex.split('=').filter_map(value).collect();
                if values.len() > 1 && values.len() == tex.split('=').count() {
                    checked += 1;
                    let all = values.iter().all(|v| *v == values[0]);
                    assert!(all, "{tex} in {}", file.display());
                }
            }
        }
    }
    assert!(
        checked >= 40,
        "only {checked} lines of arithmetic were found"
    );
}

#[test]
fn a_slip_is_seen() {
    assert_eq!(value("\\lfloor (8 + 2 - 3) / 2 \\rfloor + 1"), Some(4.0));
    assert_eq!(value("2 \\times 1,000"), Some(2000.0));
    assert_eq!(value("n + 1"), None);
}
