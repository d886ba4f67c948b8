//! The tree of modules, a line each: choose one and it opens. Arrow keys move the focus, with Alt the
//! layer. What the lines say is left to `lesson::edit::outline`.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::add::{Add, Spot};
use super::inspector::Inspector;
use super::{Bench, focus, spelled};
use crate::lesson::edit::Change;
use crate::lesson::edit::outline::{self, Line, Output};
use crate::lesson::edit::place::Place;
use crate::lesson::edit::remedy::{FLATTEN, Remedy, remedy};
use crate::lesson::format::count;
use crate::text::sentences::builder as sentences;
use crate::text::strings;
use crate::ui::dom;
use crate::ui::parts::message;
use crate::ui::parts::message::Tone;

#[component]
pub(super) fn Tree(bench: Bench) -> AnyView {
    let page = bench.page;
    let visible = Memo::new(move |_| {
        let pinned = bench.pointing.pinned.get();
        let failing = bench
            .prefix
            .with(|prefix| prefix.error.as_ref().map(|error| error.path.clone()));
        let shown = [pinned.as_deref(), failing.as_deref()];
        let shown: Vec<&str> = shown.into_iter().flatten().collect();
        bench.toggled.with(|toggled| {
            bench.lines.with(|lines| {
                let seen = outline::visible(lines, toggled, &shown);
                seen.into_iter()
                    .map(|line| line.place.clone())
                    .collect::<Vec<_>>()
            })
        })
    });
    let is_empty = move || visible.with(Vec::is_empty);
    let empty = move || {
        is_empty().then(|| view! { <p class="quiet-line">{page.say(strings::EMPTY_TREE)}</p> })
    };
    let adapted = Signal::derive(move || {
        let lang = page.lang.get();
        bench.adapted.with(|all| sentences::followed(all, lang))
    });
    view! {
        <section class="tree">
            <h3>{page.say(strings::MODULE_TREE)}</h3>
            <p class="quiet-line">{page.say(strings::MODULE_TREE_HINT)}</p>
            <ol
                class="module-list"
                aria-label=page.say(strings::MODULE_TREE)
                on:keydown=move |event| press(bench, &event, visible)
                on:pointerover=move |event| bench.pointing.over(&event)
                on:pointerleave=move |_| bench.pointing.leave()
            >
                <For
                    each=move || visible.get()
                    key=|place: &Place| place.clone()
                    children=move |place| view! { <Item bench place visible/> }
                />
            </ol>
            {empty}
            <message::Line tone=Tone::Hint words=adapted/>
            <message::Line tone=Tone::Hint words=bench.refusal(KEYS) testid="error"/>
            <Add bench place=Signal::stored(Place::new()) spots=vec![Spot::End] id="add-at-end"/>
        </section>
    }
    .into_any()
}

/// What is refused to the keyboard.
const KEYS: &str = "keys";

#[component]
fn Item(bench: Bench, place: Place, visible: Memo<Vec<Place>>) -> AnyView {
    let own = StoredValue::new(place.clone());
    let line = Memo::new(move |_| {
        bench.lines.with(|lines| {
            let found = own.with_value(|own| lines.iter().find(|line| line.place == *own));
            found.cloned()
        })
    });
    let path = move || line.with(|line| line.as_ref().map(|line| line.path.clone()));
    let is_chosen = Memo::new(move |_| bench.chosen.get().as_ref() == Some(&own.get_value()));
    let is_lit = move || bench.pointing.is_at(path().as_deref());
    let is_failing = Memo::new(move |_| line.with(|l| l.as_ref().is_some_and(|l| l.is_failing)));
    let is_branch = move || line.with(|l| l.as_ref().is_some_and(|l| l.is_branch));
    // One line takes the Tab key: the one that is open, else the first.
    let first = place.iter().all(|&position| position == 0) && place.len() == 1;
    let tab = move || match (is_chosen.get(), bench.chosen.get().is_none() && first) {
        (false, false) => "-1",
        (_, _) => "0",
    };
    let choose = move |_| {
        let path = untrack(path);
        bench.refused.set(None);
        let pinned = &bench.pointing.pinned;
        pinned.update(|now| *now = if *now == path { None } else { path });
    };
    let opened = {
        let place = place.clone();
        move || {
            let place = place.clone();
            is_chosen
                .get()
                .then(|| view! { <Inspector bench place line/> })
        }
    };
    // As wide as the guides of style/builder.css.
    let indent = 1.25 * (place.len() - 1) as f32;
    view! {
        <li
            class="module-line"
            class:failing=move || is_failing.get()
            class:lit=is_lit
            class:open=move || is_chosen.get()
            class:branch=is_branch
            style=format!("--indent:{indent}rem")
            data-path=path
        >
            <div class="module-head">
                <FoldButton bench line visible/>
                <button
                    type="button"
                    class="module-name"
                    data-line=spelled(&place)
                    tabindex=tab
                    aria-expanded=move || is_chosen.get().to_string()
                    on:click=choose
                >
                    <Words line/>
                </button>
            </div>
            {move || is_failing.get().then(|| view! { <Failing bench place=own.get_value()/> })}
            {opened}
        </li>
    }
    .into_any()
}

/// Name, kind, arguments, what comes out, parameters.
#[component]
fn Words(line: Memo<Option<Line>>) -> AnyView {
    let read = move |of: fn(&Line) -> String| move || line.with(|line| line.as_ref().map(of));
    view! {
        <span class="path">{read(|line| line.name.clone())}</span>
        <span class="kind">{read(|line| line.kind().to_owned())}</span>
        <code class="arguments">{read(Line::arguments)}</code>
        <span class="shape">{read(shape)}</span>
        <span class="count">{read(parameters)}</span>
    }
    .into_any()
}

fn shape(line: &Line) -> String {
    let written = |Output { shape, flat }: Output| {
        let [_, c, h, w] = shape.0;
        if flat {
            format!("N×{c}")
        } else {
            format!("N×{c}×{h}×{w}")
        }
    };
    line.output.map_or_else(|| "–".to_owned(), written)
}

fn parameters(line: &Line) -> String {
    match line.parameters {
        0 => "–".to_owned(),
        some => count(some),
    }
}

#[component]
fn FoldButton(bench: Bench, line: Memo<Option<Line>>, visible: Memo<Vec<Place>>) -> AnyView {
    let page = bench.page;
    let has_children = Memo::new(move |_| {
        line.with(|line| {
            let line = line.as_ref();
            line.is_some_and(|line| !line.module.children().is_empty())
        })
    });
    let is_open = move || is_unfolded(line, visible);
    let words = move || {
        if is_open() {
            strings::FOLD_GROUP
        } else {
            strings::UNFOLD_GROUP
        }
    };
    let turn = move |_| {
        if let Some(line) = line.get_untracked() {
            toggle(bench, &line.path);
        }
    };
    let button = move || {
        has_children.get().then(|| {
            view! {
                <button
                    type="button"
                    class="fold"
                    tabindex="-1"
                    aria-expanded=move || is_open().to_string()
                    aria-label=move || words().get(page.lang.get())
                    on:click=turn
                >
                    {move || if is_open() { "▾" } else { "▸" }}
                </button>
            }
        })
    };
    view! { <span class="fold-place">{button}</span> }.into_any()
}

/// Whether the children of a line are in sight.
fn is_unfolded(line: Memo<Option<Line>>, visible: Memo<Vec<Place>>) -> bool {
    let Some(line) = line.get() else {
        return false;
    };
    let first = [line.place.as_slice(), &[0]].concat();
    visible.with(|visible| visible.contains(&first))
}

fn toggle(bench: Bench, path: &str) {
    bench.toggled.update(|toggled| {
        if !toggled.remove(path) {
            toggled.insert(path.to_owned());
        }
    });
}

/// Why the layer cannot work, and what would mend it.
#[component]
fn Failing(bench: Bench, place: Place) -> AnyView {
    let page = bench.page;
    let words = move || {
        let lang = page.lang.get();
        let error = bench.prefix.with(|prefix| prefix.error.clone())?;
        bench
            .network
            .with(|network| Some(sentences::failing(&network.module, &error, lang)))
    };
    let found = Memo::new(move |_| {
        let error = bench.prefix.with(|prefix| prefix.error.clone())?;
        bench
            .network
            .with(|network| remedy(&network.module, &error))
    });
    let button = move || {
        let remedy = found.get()?;
        let name = match remedy {
            Remedy::Fit => strings::MAKE_FIT,
            Remedy::Flatten => strings::INSERT_FLATTEN,
        };
        let place = place.clone();
        let press = move |_| match remedy {
            Remedy::Fit => bench.fit(),
            Remedy::Flatten => {
                bench.edit(&place, &FLATTEN, KEYS);
            }
        };
        Some(view! {
            <button type="button" class="button" data-testid="remedy" on:click=press>
                {page.say(name)}
            </button>
        })
    };
    view! {
        <div class="error" role="alert" data-testid="error">
            <p>{words}</p>
            {button}
        </div>
    }
    .into_any()
}

/// Keys on a line; those in its controls are left to them.
fn press(bench: Bench, event: &KeyboardEvent, visible: Memo<Vec<Place>>) {
    let line = dom::closest(event, "[data-line]");
    let Some(place) = line.and_then(|line| line.get_attribute("data-line")) else {
        return;
    };
    let place: Place = place
        .split('.')
        .filter_map(|part| part.parse().ok())
        .collect();
    let key = event.key();
    if event.alt_key() {
        let change = match key.as_str() {
            "ArrowUp" => Change::Up,
            "ArrowDown" => Change::Down,
            "ArrowLeft" => Change::Out,
            "ArrowRight" => Change::Into,
            _ => return,
        };
        event.prevent_default();
        return bench.edit_and_focus(&place, &change, KEYS);
    }
    if event.ctrl_key() || event.meta_key() {
        return;
    }
    let seen = visible.get_untracked();
    let at = seen.iter().position(|one| *one == place).unwrap_or(0);
    let line = bench
        .lines
        .with_untracked(|lines| lines.iter().find(|line| line.place == place).cloned());
    let child = [place.as_slice(), &[0]].concat();
    let is_open = seen.contains(&child);
    let has_children = line
        .as_ref()
        .is_some_and(|l| !l.module.children().is_empty());
    let path = line.map(|line| line.path).unwrap_or_default();
    let next = match key.as_str() {
        "ArrowDown" => seen.get(at + 1).cloned(),
        "ArrowUp" => at.checked_sub(1).and_then(|at| seen.get(at).cloned()),
        "Home" => seen.first().cloned(),
        "End" => seen.last().cloned(),
        "ArrowRight" if is_open => Some(child),
        "ArrowRight" | "ArrowLeft" if has_children && is_open == (key == "ArrowLeft") => {
            toggle(bench, &path);
            None
        }
        "ArrowLeft" => place.split_last().map(|(_, above)| above.to_vec()),
        "Delete" => {
            bench.edit_and_focus(&place, &Change::Remove, KEYS);
            None
        }
        _ => return,
    };
    event.prevent_default();
    if let Some(next) = next.filter(|next| !next.is_empty()) {
        focus(&next);
    }
}
