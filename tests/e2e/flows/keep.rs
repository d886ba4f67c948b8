//! A long run is safe: what a reload, a crash and a storage that refuses leave of it.

use std::fs;

use serde_json::json;

use crate::browser::SOON;
use crate::stage::{EPOCH, Stage};

const OFFER: &str = "document.querySelector('[data-testid=resume-offer]')";
const NOTE: &str = "document.querySelector('[data-testid=storage-note]')";
const LOSS: &str = "[data-testid=train-loss]";
const RUN: &str = "pictures=20000&epochs=2&seed=3&activation=relu&workers=1";

/// Every number that the run has told, but for times: a row a step.
fn told(stage: &Stage, steps: u32) -> Vec<String> {
    // The curves follow a little later than the readouts.
    for _ in 0..20 {
        stage
            .page
            .find("[data-widget=model-curves] .spread button:last-child")
            .click();
        let file = stage.page.downloaded(".csv");
        let text = fs::read_to_string(&file).unwrap();
        fs::remove_file(file).unwrap();
        let without_time = |row: &str| row.rsplit_once(',').unwrap().0.to_owned();
        let rows: Vec<String> = text.lines().skip(1).map(without_time).collect();
        if rows.len() == steps as usize {
            return rows;
        }
    }
    panic!("the curves do not show {steps} steps");
}

fn wait_until_stored(stage: &Stage, step: u32) {
    stage.page.wait_for(
        &format!("document.querySelector('[data-testid=stored]').innerText.includes(' {step}:')"),
        SOON,
    );
}

fn wait_until_finished(stage: &Stage) {
    stage.page.wait_for(
        "document.querySelector('[data-testid=train-state]').innerText === 'Finished'",
        EPOCH,
    );
}

/// Takes the offer and waits until the run stands there.
fn resume(stage: &Stage, step: u32) {
    stage.page.wait_for(OFFER, SOON);
    stage.click("resume");
    stage.page.wait_for(&format!("!{OFFER}"), SOON);
    stage.wait_for_steps(step);
    assert_eq!(stage.steps(), step);
}

pub fn exact(stage: &Stage) {
    stage.open(&format!("en/lenet/?{RUN}"));
    stage.click("train-start");
    wait_until_finished(stage);
    let all = stage.steps();
    let whole = (told(stage, all), stage.text(LOSS));
    let lines = [1, 2].map(|epoch| stage.epoch_line(epoch));

    // The same again, but paused in the second epoch and gone on with after a reload.
    stage.click("train-reset");
    stage.page.wait_for(
        "document.querySelectorAll('[data-testid=train-log] tr').length === 0",
        SOON,
    );
    stage.click("train-start");
    stage.wait_for_steps(all / 2 + 5);
    stage.click("train-pause");
    stage.wait_until_idle();
    let paused = stage.steps();
    assert!(paused < all, "it was not paused in time");
    let (loss, line) = (stage.text(LOSS), stage.epoch_line(1));
    wait_until_stored(stage, paused);

    stage.open("en/lenet/?picture=3");
    stage.page.wait_for(OFFER, SOON);
    let offer = stage.text("[data-testid=resume-offer]");
    for part in ["LeNet", &paused.to_string(), &all.to_string(), &loss] {
        assert!(offer.contains(part), "{part}: {offer}");
    }
    assert_eq!(stage.steps(), 0, "an offer changes nothing");
    resume(stage, paused);
    assert_eq!((stage.text(LOSS), stage.epoch_line(1)), (loss, line));
    for (name, value) in [("pictures", "20000"), ("epochs", "2"), ("seed", "3")] {
        assert_eq!(stage.control(name), value, "{name}");
    }
    assert!(stage.page.url().contains("activation=relu"));
    assert_eq!(told(stage, paused), whole.0[..paused as usize]);

    stage.wait_until_idle();
    stage.click("train-start");
    wait_until_finished(stage);
    assert_eq!((told(stage, all), stage.text(LOSS)), whole);
    for (epoch, line) in (1..).zip(lines) {
        assert_eq!(stage.epoch_line(epoch)[..4], line[..4], "epoch {epoch}");
    }

    finished(stage, all);
}

/// A run that is over is offered too, to be looked at and taken home.
fn finished(stage: &Stage, all: u32) {
    wait_until_stored(stage, all);
    stage.open("zh/lenet/");
    stage.page.wait_for(OFFER, SOON);
    let chinese = stage.text("[data-testid=resume-offer]");
    stage.open("en/lenet/");
    stage.page.wait_for(OFFER, SOON);
    let english = stage.text("[data-testid=resume-offer]");
    let has_chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    assert!(
        has_chinese(&chinese) && !has_chinese(&english),
        "{chinese} / {english}"
    );
    resume(stage, all);
    wait_until_finished(stage);
    stage.click("weights-export");
    let file = stage.page.downloaded(".safetensors");
    assert!(fs::read(file).unwrap().len() > 44_426 * 4);
}

pub fn crash(stage: &Stage) {
    stage.open("en/lenet/?workers=1");
    stage.click("train-start");
    stage
        .page
        .wait_for("document.querySelector('[data-testid=stored]')", EPOCH);
    let lost = stage.steps();
    stage.open("en/lenet/");
    stage.page.wait_for(OFFER, SOON);
    let bar = "[data-testid=resume-offer] progress";
    let step = stage.page.find(bar).property("value").as_u64().unwrap() as u32;
    assert!((1..=lost + 500).contains(&step), "{step} of {lost}");
    resume(stage, step);
    stage.wait_until_idle();
    stage.click("train-start");
    stage.wait_for_steps(step + 5);
    stage.click("train-pause");
}

pub fn discard(stage: &Stage) {
    stage.open("en/lenet/?pictures=1000&workers=1");
    stage.step_once();
    wait_until_stored(stage, 1);
    stage.open("en/lenet/");
    stage.page.wait_for(OFFER, SOON);
    stage.click("resume-discard");
    stage.page.wait_for(&format!("!{OFFER}"), SOON);
    stage.open("en/lenet/");
    stage.step_once();
    assert!(!stage.page.has("[data-testid=resume-offer]"), "it is back");

    // A page keeps one run: while its offer stands no other is written over it.
    wait_until_stored(stage, 1);
    let seed = stage.control("seed");
    assert_ne!(seed, "1");
    waits(stage);
    stage.open("en/lenet/?seed=2");
    resume(stage, 1);
    assert_eq!(stage.control("seed"), seed);
    // Once it is discarded, the one that waited is stored.
    waits(stage);
    stage.click("resume-discard");
    wait_until_stored(stage, 1);
    assert!(!stage.page.has("[data-testid=resume-offer]"), "it is back");
    assert!(!stage.page.has("[data-testid=storage-note]"));
    stage.open("en/lenet/");
    resume(stage, 1);
    assert_eq!(stage.control("seed"), "1");
    stage.open("en/googlenet/");
    stage.page.find("[data-testid=train-start]");
    assert!(
        !stage.page.has("[data-testid=resume-offer]"),
        "another page"
    );
}

/// Neither of two tabs of a chapter writes over what the other has stored.
pub fn two_tabs(stage: &Stage) {
    stage.open("en/lenet/?pictures=1000&workers=1&seed=1");
    let first = stage.tab();
    stage.open_tab();
    stage.open("en/lenet/?pictures=1000&workers=1&seed=2");
    let second = stage.tab();

    stage.turn_to(&first);
    stage.step_once();
    wait_until_stored(stage, 1);
    stage.step_once();
    wait_until_stored(stage, 2);

    stage.turn_to(&second);
    stage.step_once();
    is_not_stored(stage);
    stage.click("resume-discard");
    wait_until_stored(stage, 1);

    stage.turn_to(&first);
    stage.step_once();
    is_not_stored(stage);
    resume(stage, 1);
    assert_eq!(stage.control("seed"), "2");
    stage.step_once();
    wait_until_stored(stage, 2);
}

/// Another run than the offered one has something to store.
#[track_caller]
fn waits(stage: &Stage) {
    stage.open("en/lenet/?pictures=1000&seed=1");
    stage.page.wait_for(OFFER, SOON);
    stage.step_once();
    is_not_stored(stage);
}

#[track_caller]
fn is_not_stored(stage: &Stage) {
    let said = format!("{NOTE}.innerText.includes('not stored while')");
    stage.page.wait_for(&said, SOON);
    assert!(stage.page.has("[data-testid=resume-offer]"), "it is gone");
    assert!(!stage.page.has("[data-testid=stored]"));
}

/// A network of the reader's own, and weights of a file that have not learnt here.
pub fn own(stage: &Stage) {
    let network = "net=c1.8k3,r,f,l5408.10";
    stage.open(&format!("en/playground/?{network}&pictures=1000&workers=1"));
    stage.step_once();
    wait_until_stored(stage, 1);
    stage.open("en/playground/");
    resume(stage, 1);
    stage
        .page
        .wait_for(&format!("location.search.includes('{network}')"), SOON);
    stage.step_once();
    assert_eq!(stage.steps(), 2);

    stage.open("en/lenet/?activation=relu");
    stage.click("weights-export");
    let file = stage.page.downloaded(".safetensors");
    stage.page.testid("weights-import").choose_file(&file);
    wait_until_stored(stage, 0);
    stage.open("en/lenet/");
    resume(stage, 0);
    assert!(stage.page.url().contains("activation=relu"));
    stage.page.wait_for(
        "document.querySelector('[data-testid=weights-origin]').innerText.includes('file')",
        SOON,
    );
}

/// Puts something else in the place of what is stored under `key`.
fn spoil(stage: &Stage, key: &str, value: &str) {
    let script = format!(
        "window.spoiled = false; const opened = indexedDB.open('convlab'); opened.onsuccess = () => {{
            const change = opened.result.transaction('runs', 'readwrite');
            change.objectStore('runs').put({value}, '{key}');
            change.oncomplete = () => {{ opened.result.close(); window.spoiled = true; }};
        }};"
    );
    stage.page.run(&script, json!([]));
    stage.page.wait_for("window.spoiled", SOON);
}

pub fn spoiled(stage: &Stage) {
    stage.open("en/lenet/?pictures=1000&workers=1");
    for checkpoint in ["new Uint8Array([1, 2, 3])", "'text'"] {
        stage.step_once();
        wait_until_stored(stage, 1);
        spoil(stage, "lenet/checkpoint", checkpoint);
        stage.open("en/lenet/?pictures=1000&workers=1");
        stage.page.wait_for(OFFER, SOON);
        stage.click("resume");
        let said = format!("{NOTE}.innerText.includes('no longer complete')");
        stage.page.wait_for(&said, SOON);
        assert!(!stage.page.has("[data-testid=resume-offer]"));
        assert_eq!(stage.steps(), 0);
    }
    for record in ["new Uint8Array([1, 0, 0])", "new Uint8Array()", "{ a: 1 }"] {
        spoil(stage, "lenet", record);
        stage.open("en/lenet/?pictures=1000&workers=1");
        stage.step_once();
        wait_until_stored(stage, 1);
        assert!(!stage.page.has("[data-testid=resume-offer]"), "{record}");
        assert!(!stage.page.has("[data-testid=storage-note]"), "{record}");
    }
}

pub fn refused(stage: &Stage) {
    let throw = |class: &str, method: &str, name: &str| {
        format!("{class}.prototype.{method} = () => {{ throw new DOMException('no', '{name}') }};")
    };
    let rows = [
        (throw("IDBFactory", "open", "SecurityError"), "nothing"),
        (throw("IDBObjectStore", "put", "QuotaExceededError"), "room"),
        (throw("IDBObjectStore", "put", "DataCloneError"), "(DataC"),
        (
            "Object.defineProperty(window, 'indexedDB', { value: undefined })".to_owned(),
            "nothing",
        ),
    ];
    for (script, word) in rows {
        let script = stage.before_load(&script);
        stage.open("en/lenet/?pictures=1000&epochs=100&workers=1");
        stage.step_once();
        stage
            .page
            .wait_for(&format!("{NOTE}.innerText.includes('{word}')"), SOON);
        assert!(stage.text("[data-testid=storage-note]").contains("export"));
        stage.click("train-start");
        stage.wait_for_steps(20);
        stage.click("train-pause");
        assert!(!stage.page.has("[data-testid=stored]"), "{word}");
        stage.forget(&script);
    }
    stage.open("en/lenet/");
    stage.step_once();
    assert!(!stage.page.has("[data-testid=storage-note]"));
}
