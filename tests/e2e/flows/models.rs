//! Whole networks that run in the page: what goes on inside them, class maps, branches.

use serde_json::json;

use crate::browser::SOON;
use crate::stage::{EPOCH, Stage, number};

const INSIDE: &str = "[data-widget=model-inside]";

#[track_caller]
fn reach(stage: &Stage, widget: &str) {
    stage.page.find(&format!("[data-widget={widget}] .card"));
    stage.page.eval(&format!(
        "document.querySelector('[data-widget={widget}]').scrollIntoView()"
    ));
}

/// Opens a layer or a group as a reader does.
#[track_caller]
fn unfold(stage: &Stage, path: &str) {
    let line = format!("{INSIDE} [data-layer='{path}'] > summary");
    stage.page.find(&line).click();
    let open = format!("document.querySelector(\"{INSIDE} [data-layer='{path}'][open]\")");
    stage.page.wait_for(&open, SOON);
}

/// Waits until the `nth` picture below `css` shows some colour.
#[track_caller]
fn painted(stage: &Stage, css: &str, nth: usize) {
    let script = format!(
        "(() => {{ const canvas = document.querySelectorAll(\"{css} canvas.heat\")[{nth}]; \
         if (!canvas) return false; canvas.scrollIntoView({{block: 'center'}}); \
         const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data; \
         return new Set(new Uint32Array(data.buffer)).size > 2; }})()"
    );
    stage.page.wait_for(&script, SOON);
}

/// Time, classes, numbers of every layer, and maps of those that are opened.
pub fn live(stage: &Stage) {
    stage.open("en/nin/");
    reach(stage, "model-inside");
    let time = "document.querySelector('[data-testid=forward-time]').innerText";
    stage
        .page
        .wait_for(&format!("/\\d+ ms|\\d s/.test({time})"), EPOCH);
    assert!(stage.text("[data-testid=forward-time]").contains("224×224"));
    assert_eq!(
        stage
            .page
            .eval("document.querySelectorAll('[data-testid=prediction] .bars li').length"),
        json!(10)
    );
    let folded =
        format!("document.querySelectorAll(\"{INSIDE} details.group:not([open])\").length");
    assert_eq!(stage.page.eval(&folded), json!(4), "blocks are folded");
    let line = stage.text(&format!("{INSIDE} [data-layer='pool'] > summary"));
    assert!(
        line.contains('±') && line.contains('…') && line.contains('%'),
        "{line}"
    );
    unfold(stage, "features.0");
    unfold(stage, "features.0.0");
    let layer = format!("{INSIDE} [data-layer='features.0.0']");
    // Maps and their scale, kernels and theirs.
    painted(stage, &format!("{layer} .board-box"), 0);
    painted(stage, &format!("{layer} .board-box"), 1);
    let words = stage.text(&layer);
    assert!(
        words.contains("96×54×54") && words.contains("96×1×11×11"),
        "{words}"
    );
    unfold(stage, "features.7");
    unfold(stage, "features.7.5");
    painted(
        stage,
        &format!("{INSIDE} [data-layer='features.7.5'] .board-box"),
        0,
    );
}

/// From the ledger, which another program draws, and from a link.
pub fn asked(stage: &Stage) {
    let open = |path: &str| {
        format!("document.querySelector(\"{INSIDE} [data-layer='{path}'][open] canvas.heat\")")
    };
    stage.open("en/googlenet/?px=28&ratio=8#layer-b3.1.p2.2");
    stage.page.wait_for(&open("b3.1.p2.2"), SOON);
    stage.open("en/nin/?px=96&ratio=16");
    stage
        .page
        .find("[data-testid=ledger] tr[data-path='features.2.0'] button")
        .click();
    stage.page.find(".detail [data-testid=show-maps]").click();
    stage.page.wait_for(&open("features.2.0"), SOON);
    assert!(stage.page.url().ends_with("#layer-features.2.0"));
}

pub fn class_maps(stage: &Stage) {
    stage.open("en/nin/?ratio=16");
    reach(stage, "class-maps");
    let scores = "[...document.querySelectorAll('.classes b')].map(score => score.innerText)";
    stage
        .page
        .wait_for(&format!("{scores}.filter(Boolean).length === 10"), SOON);
    // The mean of the cells is what the network says.
    let said = stage.text("[data-testid=class-mean]");
    let numbers: Vec<f64> = said
        .split_whitespace()
        .filter(|word| word.contains('.'))
        .filter_map(|word| {
            word.trim_matches(|c: char| !c.is_ascii_digit())
                .parse()
                .ok()
        })
        .collect();
    assert_eq!(numbers.len(), 2, "{said}");
    assert!((numbers[0] - numbers[1]).abs() < 0.002, "{said}");
    let cells = "document.querySelectorAll('[data-testid=class-cells] td').length";
    assert_eq!(stage.page.eval(cells), json!(25));
    assert!(stage.text("[data-testid=class-maps]").contains("predicted"));

    stage.page.find(".classes [data-class='3']").click();
    stage.page.wait_for(
        "document.querySelector('.classes [aria-pressed=true]').dataset.class === '3'",
        SOON,
    );
    painted(stage, "[data-testid=class-maps] .picture", 0);
    let before = stage.page.eval(scores);
    stage.click("train-step");
    stage.wait_for_steps(1);
    stage.page.wait_for(
        &format!("JSON.stringify({scores}) !== JSON.stringify({before})"),
        SOON,
    );

    stage.open("en/nin/?ratio=16&px=96");
    reach(stage, "class-maps");
    stage.page.wait_for(
        "document.querySelector('[data-testid=coarse]').innerText.includes('1×1')",
        SOON,
    );
}

pub fn branches(stage: &Stage) {
    stage.open("en/googlenet/");
    reach(stage, "branches");
    let field = "[...document.querySelectorAll('[data-testid=branch-field]')].map(line => line.innerText).join()";
    let fields = stage.page.wait_for(field, SOON);
    let fields = fields.as_str().unwrap_or_default();
    for part in ["27 + 0·8 = 27", "27 + 2·8 = 43", "27 + 4·8 = 59"] {
        assert!(fields.contains(part), "{part} is not in {fields}");
    }
    let costs = stage.text("[data-testid=branch-costs]");
    assert!(
        costs.contains("163,696") && costs.contains("393,472"),
        "{costs}"
    );
    assert_eq!(
        stage.text("[data-testid=branch-channels]"),
        "64 + 128 + 32 + 32 = 256"
    );
    for branch in 0..4 {
        painted(stage, "[data-testid=branches] .branch .board-box", branch);
    }
    stage.set("block", "5b");
    stage
        .page
        .wait_for("location.search.includes('block=5b')", SOON);
    stage.page.wait_for(
        "document.querySelector('[data-testid=branch-channels]').innerText.endsWith('= 1024')",
        SOON,
    );
    assert!(number(&stage.text("[data-testid=branch-costs] td")) > 0.0);
}
