//! Keyboards and small screens.

use serde_json::json;

use crate::browser::SOON;
use crate::stage::Stage;

const TAB: &str = "\u{e004}";
const ENTER: &str = "\u{e007}";

pub fn keyboard(stage: &Stage) {
    stage.open("en/lenet/");
    let wanted = [
        "lang-switch",
        "theme-switch",
        "copy-link",
        "train-start",
        "train-step",
        "train-reset",
        "weights-export",
        "weights-import",
    ];
    let mut met: Vec<String> = Vec::new();
    for _ in 0..150 {
        stage.page.press(TAB);
        let focus = stage.page.eval(
            "(() => { const e = document.activeElement; if (e === document.body) return null; \
             const shown = e.matches(':focus-visible'); \
             const near = [e, e.parentElement, e.labels?.[0]].filter(Boolean).map(e => getComputedStyle(e)); \
             const probe = document.body.appendChild(document.createElement('i')); \
             probe.style.color = 'var(--focus)'; const colour = getComputedStyle(probe).color; probe.remove(); \
             const parts = [...e.querySelectorAll('.role-target, .role-frame, .role-handle')]; \
             const drawn = parts.some(e => getComputedStyle(e).stroke === colour); \
             const ring = drawn || near.some(s => s.outlineStyle !== 'none' || s.boxShadow !== 'none'); \
             return [e.dataset.testid ?? e.name ?? e.tagName, shown && ring] })()",
        );
        let Some(name) = focus[0].as_str() else { break };
        assert_eq!(focus[1], json!(true), "the focus on {name} cannot be seen");
        met.push(name.to_owned());
    }
    for name in wanted {
        assert!(
            met.iter().any(|met| met == name),
            "{name} is not reached by Tab; reached: {met:?}"
        );
    }
    for name in [
        "activation",
        "pool",
        "padding",
        "epochs",
        "batch",
        "lr",
        "optimizer",
        "init",
        "pictures",
        "seed",
    ] {
        assert!(
            stage.page.has(&format!("label[for=choice-{name}]")),
            "{name} has no label"
        );
    }
    stage.page.run(
        "document.querySelector('[data-testid=train-step]').focus()",
        json!([]),
    );
    stage.page.press(ENTER);
    stage.wait_for_steps(1);
    // Every button says what it does.
    let silent = stage.page.eval(
        "[...document.querySelectorAll('button, a')].filter(e => !(e.innerText.trim() || e.getAttribute('aria-label'))).length",
    );
    assert_eq!(silent, json!(0), "buttons or links without a name");
}

/// Every page once, the languages in turn.
const ROUTES: [&str; 19] = [
    "zh/",
    "en/",
    "zh/cross-correlation/",
    "en/padding-stride/",
    "zh/receptive-field/",
    "en/receptive-field/",
    "en/channels/",
    "zh/conv-vs-dense/",
    "en/pooling/",
    "zh/playground/?ci=3&co=3&kh=3&kw=3&h=9&w=9&bias=-2",
    "en/padding-stride/?h=32&w=32&kh=5&kw=5&notation=book",
    "zh/lenet/",
    "en/lenet/",
    "en/modules/",
    "zh/alexnet/",
    "en/vgg/",
    "zh/nin/",
    "en/googlenet/",
    "zh/compare/",
];

/// A finger on a phone: a tap points, as hovering does; cells and buttons are large enough.
pub fn touch(stage: &Stage) {
    stage.page.resize(360, 740);
    stage.open("zh/cross-correlation/");
    let middle = "[data-testid=grid-input] .cell[data-row=\"1\"][data-col=\"1\"] rect";
    let tap = || {
        let cell = stage.page.find(middle);
        cell.bring_into_view();
        stage.page.perform(
            json!([{ "type": "pointer", "id": "finger", "parameters": { "pointerType": "touch" },
            "actions": [
                { "type": "pointerMove", "origin": cell.reference(), "x": 0, "y": 0 },
                { "type": "pointerDown", "button": 0 },
                { "type": "pointerUp", "button": 0 },
            ] }]),
        );
    };
    tap();
    stage.page.wait_for(
        "document.querySelectorAll('[data-testid=grid-output] .role-kin').length === 4",
        SOON,
    );
    for name in ["play", "step-back", "step-forward"] {
        let height = stage.page.eval(&format!(
            "document.querySelector('[data-testid={name}]').getBoundingClientRect().height"
        ));
        assert!(height.as_f64() >= Some(36.0), "{name} is {height} px high");
    }
    let cell = stage.page.eval(&format!(
        "document.querySelector({middle:?}).getBoundingClientRect().width"
    ));
    assert!(cell.as_f64() >= Some(36.0), "a cell is {cell} px wide");
}

pub fn narrow(stage: &Stage) {
    for (width, height) in [(360, 740), (640, 450)] {
        stage.page.resize(width, height);
        for route in ROUTES {
            stage.open(route);
            stage
                .page
                .wait_for("document.querySelector('[data-testid=chapter-nav]')", SOON);
            let wide = stage.page.eval(
                "[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1 \
                 && ![...function* () { for (let p = e.parentElement; p; p = p.parentElement) yield p }()] \
                 .some(p => getComputedStyle(p).overflowX !== 'visible')).map(e => e.tagName + '.' + e.className).slice(0, 5)",
            );
            let page = stage.page.eval("document.documentElement.scrollWidth");
            assert!(
                page.as_u64() <= Some(width.into()),
                "{route} is {page} px wide on {width}: {wide}"
            );
        }
    }
}
