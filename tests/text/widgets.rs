//! The widgets of each page, and the programs that mount them.

use convlab::text::pages::Page;
use convlab::text::widget::Widget;

use super::{attributes, site};

/// The widgets of each chapter, in the order of its text.
const WIDGETS: [(&str, &[&str]); 14] = [
    ("cross-correlation", &["slide", "filter", "learn-kernel"]),
    ("padding-stride", &["slide"]),
    ("receptive-field", &["field", "effective-field"]),
    ("channels", &["slide", "one-by-one", "picture-channels"]),
    (
        "conv-vs-dense",
        &["unrolled", "layer-costs", "pixel-shuffle"],
    ),
    ("pooling", &["slide", "shift"]),
    (
        "lenet",
        &[
            "model-structure",
            "model-train",
            "model-curves",
            "model-origin",
            "model-inside",
            "model-mistakes",
            "model-weights",
        ],
    ),
    ("modules", &["module-builder", "hidden-parameters"]),
    (
        "alexnet",
        &[
            "model-structure",
            "side-by-side",
            "activation-lab",
            "dropout-lab",
            "augmentation-lab",
            "model-origin",
            "model-inside",
            "model-train",
            "model-curves",
            "model-mistakes",
            "model-weights",
        ],
    ),
    (
        "vgg",
        &[
            "model-structure",
            "kernel-stack",
            "model-origin",
            "model-inside",
            "model-train",
            "model-curves",
            "model-mistakes",
            "model-weights",
        ],
    ),
    (
        "nin",
        &[
            "model-structure",
            "side-by-side",
            "pixelwise-lab",
            "average-lab",
            "class-maps",
            "model-origin",
            "model-inside",
            "model-train",
            "model-curves",
            "model-mistakes",
            "model-weights",
        ],
    ),
    (
        "googlenet",
        &[
            "model-structure",
            "branches",
            "reduction",
            "model-origin",
            "model-inside",
            "model-train",
            "model-curves",
            "model-mistakes",
            "model-weights",
        ],
    ),
    ("compare", &["model-table", "side-by-side"]),
    (
        "playground",
        &[
            "slide",
            "network-builder",
            "model-structure",
            "model-origin",
            "model-inside",
            "model-train",
            "model-curves",
            "model-weights",
        ],
    ),
];

#[test]
fn each_chapter_has_its_widgets_in_order() {
    let site = site();
    for (slug, widgets) in WIDGETS {
        let path = format!("en/{slug}/index.html");
        let page = site.iter().find(|page| page.path == path).expect(slug);
        let found = attributes(&page.html, "data-widget");
        let found: Vec<&str> = found.into_iter().filter(|w| *w != "toolbar").collect();
        assert_eq!(found, widgets, "{slug}");
    }
}

#[test]
fn every_widget_stands_on_some_page() {
    let site = site();
    for widget in Widget::ALL {
        let name = widget.name();
        let stands = |page: &Page| attributes(&page.html, "data-widget").contains(&name);
        assert!(site.iter().any(stands), "{name}");
    }
}

#[test]
fn a_page_names_the_program_of_each_widget() {
    for page in site() {
        let followers = attributes(&page.html, "content")[3];
        let expected = match page.path.split('/').nth(1) {
            Some("lenet") => "app-networks-0 app-views-0",
            Some("googlenet") => "app-views-0 app-labs-0 app-networks-0",
            Some("alexnet" | "vgg") => "app-labs-0 app-networks-0 app-views-0",
            Some("nin") => "app-labs-0 app-views-0 app-networks-0",
            Some("playground") => "app-builder-0 app-structure-0 app-networks-0 app-views-0",
            Some(_) | None => "",
        };
        assert_eq!(followers, expected, "{}", page.path);
        // The toolbar stands first, in the header: its program leads.
        let leader = attributes(&page.html, "data-program")[0];
        assert!(
            page.html.contains(&format!("/{leader}-0.js'")),
            "{}",
            page.path
        );
        let places = page.html.matches(" data-widget=").count();
        let programs = attributes(&page.html, "data-program");
        assert_eq!(programs.len(), places, "{}", page.path);
        for program in programs {
            let loaded = program == leader || followers.contains(&format!("{program}-"));
            assert!(loaded, "{program} in {}", page.path);
        }
    }
}
