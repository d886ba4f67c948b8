//! `cargo xtask shots [ROUTE ...]`: screenshots for human eyes, into `target/shots`.
//! It judges nothing.

use std::fs;
use std::path::Path;

use serde_json::json;

use crate::browser::{Driver, Page, SOON};
use crate::server::Server;

const ROUTES: [&str; 2] = ["", "lenet/"];
const LANGUAGES: [&str; 2] = ["zh", "en"];
const THEMES: [&str; 2] = ["light", "dark"];
const WIDTHS: [(u32, u32); 3] = [(360, 740), (1280, 900), (1920, 1080)];

/// With routes given (such as `zh/lenet/?padding=2`), those only.
pub fn shots(
    driver: &Driver,
    server: &Server,
    target: &Path,
    wanted: &[String],
) -> Result<(), String> {
    let folder = target.join("shots");
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let routes: Vec<String> = if wanted.is_empty() {
        LANGUAGES
            .iter()
            .flat_map(|lang| ROUTES.map(|route| format!("{lang}/{route}")))
            .collect()
    } else {
        wanted.to_vec()
    };
    let page = Page::open(driver, "shots").map_err(|refusal| refusal.message)?;
    for route in &routes {
        for theme in THEMES {
            for (width, height) in WIDTHS {
                page.resize(width, height);
                page.goto(&server.url(route));
                page.run(
                    "localStorage.setItem('convlab-theme', arguments[0])",
                    json!([theme]),
                );
                page.goto(&server.url(route));
                settle(&page);
                let name = route
                    .trim_end_matches('/')
                    .replace(['/', '?', '&', '='], "-");
                let file = folder.join(format!("{name}-{theme}-{width}.png"));
                fs::write(&file, page.screenshot()).map_err(|error| error.to_string())?;
                println!("{}", file.display());
            }
        }
    }
    for error in page.console_errors() {
        println!("console: {error}");
    }
    Ok(())
}

/// Until the program runs, the fonts are there and two frames have been painted.
fn settle(page: &Page) {
    page.wait_for(
        "window.wasmBindings && !document.querySelector('.placeholder')",
        SOON,
    );
    page.session
        .post(
            "/execute/async",
            &json!({ "script": "const done = arguments[0]; document.fonts.ready.then(() => \
                requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 300))))", "args": [] }),
        )
        .unwrap();
}
