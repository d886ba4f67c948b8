//! A page of several programs: one drawing, the other training, and one set of choices between them.

use serde_json::json;

use crate::browser::SOON;
use crate::stage::Stage;

pub fn agree(stage: &Stage) {
    stage.open("en/lenet/?seed=7&from=elsewhere");
    let search = |expected: &str| {
        let wanted = format!("location.search === '{expected}'");
        stage.page.wait_for(&wanted, SOON);
    };
    // Chosen in the program that draws, told to the one that trains, and back.
    stage.set("activation", "relu");
    search("?activation=relu&seed=7&from=elsewhere");
    stage.set("epochs", "2");
    search("?activation=relu&epochs=2&seed=7&from=elsewhere");
    stage.page.eval("history.back()");
    search("?activation=relu&seed=7&from=elsewhere");
    assert_eq!(stage.control("epochs"), "5");
    stage.page.eval("history.forward()");
    search("?activation=relu&epochs=2&seed=7&from=elsewhere");
    // Both programs' choices are taken back by the one that has the button.
    stage.click("reset");
    search("?from=elsewhere");
    stage.page.wait_for(
        "document.querySelector('[name=epochs]').value === '5'",
        SOON,
    );
    // The program that leads switches the language of both.
    stage.click("lang-switch");
    let waits = |words: &str, widget: &str| {
        let text = format!("document.querySelector('[data-widget={widget}]').innerText");
        stage
            .page
            .wait_for(&format!("{text}.includes('{words}')"), SOON);
    };
    waits("\u{6fc0}\u{6d3b}\u{51fd}\u{6570}", "model-structure");
    waits("\u{5b66}\u{4e60}\u{7387}", "model-train");
}

/// What a run was made from is known where the network is drawn.
pub fn stale(stage: &Stage) {
    stage.open("en/lenet/?pictures=1000");
    stage.step_once();
    let hints = "[...document.querySelectorAll('[data-widget=model-structure] .field')].filter(field => field.innerText.includes('reset')).length";
    assert_eq!(stage.page.eval(hints), json!(0));
    stage.set("activation", "relu");
    stage.page.wait_for(&format!("{hints} === 1"), SOON);
    stage.page.wait_for(
        "document.querySelector('[data-testid=pending]')?.innerText",
        SOON,
    );
    stage.click("train-reset");
    stage.page.wait_for(&format!("{hints} === 0"), SOON);
}
