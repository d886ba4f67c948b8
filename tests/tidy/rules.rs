//! The rules, one function each. Where the files come from is left to `main`.

use crate::File;

/// Bottom-up; floors of one rank do not know each other.
const FLOORS: [(&str, u8); 8] = [
    ("tensor", 0),
    ("nn", 1),
    ("zoo", 2),
    ("data", 2),
    ("train", 3),
    ("lesson", 4),
    ("text", 5),
    ("ui", 6),
];

fn rank(floor: &str) -> Option<u8> {
    FLOORS
        .iter()
        .find(|(name, _)| *name == floor)
        .map(|(_, rank)| *rank)
}

pub fn floors(file: &File) -> Vec<String> {
    let Some(own) = file
        .path
        .strip_prefix("src/")
        .and_then(|rest| rest.split('/').next())
    else {
        return Vec::new();
    };
    let Some(height) = rank(own) else {
        return Vec::new();
    };
    complain(file, |line| {
        let up = crate_paths(line)
            .into_iter()
            .find(|floor| *floor != own && rank(floor).is_some_and(|other| other >= height))?;
        Some(format!("`{own}` uses `{up}`, which does not lie below it"))
    })
}

/// First segments after `crate::`, those of a group included.
fn crate_paths(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for rest in code(line).split("crate::").skip(1) {
        let members = rest
            .strip_prefix('{')
            .map_or(vec![rest], |group| group.split(',').collect());
        found.extend(members.into_iter().map(|member| word(member.trim_start())));
    }
    found
}

pub fn lengths(file: &File) -> Vec<String> {
    if !is_source(file) {
        return Vec::new();
    }
    let lines = file.text.lines().count();
    let excused = file.text.contains("Longer than 400 lines because");
    match lines {
        601.. => vec![format!("{}: {lines} lines; 600 is the end", file.path)],
        401.. if !excused => vec![format!("{}: {lines} lines and no reason", file.path)],
        _ => Vec::new(),
    }
}

pub fn headers(file: &File) -> Vec<String> {
    let missing = file.path.ends_with(".rs") && !file.text.starts_with("//! ");
    missing
        .then(|| format!("{}: opens without `//!`", file.path))
        .into_iter()
        .collect()
}

pub fn unwraps(file: &File) -> Vec<String> {
    if !is_library(file) {
        return Vec::new();
    }
    complain_before_tests(file, |line| {
        [".unwrap()", ".expect(\""]
            .iter()
            .find(|word| code(line).contains(*word))
            .map(|word| format!("`{word}` outside tests and bins"))
    })
}

pub fn leftovers(file: &File) -> Vec<String> {
    // This folder names what it looks for.
    if !file.path.ends_with(".rs") || file.path.starts_with("tests/tidy/") {
        return Vec::new();
    }
    complain(file, |line| {
        [
            "todo!(",
            "unimplemented!(",
            "dbg!(",
            "#[ignore",
            "#[should_panic",
        ]
        .iter()
        .find(|word| code(line).contains(*word))
        .map(|word| format!("`{word}` left behind"))
    })
}

pub fn unsafety(file: &File) -> Vec<String> {
    if !is_library(file) {
        return Vec::new();
    }
    let allowed = file.path == "src/tensor/simd.rs";
    let lines: Vec<&str> = file.text.lines().collect();
    let mut complaints = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if !code(line)
            .split(|c: char| !c.is_alphanumeric() && c != '_')
            .any(|word| word == "unsafe")
        {
            continue;
        }
        let reason = lines[at.saturating_sub(3)..=at]
            .iter()
            .any(|line| line.contains("SAFETY"));
        if !allowed {
            complaints.push(format!(
                "{}:{}: unsafe outside tensor/simd.rs",
                file.path,
                at + 1
            ));
        } else if !reason {
            complaints.push(format!(
                "{}:{}: unsafe without // SAFETY:",
                file.path,
                at + 1
            ));
        }
    }
    complaints
}

pub fn dependencies(file: &File) -> Vec<String> {
    if !file.path.ends_with("Cargo.toml") {
        return Vec::new();
    }
    let mut complaints = Vec::new();
    let (mut inside, mut before) = (false, "");
    for line in file.text.lines() {
        if line.starts_with('[') {
            inside = line.contains("dependencies");
        } else if inside
            && line.contains(" = ")
            && !line.starts_with([' ', '#'])
            && !before.starts_with('#')
        {
            complaints.push(format!("{}: no comment above `{line}`", file.path));
        }
        before = line;
    }
    complaints
}

pub fn chinese(file: &File) -> Vec<String> {
    let home = ["assets/", "src/text/", "tests/"]
        .iter()
        .any(|home| file.path.starts_with(home));
    if home {
        return Vec::new();
    }
    complain(file, |line| {
        line.chars()
            .any(|c| ('\u{2e80}'..='\u{9fff}').contains(&c))
            .then(|| "Chinese outside the texts".into())
    })
}

pub fn properties(file: &File) -> Vec<String> {
    if !file.path.ends_with(".css") || file.path.ends_with("/tokens.css") {
        return Vec::new();
    }
    complain(file, |line| {
        let line = line.split("/*").next().unwrap_or_default();
        let defines = line
            .split([' ', '{', ';'])
            .any(|part| part.starts_with("--") && part.ends_with(':'));
        let colour = ["rgb(", "rgba(", "hsl(", "oklch("]
            .iter()
            .any(|name| line.contains(name))
            || line
                .split_once(": ")
                .is_some_and(|(_, value)| hex_colour(value));
        (defines || colour)
            .then(|| "custom properties and colours are defined in tokens.css".into())
    })
}

fn hex_colour(value: &str) -> bool {
    value
        .split('#')
        .skip(1)
        .any(|rest| rest.chars().take_while(char::is_ascii_hexdigit).count() >= 3)
}

/// `var(--name)` of names that neither tokens.css defines nor a component sets, without a fallback.
pub fn undefined_properties(files: &[File]) -> Vec<String> {
    let defines = |file: &&File| file.path.ends_with("/tokens.css") || is_library(file);
    let is_defined = |name: &str| {
        let definition = format!("{name}:");
        files
            .iter()
            .filter(defines)
            .any(|file| file.text.contains(&definition))
    };
    let mut complaints = Vec::new();
    for file in files
        .iter()
        .filter(|file| file.path.ends_with(".css") || is_library(file))
    {
        for rest in file.text.split("var(--").skip(1) {
            let end = rest
                .find(|c: char| !c.is_alphanumeric() && c != '-')
                .unwrap_or(rest.len());
            let (name, after) = rest.split_at(end);
            // A name that goes on in a format string, or one with a fallback.
            if !after.starts_with(['{', ',']) && !is_defined(&format!("--{name}")) {
                complaints.push(format!("{}: nothing defines --{name}", file.path));
            }
        }
    }
    complaints
}

/// The XML namespaces are names; nobody fetches them.
const NAMES: [&str; 1] = ["http://www.w3.org/"];

pub fn hosts(file: &File) -> Vec<String> {
    let shipped = ["src/", "style/", "assets/"]
        .iter()
        .any(|folder| file.path.starts_with(folder));
    let credits = file.path.starts_with("assets/data/") || file.path.contains("LICENSE");
    if !(shipped || file.path == "index.html") || credits || file.path.starts_with("src/bin/xtask/")
    {
        return Vec::new();
    }
    complain_before_tests(file, |line| {
        let mut line = code(line).to_owned();
        for name in NAMES {
            line = line.replace(name, "");
        }
        let named = ["http://", "https://"].iter().any(|scheme| {
            line.split(scheme)
                .skip(1)
                .any(|rest| rest.starts_with(|c: char| c.is_alphanumeric()))
        });
        named.then(|| "names another host".into())
    })
}

pub fn machines(file: &File) -> Vec<String> {
    if file.path.starts_with("tests/tidy/") {
        return Vec::new();
    }
    complain(file, |line| {
        ["/home/", "/root/", "/tmp/", "/Users/"]
            .iter()
            .find(|path| {
                line.match_indices(**path)
                    .any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '.'))
            })
            .map(|path| format!("`{path}` is a path of one machine"))
    })
}

/// Every page of the course is there in both languages.
pub fn languages(files: &[File]) -> Vec<String> {
    let written = |path: &str| files.iter().any(|file| file.path == path);
    files
        .iter()
        .filter(|file| file.path.starts_with("assets/chapters/"))
        .flat_map(|file| {
            let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
            ["zh.md", "en.md"].map(|name| format!("{folder}/{name}"))
        })
        .filter(|path| !written(path))
        .map(|path| format!("{path}: missing"))
        .collect()
}

fn is_source(file: &File) -> bool {
    [".rs", ".css", ".wgsl", ".py"]
        .iter()
        .any(|ending| file.path.ends_with(ending))
}

fn is_library(file: &File) -> bool {
    file.path.starts_with("src/")
        && file.path.ends_with(".rs")
        && !file.path.starts_with("src/bin/")
}

/// A line of Rust without its comment. Good enough for words that no string of ours holds.
fn code(line: &str) -> &str {
    if line.trim_start().starts_with("//") {
        return "";
    }
    line.split(" // ").next().unwrap_or(line)
}

fn word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
        .next()
        .unwrap_or_default()
}

fn complain(file: &File, rule: impl Fn(&str) -> Option<String>) -> Vec<String> {
    numbered(&file.text, &file.path, rule)
}

/// Unit tests stand at the end of a file.
fn complain_before_tests(file: &File, rule: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let end = file
        .text
        .find("#[cfg(test)]\nmod ")
        .unwrap_or(file.text.len());
    numbered(&file.text[..end], &file.path, rule)
}

fn numbered(text: &str, path: &str, rule: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let complaint = |(at, line)| rule(line).map(|words| format!("{path}:{}: {words}", at + 1));
    text.lines().enumerate().filter_map(complaint).collect()
}
