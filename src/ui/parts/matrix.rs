//! A grid of numbers in the page: two layers of a scene, one element that listens. Point, pin, move
//! by arrow keys, change a number. Which numbers is left to `lesson::grid`.

use leptos::html::Input;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Event, KeyboardEvent};

use crate::lesson::grid::Grid;
use crate::lesson::number;
use crate::lesson::state::numbers::CELL;
use crate::text::strings;
use crate::ui::dom;
use crate::ui::page::Page;
use crate::ui::parts::message::{Line, Tone};

/// Plane, row and column.
pub type Place = [i64; 3];

/// What a grid tells those who use it.
#[derive(Clone, Copy)]
pub struct Listener {
    /// Where the pointer is; none when it has left.
    pub over: Callback<(Option<Place>,)>,
    /// Pressed or tapped.
    pub chosen: Callback<(Place,)>,
    /// By keys: rows and columns to move by.
    pub moved: Callback<([i64; 2],)>,
}

/// Numbers that a reader may change.
#[derive(Clone, Copy)]
pub struct Editing {
    pub grid: Signal<Option<Grid>>,
    /// The cell that Enter opens.
    pub current: Signal<Option<Place>>,
    /// What stands in a cell; none where a reader cannot change it, as in the padding.
    pub value: Callback<(Place,), Option<f32>>,
    pub set: Callback<(Place, f32)>,
}

#[component]
pub fn Matrix(
    page: Page,
    testid: &'static str,
    #[prop(into)] base: Signal<String>,
    #[prop(into)] overlay: Signal<String>,
    #[prop(into)] label: Signal<String>,
    listener: Listener,
    #[prop(optional)] editing: Option<Editing>,
) -> AnyView {
    let open = RwSignal::new(None::<Place>);
    // What was typed over the cell; nothing to change the number that stands there.
    let typed = StoredValue::new(String::new());
    let edit = move |place: Place, text: &str| {
        if editing.is_some_and(|editing| editing.value.run((place,)).is_some()) {
            typed.set_value(text.to_owned());
            open.set(Some(place));
        }
    };
    let over = move |event: &Event| listener.over.run((pointed(event),));
    let press = move |event: KeyboardEvent| {
        let Some(by) = arrow(&event.key()) else {
            let current = editing.and_then(|editing| editing.current.get_untracked());
            if let (Some(place), Some(text)) = (current, begins(&event)) {
                event.prevent_default();
                edit(place, &text);
            }
            return;
        };
        event.prevent_default();
        listener.moved.run((by,));
    };
    let editor = move || {
        let (editing, place) = (editing?, open.get()?);
        Some(view! { <Editor page editing place open typed/> })
    };
    view! {
        <div class="matrix-box">
            <div
                class="matrix"
                data-testid=testid
                tabindex="0"
                role="application"
                aria-label=label
                on:pointerover=move |event| over(&event)
                on:pointerleave=move |_| listener.over.run((None,))
                on:click=move |event| {
                    if let Some(place) = pointed(&event) {
                        listener.chosen.run((place,));
                    }
                }
                on:dblclick=move |event| {
                    if let Some(place) = pointed(&event) {
                        edit(place, "");
                    }
                }
                on:keydown=press
            >
                <div class="matrix-base" inner_html=base></div>
                <div class="matrix-overlay" aria-hidden="true" inner_html=overlay></div>
            </div>
            {editor}
        </div>
    }
    .into_any()
}

fn pointed(event: &Event) -> Option<Place> {
    let cell = dom::closest(event, "[data-row]")?;
    let read = |name| cell.get_attribute(name)?.parse::<i64>().ok();
    Some([read("data-plane")?, read("data-row")?, read("data-col")?])
}

fn arrow(key: &str) -> Option<[i64; 2]> {
    Some(match key {
        "ArrowLeft" => [0, -1],
        "ArrowRight" => [0, 1],
        "ArrowUp" => [-1, 0],
        "ArrowDown" => [1, 0],
        "Home" => [i64::MIN / 4, i64::MIN / 4],
        "End" => [i64::MAX / 4, i64::MAX / 4],
        _ => return None,
    })
}

/// Enter, or the first sign of a number, begins to change a cell: the text to start with.
fn begins(event: &KeyboardEvent) -> Option<String> {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return None;
    }
    match event.key().as_str() {
        "Enter" => Some(String::new()),
        key if key.len() == 1 && key.contains(|c: char| c.is_ascii_digit() || "-.".contains(c)) => {
            Some(key.to_owned())
        }
        _ => None,
    }
}

/// A number box over a cell: Enter takes it, Tab goes on to the next, Escape leaves it as it was.
#[component]
fn Editor(
    page: Page,
    editing: Editing,
    place: Place,
    open: RwSignal<Option<Place>>,
    typed: StoredValue<String>,
) -> AnyView {
    let input = NodeRef::<Input>::new();
    let error = RwSignal::new(false);
    let begun = typed.with_value(String::clone);
    let is_fresh = begun.is_empty();
    let text = match is_fresh {
        true => editing.value.run((place,)).unwrap_or(0.0).to_string(),
        false => begun,
    };
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            // A browser may refuse focus; the box can be reached by Tab then.
            let _ = input.focus();
            if is_fresh {
                input.select();
            }
        }
    });
    let commit = move || {
        let text = input
            .get_untracked()
            .map(|input| input.value())
            .unwrap_or_default();
        let value = number::parse(text.trim()).map(|value| value as f32);
        match value.filter(|value| CELL.contains(value)) {
            Some(value) => {
                editing.set.run((place, value));
                true
            }
            None => {
                error.set(true);
                false
            }
        }
    };
    let next = move || {
        let [plane, row, column] = place;
        let can = |spot: &Place| editing.value.run((*spot,)).is_some();
        let spots = [
            [plane, row, column + 1],
            [plane, row + 1, 0],
            [plane + 1, 0, 0],
        ];
        spots.into_iter().find(can)
    };
    let press = move |event: KeyboardEvent| {
        event.stop_propagation();
        match event.key().as_str() {
            "Enter" if commit() => close(input, open),
            "Tab" if commit() => {
                event.prevent_default();
                typed.set_value(String::new());
                match next() {
                    Some(next) => open.set(Some(next)),
                    None => close(input, open),
                }
            }
            "Escape" => close(input, open),
            _ => {}
        }
    };
    let style = move || {
        let grid = editing.grid.get()?;
        let ([x, y], [width, height]) = (grid.corner(place), grid.extent());
        let share = |part: f32, whole: f32| part / whole * 100.0;
        Some(format!(
            "left:{:.3}%;top:{:.3}%;width:{:.3}%;height:{:.3}%",
            share(x, width),
            share(y, height),
            share(grid.cell, width),
            share(grid.cell, height)
        ))
    };
    let bounds = format!("{} – {}", CELL.start(), CELL.end());
    let words = Signal::derive(move || {
        let words = strings::NOT_A_CELL.get(page.lang.get());
        error.get().then(|| format!("{words} ({bounds})"))
    });
    view! {
        <input
            class="cell-editor"
            style=style
            node_ref=input
            inputmode="decimal"
            data-testid="cell-editor"
            aria-label=page.say(strings::EDIT_CELL)
            aria-invalid=move || error.get().to_string()
            prop:value=text
            on:keydown=press
            on:blur=move |_| {
                if open.get_untracked() == Some(place) && commit() {
                    open.set(None);
                }
            }
        />
        <div class="cell-error"><Line tone=Tone::Hint words testid="error"/></div>
    }
    .into_any()
}

/// Back to the grid, so that keys go on working.
fn close(input: NodeRef<Input>, open: RwSignal<Option<Place>>) {
    let grid = input
        .get_untracked()
        .and_then(|input| input.parent_element())
        .and_then(|parent| parent.query_selector(".matrix").ok().flatten());
    open.set(None);
    if let Some(grid) = grid.and_then(|grid| grid.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = grid.focus();
    }
}
