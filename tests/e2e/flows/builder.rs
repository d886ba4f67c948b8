//! Networks of the reader's own: edits by pointer and keys, a clash and its remedy, undo, the link.

use crate::browser::SOON;
use crate::stage::Stage;

const DOWN: &str = "\u{e015}";

fn within(widget: &str, css: &str) -> String {
    format!("[data-widget={widget}] {css}")
}

/// Waits until the lines of the tree are these: names and kinds.
#[track_caller]
fn lines(stage: &Stage, widget: &str, expected: &str) {
    let list = within(widget, "[data-line]");
    let told = format!(
        "[...document.querySelectorAll('{list}')].map(line => line.querySelector('.path').innerText \
         + ':' + line.querySelector('.kind').innerText).join(' ')"
    );
    stage
        .page
        .wait_for(&format!("{told} === '{expected}'"), SOON);
}

#[track_caller]
fn press(stage: &Stage, widget: &str, css: &str) {
    let css = within(widget, css);
    stage.page.find(&css).bring_into_view();
    stage
        .page
        .eval(&format!("document.querySelector('{css}').click()"));
}

/// One edit, one failing edit: the layer says the two numbers, and a press mends it.
pub fn clash(stage: &Stage) {
    let widget = "module-builder";
    stage.open("en/modules/");
    lines(
        stage,
        widget,
        "flatten:Flatten hidden:Linear act:ReLU output:Linear",
    );
    press(stage, widget, "[data-line=\"1\"]");
    stage.set("out_features", "128");
    let error = within(widget, ".module-line.failing [data-testid=error]");
    let words = stage.text(&error);
    assert!(words.contains("256") && words.contains("128"), "{words}");
    // What works before it is told all the same, and nothing is lost of the rest.
    let rows = within(widget, "[data-testid=ledger] tbody tr");
    stage.page.wait_for(
        &format!("document.querySelectorAll('{rows}').length === 4"),
        SOON,
    );
    let listed = stage.text(&within(widget, "[data-testid=parameters]"));
    assert!(listed.contains("output.weight"), "{listed}");
    press(stage, widget, "[data-testid=remedy]");
    stage
        .page
        .wait_for(&format!("!document.querySelector('{error}')"), SOON);
    // A name that is taken is refused beside the box, and the box keeps what was typed.
    stage.set("child-name", "output");
    let refused = stage.text(&within(widget, ".inspector [data-testid=error]"));
    assert!(refused.contains("has that name already"), "{refused}");
    press(stage, widget, "[data-testid=undo]");
    press(stage, widget, "[data-testid=undo]");
    stage
        .page
        .wait_for("!location.search.includes('net=')", SOON);
}

/// Keys alone: the focus goes down, the layer follows it with Alt, Delete removes it.
pub fn keys(stage: &Stage) {
    let widget = "module-builder";
    stage.open("zh/modules/");
    let first = within(widget, "[data-line=\"0\"]");
    stage.page.find(&first);
    stage
        .page
        .eval(&format!("document.querySelector('{first}').focus()"));
    stage.page.press(DOWN);
    let focused = |line: &str| format!("document.activeElement.dataset.line === '{line}'");
    stage.page.wait_for(&focused("1"), SOON);
    let send = |key: &str, alt: bool| {
        stage.page.eval(&format!(
            "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', \
             {{ key: '{key}', altKey: {alt}, bubbles: true, cancelable: true }}))"
        ));
    };
    send("ArrowDown", true);
    lines(
        stage,
        widget,
        "flatten:Flatten act:ReLU hidden:Linear output:Linear",
    );
    stage.page.wait_for(&focused("2"), SOON);
    send("Delete", false);
    lines(stage, widget, "flatten:Flatten act:ReLU output:Linear");
}

/// From a network of the course to one's own, which the link holds: drawn, counted, printed.
pub fn own_network(stage: &Stage) {
    let widget = "network-builder";
    stage.open("en/playground/?net=nin&npx=96");
    let drawn = "model-structure";
    let total = stage.text(&within(drawn, "[data-testid=total-parameters]"));
    assert_eq!(total, "1,992,166");
    press(stage, widget, "[data-testid=add-end]");
    stage
        .page
        .wait_for("location.search.includes('net=')", SOON);
    let address = stage.page.url();
    let (_, query) = address.split_once('?').unwrap_or_default();
    assert!(query.len() < 300, "{query}");
    let after = stage.text(&within(widget, ".bench-totals .sum"));
    stage.open(&format!("en/playground/?{query}"));
    assert_eq!(stage.text(&within(widget, ".bench-totals .sum")), after);
    stage.page.find(&within(drawn, "[data-testid=diagram] svg"));
}

/// What a plain list hides.
pub fn registered(stage: &Stage) {
    let widget = "hidden-parameters";
    stage.open("en/modules/?holder=list&hidden=1");
    let count = within(widget, "[data-testid=registered-count]");
    assert_eq!(stage.text(&count), "203,530 of 269,322");
    stage.open("en/modules/?holder=modulelist&hidden=1");
    assert_eq!(stage.text(&count), "269,322 of 269,322");
}
