//! One operation, step by step: goldens in the page, three directions of pointing, keys, links,
//! questions, bad input.

use serde_json::json;

use crate::browser::SOON;
use crate::stage::{Stage, strings};

const ENTER: &str = "\u{e007}";
const ESCAPE: &str = "\u{e00c}";
const RIGHT: &str = "\u{e014}";
const DOWN: &str = "\u{e015}";
const SPACE: &str = " ";

/// The numbers of a grid, plane by plane in reading order.
#[track_caller]
fn numbers(stage: &Stage, grid: &str) -> Vec<String> {
    let cells =
        format!("[...document.querySelectorAll('[data-testid={grid}] .matrix-base .cell text')]");
    strings(
        &stage
            .page
            .eval(&format!("{cells}.map(cell => cell.textContent)")),
    )
}

#[track_caller]
fn check(stage: &Stage, route: &str, shape: &str, expected: &str) {
    stage.open(route);
    stage.page.find("[data-testid=grid-output] .cell");
    assert_eq!(numbers(stage, "grid-output").join(" "), expected, "{route}");
    assert_eq!(stage.text("[data-testid=output-shape]"), shape, "{route}");
}

/// Every golden number of the notes, computed in the page, in both languages.
pub fn goldens(stage: &Stage) {
    let rows = [
        ("cross-correlation/", "1×1×2×2", "19 25 37 43"),
        ("cross-correlation/?op=convolve", "1×1×2×2", "5 11 23 29"),
        (
            "cross-correlation/?h=6&w=8&kh=1&input=edge&kernel=edge",
            "1×1×6×7",
            "0 1 0 0 0 −1 0 0 1 0 0 0 −1 0 0 1 0 0 0 −1 0 0 1 0 0 0 −1 0 0 1 0 0 0 −1 0 0 1 0 0 0 −1 0",
        ),
        (
            "padding-stride/?h=3&w=3&kh=2&kw=2",
            "1×1×4×4",
            "0 3 8 4 9 19 25 10 21 37 43 16 6 7 8 0",
        ),
        (
            "padding-stride/?h=3&w=3&kh=2&kw=2&sh=3&sw=2",
            "1×1×2×2",
            "0 8 6 8",
        ),
        ("channels/", "1×1×2×2", "56 72 104 120"),
        (
            "channels/?co=3",
            "1×3×2×2",
            "56 72 104 120 76 100 148 172 96 128 192 224",
        ),
        ("pooling/", "1×1×2×2", "4 5 7 8"),
        ("pooling/?op=average", "1×1×2×2", "2 3 5 6"),
        ("pooling/?h=4&w=4&kh=3&kw=3&sh=3&sw=3", "1×1×1×1", "10"),
        (
            "pooling/?h=4&w=4&kh=3&kw=3&sh=2&sw=2&ph=1&pw=1",
            "1×1×2×2",
            "5 7 13 15",
        ),
        (
            "pooling/?h=4&w=4&kh=2&kw=4&sh=2&sw=3&ph=1&pw=2",
            "1×1×3×2",
            "1 3 9 11 13 15",
        ),
    ];
    for (at, (route, shape, expected)) in rows.into_iter().enumerate() {
        let lang = ["zh/", "en/"][at % 2];
        check(stage, &format!("{lang}{route}"), shape, expected);
    }
    stage.open("en/padding-stride/?h=8&w=8&sh=2&sw=2");
    assert_eq!(stage.text("[data-testid=output-shape]"), "1×1×4×4");
    stage.open("en/padding-stride/?h=8&w=8&kh=3&kw=5&ph=0&pw=1&sh=3&sw=4");
    assert_eq!(stage.text("[data-testid=output-shape]"), "1×1×2×2");
}

/// Moves the mouse over a cell of a grid.
#[track_caller]
fn hover(stage: &Stage, grid: &str, row: i64, column: i64) {
    let cell = stage.page.find(&format!(
        "[data-testid={grid}] .cell[data-row=\"{row}\"][data-col=\"{column}\"] rect"
    ));
    cell.bring_into_view();
    stage.page.perform(json!([{ "type": "pointer", "id": "mouse", "parameters": { "pointerType": "mouse" },
        "actions": [{ "type": "pointerMove", "duration": 10, "origin": cell.reference(), "x": 0, "y": 0 }] }]));
}

pub fn pointing(stage: &Stage) {
    stage.open("en/cross-correlation/");
    stage.page.find("[data-testid=grid-output] .cell");
    assert_eq!(
        stage.text("[data-testid=arithmetic]"),
        "0×0 + 1×1 + 3×2 + 4×3 = 19"
    );
    hover(stage, "grid-output", 0, 1);
    stage.page.wait_for(
        "document.querySelector('[data-testid=arithmetic]').innerText === '1×0 + 2×1 + 4×2 + 5×3 = 25'",
        SOON,
    );
    // The middle of the input feeds all four outputs, a corner one.
    hover(stage, "grid-input", 1, 1);
    stage.page.wait_for(
        "document.querySelector('[data-testid=uses]').innerText.includes('feeds 4 outputs')",
        SOON,
    );
    let lit = "document.querySelectorAll('[data-testid=grid-output] .role-kin').length";
    assert_eq!(stage.page.eval(lit), json!(4));
    hover(stage, "grid-input", 0, 0);
    stage.page.wait_for(
        "document.querySelector('[data-testid=uses]').innerText.includes('feeds 1 output')",
        SOON,
    );
    hover(stage, "grid-kernel", 1, 0);
    stage.page.wait_for(
        "document.querySelector('[data-testid=uses]').innerText.includes('used 4 times')",
        SOON,
    );
    let served = "document.querySelectorAll('[data-testid=grid-input] .role-kin').length";
    assert_eq!(stage.page.eval(served), json!(4));
    // A click pins, Escape unpins.
    stage
        .page
        .find("[data-testid=grid-input] .cell[data-row=\"2\"][data-col=\"2\"]")
        .click();
    hover(stage, "grid-output", 1, 1);
    stage
        .page
        .eval("document.querySelector('[data-testid=grid-input]').focus()");
    stage.page.press(ESCAPE);
    stage.page.wait_for(
        "document.querySelector('[data-testid=uses]').innerText === ''",
        SOON,
    );
}

/// Without a mouse: walk the output, play, change a number, reach the end.
pub fn keys(stage: &Stage) {
    stage.open("en/cross-correlation/");
    stage.page.find("[data-testid=grid-output] .cell");
    stage
        .page
        .eval("document.querySelector('[data-testid=grid-output]').focus()");
    for key in [RIGHT, DOWN] {
        stage.page.press(key);
    }
    stage.page.wait_for(
        "document.querySelector('[data-testid=arithmetic]').innerText.endsWith('= 43')",
        SOON,
    );
    let spoken = stage.page.wait_for(
        "document.querySelector('.slide [role=status].visually-hidden').textContent",
        SOON,
    );
    assert_eq!(spoken, json!("row 1, column 1: 4×0 + 5×1 + 7×2 + 8×3 = 43"));
    // Space plays from the start again, and stops at the end.
    stage.page.press(SPACE);
    stage.page.wait_for(
        "document.querySelector('[data-testid=play]').getAttribute('aria-label') === 'Pause'",
        SOON,
    );
    stage.page.wait_for(
        "document.querySelector('[data-testid=scrubber]').value === '3' && document.querySelector('[data-testid=play]').getAttribute('aria-label') === 'Play'",
        SOON,
    );
    stage.click("step-back");
    stage.page.wait_for(
        "document.querySelector('[data-testid=scrubber]').value === '2'",
        SOON,
    );
    stage.click("step-forward");
    stage.page.wait_for(
        "document.querySelector('[data-testid=scrubber]').value === '3'",
        SOON,
    );
    // A weight by keys: Enter opens it, letters are refused, a number is taken.
    stage
        .page
        .eval("document.querySelector('[data-testid=grid-kernel]').focus()");
    stage.page.press(RIGHT);
    stage.page.press(ENTER);
    let editor = stage.page.testid("cell-editor");
    editor.type_in("x");
    stage.page.press(ENTER);
    stage
        .page
        .find(".cell-error [data-testid=error], .cell-error [role=status]");
    stage
        .page
        .eval("document.querySelector('[data-testid=cell-editor]').select()");
    editor.type_in("-2.5");
    stage.page.press(ENTER);
    stage
        .page
        .wait_for("location.search.includes('k=0,-2.5;2,3')", SOON);
    assert_eq!(numbers(stage, "grid-kernel").join(" "), "0 −2.50 2 3");
    // Back undoes it, the page's settings too.
    stage.page.eval("history.back()");
    stage.page.wait_for("location.search === ''", SOON);
    assert_eq!(numbers(stage, "grid-kernel").join(" "), "0 1 2 3");
}

/// A setting without output is said beside its control, and nothing is lost.
pub fn no_output(stage: &Stage) {
    for (lang, words) in [("en", "fit"), ("zh", "放不下")] {
        stage.open(&format!(
            "{lang}/padding-stride/?h=3&w=3&pt=0&pb=0&pl=0&pr=0"
        ));
        stage.page.find("[data-testid=grid-output] .cell");
        stage.set("kh", "7");
        let error = stage.text(".controls [data-testid=error]");
        assert!(error.contains('7') && error.contains(words), "{error}");
        assert_eq!(stage.text("[data-testid=output-shape]"), "–");
        stage.set("pt", "4");
        stage.page.wait_for(
            "!document.querySelector('.controls [data-testid=error]')",
            SOON,
        );
        assert_eq!(stage.text("[data-testid=output-shape]"), "1×1×1×1");
        // Typed nonsense keeps the value and says what is allowed.
        for nonsense in ["", "abc", "-3", "1e9"] {
            stage.set("sh", nonsense);
            stage.page.find(".controls .hint");
            stage.page.find("[data-testid=grid-output] .cell");
        }
    }
    // Pooling refuses more than half a window of padding, as PyTorch does.
    stage.open("en/pooling/");
    stage.set("ph", "2");
    let error = stage.text(".controls [data-testid=error]");
    assert!(error.contains('2'), "{error}");
}

/// Both ways of counting padding, one operation.
pub fn notations(stage: &Stage) {
    stage.open("en/padding-stride/");
    assert_eq!(stage.control("ph"), "1");
    stage.set("notation", "book");
    stage
        .page
        .wait_for("document.querySelector('[name=ph]').value === '2'", SOON);
    assert_eq!(stage.text("[data-testid=output-shape]"), "1×1×5×5");
    stage.set("ph", "3");
    // An odd total has its larger half before.
    stage
        .page
        .wait_for("location.search.includes('pt=2')", SOON);
    assert_eq!(stage.control("pb"), "1");
    assert_eq!(stage.text("[data-testid=output-shape]"), "1×1×6×5");
    assert!(
        stage
            .text("[data-testid=code]")
            .contains("F.pad(x, (1, 1, 2, 1))")
    );
    stage.click("reset");
    stage.page.wait_for("location.search === ''", SOON);
}

/// A lecturer's link asks first; a wrong answer gets its reason, the right one shows all.
pub fn question(stage: &Stage) {
    stage.open("en/playground/?h=5&w=4&kh=3&kw=3&ask=shape");
    assert_eq!(stage.text("[data-testid=output-shape]"), "?");
    let answer = |text: &str| {
        let input = stage.page.find("#answer");
        stage
            .page
            .run("arguments[0].value = ''", json!([input.reference()]));
        input.type_in(text);
        stage.click("check-answer");
        stage.page.wait_for(
            "document.querySelector('[data-testid=verdict]').innerText",
            SOON,
        );
        stage.text("[data-testid=verdict]")
    };
    assert!(answer("2x3").contains("swapped"));
    assert!(answer("banana").contains("could not read"));
    assert_eq!(answer("３×２"), "Right!");
    assert_eq!(stage.text("[data-testid=output-shape]"), "1×1×3×2");
    stage.open("zh/playground/?ask=cell-0-0-1");
    stage.page.find("[data-testid=grid-output] .cell");
    assert_eq!(numbers(stage, "grid-output")[1], "?");
    stage.click("reveal");
    stage.page.wait_for(
        "document.querySelectorAll('[data-testid=grid-output] .cell text')[1].textContent === '25'",
        SOON,
    );
}

/// Opening a chapter on one operation starts no worker and loads neither data nor a second program.
pub fn light(stage: &Stage) {
    for chapter in [
        "cross-correlation",
        "padding-stride",
        "receptive-field",
        "channels",
        "conv-vs-dense",
        "pooling",
    ] {
        stage.open(&format!("en/{chapter}/"));
        stage.page.wait_for("document.querySelector('.card')", SOON);
        let loaded = strings(
            &stage
                .page
                .eval("performance.getEntriesByType('resource').map(entry => entry.name)"),
        );
        let programs = loaded.iter().filter(|name| name.ends_with(".wasm")).count();
        assert_eq!(programs, 1, "{chapter}: {loaded:?}");
        assert!(
            !loaded
                .iter()
                .any(|name| name.contains("worker-") || name.contains("/data/")),
            "{chapter}: {loaded:?}"
        );
    }
}
