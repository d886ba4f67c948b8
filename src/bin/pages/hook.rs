//! Trunk's `post_build` hook: one static page per route, and a worker whose URL names its content.
//! What a page says is left to `convlab::text`.

use std::path::{Path, PathBuf};
use std::{env, fs, io, process};

use convlab::text::pages;

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
    let worker = name_worker(staging)?;
    let index = staging.join("index.html");
    let template = fs::read_to_string(&index)?;
    write_pages(staging, &template, &worker)
}

/// Renames `worker.js` and `worker_bg.wasm` after their content and writes the module that starts
/// them; returns that module's name. A browser can then keep all of them for ever.
fn name_worker(staging: &Path) -> io::Result<String> {
    let (script, wasm) = (staging.join("worker.js"), staging.join("worker_bg.wasm"));
    let hash = fnv1a(&[fs::read(&script)?, fs::read(&wasm)?].concat());
    let (glue, binary) = (
        format!("worker-{hash:016x}_glue.js"),
        format!("worker-{hash:016x}_bg.wasm"),
    );
    fs::rename(script, staging.join(&glue))?;
    fs::rename(wasm, staging.join(&binary))?;
    let loader = format!("worker-{hash:016x}.js");
    fs::write(
        staging.join(&loader),
        format!(
            "import init from \"./{glue}\";\nawait init({{ module_or_path: new URL(\"./{binary}\", import.meta.url) }});\n"
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

fn write_pages(staging: &Path, template: &str, worker: &str) -> io::Result<()> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pages = pages::build(project, template, worker).map_err(|errors| {
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
