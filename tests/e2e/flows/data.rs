//! Shards that are missing, cut short or altered: named, asked for again, never trained on.

use crate::browser::SOON;
use crate::server::Fault;
use crate::stage::{EPOCH, Stage};

const ERROR: &str = "document.querySelector('[data-widget=model-train] [data-testid=error]')";
const NAME: &str = "train-0.bin";

pub fn missing(stage: &Stage) {
    stage.expect_console("404");
    broken(stage, Fault::Missing);
}

pub fn truncated(stage: &Stage) {
    broken(stage, Fault::Truncated);
}

pub fn altered(stage: &Stage) {
    broken(stage, Fault::Altered);
}

fn broken(stage: &Stage, fault: Fault) {
    stage.server.breaks(NAME, fault);
    stage.open("en/lenet/?pictures=5000&epochs=1");
    stage.click("train-start");
    stage
        .page
        .wait_for(&format!("{ERROR}.innerText.includes('{NAME}')"), SOON);
    let english = stage.text("[data-widget=model-train] [data-testid=error]");
    stage.click("lang-switch");
    stage
        .page
        .wait_for("document.documentElement.dataset.lang === 'zh'", SOON);
    stage
        .page
        .wait_for(&format!("{ERROR}.innerText.includes('{NAME}')"), SOON);
    assert_ne!(
        stage.text("[data-widget=model-train] [data-testid=error]"),
        english
    );
    assert_eq!(stage.steps(), 0, "it trained on bad data");

    stage.server.mend();
    let retry = stage
        .page
        .find("[data-widget=model-train] [data-testid=retry]");
    retry.click();
    stage.page.wait_for(&format!("!{ERROR}"), SOON);
    stage.wait_for_steps(1);
    stage.epoch_line(1);
}

pub fn progress(stage: &Stage) {
    stage.server.breaks("train-5.bin", Fault::Slow);
    stage.open("en/lenet/?epochs=1");
    stage.click("train-start");
    let bar = "document.querySelector('[data-widget=model-train] [data-testid=download] progress')";
    stage.page.wait_for(
        &format!("{bar}.value > 0 && {bar}.max > {bar}.value"),
        EPOCH,
    );
    stage.page.wait_for(&format!("!{bar}"), EPOCH);
    stage.wait_for_steps(1);
}
