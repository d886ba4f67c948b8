//! Networks of different sizes: a large one asks first, trained weights come along, files that do not fit.

use std::fs;
use std::path::Path;

use serde_json::json;

use crate::browser::SOON;
use crate::stage::Stage;

const ORIGIN: &str = "document.querySelector('[data-testid=weights-origin]')?.innerText";
const VERDICT: &str = "document.querySelector('[data-testid=prediction] .verdict')?.innerText";

fn shipped(file: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("assets/weights")
        .join(file)
}

/// AlexNet as the lesson has it starts only when asked; the small one comes trained.
pub fn consent(stage: &Stage) {
    stage.open("en/alexnet/");
    assert_eq!(stage.text("[data-testid=total-parameters]"), "46,764,746");
    stage.page.testid("train-start").bring_into_view();
    let question = stage.page.wait_for(
        "document.querySelector('[data-testid=consent]')?.innerText",
        SOON,
    );
    assert!(question.to_string().contains("178.4 MiB"), "{question}");
    assert_eq!(
        stage.page.testid("train-start").property("disabled"),
        json!(true)
    );

    stage.click("load-trained");
    stage
        .page
        .wait_for(&format!("{ORIGIN}.includes('test accuracy')"), SOON);
    let small = "document.querySelector('[data-testid=total-parameters]').innerText";
    stage
        .page
        .wait_for(&format!("{small} !== '46,764,746'"), SOON);
    assert!(
        stage.page.url().contains("ratio=8&px=96"),
        "{}",
        stage.page.url()
    );
    assert!(!stage.page.has("[data-testid=consent]"));
    stage.page.testid("prediction").bring_into_view();
    stage.page.wait_for(VERDICT, SOON);
    let said = stage.text("[data-testid=prediction]");
    assert!(!said.contains("random"), "{said}");
    // The time of an epoch is told before any is trained.
    stage.page.wait_for(
        "[...document.querySelectorAll('[data-testid=sizes] tbody tr')].every(row => row.innerText.includes('≈'))",
        SOON,
    );
}

/// Every tensor that is missing, unknown or of another shape is named, and nothing is loaded.
pub fn foreign_weights(stage: &Stage) {
    stage.open("en/googlenet/?ratio=8&px=28");
    stage
        .page
        .testid("weights-import")
        .choose_file(&shipped("lenet.safetensors"));
    let error =
        "document.querySelector('[data-widget=model-weights] [data-testid=error]')?.innerText";
    let listed = stage.page.wait_for(error, SOON).to_string();
    for name in [
        "b1.0.weight",
        "b5.1.p4.1.bias",
        "fc.weight",
        "conv.0.weight",
    ] {
        assert!(listed.contains(name), "{name} in {listed}");
    }
    let origin = stage.text("[data-testid=weights-origin]");
    assert!(origin.contains("random"), "{origin}");
}

/// What one page writes another machine's PyTorch reads, and this page reads again.
pub fn out_and_in(stage: &Stage) {
    stage.open("en/googlenet/?ratio=8&px=28");
    stage.click("weights-export");
    let file = stage.page.downloaded(".safetensors");
    let bytes = fs::read(&file).unwrap();
    assert!(bytes.len() > 95_668 * 4, "{} bytes", bytes.len());
    let header = String::from_utf8_lossy(&bytes[..20_000]).into_owned();
    for name in ["\"b3.0.p2.2.weight\"", "\"fc.bias\""] {
        assert!(header.contains(name), "{name}");
    }
    stage.page.testid("weights-import").choose_file(&file);
    stage
        .page
        .wait_for(&format!("{ORIGIN}.includes('your file')"), SOON);
}
