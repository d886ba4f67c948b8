//! Words: errors say their numbers in both languages, and every sentence is set with care.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use convlab::data::fashion_mnist::ShardError;
use convlab::lesson::kept::Trouble;
use convlab::nn::safetensors::WeightsError;
use convlab::nn::spell::{Reason, SpellError};
use convlab::nn::trace::TraceError;
use convlab::tensor::shape::{Axis, Shape, ShapeError};
use convlab::text::lang::Lang;
use convlab::text::{errors, kept, names};

/// `sentence` in both languages holds every one of `parts`, and the languages differ.
fn check(sentence: impl Fn(Lang) -> String, parts: &[&str]) {
    let both = Lang::ALL.map(&sentence);
    assert_ne!(both[0], both[1]);
    for text in &both {
        for part in parts {
            assert!(text.contains(part), "'{part}' is missing in '{text}'");
        }
    }
    assert!(
        both[0].ends_with('。') && both[1].ends_with('.'),
        "{both:?}"
    );
}

#[test]
fn a_shape_that_does_not_fit_is_said_with_its_numbers() {
    let (axis, flat) = (Axis::Height, Shape::matrix(1, 256));
    let maps = Shape::new(1, 16, 4, 4);
    let rows: &[(ShapeError, &[&str])] = &[
        (ShapeError::ZeroWindow { axis }, &["1"]),
        (
            ShapeError::WindowTooLarge {
                axis,
                window: 5,
                padded: 4,
            },
            &["5", "4"],
        ),
        (
            ShapeError::PoolPadding {
                axis,
                padding: 2,
                kernel: 3,
            },
            &["3", "1", "2"],
        ),
        (
            ShapeError::Channels {
                expected: 6,
                found: 1,
            },
            &["6", "1"],
        ),
        (
            ShapeError::Features {
                expected: 400,
                found: 256,
            },
            &["400", "256"],
        ),
        (ShapeError::NotFlat { found: maps }, &["1×16×4×4"]),
        (ShapeError::NotSpatial { found: flat }, &["1×256"]),
        (
            ShapeError::Mismatch {
                expected: maps,
                found: flat,
            },
            &["1×16×4×4", "1×256"],
        ),
        (
            ShapeError::Branches {
                first: [6, 6],
                other: [5, 7],
            },
            &["6×6", "5×7"],
        ),
        (ShapeError::TooLarge, &[]),
    ];
    for (error, parts) in rows {
        check(|lang| errors::shape(error, lang), parts);
        let layer = TraceError {
            path: "fc.0".to_owned(),
            error: *error,
        };
        check(|lang| errors::trace(&layer, lang), &["fc.0"]);
    }
}

#[test]
fn a_network_in_a_link_that_cannot_be_read_is_said_with_its_place() {
    let rows: &[(Reason, &[&str])] = &[
        (Reason::TooLong { limit: 8000 }, &["8000"]),
        (Reason::TooMany { limit: 400 }, &["400"]),
        (Reason::TooDeep { limit: 16 }, &["16"]),
        (Reason::Module { found: Some('q') }, &["q"]),
        (Reason::Module { found: None }, &[]),
        (Reason::Separator { found: '!' }, &["!"]),
        (Reason::Unclosed, &[]),
        (Reason::Name, &[]),
        (Reason::Twice, &[]),
        (Reason::Number { limit: 32_768 }, &["32768"]),
        (Reason::Count { found: 3 }, &["3"]),
        (Reason::Channels, &[]),
        (Reason::Probability, &["0", "1"]),
    ];
    for &(reason, parts) in rows {
        let error = SpellError { at: 11, reason };
        let parts = [parts, &["12"]].concat();
        check(|lang| errors::spell(&error, lang), &parts);
    }
}

#[test]
fn a_weight_file_that_cannot_be_used_is_said_with_its_numbers() {
    let name = || "conv.0.weight".to_owned();
    let rows: &[(WeightsError, &[&str])] = &[
        (
            WeightsError::TooLarge { found: 1 << 30 },
            &["1.0 GiB", "512"],
        ),
        (
            WeightsError::Truncated {
                expected: 178_000,
                found: 12,
            },
            &["178,000", "12"],
        ),
        (
            WeightsError::Trailing {
                expected: 178_000,
                found: 178_001,
            },
            &["178,000", "178,001"],
        ),
        (
            WeightsError::HeaderTooLong {
                length: 9_999_999,
                limit: 1_048_576,
            },
            &["9,999,999", "1,048,576"],
        ),
        (WeightsError::Header { at: 17 }, &["safetensors", "17"]),
        (WeightsError::Duplicate { name: name() }, &["conv.0.weight"]),
        (
            WeightsError::Offsets {
                name: name(),
                start: 8,
                end: 4,
            },
            &["conv.0.weight", "8–4"],
        ),
        (
            WeightsError::Dtype {
                name: name(),
                found: "I64".to_owned(),
            },
            &["I64", "F16"],
        ),
        (WeightsError::Missing { name: name() }, &["conv.0.weight"]),
        (
            WeightsError::Unexpected { name: name() },
            &["conv.0.weight"],
        ),
        (
            WeightsError::Shape {
                name: name(),
                expected: vec![6, 1, 5, 5],
                found: vec![6, 1, 3, 3],
            },
            &["[6, 1, 5, 5]", "[6, 1, 3, 3]"],
        ),
        (
            WeightsError::NotFinite { name: name() },
            &["conv.0.weight", "NaN"],
        ),
    ];
    for (error, parts) in rows {
        check(|lang| errors::weights(error, lang), parts);
    }
}

#[test]
fn a_broken_shard_is_named() {
    let rows: &[(ShardError, &[&str])] = &[
        (ShardError::Missing { status: Some(404) }, &["404"]),
        (ShardError::Missing { status: None }, &[]),
        (
            ShardError::Truncated {
                expected: 3 << 20,
                found: 1000,
            },
            &["3.0 MiB", "1000 B"],
        ),
        (ShardError::Altered, &[]),
    ];
    for (error, parts) in rows {
        check(|lang| errors::shard("train-0.bin", error, lang), parts);
        check(
            |lang| errors::shard("train-0.bin", error, lang),
            &["train-0.bin"],
        );
    }
    check(
        |lang| errors::worker("out of memory", lang),
        &["out of memory"],
    );
}

#[test]
fn what_is_kept_of_a_run_is_said() {
    let rows: &[(Trouble, &[&str])] = &[
        (Trouble::Refused, &[]),
        (Trouble::Full, &[]),
        (Trouble::Broken("AbortError".to_owned()), &["AbortError"]),
    ];
    for (trouble, parts) in rows {
        check(|lang| kept::trouble(trouble, lang), parts);
    }
    check(|lang| kept::stored(1240, lang), &["1,240"]);
    for text in [kept::UNREADABLE, kept::UNDECIDED, kept::WAITS] {
        check(|lang| text.get(lang).to_owned(), &[]);
    }
}

#[test]
fn classes_are_told_apart() {
    for lang in Lang::ALL {
        let mut classes: Vec<&str> = names::FASHION.iter().map(|name| name.get(lang)).collect();
        classes.sort_unstable();
        classes.dedup();
        assert_eq!(classes.len(), 10);
    }
}

/// Every file under `folder`.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}

/// Every file with sentences in Chinese.
fn sources() -> Vec<PathBuf> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = vec![project.join("README.zh.md")];
    collect(&project.join("assets/chapters"), &mut files);
    collect(&project.join("src/text"), &mut files);
    files.retain(|file| !file.ends_with("en.md"));
    files
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// What is wrong with two neighbouring characters of a Chinese sentence, if anything.
fn fault(a: char, b: char) -> Option<&'static str> {
    if (is_han(a) && b.is_ascii_alphanumeric()) || (a.is_ascii_alphanumeric() && is_han(b)) {
        return Some("a space belongs between Chinese and Latin letters or digits");
    }
    if is_han(a) && matches!(b, ',' | ';' | ':' | '?' | '!' | '(') {
        return Some("Chinese takes full-width punctuation");
    }
    if matches!(a, '，' | '。' | '：' | '；' | '、' | '？' | '！') && b == ' ' {
        return Some("no space follows full-width punctuation");
    }
    None
}

#[test]
fn every_string_is_shown_somewhere() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    collect(&project.join("src"), &mut files);
    files.retain(|file| !string_files().contains(file));
    let texts = files
        .iter()
        .map(|file| fs::read_to_string(file).expect("text"));
    let code: String = texts.collect();
    let used: HashSet<&str> = code
        .split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .collect();
    let unused = rows().into_iter().map(|(name, ..)| name);
    let unused: Vec<String> = unused
        .filter(|name| !used.contains(name.as_str()))
        .collect();
    assert!(unused.is_empty(), "nothing shows {unused:?}");
}

#[test]
fn chinese_is_set_with_care() {
    let (mut faults, mut seen) = (Vec::new(), 0);
    for file in sources() {
        let text = fs::read_to_string(&file).expect("text");
        for (i, line) in text.lines().enumerate() {
            // Cells of a table end in a space.
            let characters: Vec<char> = line.replace(" |", "|").chars().collect();
            seen += characters.iter().filter(|c| is_han(**c)).count();
            let pairs = characters
                .windows(2)
                .filter_map(|pair| fault(pair[0], pair[1]));
            faults.extend(pairs.map(|why| format!("{}:{}: {why}: {line}", file.display(), i + 1)));
        }
    }
    assert!(seen > 3000, "only {seen} Chinese characters were looked at");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Name, Chinese and English of every string of the interface.
fn rows() -> Vec<(String, String, String)> {
    let row = |line: &str| {
        let (name, texts) = line.trim().strip_suffix("\";")?.split_once(" = \"")?;
        let (zh, en) = texts.split_once("\", \"")?;
        Some((name.to_owned(), zh.to_owned(), en.to_owned()))
    };
    let files = string_files().into_iter();
    let texts = files.map(|file| fs::read_to_string(file).expect("text"));
    texts
        .flat_map(|text| text.lines().filter_map(row).collect::<Vec<_>>())
        .collect()
}

/// Where they are written: `strings.rs` and its parts.
fn string_files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/text");
    let mut files = vec![folder.join("strings.rs")];
    collect(&folder.join("strings"), &mut files);
    files
}

#[test]
fn a_string_is_a_sentence_in_both_languages_or_in_none() {
    let rows = rows();
    assert!(rows.len() > 100, "only {} strings found", rows.len());
    for (name, zh, en) in &rows {
        let end = |text: &str, marks: &[char]| text.ends_with(marks);
        assert_eq!(
            end(zh, &['。', '！', '？']),
            end(en, &['.', '!', '?']),
            "{name}"
        );
        assert_eq!(end(zh, &['：']), end(en, &[':']), "{name}");
        assert!(!zh.trim().is_empty() && !en.trim().is_empty(), "{name}");
        assert!(!en.chars().any(is_han) || name == "LANGUAGE_NAME", "{name}");
    }
}
