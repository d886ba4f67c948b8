//! The widgets of the convolution chapters beside the slide: pictures, learning, fields, matrices,
//! shuffled pixels, shifts. One thing of each that only the running page can show.

use serde_json::json;

use crate::browser::SOON;
use crate::stage::{EPOCH, Stage, number, strings};

const RIGHT: &str = "\u{e014}";

/// The text of something within a widget, once there is some.
#[track_caller]
fn said(stage: &Stage, widget: &str, css: &str) -> String {
    let found = format!("document.querySelector('[data-widget={widget}] {css}')?.innerText");
    let text = stage.page.wait_for(&found, SOON);
    text.as_str().unwrap_or_default().trim().to_owned()
}

/// Brings a widget near the screen, as what it shows may wait for that.
#[track_caller]
fn reach(stage: &Stage, widget: &str) {
    stage.page.find(&format!("[data-widget={widget}] .card"));
    stage.page.eval(&format!(
        "document.querySelector('[data-widget={widget}]').scrollIntoView()"
    ));
}

#[track_caller]
fn focus(stage: &Stage, widget: &str, css: &str) {
    stage.page.find(&format!("[data-widget={widget}] {css}"));
    stage.page.eval(&format!(
        "document.querySelector('[data-widget={widget}] {css}').focus()"
    ));
}

#[track_caller]
fn press_in(stage: &Stage, widget: &str, testid: &str) {
    let css = format!("[data-widget={widget}] [data-testid={testid}]");
    stage.page.find(&css).click();
}

/// A kernel on a real picture: products under the window, presets, files that are no pictures.
pub fn pictures(stage: &Stage) {
    stage.open("en/cross-correlation/");
    reach(stage, "filter");
    let first = said(stage, "filter", "[data-testid=arithmetic]");
    assert_eq!(first.matches('×').count(), 9, "{first}");
    stage.page.wait_for(
        "performance.getEntriesByType('resource').some(entry => entry.name.includes('/pictures/cat'))",
        SOON,
    );
    stage.set("filter", "identity");
    stage
        .page
        .wait_for("location.search.includes('filter=identity')", SOON);
    let turned = said(stage, "filter", "[data-testid=turned]");
    assert!(!turned.is_empty(), "identity turned is itself: said");
    let before = said(stage, "filter", "[data-testid=arithmetic]");
    focus(stage, "filter", "[data-testid=grid-input]");
    for _ in 0..12 {
        stage.page.press(RIGHT);
    }
    stage.page.wait_for(
        &format!("document.querySelector('[data-widget=filter] [data-testid=arithmetic]').innerText.trim() !== {before:?}"),
        SOON,
    );
    let upload = stage.page.find("[data-widget=filter] [data-testid=upload]");
    upload.choose_file(&stage.page.scratch("empty.png", b""));
    stage.page.wait_for(
        "document.querySelector('[data-widget=filter] [data-testid=error]')?.innerText.includes('empty.png')",
        SOON,
    );
    upload.choose_file(&stage.page.scratch("letter.png", b"dear all"));
    stage.page.wait_for(
        "document.querySelector('[data-widget=filter] [data-testid=error]')?.innerText.includes('letter.png')",
        SOON,
    );
    upload.choose_file(&stage.page.scratch("screen.png", &stage.page.screenshot()));
    stage.page.wait_for(
        "!document.querySelector('[data-widget=filter] [data-testid=error]')",
        SOON,
    );
}

/// Twenty steps of gradient descent find the kernel of the notes.
pub fn learning(stage: &Stage) {
    stage.open("zh/cross-correlation/");
    reach(stage, "learn-kernel");
    let start = said(stage, "learn-kernel", "[data-testid=learn-now]");
    press_in(stage, "learn-kernel", "step-last");
    stage.page.wait_for(
        &format!("document.querySelector('[data-widget=learn-kernel] [data-testid=learn-now]').innerText.trim() !== {start:?}"),
        SOON,
    );
    let end = said(stage, "learn-kernel", "[data-testid=learn-now]");
    assert!(end.contains("20"), "{end}");
    let kernel = "[...document.querySelectorAll('[data-widget=learn-kernel] .matrix text')].map(t => t.textContent)";
    let shown = strings(&stage.page.eval(kernel));
    let near = |wanted: f64| {
        let read = |text: &String| text.replace('−', "-").parse::<f64>().ok();
        shown
            .iter()
            .filter_map(read)
            .any(|v| (v - wanted).abs() <= 0.03 && v.fract() != 0.0)
    };
    assert!(near(0.99) && near(-1.0), "{shown:?}");
}

/// Three channels of a picture, and a 1×1 convolution as a matrix product.
pub fn channels(stage: &Stage) {
    stage.open("en/channels/");
    reach(stage, "one-by-one");
    let both = said(stage, "one-by-one", "[data-testid=arithmetic]");
    let results: Vec<&str> = both
        .lines()
        .filter_map(|line| line.rsplit('=').next())
        .collect();
    assert!(results.len() >= 2, "{both}");
    press_in(stage, "one-by-one", "step-last");
    reach(stage, "picture-channels");
    let line = said(stage, "picture-channels", "[data-testid=arithmetic]");
    assert!(line.contains('='), "{line}");
    let partial = "document.querySelectorAll('[data-widget=picture-channels] [data-testid=partial-sum]').length";
    assert_eq!(stage.page.eval(partial), json!(3));
    let shape = said(stage, "picture-channels", "[data-testid=weight-shape]");
    assert!(shape.contains('3'), "{shape}");
}

/// Fields grow by the formula; a layer that cannot work is said; keys move the unit.
pub fn fields(stage: &Stage) {
    for lang in ["zh", "en"] {
        stage.open(&format!("{lang}/receptive-field/"));
        let formula = said(stage, "field", "[data-testid=formula]");
        assert!(formula.contains("= 16"), "{formula}");
        let before = said(stage, "field", "[data-testid=arithmetic]");
        focus(stage, "field", "[data-testid=grid-input]");
        stage.page.press(RIGHT);
        stage.page.wait_for(
            &format!("document.querySelector('[data-widget=field] [data-testid=arithmetic]').innerText.trim() !== {before:?}"),
            SOON,
        );
    }
    stage.open("en/receptive-field/?stack=c3,c3,c3");
    let ledger = said(stage, "field", "[data-testid=ledger]");
    assert!(ledger.contains("7×7") || ledger.contains('7'), "{ledger}");
    stage.open("en/receptive-field/?stack=c3,c9&side=8");
    let error = said(stage, "field", "[data-testid=error]");
    assert!(error.contains('9') && error.contains('6'), "{error}");
}

/// Real gradients, measured in the worker that the button starts.
pub fn effective(stage: &Stage) {
    stage.open("en/receptive-field/");
    reach(stage, "effective-field");
    assert!(
        !stage
            .page
            .has("[data-widget=effective-field] [data-testid=grid-output] svg")
    );
    press_in(stage, "effective-field", "train-start");
    stage.page.wait_for(
        "document.querySelectorAll('[data-widget=effective-field] [data-testid=grid-output] svg').length > 0",
        EPOCH,
    );
    stage.page.wait_for(
        "!document.querySelector('[data-widget=effective-field] [data-testid=train-start]').disabled",
        EPOCH,
    );
}

/// A convolution as its matrix, and what both layers cost.
pub fn matrices(stage: &Stage) {
    stage.open("en/conv-vs-dense/");
    assert_eq!(
        said(stage, "unrolled", "[data-testid=matrix-places]"),
        "4 × 16 = 64"
    );
    stage.set("kh", "2");
    stage.page.wait_for(
        "document.querySelector('[data-testid=matrix-places]').innerText === '6 × 16 = 96'",
        SOON,
    );
    let formula = said(stage, "layer-costs", "[data-testid=formula]");
    for golden in ["150", "2,709,504", "86,400"] {
        assert!(formula.contains(golden), "{golden}: {formula}");
    }
    stage.set("ksize", "40");
    stage.set("height", "3");
    let error = said(stage, "layer-costs", "[data-testid=error]");
    assert!(error.contains('3'), "{error}");
}

/// Five runs on the press of a button; the first ones are watched, then it is reset.
pub fn shuffled(stage: &Stage) {
    stage.open("en/conv-vs-dense/");
    reach(stage, "pixel-shuffle");
    press_in(stage, "pixel-shuffle", "train-start");
    let accuracy = |at: usize| {
        let cell = format!(
            "[data-widget=pixel-shuffle] tr[data-path=\"{at}\"] [data-testid=test-accuracy]"
        );
        let text = format!("document.querySelector({cell:?}).innerText");
        let told = stage
            .page
            .wait_for(&format!("{text} !== '–' && {text}"), EPOCH);
        number(told.as_str().unwrap_or_default())
    };
    let (plain, shuffled) = (accuracy(0), accuracy(1));
    assert!(plain > 50.0 && shuffled > 50.0, "{plain} {shuffled}");
    press_in(stage, "pixel-shuffle", "train-reset");
    stage.page.wait_for(
        "document.querySelector('[data-widget=pixel-shuffle] [data-testid=test-accuracy]').innerText === '–'",
        SOON,
    );
}

/// A picture moved by a pixel.
pub fn shifted(stage: &Stage) {
    stage.open("zh/pooling/");
    let before = said(stage, "shift", "[data-testid=shift-summary]");
    stage.set("right", "2");
    stage.page.wait_for(
        &format!(
            "document.querySelector('[data-testid=shift-summary]').innerText.trim() !== {before:?}"
        ),
        SOON,
    );
    stage
        .page
        .wait_for("location.search.includes('right=2')", SOON);
}
