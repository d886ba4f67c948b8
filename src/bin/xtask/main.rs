//! `cargo xtask serve | build | test | bench | shots`: installs what is missing, then calls the ordinary tools.
//! Needs nothing but Rust itself, on Linux, macOS and Windows. What the tools do is left to them.

use std::env;
use std::process::ExitCode;

use command::{cargo, command, run};

mod check;
mod command;
mod tools;

/// Nothing, or what went wrong, in words for whoever called.
type Outcome<T = ()> = Result<T, String>;

const USAGE: &str = "\
usage: cargo xtask COMMAND

  serve [TRUNK ARGUMENTS]   build the app, serve it, rebuild when a file changes
  build                     make dist/: a folder for any static host, under any sub-path
  test                      everything that must pass
  bench                     speed of the kernels and of the page, bytes of every file it loads
  shots [ROUTE ...]         screenshots into target/shots: both languages, light and dark, three widths
  setup                     only install what is missing
";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let (task, rest) = arguments
        .split_first()
        .map_or(("", [].as_slice()), |(task, rest)| (task.as_str(), rest));
    let outcome = match task {
        "serve" => serve(rest),
        "build" => build(),
        "test" => check::test(),
        "bench" => check::bench(),
        "shots" => shots(rest),
        "setup" => tools::build_tools(),
        _ => {
            eprint!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("xtask: {message}");
            ExitCode::FAILURE
        }
    }
}

fn serve(arguments: &[String]) -> Outcome {
    tools::build_tools()?;
    run(command("trunk").arg("serve").args(arguments))
}

fn build() -> Outcome {
    tools::build_tools()?;
    trunk_build()?;
    budgets()
}

fn trunk_build() -> Outcome {
    run(command("trunk").args(["build", "--release"]))
}

/// Prints the size of every file in `dist/` and fails on one that is too large.
fn budgets() -> Outcome {
    run(cargo().args([
        "test",
        "--quiet",
        "--locked",
        "--test=budgets",
        "--",
        "--nocapture",
    ]))
}

/// Of the `dist/` that is there; a missing one is built first.
fn shots(routes: &[String]) -> Outcome {
    if !command::root().join("dist").join("index.html").is_file() {
        build()?;
    }
    let arguments: Vec<String> = ["shots".to_owned()]
        .into_iter()
        .chain(routes.iter().cloned())
        .collect();
    check::end_to_end(&tools::browser()?, &arguments)
}
