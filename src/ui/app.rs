//! Mounts a component into each placeholder of the static page that has a known name.
//! The page's text is left to the page: it is there before and without this program.
//! Which components a program knows is left to `programs`.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

use super::dom;
use super::language;
use super::page::Page;
use super::parts::toolbar::Toolbar;
use crate::text::choices::Choices;
use crate::text::program::Program;
use crate::text::widget::Widget;

/// What a program can mount on its page.
pub type Mounts = Vec<(Widget, Box<dyn Fn() -> AnyView>)>;

/// Opens the page: its choices from the URL, the widgets of `program` into their places. One program
/// of a page leads it: the one that has the toolbar.
pub fn start(program: Program, choices: Choices, mounts: fn(Page) -> Mounts) {
    // One owner for the whole page, as old as the document.
    leptos::mount::mount_to_body(move || {
        let page = Page::open(choices);
        let places = placeholders(program);
        if places.iter().any(|(widget, _)| *widget == Widget::Toolbar) {
            language::follow_link(page);
            dom::show_current_chapter();
        }
        if let Some(owner) = Owner::current() {
            spawn_local(mount_all(page, places, mounts(page), owner));
        }
    });
}

/// One widget a task, so that the page answers in between: first the toolbar, then what the reader
/// sees, then the rest by its distance.
async fn mount_all(page: Page, mut places: Places, mounts: Mounts, owner: Owner) {
    places.sort_by_key(|(widget, place)| (*widget != Widget::Toolbar, out_of_sight(place)));
    for (widget, place) in places {
        let view = owner.with(|| match widget {
            Widget::Toolbar => Some(view! { <Toolbar page/> }.into_any()),
            widget => {
                let mut mounts = mounts.iter();
                let found = mounts.find(|(known, _)| *known == widget);
                found.map(|(_, view)| view())
            }
        });
        if let Some(view) = view {
            place.set_inner_html("");
            owner.with(|| leptos::mount::mount_to(place, move || view).forget());
        }
        dom::breathe().await;
    }
}

/// Where widgets go.
type Places = Vec<(Widget, HtmlElement)>;

/// Every placeholder of `program` with a name that is known; another keeps its static text.
fn placeholders(program: Program) -> Places {
    let Ok(list) = document().query_selector_all("[data-widget]") else {
        return Vec::new();
    };
    let nodes = (0..list.length()).filter_map(|i| list.item(i));
    let places = nodes.filter_map(|node| node.dyn_into::<HtmlElement>().ok());
    places
        .filter_map(|place| {
            let mounted_by = place.get_attribute("data-program");
            if mounted_by.as_deref() != Some(program.name()) {
                return None;
            }
            let name = place.get_attribute("data-widget")?;
            Some((Widget::parse(&name)?, place))
        })
        .collect()
}

/// CSS pixels between an element and what the reader sees; 0 while it is on the screen.
fn out_of_sight(element: &HtmlElement) -> i32 {
    let place = element.get_bounding_client_rect();
    let height = document()
        .document_element()
        .map_or(0, |root| root.client_height());
    let below = place.top() as i32 - height;
    let above = -(place.bottom() as i32);
    below.max(above).max(0)
}
