//! Child processes: how they are found, started and judged.
//! Which ones to start is left to the callers.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::Outcome;

/// The folder that holds Cargo.toml, wherever the command was called from.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Where project-local tools live; git ignores it.
pub fn tools() -> PathBuf {
    root().join(".tools")
}

/// A command in the project's folder that finds the project's own tools before all others.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(resolve(program.as_ref()));
    command.current_dir(root()).env("PATH", search_path());
    command
}

pub fn cargo() -> Command {
    command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Runs to the end, its output shown; an error names what failed.
pub fn run(command: &mut Command) -> Outcome {
    let status = command
        .status()
        .map_err(|error| format!("{}: {error}", words(command)))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("failed ({status}): {}", words(command)))
    }
}

/// What it prints, if it starts and succeeds.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The full path of a program on the children's PATH.
pub fn find(program: impl AsRef<OsStr>) -> Option<PathBuf> {
    let program = Path::new(program.as_ref());
    if program.components().count() > 1 {
        return program.is_file().then(|| program.to_owned());
    }
    // npm's programs are scripts that Windows knows by these endings only.
    let endings: &[&str] = if cfg!(windows) {
        &["exe", "cmd", "bat"]
    } else {
        &[""]
    };
    env::split_paths(&search_path())
        .flat_map(|folder| {
            endings
                .iter()
                .map(move |ending| folder.join(program).with_extension(ending))
        })
        .find(|path| path.is_file())
}

fn resolve(program: &OsStr) -> PathBuf {
    find(program).unwrap_or_else(|| program.into())
}

fn search_path() -> std::ffi::OsString {
    let own = [
        tools().join("bin"),
        tools().join("node_modules").join(".bin"),
    ];
    let inherited = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<_> = own
        .into_iter()
        .chain(env::split_paths(&inherited))
        .collect();
    env::join_paths(folders).unwrap_or(inherited)
}

fn words(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str());
    [name]
        .into_iter()
        .chain(command.get_args())
        .map(OsStr::to_string_lossy)
        .collect::<Vec<_>>()
        .join(" ")
}
