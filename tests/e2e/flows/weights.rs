//! Weight files: out, in, and the bad ones.

use std::fs;

use crate::browser::SOON;
use crate::stage::Stage;

const VERDICT: &str = "[data-testid=prediction] .verdict";
const REFUSED: &str = "document.querySelector('[data-widget=model-weights] [data-testid=error]')";

/// Trains a little, so that the weights are no one else's, and looks at a picture.
fn trained(stage: &Stage) -> String {
    stage.open("en/lenet/?pictures=1000&picture=3&activation=relu");
    stage.click("train-step");
    stage.wait_for_steps(1);
    stage.step_once();
    look(stage, 2)
}

/// What the network says of the picture with the weights of `step`.
fn look(stage: &Stage, step: u32) -> String {
    stage
        .page
        .eval("document.querySelector('[data-testid=prediction]').scrollIntoView()");
    stage.page.wait_for(
        &format!("document.querySelector('{VERDICT}').innerText.endsWith(' {step}')"),
        SOON,
    );
    probabilities(stage)
}

fn probabilities(stage: &Stage) -> String {
    stage.text("[data-testid=prediction] .bars")
}

pub fn round_trip(stage: &Stage) {
    let before = trained(stage);
    stage.click("weights-export");
    let file = stage.page.downloaded(".safetensors");
    let bytes = fs::read(&file).unwrap();
    let header = String::from_utf8_lossy(&bytes[8..700]).into_owned();
    assert!(header.contains("\"conv.0.weight\""), "{header}");
    assert!(header.contains("[6, 1, 5, 5]"), "{header}");
    assert!(bytes.len() > 44_426 * 4, "{} bytes", bytes.len());

    stage.click("train-reset");
    let other = look(stage, 0);
    assert_ne!(before, other, "a reset changes the weights");
    stage.page.testid("weights-import").choose_file(&file);
    stage.page.wait_for(
        &format!("document.querySelector('[data-testid=prediction] .bars').innerText.trim() === `{before}`"),
        SOON,
    );
    stage.page.wait_for(
        "document.querySelector('[data-testid=weights-status]').innerText",
        SOON,
    );
}

pub fn refused(stage: &Stage) {
    let before = trained(stage);
    stage.click("weights-export");
    let good = fs::read(stage.page.downloaded(".safetensors")).unwrap();
    for (name, bytes) in bad_files(&good) {
        let file = stage.page.scratch(&format!("{name}.safetensors"), &bytes);
        stage.page.testid("weights-import").choose_file(&file);
        stage.page.wait_for(REFUSED, SOON);
        let english = stage.text("[data-widget=model-weights] [data-testid=error]");
        stage.click("lang-switch");
        stage
            .page
            .wait_for("document.documentElement.dataset.lang === 'zh'", SOON);
        let chinese = stage.text("[data-widget=model-weights] [data-testid=error]");
        let has_chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        assert!(
            has_chinese(&chinese) && !has_chinese(&english),
            "{name}: {chinese} / {english}"
        );
        assert_eq!(stage.steps(), 2, "{name} lost the run");
        stage.click("lang-switch");
        stage
            .page
            .wait_for("document.documentElement.dataset.lang === 'en'", SOON);
        assert_eq!(probabilities(stage), before, "{name} changed the weights");
        // A good file clears the message, so that the next row starts clean.
        let file = stage
            .page
            .scratch(&format!("good-after-{name}.safetensors"), &good);
        stage.page.testid("weights-import").choose_file(&file);
        stage.page.wait_for(&format!("!{REFUSED}"), SOON);
    }
}

fn bad_files(good: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let replaced = |from: &str, to: &str| {
        assert_eq!(from.len(), to.len());
        let at = good
            .windows(from.len())
            .position(|bytes| bytes == from.as_bytes())
            .unwrap();
        let mut bytes = good.to_vec();
        bytes[at..at + to.len()].copy_from_slice(to.as_bytes());
        bytes
    };
    let mut endless = good.to_vec();
    endless[..8].copy_from_slice(&u64::MAX.to_le_bytes());
    vec![
        ("truncated", good[..good.len() / 2].to_vec()),
        ("wrong-shape", replaced("[6, 1, 5, 5]", "[5, 1, 6, 5]")),
        ("wrong-name", replaced("conv.0.weight", "conv.9.weight")),
        ("wrong-type", replaced("\"F32\"", "\"I32\"")),
        ("endless-header", endless),
        ("no-header", vec![0; 8]),
        ("empty", Vec::new()),
        ("no-json", [&5_u64.to_le_bytes()[..], b"{{{{{"].concat()),
    ]
}
