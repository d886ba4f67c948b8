//! Everything that drives a browser: the end-to-end flows, the screenshots, the page's speed.
//! `cargo xtask test | shots | bench` build `dist/` and call this; names on the command line select flows.

use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;
use std::{env, fs};

use browser::{Driver, Page};
use flows::{FLOWS, Flow};
use server::Server;
use stage::Stage;

mod browser;
mod flows;
mod server;
mod shots;
mod speed;
mod stage;
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
    let driver = Driver::start()?;
    match arguments.split_first() {
        Some((task, routes)) if task == "shots" => {
            let server = Server::start(&dist).map_err(|error| error.to_string())?;
            shots::shots(&driver, &server, &project.join("target"), routes)
        }
        Some((task, wanted)) if task == "speed" => {
            let server = Server::start(&dist).map_err(|error| error.to_string())?;
            speed::speed(&driver, server, wanted)
        }
        _ => flows(&driver, &dist, arguments),
    }
}

/// Runs the flows whose names hold one of `wanted`, or all, and tells as `cargo test` does.
fn flows(driver: &Driver, dist: &Path, wanted: &[String]) -> Result<(), String> {
    let is_wanted = |name: &str| wanted.is_empty() || wanted.iter().any(|part| name.contains(part));
    let chosen: Vec<&Flow> = FLOWS.iter().filter(|flow| is_wanted(flow.name)).collect();
    println!("\nrunning {} tests", chosen.len());
    // One line where it happened; a backtrace through the driver tells nothing more.
    set_hook(Box::new(|panic| eprintln!("{panic}")));
    let start = Instant::now();
    let mut failed = Vec::new();
    for flow in &chosen {
        let start = Instant::now();
        let outcome = perform(driver, dist, flow);
        let (word, seconds) = (
            if outcome.is_ok() { "ok" } else { "FAILED" },
            start.elapsed().as_secs_f32(),
        );
        println!("test {} ... {word} ({seconds:.1} s)", flow.name);
        if let Err(message) = outcome {
            println!("    {}", message.replace('\n', "\n    "));
            failed.push(flow.name);
        }
    }
    let word = if failed.is_empty() { "ok" } else { "FAILED" };
    println!(
        "\ntest result: {word}. {} passed; {} failed; 0 ignored; 0 measured; {} filtered out; finished in {:.2}s\n",
        chosen.len() - failed.len(),
        failed.len(),
        FLOWS.len() - chosen.len(),
        start.elapsed().as_secs_f32(),
    );
    if failed.is_empty() {
        Ok(())
    } else {
        Err(format!("failed: {}", failed.join("; ")))
    }
}

/// One flow with a browser and a server of its own. A failure leaves a picture in `target/e2e`.
fn perform(driver: &Driver, dist: &Path, flow: &Flow) -> Result<(), String> {
    let server = Server::start(dist).map_err(|error| error.to_string())?;
    let page = Page::open(driver, "flow").map_err(|refusal| refusal.message)?;
    let stage = Stage::new(page, server);
    let outcome = catch_unwind(AssertUnwindSafe(|| (flow.run)(&stage)));
    let complaints = stage.complaints();
    if outcome.is_ok() && complaints.is_empty() {
        return Ok(());
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("target")
        .join("e2e");
    let picture = folder.join(format!(
        "{}.png",
        flow.name.replace(|c: char| !c.is_alphanumeric(), "-")
    ));
    let saved =
        fs::create_dir_all(folder).and_then(|()| fs::write(&picture, stage.page.screenshot()));
    let mut lines = complaints;
    if let Err(panic) = outcome {
        let text = panic.downcast_ref::<String>().cloned();
        lines.insert(
            0,
            text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()))
                .unwrap_or_default(),
        );
    }
    if saved.is_ok() {
        lines.push(format!("picture: {}", picture.display()));
    }
    Err(lines.join("\n"))
}
