//! Trunk's `post_build` hook: one static page per route, and programs whose URLs name their content.
//! What a page says is left to `convlab::text`.

use std::path::{Path, PathBuf};
use std::{env, fs, io, process};

use convlab::text::pages::{self, Programs};
use convlab::text::program::Program;

pub fn main() {
    let Some(staging) = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from) else {
        eprintln!("pages: TRUNK_STAGING_DIR is not set; Trunk calls this program after a build");
        process::exit(2);
    };
    if let Err(error) = run(&staging) {
        eprintln!("pages: {error}");
        process::exit(1);
    }
}

fn run(staging: &Path) -> io::Result<()> {
    let index = staging.join("index.html");
    let template = fs::read_to_string(&index)?;
    let mut stems = Program::ALL.map(|program| program.name().to_owned());
    let (first, rest) = stems.split_at_mut(1);
    first[0] = main_program(&template, &first[0])?;
    for stem in rest {
        *stem = name_after_content(staging, stem)?;
    }
    let worker = name_worker(staging, "worker")?;
    let gpu_worker = name_worker(staging, "gpu-worker")?;
    let programs = Programs {
        stems: stems.each_ref().map(String::as_str),
        worker: &worker,
        gpu_worker: &gpu_worker,
    };
    write_pages(staging, &template, programs)
}

/// What the names of Trunk's main program begin with: it has named that one itself, and knows no other.
fn main_program(template: &str, name: &str) -> io::Result<String> {
    let before = template
        .match_indices("_bg.wasm")
        .map(|(end, _)| &template[..end]);
    let mut stems = before.filter_map(|text| text.rsplit('/').next());
    stems
        .find(|stem| stem.starts_with(name))
        .map(str::to_owned)
        .ok_or_else(|| io::Error::other(format!("index.html loads no {name}")))
}

/// Renames `PROGRAM.js` and `PROGRAM_bg.wasm` after their content, so that a browser can keep them
/// for ever; returns what both names begin with now.
fn name_after_content(staging: &Path, program: &str) -> io::Result<String> {
    let endings = [".js", "_bg.wasm"];
    let [script, wasm] = endings.map(|ending| staging.join(format!("{program}{ending}")));
    let hash = fnv1a(&[fs::read(&script)?, fs::read(&wasm)?].concat());
    let stem = format!("{program}-{hash:016x}");
    for (file, ending) in [script, wasm].iter().zip(endings) {
        fs::rename(file, staging.join(format!("{stem}{ending}")))?;
    }
    Ok(stem)
}

/// A worker's files, named after their content, and the module that starts them, whose name it returns.
fn name_worker(staging: &Path, program: &str) -> io::Result<String> {
    let stem = name_after_content(staging, program)?;
    let loader = format!("{stem}_start.js");
    fs::write(
        staging.join(&loader),
        format!(
            "import init from \"./{stem}.js\";\nawait init({{ module_or_path: new URL(\"./{stem}_bg.wasm\", import.meta.url) }});\n"
        ),
    )?;
    Ok(loader)
}

/// FNV-1a, 64 bits: names a version, guards nothing.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

fn write_pages(staging: &Path, template: &str, programs: Programs<'_>) -> io::Result<()> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pages = pages::build(project, template, programs).map_err(|errors| {
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        io::Error::other(lines.join("\n"))
    })?;
    for page in pages {
        let file = staging.join(page.path);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(file, page.html)?;
    }
    Ok(())
}
