//! A run from start to reset, on the real pictures, in a real worker.

use std::fs;
use std::thread;
use std::time::Duration;

use serde_json::json;

use crate::browser::SOON;
use crate::stage::{EPOCH, Stage, number};

/// Watches the main thread from now on.
const WATCH: &str = "window.longest = 0; new PerformanceObserver(list => { for (const task of list.getEntries()) \
    window.longest = Math.max(window.longest, task.duration) }).observe({ type: 'longtask' })";

/// PyTorch's three seeds end their first epoch at loss 1.79 to 1.85, test accuracy .586 to .593.
pub fn epoch(stage: &Stage) {
    stage.open("en/lenet/");
    stage.page.run(WATCH, json!([]));
    stage.click("train-start");
    stage.wait_for_steps(20);
    assert!(number(&stage.text("[data-testid=train-rate]")) > 0.0);
    assert_ne!(stage.text("[data-testid=train-eta]"), "\u{2013}");
    assert!(stage.text("[data-testid=device]").contains("SIMD"));
    let [_, loss, train, test, _] = stage.epoch_line(1).try_into().unwrap();
    assert!((1.6..2.0).contains(&number(&loss)), "loss {loss}");
    assert!(
        (25.0..45.0).contains(&number(&train)),
        "training accuracy {train}"
    );
    assert!(
        (52.0..68.0).contains(&number(&test)),
        "test accuracy {test}"
    );
    let longest = stage.page.eval("window.longest");
    println!(
        "    epoch 1: loss {loss}, train {train}, test {test}; longest task on the main thread {longest} ms"
    );

    stage.wait_for_steps(240);
    stage.click("train-pause");
    stage.wait_until_idle();
    let paused = stage.steps();
    thread::sleep(Duration::from_millis(700));
    assert_eq!(stage.steps(), paused, "it trains on although paused");
    stage.step_once();
    assert_eq!(stage.steps(), paused + 1, "one step is one step");
    stage.click("train-start");
    stage.wait_for_steps(paused + 10);
    stage.click("train-reset");
    stage.page.wait_for(
        "document.querySelectorAll('[data-testid=train-log] tr').length === 0",
        SOON,
    );
    assert_eq!(stage.steps(), 0);
    stage.wait_until_idle();
}

/// PyTorch's first epoch from He's weights ends at mean loss .814, test accuracy .778.
pub fn googlenet(stage: &Stage) {
    stage.open("en/googlenet/?px=28&ratio=8&epochs=1");
    assert_eq!(stage.control("batch"), "128");
    stage.click("train-start");
    let [_, loss, train, test, time] = stage.epoch_line(1).try_into().unwrap();
    println!("    epoch 1: loss {loss}, train {train}, test {test}, {time}");
    assert!((0.7..0.95).contains(&number(&loss)), "loss {loss}");
    assert!(
        (74.0..82.0).contains(&number(&test)),
        "test accuracy {test}"
    );
}

pub fn language(stage: &Stage) {
    stage.open("zh/lenet/?pictures=20000&epochs=2");
    stage.click("train-start");
    stage.wait_for_steps(5);
    stage.click("lang-switch");
    stage
        .page
        .wait_for("document.documentElement.dataset.lang === 'en'", SOON);
    let after = stage.steps();
    assert!(after >= 5, "the run is gone: {after} steps");
    stage.wait_for_steps(after + 5);
    stage.epoch_line(1);
    stage.click("lang-switch");
    stage
        .page
        .wait_for("document.documentElement.dataset.lang === 'zh'", SOON);
    assert_eq!(stage.epoch_line(1).len(), 5, "the log is kept");
    stage.epoch_line(2);
}

pub fn repeatable(stage: &Stage) {
    let run = || {
        stage.open("en/lenet/?pictures=2000&epochs=1&seed=7&activation=relu");
        stage.click("train-start");
        let line = stage.epoch_line(1);
        stage.click("train-reset");
        stage.page.wait_for(
            "document.querySelectorAll('[data-testid=train-log] tr').length === 0",
            SOON,
        );
        stage.click("train-start");
        assert_eq!(stage.epoch_line(1)[..4], line[..4], "after a reset");
        line
    };
    assert_eq!(run()[..4], run()[..4], "after a reload");
}

/// Weights that are numbers, but too large to compute with.
pub fn diverges(stage: &Stage) {
    stage.open("en/lenet/?pictures=1000&activation=relu");
    stage.click("weights-export");
    let mut bytes = fs::read(stage.page.downloaded(".safetensors")).unwrap();
    let header = u64::from_le_bytes(bytes[..8].try_into().unwrap()) as usize;
    for number in bytes[8 + header..].chunks_exact_mut(4) {
        number.copy_from_slice(&1e25_f32.to_le_bytes());
    }
    let file = stage.page.scratch("huge.safetensors", &bytes);
    stage.page.testid("weights-import").choose_file(&file);
    stage.page.wait_for(
        "document.querySelector('[data-testid=weights-status]').innerText.includes('imported')",
        SOON,
    );
    stage.click("train-start");
    let error = "document.querySelector('[data-widget=model-train] [data-testid=error]')";
    stage.page.wait_for(error, SOON);
    stage.click("train-reset");
    stage.page.wait_for(&format!("!{error}"), SOON);
    stage.step_once();
}

pub fn mistakes(stage: &Stage) {
    stage.open("en/lenet/?pictures=5000&epochs=1&activation=relu");
    stage.click("train-start");
    stage.epoch_line(1);
    stage.page.wait_for(
        "!document.querySelector('[data-testid=inspect]').disabled",
        SOON,
    );
    stage.click("inspect");
    let sum = "[...document.querySelectorAll('[data-testid=confusion] tbody td')].reduce((sum, cell) => sum + parseInt(cell.innerText.replace(/\\D/g, '')), 0)";
    stage.page.wait_for(&format!("({sum}) === 10000"), EPOCH);
    stage.page.find("[data-testid=mistakes] button").click();
    stage
        .page
        .wait_for("/picture=\\d+/.test(location.search)", SOON);
    stage.page.wait_for(
        "document.querySelector('[data-testid=prediction] .verdict').innerText.includes('\u{b7}')",
        SOON,
    );
}
