//! Pages, links, languages, looks: everything around the widgets.

use serde_json::json;

use crate::browser::SOON;
use crate::server::Fault;
use crate::stage::{Stage, strings};

pub fn text_without_program(stage: &Stage) {
    stage.server.breaks("_bg.wasm", Fault::Missing);
    stage.expect_console("404");
    stage.expect_console("WebAssembly");
    for (route, tag) in [("zh/lenet/", "zh-CN"), ("en/lenet/", "en")] {
        stage.page.goto(&stage.server.url(route));
        assert_eq!(stage.page.eval("document.documentElement.lang"), json!(tag));
        assert!(stage.page.has("h1"), "{route} has no title");
        assert!(stage.page.has("math"), "{route} has no formula");
        let words = stage
            .page
            .eval("document.querySelector('article').innerText.length");
        assert!(
            words.as_u64() > Some(1500),
            "{route} has {words} characters"
        );
    }
}

pub fn contents(stage: &Stage) {
    for (route, lang) in [("", "zh"), ("zh/", "zh"), ("en/", "en")] {
        stage.open(route);
        let chapters = stage
            .page
            .eval("document.querySelectorAll('[data-testid=chapter-nav] li').length");
        assert_eq!(chapters, json!(14), "chapters listed on /{route}");
        let linked = stage
            .page
            .eval("document.querySelectorAll('[data-testid=chapter-nav] li a').length");
        assert_eq!(linked, json!(14), "every chapter is a link");
        stage
            .page
            .find("[data-testid=chapter-nav] li a[href*=lenet]")
            .click();
        stage
            .page
            .wait_for("document.documentElement.dataset.page === 'lenet'", SOON);
        assert!(
            stage.page.url().ends_with(&format!("/{lang}/lenet/")),
            "{}",
            stage.page.url()
        );
    }
}

pub fn language(stage: &Stage) {
    stage.open("zh/lenet/?padding=2&epochs=3");
    let blocks = stage
        .page
        .eval("document.querySelectorAll('[data-block]').length");
    let title = stage.page.eval("document.title");
    stage
        .page
        .eval("document.querySelector('[data-widget=model-train]').dataset.kept = 'yes'");
    stage.click("lang-switch");
    stage
        .page
        .wait_for("document.documentElement.dataset.lang === 'en'", SOON);
    stage
        .page
        .wait_for("location.pathname.endsWith('/en/lenet/')", SOON);
    assert!(
        stage.page.url().ends_with("/en/lenet/?padding=2&epochs=3"),
        "{}",
        stage.page.url()
    );
    assert_eq!(
        stage
            .page
            .eval("document.querySelectorAll('[data-block]').length"),
        blocks
    );
    assert_ne!(stage.page.eval("document.title"), title);
    assert_eq!(
        stage.page.eval("document.documentElement.lang"),
        json!("en")
    );
    assert_eq!(
        stage
            .page
            .eval("document.querySelector('[data-widget=model-train]').dataset.kept"),
        json!("yes")
    );
    let article = stage.text("article");
    assert!(
        !article.contains('\u{7684}'),
        "Chinese is left on the English page"
    );
    stage.page.eval("history.back()");
    stage
        .page
        .wait_for("document.documentElement.dataset.lang === 'zh'", SOON);
    assert_eq!(stage.control("padding"), "2");
    stage.page.wait_for(
        "document.querySelector('article').innerText.includes('\u{7684}')",
        SOON,
    );
}

pub fn theme_and_size(stage: &Stage) {
    stage.open("en/lenet/");
    let background = "getComputedStyle(document.documentElement).backgroundColor";
    let mut seen = Vec::new();
    for _ in 0..3 {
        stage.click("theme-switch");
        let theme = stage.page.eval("document.documentElement.dataset.theme");
        seen.push((theme, stage.page.eval(background)));
    }
    let of = |name: &str| {
        &seen
            .iter()
            .find(|(theme, _)| *theme == json!(name))
            .unwrap()
            .1
    };
    assert_ne!(of("light"), of("dark"), "both themes look the same");
    while stage.page.eval("document.documentElement.dataset.theme") != json!("dark") {
        stage.click("theme-switch");
    }
    let size = "parseFloat(getComputedStyle(document.querySelector('article p')).fontSize)";
    let normal = stage.page.eval(size).as_f64().unwrap();
    stage.click("size-switch");
    let projector = stage.page.eval(size).as_f64().unwrap();
    assert!(
        projector > normal * 1.2,
        "{normal} px, on a projector {projector} px"
    );
    stage.open("zh/");
    assert_eq!(
        stage.page.eval("document.documentElement.dataset.theme"),
        json!("dark")
    );
    assert_eq!(
        stage.page.eval("document.documentElement.dataset.size"),
        json!("projector")
    );
}

pub fn wild_links(stage: &Stage) {
    stage.open(
        "en/lenet/?epochs=999999&batch=-3&lr=1e30&padding=7&activation=relu&pool=%3Cb%3E&seed=x&nonsense=1&pictures=5&picture=70000",
    );
    for (name, value) in [
        ("epochs", "100"),
        ("batch", "1"),
        ("lr", "10"),
        ("padding", "0"),
        ("activation", "relu"),
        ("pool", "max"),
        ("seed", "0"),
        ("pictures", "1000"),
        ("picture", "9999"),
    ] {
        assert_eq!(stage.control(name), value, "{name}");
    }
    stage.set("epochs", "0");
    assert_eq!(stage.control("epochs"), "1", "typed values are clamped too");
}

pub fn back_undoes(stage: &Stage) {
    stage.open("en/lenet/");
    stage.set("activation", "relu");
    stage
        .page
        .wait_for("location.search === '?activation=relu'", SOON);
    stage.set("padding", "2");
    stage
        .page
        .wait_for("location.search === '?activation=relu&padding=2'", SOON);
    stage.page.eval("history.back()");
    stage.page.wait_for(
        "document.querySelector('[name=padding]').value === '0'",
        SOON,
    );
    assert_eq!(stage.control("activation"), "relu");
    stage.page.eval("history.back()");
    stage.page.wait_for(
        "document.querySelector('[name=activation]').value === 'sigmoid'",
        SOON,
    );
    stage.page.eval("history.forward()");
    stage.page.wait_for(
        "document.querySelector('[name=activation]').value === 'relu'",
        SOON,
    );
    // A link says it all: the same page opened anew shows the same.
    stage.open("en/lenet/?activation=relu&padding=2");
    assert_eq!(
        (stage.control("activation"), stage.control("padding")),
        ("relu".into(), "2".into())
    );
}

pub fn variants(stage: &Stage) {
    stage.open("en/lenet/");
    assert_eq!(stage.text("[data-testid=total-parameters]"), "44,426");
    assert_eq!(stage.text("[data-testid=total-macs]"), "281,640");
    let paths = "[...document.querySelectorAll('[data-testid=ledger] [data-path]')].map(row => row.dataset.path)";
    let rows = strings(&stage.page.eval(paths));
    assert!(rows.len() >= 12, "the ledger has {} rows", rows.len());
    assert!(stage.text("[data-testid=code]").contains("nn.Sigmoid()"));
    stage.set("padding", "2");
    stage.set("activation", "relu");
    stage.page.wait_for(
        "document.querySelector('[data-testid=total-parameters]').innerText === '61,706'",
        SOON,
    );
    let code = stage.text("[data-testid=code]");
    assert!(
        code.contains("padding=2") && code.contains("nn.ReLU()"),
        "{code}"
    );
    assert!(
        stage
            .page
            .eval("document.querySelectorAll('[data-testid=diagram] svg *').length")
            .as_u64()
            > Some(20)
    );
    stage.click("reset");
    stage.page.wait_for(
        "document.querySelector('[data-testid=total-parameters]').innerText === '44,426'",
        SOON,
    );
}
