//! Above the tree: where to start from, the way back and forth, the picture's side, whether layers follow.

use leptos::prelude::*;

use super::Bench;
use crate::lesson::edit::Following;
use crate::lesson::number;
use crate::lesson::state::network::{Network, SIDE};
use crate::text::lang::Text;
use crate::text::strings;
use crate::ui::dom;
use crate::ui::parts::message::{Line, Tone};
use crate::zoo::variant::{Known, Variant};

/// What a reader may start from besides nothing: the course's networks, the large ones small too.
fn starts() -> Vec<(String, Network)> {
    let lesson = |known: Known| (known.title().to_owned(), Network::of(known));
    let small = |known: Known, ratio: u32, side: u32| {
        let variant = Variant {
            ratio,
            side,
            ..Variant::lesson(known)
        };
        let name = format!("{} 1/{ratio}, {side}×{side}", known.title());
        (name, Network::from(&variant))
    };
    let mut all: Vec<_> = Known::ALL.into_iter().map(lesson).collect();
    all.extend([
        small(Known::AlexNet, 8, 96),
        small(Known::Vgg, 8, 32),
        small(Known::Nin, 8, 96),
        small(Known::GoogLeNet, 8, 28),
    ]);
    all
}

#[component]
pub(super) fn StartFrom(bench: Bench) -> AnyView {
    let page = bench.page;
    let networks = StoredValue::new(starts());
    let at = Memo::new(move |_| {
        bench.network.with(|now| {
            networks.with_value(|all| all.iter().position(|(_, network)| network == now))
        })
    });
    let is_empty = move || bench.network.with(|now| now.module.children().is_empty());
    let names = networks.with_value(|all| {
        let names = all.iter().map(|(name, _)| name.clone());
        names.collect::<Vec<_>>()
    });
    let buttons: Vec<_> = names
        .into_iter()
        .enumerate()
        .map(|(position, name)| {
            let press = move |_| {
                let network = networks.with_value(|all| all.get(position).cloned());
                if let Some((_, network)) = network {
                    bench.start_from(network);
                }
            };
            view! {
                <button
                    type="button"
                    class="button"
                    aria-pressed=move || (at.get() == Some(position)).to_string()
                    on:click=press
                >
                    {name}
                </button>
            }
        })
        .collect();
    view! {
        <div class="row starts" role="group" aria-label=page.say(strings::START_FROM)>
            <span class="quiet-line">{page.say(strings::START_FROM)}</span>
            <button
                type="button"
                class="button"
                aria-pressed=move || is_empty().to_string()
                on:click=move |_| bench.start_from(Network::empty())
            >
                {page.say(strings::START_EMPTY)}
            </button>
            {buttons}
        </div>
    }
    .into_any()
}

/// Undo, redo, reset.
#[component]
pub(super) fn Steps(bench: Bench) -> AnyView {
    let page = bench.page;
    let start = move || page.start.with_value(|start| start.network.get());
    let is_start = move || bench.network.with(|now| *now == start());
    let button = move |name: Text, testid, off: Signal<bool>, press: fn(Bench)| {
        view! {
            <button
                type="button"
                class="button"
                data-testid=testid
                disabled=off
                on:click=move |_| press(bench)
            >
                {page.say(name)}
            </button>
        }
    };
    let undone = Signal::derive(move || !bench.history.with(|history| history.can_undo()));
    let redone = Signal::derive(move || !bench.history.with(|history| history.can_redo()));
    view! {
        <div class="row">
            {button(strings::UNDO, "undo", undone, Bench::undo)}
            {button(strings::REDO, "redo", redone, Bench::redo)}
            {button(strings::RESET_ALL, "reset", Signal::derive(is_start), |bench| {
                let start = bench.page.start.with_value(|start| start.network.get());
                bench.start_from(start);
            })}
        </div>
    }
    .into_any()
}

/// Whether layers follow, and the side of the picture.
#[component]
pub(super) fn Settings(bench: Bench) -> AnyView {
    let page = bench.page;
    let follows = move || bench.following.get() == Following::Adapt;
    let turn = move |event: web_sys::Event| {
        if event_target_checked(&event) {
            bench.following.set(Following::Adapt);
            bench.fit();
        } else {
            bench.following.set(Following::Stay);
        }
    };
    let side = move || bench.network.with(|now| now.side.to_string());
    let moved = RwSignal::new(false);
    let resize = move |event: web_sys::Event| {
        let typed = number::parse(event_target_value(&event).trim());
        let (low, high) = (f64::from(*SIDE.start()), f64::from(*SIDE.end()));
        if let Some(typed) = typed.filter(|typed| !typed.is_nan()) {
            bench.resize(typed.round().clamp(low, high) as u32);
        }
        let taken = bench.network.with_untracked(|now| now.side);
        moved.set(typed != Some(f64::from(taken)));
        if let Some(input) = dom::input(&event) {
            input.set_value(&taken.to_string());
        }
    };
    let hint = Signal::derive(move || {
        let words = strings::CLAMPED.get(page.lang.get());
        let (low, high) = (SIDE.start(), SIDE.end());
        moved.get().then(|| format!("{words} ({low} – {high})"))
    });
    view! {
        <div class="bench-settings">
            <div class="field">
                <label class="label" for="bench-npx">{page.say(strings::PICTURE_SIDE)}</label>
                <input
                    id="bench-npx"
                    name="npx"
                    type="number"
                    inputmode="numeric"
                    min=SIDE.start().to_string()
                    max=SIDE.end().to_string()
                    prop:value=side
                    on:change=resize
                />
                <Line tone=Tone::Hint words=hint/>
            </div>
            <div>
                <label class="check">
                    <input
                        type="checkbox"
                        name="following"
                        prop:checked=follows
                        on:change=turn
                    />
                    {page.say(strings::FOLLOWING)}
                </label>
                <p class="quiet-line">{page.say(strings::FOLLOWING_HINT)}</p>
            </div>
        </div>
    }
    .into_any()
}
