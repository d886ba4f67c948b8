//! A scene in the page: point at a block, pin it, zoom and pan. What is drawn is left to
//! `lesson::scene`; the page still scrolls over it.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, KeyboardEvent, PointerEvent, WheelEvent};

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

    pub fn is_at(self, path: Option<&str>) -> bool {
        let holds = |now: &Option<String>| path.is_some() && now.as_deref() == path;
        self.hovered.with(holds) || self.pinned.with(holds)
    }
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

fn style(view: View) -> String {
    let [x, y] = view.at.map(|at| -at * 100.0);
    format!(
        "transform:scale({:.4}) translate({x:.3}%,{y:.3}%)",
        view.zoom
    )
}

#[component]
pub fn SceneView(
    page: Page,
    /// Whole SVG elements, as `Scene::to_svg` writes them.
    #[prop(into)]
    svg: Signal<String>,
    pointing: Pointing,
) -> impl IntoView {
    let view = RwSignal::new(View::FIT);
    let drag = Drag::new(view);
    let place = NodeRef::<leptos::html::Div>::new();
    Effect::new(move |_| {
        svg.track();
        if let Some(place) = place.get() {
            mark(&place, "lit", |path| pointing.is_at(Some(path)));
            mark(&place, "chosen", |path| {
                pointing.pinned.with(|p| p.as_deref() == Some(path))
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
                on:keydown=move |event| press(&event, pointing, view)
                on:wheel=move |event| turn(&event, view)
                on:pointerdown=move |event| drag.down(&event)
                on:pointermove=move |event| drag.drag(&event)
                on:click=move |event| {
                    if drag.was_click() {
                        pointing.pin(&event);
                    }
                }
            >
                <div
                    class="scene-sheet"
                    node_ref=place
                    style=move || style(view.get())
                    inner_html=svg
                ></div>
            </div>
            <Tools page view/>
        </div>
    }
}

/// Puts `class` on exactly the layers that `wanted` names.
fn mark(place: &Element, class: &str, wanted: impl Fn(&str) -> bool) {
    let Ok(list) = place.query_selector_all("[data-path]") else {
        return;
    };
    let nodes = (0..list.length()).filter_map(|i| list.item(i));
    for element in nodes.filter_map(|node| node.dyn_into::<Element>().ok()) {
        let on = element
            .get_attribute("data-path")
            .is_some_and(|path| wanted(&path));
        let _ = element.class_list().toggle_with_force(class, on);
    }
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
