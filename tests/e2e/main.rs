//! Everything that drives a browser: the end-to-end flows, the screenshots, the page's speed.
//! `cargo xtask test | shots | bench` build `dist/` and call this; names on the command line select flows.

use std::env;
use std::path::Path;
use std::process::ExitCode;

mod browser;
mod server;
mod shots;
mod webdriver;

fn main() -> ExitCode {
    match run(&env::args().skip(1).collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("e2e: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<(), String> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let dist = project.join("dist");
    if !dist.join("index.html").is_file() {
        return Err("there is no dist/ to look at: run `cargo xtask build` first".into());
    }
    let server = server::Server::start(&dist).map_err(|error| error.to_string())?;
    let driver = browser::Driver::start()?;
    match arguments.split_first() {
        Some((task, routes)) if task == "shots" => {
            shots::shots(&driver, &server, &project.join("target"), routes)
        }
        _ => Ok(()),
    }
}
