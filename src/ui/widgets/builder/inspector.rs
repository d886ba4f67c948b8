//! The line that is chosen, opened: its name, its numbers, what can be done with it.

use leptos::prelude::*;
use web_sys::Event;

use super::Bench;
use super::add::{Add, Spot};
use crate::lesson::edit::field::{self, Field};
use crate::lesson::edit::outline::Line;
use crate::lesson::edit::place::Place;
use crate::lesson::edit::{Change, Following};
use crate::nn::module::Module;
use crate::text::lang::Text;
use crate::text::strings;
use crate::ui::dom;
use crate::ui::parts::message::{self, Tone};

/// What is edited: a place, and the line that stands there as long as one does.
#[derive(Clone, Copy)]
struct Open {
    bench: Bench,
    place: StoredValue<Place>,
    line: Memo<Option<Line>>,
}

#[component]
pub(super) fn Inspector(bench: Bench, place: Place, line: Memo<Option<Line>>) -> AnyView {
    let open = Open {
        bench,
        place: StoredValue::new(place.clone()),
        line,
    };
    // The fields are made anew when another kind of layer stands here, not at every number.
    let kind = Memo::new(move |_| {
        line.with(|line| {
            line.as_ref()
                .map(|line| std::mem::discriminant(&line.module))
        })
    });
    let fields = move || {
        kind.track();
        let module = line.with_untracked(|line| line.as_ref().map(|line| line.module.clone()))?;
        let listed = field::fields(&module).iter();
        let boxes: Vec<_> = listed.map(|&field| control(open, field)).collect();
        Some(boxes)
    };
    let spots = move || {
        kind.track();
        let is_container = line.with_untracked(|line| {
            let line = line.as_ref();
            line.is_some_and(Line::is_container)
        });
        let mut spots = vec![Spot::After];
        spots.extend(is_container.then_some(Spot::Inside));
        let place = Signal::stored(open.place.get_value());
        view! { <Add bench place spots id="add-here"/> }
    };
    view! {
        <div class="inspector">
            <div class="fields">{name_box(open)} {fields}</div>
            <Actions open kind/>
            {spots}
        </div>
    }
    .into_any()
}

fn name_box(open: Open) -> AnyView {
    let page = open.bench.page;
    let name = move || {
        open.line
            .with(|line| line.as_ref().map(|line| line.name.clone()))
    };
    let rename = move |event: Event| {
        let change = Change::Rename(event_target_value(&event));
        let place = open.place.get_value();
        open.bench.edit(&place, &change, "child-name");
    };
    let refusal = open.bench.refusal("child-name");
    view! {
        <div class="field">
            <label class="label" for="child-name">{page.say(strings::CHILD_NAME)}</label>
            <input
                id="child-name"
                name="child-name"
                type="text"
                autocomplete="off"
                spellcheck="false"
                prop:value=name
                aria-invalid=move || refusal.with(Option::is_some).to_string()
                on:change=rename
            />
            <message::Line tone=Tone::Hint words=refusal testid="error"/>
        </div>
    }
    .into_any()
}

fn control(open: Open, field: Field) -> AnyView {
    if field.is_switch() {
        switch(open, field)
    } else {
        number_box(open, field)
    }
}

fn text(open: Open, field: Field) -> Option<String> {
    open.line
        .with(|line| field::get(&line.as_ref()?.module, field))
}

fn number_box(open: Open, field: Field) -> AnyView {
    let (bench, page) = (open.bench, open.bench.page);
    let name = field.name();
    let set = move |event: Event| {
        let change = Change::Set(field, event_target_value(&event));
        let done = bench.edit(&open.place.get_value(), &change, name);
        // `3x3` is taken and told as PyTorch would.
        let taken = done.and_then(|_| untrack(move || text(open, field)));
        if let (Some(taken), Some(input)) = (taken, dom::input(&event)) {
            input.set_value(&taken);
        }
    };
    let refusal = bench.refusal(name);
    let follows = move || field.follows() && bench.following.get() == Following::Adapt;
    let hint =
        Signal::derive(move || follows().then(|| strings::FOLLOWS.get(page.lang.get()).to_owned()));
    view! {
        <div class="field">
            <label class="label code-word" for=name>{name}</label>
            <input
                id=name
                name=name
                type="text"
                inputmode="decimal"
                autocomplete="off"
                prop:value=move || text(open, field)
                readonly=follows
                aria-invalid=move || refusal.with(Option::is_some).to_string()
                on:change=set
            />
            <message::Line tone=Tone::Hint words=hint/>
            <message::Line tone=Tone::Hint words=refusal testid="error"/>
        </div>
    }
    .into_any()
}

fn switch(open: Open, field: Field) -> AnyView {
    let set = move |event: Event| {
        let change = Change::Set(field, event_target_checked(&event).to_string());
        open.bench
            .edit(&open.place.get_value(), &change, field.name());
    };
    view! {
        <label class="check code-word">
            <input
                type="checkbox"
                name=field.name()
                prop:checked=move || text(open, field).as_deref() == Some("true")
                on:change=set
            />
            {field.name()}
        </label>
    }
    .into_any()
}

#[component]
fn Actions(open: Open, kind: Memo<Option<std::mem::Discriminant<Module>>>) -> AnyView {
    let (bench, page) = (open.bench, open.bench.page);
    let button = move |name: Text, sign: Option<&'static str>, change: Change, control| {
        let press = move |_| {
            let place = open.place.get_value();
            bench.edit_and_focus(&place, &change, control);
        };
        let class = if sign.is_some() {
            "button square"
        } else {
            "button"
        };
        let shown = move || sign.unwrap_or_else(|| name.get(page.lang.get()));
        view! {
            <button
                type="button"
                class=class
                data-testid=control
                aria-label=page.say(name)
                title=page.say(name)
                on:click=press
            >
                {shown}
            </button>
        }
        .into_any()
    };
    let moves = [
        (strings::LAYER_UP, "↑", Change::Up, "move-up"),
        (strings::LAYER_DOWN, "↓", Change::Down, "move-down"),
        (strings::MOVE_OUT, "←", Change::Out, "move-out"),
        (strings::MOVE_INTO, "→", Change::Into, "move-into"),
    ];
    let controls = moves.each_ref().map(|(_, _, _, control)| *control);
    let moves: Vec<_> = moves
        .into_iter()
        .map(|(name, sign, change, control)| button(name, Some(sign), change, control))
        .collect();
    let others = move || {
        kind.track();
        let module = open
            .line
            .with_untracked(|line| line.as_ref().map(|line| line.module.clone()));
        let own: &[(Text, Change, &str)] = match module {
            Some(Module::Concat(_)) => &[
                (strings::ADD_BRANCH, Change::AddBranch, "add-branch"),
                (strings::UNWRAP, Change::Unwrap, "unwrap"),
            ],
            Some(Module::Sequential(_)) => &[(strings::UNWRAP, Change::Unwrap, "unwrap")],
            Some(_) | None => &[],
        };
        let all = [
            (strings::DUPLICATE, Change::Duplicate, "duplicate"),
            (strings::WRAP, Change::Wrap, "wrap"),
            (strings::SPLIT, Change::Split, "split"),
        ];
        let last = [(strings::REMOVE, Change::Remove, "remove")];
        let listed = all.iter().chain(own).chain(&last);
        let listed =
            listed.map(|(name, change, control)| button(*name, None, change.clone(), *control));
        listed.collect::<Vec<_>>()
    };
    let refusal = Signal::derive(move || {
        let rest = [
            "duplicate",
            "wrap",
            "split",
            "add-branch",
            "unwrap",
            "remove",
        ];
        let all = controls.into_iter().chain(rest);
        let mut told = all.map(|control| bench.refusal(control));
        told.find_map(|words| words.get())
    });
    view! {
        <div class="row actions">{moves} {others}</div>
        <message::Line tone=Tone::Hint words=refusal testid="error"/>
    }
    .into_any()
}
