//! Installs what is missing: the wasm target, trunk, wasm-bindgen, wasm-opt; and finds a browser.
//! A tool on the PATH is taken if its version fits; all others go into the project's `.tools`.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Outcome;
use crate::command::{cargo, command, find, output, root, run, tools};

/// 0.22 asks for a newer rustc than ours.
const TRUNK: &str = "0.21.14";
/// npm's build of wasm-opt, taken where no other is at hand.
const BINARYEN: &str = "132.0.0";

/// All that `serve` and `build` need.
pub fn build_tools() -> Outcome {
    wasm_target()?;
    installed("trunk", "trunk", TRUNK, &["--locked"])?;
    // Its own lock file names versions that not every registry mirror keeps.
    installed(
        "wasm-bindgen",
        "wasm-bindgen-cli",
        &wasm_bindgen_version()?,
        &[],
    )?;
    wasm_opt();
    Ok(())
}

fn wasm_target() -> Outcome {
    let folder = output(command("rustc").args([
        "--print",
        "target-libdir",
        "--target",
        "wasm32-unknown-unknown",
    ]));
    if folder.is_some_and(|folder| Path::new(&folder).is_dir()) {
        return Ok(());
    }
    run(command("rustup").args(["target", "add", "wasm32-unknown-unknown"]))
}

/// Builds `package` into `.tools` unless `program` of that version is there.
fn installed(program: &str, package: &str, version: &str, flags: &[&str]) -> Outcome {
    let found = output(command(program).arg("--version")).unwrap_or_default();
    if found.split_whitespace().any(|word| word == version) {
        return Ok(());
    }
    eprintln!("xtask: installing {package} {version} into .tools (a few minutes, once)");
    // The tools run for seconds: what counts is how fast they are built.
    run(cargo()
        .args(["install", package, "--version", version, "--root"])
        .arg(tools())
        .args(flags)
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "0"))
}

/// The command-line tool must be of the very version of the library.
fn wasm_bindgen_version() -> Outcome<String> {
    let lock = fs::read_to_string(root().join("Cargo.lock"))
        .map_err(|error| format!("Cargo.lock: {error}"))?;
    lock.split_once("name = \"wasm-bindgen\"\nversion = \"")
        .and_then(|(_, rest)| rest.split_once('"'))
        .map(|(version, _)| version.to_owned())
        .ok_or_else(|| "Cargo.lock names no wasm-bindgen".into())
}

/// From the PATH or `.tools`, else npm's, else Debian's; else trunk downloads one itself.
fn wasm_opt() {
    if find("wasm-opt").is_some() {
        return;
    }
    let package = format!("binaryen@{BINARYEN}");
    let from_npm = |npm: PathBuf| {
        eprintln!("xtask: installing {package} into .tools");
        run(command(npm)
            .args([
                "install",
                "--no-save",
                "--no-audit",
                "--no-fund",
                "--silent",
                "--prefix",
            ])
            .arg(tools())
            .arg(&package))
    };
    if find("npm").is_some_and(|npm| from_npm(npm).is_ok()) || apt_install(&["binaryen"]) {
        return;
    }
    eprintln!("xtask: no wasm-opt found; trunk will download its own");
}

/// Whether this is Debian, we are root, and the packages are now there.
fn apt_install(packages: &[&str]) -> bool {
    let root_user = output(command("id").arg("-u")).is_some_and(|id| id == "0");
    if !root_user || find("apt-get").is_none() {
        return false;
    }
    eprintln!("xtask: apt-get install {}", packages.join(" "));
    let install = || {
        run(command("apt-get")
            .args(["install", "-y", "-qq", "--no-install-recommends"])
            .args(packages)
            .env("DEBIAN_FRONTEND", "noninteractive"))
    };
    install()
        .or_else(|_| run(command("apt-get").args(["update", "-qq"])).and_then(|()| install()))
        .is_ok()
}

/// Where Linux finds Vulkan drivers.
const VULKAN: [&str; 3] = [
    "/usr/share/vulkan/icd.d",
    "/usr/local/share/vulkan/icd.d",
    "/etc/vulkan/icd.d",
];

/// A driver for WebGPU natively: Mesa's runs on any processor. Tests that find none say so.
pub fn vulkan() {
    let drivers =
        |folder: &&str| fs::read_dir(folder).is_ok_and(|mut files| files.next().is_some());
    if cfg!(target_os = "linux") && !VULKAN.iter().any(drivers) {
        apt_install(&["mesa-vulkan-drivers"]);
    }
}

/// A browser and its driver, both of one version.
pub struct Browser {
    pub chrome: PathBuf,
    pub driver: PathBuf,
}

impl Browser {
    /// Names both for the tests that `command` runs.
    pub fn tell<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command
            .env("CHROME", &self.chrome)
            .env("CHROMEDRIVER", &self.driver)
    }
}

/// `CHROME` and `CHROMEDRIVER` if set, else what the PATH or the usual folders hold.
pub fn browser() -> Outcome<Browser> {
    if let Some(browser) = find_browser() {
        return Ok(browser);
    }
    apt_install(&["chromium", "chromium-driver", "fonts-noto-cjk"]);
    find_browser().ok_or_else(|| {
        "the tests need Chromium (or Chrome) and chromedriver. Install them:\n\
         \x20 Debian, Ubuntu  sudo apt-get install chromium chromium-driver fonts-noto-cjk\n\
         \x20 macOS           brew install --cask chromium && brew install --cask chromedriver\n\
         \x20 Windows         winget install Google.Chrome Chromium.ChromeDriver\n\
         or name yours: CHROME=/path/to/chrome CHROMEDRIVER=/path/to/chromedriver"
            .into()
    })
}

fn find_browser() -> Option<Browser> {
    let chrome = match env::var_os("CHROME") {
        Some(path) => Some(path.into()),
        None => CHROMES.iter().find_map(find),
    };
    let driver = match env::var_os("CHROMEDRIVER") {
        Some(path) => Some(path.into()),
        None => find("chromedriver"),
    };
    Some(Browser {
        chrome: chrome?,
        driver: driver?,
    })
}

const CHROMES: [&str; 8] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
];
