//! Pictures of the reader's own.

use serde_json::json;

use crate::browser::SOON;
use crate::stage::Stage;

const BARS: &str = "document.querySelectorAll('[data-testid=prediction] .bars li').length === 10";
const TITLE: &str = "document.querySelector('[data-testid=prediction] .verdict').innerText";

pub fn drawn(stage: &Stage) {
    stage.open("en/lenet/");
    let pad = stage.page.testid("draw-pad");
    pad.bring_into_view();
    let stroke: Vec<_> = (-3..=3)
        .map(|i| json!({ "type": "pointerMove", "duration": 20, "origin": pad.reference(), "x": i * 10, "y": i * 6 }))
        .collect();
    let mut actions = vec![
        stroke[0].clone(),
        json!({ "type": "pointerDown", "button": 0 }),
    ];
    actions.extend(stroke);
    actions.push(json!({ "type": "pointerUp", "button": 0 }));
    stage.page.perform(json!([{ "type": "pointer", "id": "mouse", "parameters": { "pointerType": "mouse" }, "actions": actions }]));
    stage.page.wait_for(BARS, SOON);
    let first = stage.page.wait_for(TITLE, SOON);
    assert!(
        !first.as_str().unwrap_or_default().contains("true class"),
        "nobody knows the class of a drawing"
    );
    assert!(
        stage.page.eval(INK).as_u64() > Some(10),
        "the pad shows no stroke"
    );
}

/// Pixels of the pad that differ from its corner.
const INK: &str = "(() => { const pad = document.querySelector('[data-testid=draw-pad]'); \
    const { data } = pad.getContext('2d').getImageData(0, 0, pad.width, pad.height); let ink = 0; \
    for (let i = 0; i < data.length; i += 4) ink += data[i] !== data[0]; return ink })()";

pub fn uploaded(stage: &Stage) {
    stage.open("en/lenet/");
    let png = stage.page.scratch("picture.png", &stage.page.screenshot());
    stage.page.testid("upload").choose_file(&png);
    stage.page.wait_for(BARS, SOON);
    stage
        .page
        .wait_for(&format!("!{TITLE}.includes('true class')"), SOON);
    let broken = stage.page.scratch("broken.png", b"not a picture");
    stage.page.testid("upload").choose_file(&broken);
    stage.page.wait_for(
        "document.querySelector('[data-widget=model-inside] [data-testid=error]').innerText.includes('broken.png')",
        SOON,
    );
}
