//! A scene in the page: point at a block, pin it, zoom and pan. What is drawn is left to
//! `lesson::scene`; the page still scrolls over it.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, KeyboardEvent, PointerEvent, SvgElement, WheelEvent};

use crate::lesson::diagram::is_within;
use crate::lesson::zoom::View;
use crate::text::strings;
use crate::ui::dom;
use crate::ui::page::Page;

/// Which layer is pointed at and which is pinned, shared by everything that shows layers.
#[derive(Clone, Copy)]
pub struct Pointing {
    pub hovered: RwSignal<Option<String>>,
    pub pinned: RwSignal<Option<String>>,
}

impl Pointing {
    pub fn new() -> Self {
        Self {
            hovered: RwSignal::new(None),
            pinned: RwSignal::new(None),
        }
    }

    pub fn over(self, event: &Event) {
        let path = dom::pointed_path(event);
        if self.hovered.with_untracked(|now| *now != path) {
            self.hovered.set(path);
        }
    }

    pub fn leave(self) {
        self.hovered.set(None);
    }

    /// Pins what the event points at; the same again, or nothing, unpins.
    pub fn pin(self, event: &Event) {
        let path = dom::pointed_path(event);
        self.pinned
            .update(|now| *now = if *now == path { None } else { path });
    }

    pub fn unpin(self) {
        self.pinned.set(None);
    }

    /// What is pointed at and what is pinned.
    pub fn paths(self) -> [Option<String>; 2] {
        [self.hovered.get(), self.pinned.get()]
    }

    /// Whether `path`, or a group around it, is pointed at or pinned.
    pub fn is_at(self, path: Option<&str>) -> bool {
        let holds = |now: &Option<String>| path.is_some_and(|path| is_at(now, path, false));
        self.hovered.with(holds) || self.pinned.with(holds)
    }
}

/// Whether what is at `path` shows what is pointed at: it lies in it, or is a folded group around it.
fn is_at(pointed: &Option<String>, path: &str, is_folded: bool) -> bool {
    pointed
        .as_ref()
        .is_some_and(|pointed| is_within(path, pointed) || (is_folded && is_within(pointed, path)))
}

/// A drag in progress: where the pointer was, and how far it has come.
#[derive(Clone, Copy)]
struct Drag {
    view: RwSignal<View>,
    last: StoredValue<Option<[i32; 2]>>,
    travelled: StoredValue<i32>,
}

impl Drag {
    /// A press that travels less than this many pixels is a click.
    const CLICK: i32 = 6;

    fn new(view: RwSignal<View>) -> Self {
        Self {
            view,
            last: StoredValue::new(None),
            travelled: StoredValue::new(0),
        }
    }

    fn down(self, event: &PointerEvent) {
        self.last
            .set_value(Some([event.client_x(), event.client_y()]));
        self.travelled.set_value(0);
    }

    fn drag(self, event: &PointerEvent) {
        let Some([x, y]) = self.last.get_value().filter(|_| event.buttons() == 1) else {
            return;
        };
        let now = [event.client_x(), event.client_y()];
        self.last.set_value(Some(now));
        let by = [x - now[0], y - now[1]];
        self.travelled
            .update_value(|sum| *sum += by[0].abs() + by[1].abs());
        if let Some([width, height]) = size(event) {
            let shares = [f64::from(by[0]) / width, f64::from(by[1]) / height];
            self.view.update(|view| *view = view.moved(shares));
        }
    }

    fn was_click(self) -> bool {
        self.last.set_value(None);
        self.travelled.get_value() < Self::CLICK
    }
}

/// Width and height of the element that listens.
fn size(event: &Event) -> Option<[f64; 2]> {
    let area = event
        .current_target()?
        .dyn_into::<Element>()
        .ok()?
        .get_bounding_client_rect();
    Some([area.width(), area.height()])
}

fn style(view: View, width: f32) -> String {
    let [x, y] = view.at.map(|at| -at * 100.0);
    format!(
        "--figure:{width:.0}px;transform:scale({:.4}) translate({x:.3}%,{y:.3}%)",
        view.zoom
    )
}

#[component]
pub fn SceneView(
    page: Page,
    /// Whole SVG elements, as `Scene::to_svg` writes them.
    #[prop(into)]
    svg: Signal<String>,
    /// Of the figure as it was drawn.
    #[prop(into)]
    width: Signal<f32>,
    pointing: Pointing,
    /// Hears the path of a group that is to be folded or unfolded.
    #[prop(optional)]
    on_fold: Option<Callback<String>>,
) -> impl IntoView {
    let view = RwSignal::new(View::FIT);
    let drag = Drag::new(view);
    let place = NodeRef::<leptos::html::Div>::new();
    // The handle that was pressed: drawn anew, it keeps the focus.
    let pressed = StoredValue::new(None::<String>);
    let fold = move |event: &Event| {
        let path =
            dom::closest(event, "[data-fold]").and_then(|handle| handle.get_attribute("data-fold"));
        let (Some(path), Some(on_fold)) = (path, on_fold) else {
            return false;
        };
        pressed.set_value(Some(path.clone()));
        on_fold.run(path);
        true
    };
    Effect::new(move |_| {
        svg.track();
        if let (Some(place), Some(path)) = (place.get(), pressed.get_value()) {
            pressed.set_value(None);
            focus_handle(&place, &path);
        }
    });
    Effect::new(move |_| {
        svg.track();
        if let Some(place) = place.get() {
            let [hovered, pinned] = pointing.paths();
            mark(&place, "lit", |path, is_folded| {
                is_at(&hovered, path, is_folded) || is_at(&pinned, path, is_folded)
            });
            mark(&place, "chosen", |path, is_folded| {
                let pinned = pinned.as_deref();
                pinned
                    .is_some_and(|pinned| pinned == path || (is_folded && is_within(pinned, path)))
            });
        }
    });
    view! {
        <div class="scene-box" data-testid="diagram">
            <div
                class="scene-view"
                class:zoomed=move || view.with(|view| view.zoom > 1.0)
                on:pointerover=move |event| pointing.over(&event)
                on:pointerleave=move |_| pointing.leave()
                on:focusin=move |event| pointing.over(&event)
                on:focusout=move |_| pointing.leave()
                on:keydown=move |event| {
                    let acts = matches!(event.key().as_str(), "Enter" | " ");
                    if acts && fold(&event) {
                        event.prevent_default();
                    } else {
                        press(&event, pointing, view);
                    }
                }
                on:wheel=move |event| turn(&event, view)
                on:pointerdown=move |event| drag.down(&event)
                on:pointermove=move |event| drag.drag(&event)
                on:click=move |event| {
                    if drag.was_click() && !fold(&event) {
                        pointing.pin(&event);
                    }
                }
            >
                <div
                    class="scene-sheet"
                    node_ref=place
                    style=move || style(view.get(), width.get())
                    inner_html=svg
                ></div>
            </div>
            <Tools page view/>
        </div>
    }
}

/// Puts `class` on exactly the elements that `wanted` names by path and by whether they are folded.
fn mark(place: &Element, class: &str, wanted: impl Fn(&str, bool) -> bool) {
    for element in all(place, "[data-path]") {
        let is_folded = element.has_attribute("data-folded");
        let path = element.get_attribute("data-path");
        let on = path.is_some_and(|path| wanted(&path, is_folded));
        let _ = element.class_list().toggle_with_force(class, on);
    }
}

fn focus_handle(place: &Element, path: &str) {
    let mut handles = all(place, "[data-fold]");
    let handle =
        handles.find(|element| element.get_attribute("data-fold").as_deref() == Some(path));
    if let Some(handle) = handle.and_then(|handle| handle.dyn_into::<SvgElement>().ok()) {
        let _ = handle.focus();
    }
}

fn all(place: &Element, selector: &str) -> impl Iterator<Item = Element> {
    let list = place.query_selector_all(selector).ok();
    let length = list.as_ref().map_or(0, web_sys::NodeList::length);
    let nodes = (0..length).filter_map(move |i| list.as_ref()?.item(i));
    nodes.filter_map(|node| node.dyn_into::<Element>().ok())
}

fn press(event: &KeyboardEvent, pointing: Pointing, view: RwSignal<View>) {
    const STEP: f64 = 0.2;
    let by = match event.key().as_str() {
        "Enter" | " " => {
            event.prevent_default();
            return pointing.pin(event);
        }
        "ArrowLeft" => [-STEP, 0.0],
        "ArrowRight" => [STEP, 0.0],
        "ArrowUp" => [0.0, -STEP],
        "ArrowDown" => [0.0, STEP],
        _ => return,
    };
    if view.with_untracked(|view| view.zoom > 1.0) {
        event.prevent_default();
        view.update(|view| *view = view.moved(by));
    }
}

/// Only with Ctrl (or a pinch, which browsers report so): the plain wheel scrolls the page.
fn turn(event: &WheelEvent, view: RwSignal<View>) {
    if !event.ctrl_key() {
        return;
    }
    event.prevent_default();
    let target = event
        .current_target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let Some(area) = target.map(|element| element.get_bounding_client_rect()) else {
        return;
    };
    let x = (f64::from(event.client_x()) - area.left()) / area.width();
    let y = (f64::from(event.client_y()) - area.top()) / area.height();
    let factor = (-event.delta_y() / 400.0).clamp(-0.5, 0.5).exp();
    view.update(|view| *view = view.zoomed(factor, [x, y]));
}

#[component]
fn Tools(page: Page, view: RwSignal<View>) -> impl IntoView {
    let zoom = move |factor| view.update(|view| *view = view.zoomed(factor, [0.5, 0.5]));
    view! {
        <div class="scene-tools">
            <button
                type="button"
                class="button square"
                aria-label=page.say(strings::ZOOM_OUT)
                title=page.say(strings::ZOOM_OUT)
                on:click=move |_| zoom(1.0 / View::NOTCH)
            >
                "−"
            </button>
            <button
                type="button"
                class="button square"
                aria-label=page.say(strings::ZOOM_IN)
                title=page.say(strings::ZOOM_IN)
                on:click=move |_| zoom(View::NOTCH)
            >
                "+"
            </button>
            <button type="button" class="button" on:click=move |_| view.set(View::FIT)>
                {page.say(strings::FIT)}
            </button>
        </div>
    }
}
