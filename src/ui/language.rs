//! The other language in place: fetches the same page in it, swaps text block by block and keeps
//! every mounted widget, so that training goes on. What the pages hold is left to `text::pages`.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, DomParser, Element, HtmlAnchorElement, Response, SupportedType};

use super::dom;
use super::page::Page;

/// Follows the language link without leaving the page, and the browser's back button over it.
pub fn follow_link(page: Page) {
    let clicks = window_event_listener(leptos::ev::click, move |event| {
        let plain = event.button() == 0
            && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
        let link = dom::closest(&event, "[data-testid=lang-switch]")
            .and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok());
        if let (true, Some(link)) = (plain, link) {
            event.prevent_default();
            spawn_local(open(page, link.pathname(), Visit::Forward));
        }
    });
    let shown = StoredValue::new(window().location().pathname().unwrap_or_default());
    let back = window_event_listener(leptos::ev::popstate, move |_| {
        let path = window().location().pathname().unwrap_or_default();
        if path != shown.get_value() {
            spawn_local(open(page, path, Visit::Back));
        }
    });
    Effect::new(move |_| {
        page.lang.track();
        shown.set_value(window().location().pathname().unwrap_or_default());
    });
    on_cleanup(move || {
        clicks.remove();
        back.remove();
    });
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Visit {
    /// The address bar still shows the old page.
    Forward,
    /// The address bar already shows the page to open.
    Back,
}

async fn open(page: Page, path: String, visit: Visit) {
    match fetch(&path).await {
        Some(other) => {
            if visit == Visit::Forward {
                push(&path);
            }
            // Three short tasks rather than a long one: a page that trains stays responsive.
            dom::breathe().await;
            swap(&document(), &other);
            dom::breathe().await;
            dom::show_current_chapter();
            page.change_language();
        }
        // Offline or moved: let the browser show what it can.
        None => {
            let _ = window().location().set_href(&with_query(&path));
        }
    }
}

async fn fetch(path: &str) -> Option<Document> {
    let response = JsFuture::from(window().fetch_with_str(path)).await.ok()?;
    let response = response.dyn_into::<Response>().ok().filter(Response::ok)?;
    let text = JsFuture::from(response.text().ok()?)
        .await
        .ok()?
        .as_string()?;
    let parsed = DomParser::new()
        .ok()?
        .parse_from_string(&text, SupportedType::TextHtml)
        .ok()?;
    // Only a page of this course has the root attribute that widgets live by.
    parsed
        .document_element()?
        .has_attribute("data-page")
        .then_some(parsed)
}

fn push(path: &str) {
    if let Ok(history) = window().history() {
        let null = wasm_bindgen::JsValue::NULL;
        let _ = history.push_state_with_url(&null, "", Some(&with_query(path)));
    }
}

fn with_query(path: &str) -> String {
    let location = window().location();
    let (query, hash) = (location.search(), location.hash());
    format!(
        "{path}{}{}",
        query.unwrap_or_default(),
        hash.unwrap_or_default()
    )
}

/// Blocks correspond by number, other swapped parts by order; both pages have the same.
fn swap(here: &Document, other: &Document) {
    if let (Some(root), Some(new)) = (here.document_element(), other.document_element()) {
        for name in ["lang", "data-lang", "data-root"] {
            copy_attribute(&root, &new, name);
        }
    }
    here.set_title(&other.title());
    for name in ["[data-block]", "[data-swap]", "meta[name=description]"] {
        for (old, new) in all(here, name).iter().zip(&all(other, name)) {
            swap_element(old, new);
        }
    }
}

fn swap_element(old: &Element, new: &Element) {
    let holds_widget = old.has_attribute("data-widget")
        || old.query_selector("[data-widget]").ok().flatten().is_some();
    for name in ["href", "hreflang", "lang", "aria-label", "content", "id"] {
        copy_attribute(old, new, name);
    }
    // A widget stays alive; parts around it that have words carry data-swap themselves.
    if !holds_widget {
        old.set_inner_html(&new.inner_html());
    }
}

fn copy_attribute(old: &Element, new: &Element, name: &str) {
    if let Some(value) = new.get_attribute(name) {
        // Only a forbidden name can fail; ours are literals.
        let _ = old.set_attribute(name, &value);
    }
}

fn all(page: &Document, selector: &str) -> Vec<Element> {
    let Ok(list) = page.query_selector_all(selector) else {
        return Vec::new();
    };
    let nodes = (0..list.length()).filter_map(|i| list.item(i));
    nodes
        .filter_map(|node| node.dyn_into::<Element>().ok())
        .collect()
}
