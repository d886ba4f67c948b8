//! What rustc and clippy do not check about this tree: floors, lengths, headers, words.
//! Every rule is a function from a file to complaints; a row below proves that it can complain.

use std::fs;
use std::path::Path;

mod rules;

/// A text file of the project: its path with `/`, and its contents.
pub struct File {
    pub path: String,
    pub text: String,
}

type Rule = fn(&File) -> Vec<String>;

/// A rule, its name, and a file that it must object to.
const RULES: [(&str, Rule, &str, &str); 14] = [
    (
        "floors go down",
        rules::floors,
        "src/nn/module.rs",
        "use crate::train::session::Session;",
    ),
    (
        "floors go down, in a group",
        rules::floors,
        "src/zoo/lenet.rs",
        "use crate::{data::idx, nn};",
    ),
    ("400 lines want a reason", rules::lengths, "src/a.rs", LONG),
    (
        "a file says what it owns",
        rules::headers,
        "src/a.rs",
        "fn main() {}",
    ),
    (
        "no unwrap outside tests and bins",
        rules::unwraps,
        "src/a.rs",
        "let a = b.unwrap();",
    ),
    (
        "no todo left",
        rules::leftovers,
        "src/a.rs",
        "todo!(\"later\")",
    ),
    (
        "unsafe stays in simd.rs",
        rules::unsafety,
        "src/a.rs",
        "unsafe { a() }",
    ),
    (
        "unsafe gives its reason",
        rules::unsafety,
        "src/tensor/simd.rs",
        "fn a() {\n    unsafe { a() }\n}",
    ),
    (
        "a dependency gives its reason",
        rules::dependencies,
        "Cargo.toml",
        "[dependencies]\nserde = \"1\"",
    ),
    (
        "Chinese stays in the texts",
        rules::chinese,
        "src/ui/a.rs",
        "\"\u{5377}\u{79ef}\"",
    ),
    (
        "custom properties live in tokens.css",
        rules::properties,
        "style/a.css",
        "a { --red: #f00; }",
    ),
    (
        "colours live in tokens.css",
        rules::properties,
        "style/a.css",
        "a { color: #f00; }",
    ),
    (
        "no other host",
        rules::hosts,
        "index.html",
        "<script src=\"https://cdn.example/a.js\">",
    ),
    (
        "no path of one machine",
        rules::machines,
        "src/a.rs",
        "\"/home/someone/data\"",
    ),
];

const LONG: &str = match str::from_utf8(&[b'\n'; 401]) {
    Ok(lines) => lines,
    Err(_) => "",
};

#[test]
fn every_rule_can_complain() {
    for (name, rule, path, text) in RULES {
        let file = File {
            path: path.into(),
            text: text.into(),
        };
        assert!(!rule(&file).is_empty(), "nothing said of: {name}");
    }
}

#[test]
fn the_tree_is_tidy() {
    let files = files();
    assert!(
        files.iter().any(|file| file.path == "src/lib.rs"),
        "the walk finds no sources"
    );
    let mut complaints: Vec<String> = RULES
        .iter()
        .flat_map(|(_, rule, ..)| files.iter().flat_map(rule))
        .chain(rules::undefined_properties(&files))
        .chain(rules::languages(&files))
        .collect();
    complaints.sort();
    complaints.dedup();
    assert!(
        complaints.is_empty(),
        "{} to tidy:\n{}",
        complaints.len(),
        complaints.join("\n")
    );
}

fn files() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for name in [
        "src",
        "style",
        "assets",
        "tests",
        "examples",
        "benches",
        "Cargo.toml",
        "index.html",
        "Trunk.toml",
    ] {
        walk(&root.join(name), name, &mut files);
    }
    files
}

fn walk(place: &Path, path: &str, files: &mut Vec<File>) {
    if place.is_dir() {
        for entry in fs::read_dir(place).unwrap().flatten() {
            let name = entry.file_name().into_string().unwrap();
            walk(&entry.path(), &format!("{path}/{name}"), files);
        }
    } else if let Ok(text) = fs::read_to_string(place) {
        files.push(File {
            path: path.to_owned(),
            text,
        });
    }
}
