//! `cargo xtask test`: everything that must pass, in the order in which it is cheap to fail.
//! What each step checks is left to the tool it calls.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::Outcome;
use crate::command::{cargo, root, run};
use crate::tools::{self, Browser};

const WASM: &str = "--target=wasm32-unknown-unknown";

/// Runs every step and stops at the first that fails; ends with a table of their times.
pub fn test() -> Outcome {
    let mut times = Vec::new();
    let outcome = steps(&mut times);
    println!("\n{:>8}  step", "seconds");
    for (name, time) in &times {
        println!("{:>8.1}  {name}", time.as_secs_f32());
    }
    let total: Duration = times.iter().map(|(_, time)| *time).sum();
    println!("{:>8.1}  in all", total.as_secs_f32());
    outcome
}

type Times = Vec<(&'static str, Duration)>;

fn steps(times: &mut Times) -> Outcome {
    let mut browser = None;
    timed(times, "tools", || {
        tools::build_tools()?;
        browser = Some(tools::browser()?);
        tools::vulkan();
        Ok(())
    })?;
    let browser = browser.ok_or("no browser")?;
    timed(times, "rustfmt", || {
        run(cargo().args(["fmt", "--all", "--check"]))
    })?;
    timed(times, "clippy, native", || {
        clippy(&["--workspace", "--all-targets", "--features=gpu"])
    })?;
    timed(times, "tests, native", || {
        run(cargo().args(["test", "--locked", "--workspace", "--features=gpu"]))
    })?;
    timed(times, "clippy, pages", || {
        clippy(&[
            WASM,
            "--features=app",
            "--lib",
            "--bin=app-operations",
            "--bin=app-pictures",
            "--bin=app-channels",
            "--bin=app-layers",
            "--bin=app-structure",
            "--bin=app-networks",
            "--bin=app-builder",
            "--bin=app-labs",
            "--bin=app-views",
        ])
    })?;
    timed(times, "clippy, worker", || {
        clippy(&[
            WASM,
            "--features=worker,gpu",
            "--lib",
            "--bin=worker",
            "--test=browser",
            "--test=ops",
            "--test=lesson_ops",
            "--test=devices",
            "--test=faults",
            "--test=parity",
        ])?;
        clippy(&[
            WASM,
            "--features=worker,gpu-only",
            "--lib",
            "--bin=gpu-worker",
        ])
    })?;
    timed(times, "tests in Chromium", || browser_tests(&browser))?;
    timed(times, "release build", crate::trunk_build)?;
    timed(times, "budgets", crate::budgets)?;
    timed(times, "end to end", || end_to_end(&browser, &[]))
}

fn timed(times: &mut Times, name: &'static str, step: impl FnOnce() -> Outcome) -> Outcome {
    println!("\n== {name}");
    let start = Instant::now();
    let outcome = step();
    times.push((name, start.elapsed()));
    outcome
}

fn clippy(arguments: &[&str]) -> Outcome {
    run(cargo()
        .args(["clippy", "--quiet", "--locked"])
        .args(arguments)
        .args(["--", "--deny=warnings"]))
}

/// The tests of `tests/browser.rs`, and every op with its WASM kernels and on the browser's WebGPU,
/// through wasm-bindgen's runner.
/// Without --quiet: Cargo would hand it on to the runner, which knows none.
fn browser_tests(browser: &Browser) -> Outcome {
    let capabilities = capabilities_file(browser).map_err(|error| error.to_string())?;
    run(browser
        .tell(&mut cargo())
        .args([
            "test",
            "--locked",
            WASM,
            "--features=worker,gpu",
            "--test=browser",
            "--test=ops",
            "--test=lesson_ops",
            "--test=devices",
            "--test=faults",
            "--test=parity",
        ])
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities)
        .env("WASM_BINDGEN_TEST_TIMEOUT", "120"))
}

/// Speed of the kernels natively and in a worker of the browser, and bytes of every file of `dist/`.
/// Prints and judges nothing: what a machine can do says little about the code.
pub fn bench() -> Outcome {
    tools::build_tools()?;
    let browser = tools::browser()?;
    println!("\n== one native thread");
    run(cargo().args(["bench", "--quiet", "--locked", "--bench=kernels"]))?;
    println!("\n== one worker of the browser");
    let capabilities = capabilities_file(&browser).map_err(|error| error.to_string())?;
    run(browser
        .tell(&mut cargo())
        .args(["test", "--locked", "--profile=bench", WASM])
        .args(["--test=page-speed", "--", "--nocapture"])
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities)
        .env("WASM_BINDGEN_TEST_TIMEOUT", "300"))?;
    println!("\n== training in the page");
    crate::trunk_build()?;
    end_to_end(&browser, &["speed".to_owned()])?;
    println!("\n== files");
    crate::budgets()
}

/// WebGPU by the processor: the same on every machine, with or without a graphics card.
const WEBGPU: [&str; 2] = ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"];

/// Tells wasm-bindgen's runner, which would search for itself, which browser to start.
fn capabilities_file(browser: &Browser) -> std::io::Result<PathBuf> {
    let file = root().join("target").join("webdriver.json");
    let chrome = browser.chrome.display().to_string().replace('\\', "\\\\");
    let args = WEBGPU.map(|arg| format!("\"{arg}\"")).join(", ");
    let options = format!("{{ \"binary\": \"{chrome}\", \"args\": [{args}] }}");
    fs::write(&file, format!("{{ \"goog:chromeOptions\": {options} }}\n"))?;
    Ok(file)
}

/// The program of `tests/e2e`, on the `dist/` that is there.
pub fn end_to_end(browser: &Browser, arguments: &[String]) -> Outcome {
    let mut command: Command = cargo();
    run(browser
        .tell(&mut command)
        .args(["test", "--locked", "--test=e2e", "--"])
        .args(arguments))
}
