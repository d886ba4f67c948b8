//! First, back, play, next, last, speed and scrubber of an animation, and its clock: one animation
//! frame at a time while it plays, none while it rests or is out of sight.

use leptos::html::Div;
use leptos::prelude::*;

use crate::lesson::format;
use crate::lesson::player::{Player, SPEEDS};
use crate::text::strings;
use crate::ui::dom;
use crate::ui::page::Page;

/// Plays or pauses; what plays gets a frame of the browser's after the other.
pub fn toggle(player: RwSignal<Player>) {
    player.update(|now| *now = now.toggled());
    let now = player.get_untracked();
    if now.is_playing {
        tick(player, now.clock, None);
    }
}

fn tick(player: RwSignal<Player>, clock: u32, last: Option<f64>) {
    request_animation_frame(move || {
        let now = js_sys::Date::now();
        let seconds = last.map_or(0.0, |last| (now - last) / 1000.0) as f32;
        // Gone with its widget, or paused meanwhile: then this was the last frame.
        let Some(before) = player.try_get_untracked() else {
            return;
        };
        if !before.is_playing || before.clock != clock {
            return;
        }
        let after = before.advanced(seconds);
        if after.step == before.step && after.is_playing {
            // Nobody needs to know of a part of a step.
            player.update_untracked(|player| *player = after);
        } else {
            player.set(after);
        }
        if after.is_playing {
            tick(player, clock, Some(now));
        }
    });
}

#[component]
pub fn Transport(page: Page, player: RwSignal<Player>) -> AnyView {
    let place = NodeRef::<Div>::new();
    Effect::new(move |_| {
        if let Some(place) = place.get() {
            // The whole card: what plays is above the buttons.
            let card = place.closest(".card").ok().flatten();
            let card = card.unwrap_or_else(|| place.into());
            dom::on_sight(&card, "0px", move |seen| {
                if !seen && player.with_untracked(|now| now.is_playing) {
                    player.update(|now| *now = now.paused());
                }
            });
        }
    });
    let is_playing = Memo::new(move |_| player.with(|now| now.is_playing));
    let play_label = move || {
        let words = if is_playing.get() {
            strings::PAUSE_ANIMATION
        } else {
            strings::PLAY
        };
        words.get(page.lang.get())
    };
    view! {
        <div class="transport" node_ref=place>
            {jump(page, "step-first", "«", strings::FIRST_STEP, move || player.update(|p| *p = p.at(0)))}
            {jump(page, "step-back", "‹", strings::STEP_BACK, move || player.update(|p| *p = p.moved(-1)))}
            <button
                type="button"
                class="button square primary"
                data-testid="play"
                aria-label=play_label
                title=play_label
                disabled=move || player.with(|now| now.steps < 2)
                on:click=move |_| toggle(player)
            >
                {move || if is_playing.get() { "▮▮" } else { "▶" }}
            </button>
            {jump(page, "step-forward", "›", strings::STEP_FORWARD, move || player.update(|p| *p = p.moved(1)))}
            {jump(page, "step-last", "»", strings::LAST_STEP, move || player.update(|p| *p = p.at(p.last())))}
            <Scrubber page player/>
            <Speed page player/>
        </div>
    }
    .into_any()
}

fn jump(
    page: Page,
    testid: &'static str,
    sign: &'static str,
    name: crate::text::lang::Text,
    go: impl Fn() + 'static,
) -> AnyView {
    view! {
        <button
            type="button"
            class="button square"
            data-testid=testid
            aria-label=page.say(name)
            title=page.say(name)
            on:click=move |_| go()
        >
            {sign}
        </button>
    }
    .into_any()
}

#[component]
fn Scrubber(page: Page, player: RwSignal<Player>) -> AnyView {
    let count = move || {
        player.with(|now| {
            let (at, of) = (now.step + 1, now.steps);
            format!(
                "{} / {}",
                format::count(at as u64),
                format::count(of as u64)
            )
        })
    };
    let scrub = move |event: web_sys::Event| {
        let at = event_target_value(&event).parse::<usize>().unwrap_or(0);
        player.update(|now| *now = now.at(at));
    };
    view! {
        <input
            type="range"
            class="scrubber"
            data-testid="scrubber"
            aria-label=page.say(strings::SCRUBBER)
            aria-valuetext=count
            min="0"
            max=move || player.with(|now| now.last().to_string())
            prop:value=move || player.with(|now| now.step.to_string())
            on:input=scrub
        />
        <span class="count" aria-hidden="true">{count}</span>
    }
    .into_any()
}

#[component]
fn Speed(page: Page, player: RwSignal<Player>) -> AnyView {
    let choose = move |event: web_sys::Event| {
        let at = event_target_value(&event).parse::<usize>().unwrap_or(0);
        if let Some(&speed) = SPEEDS.get(at) {
            player.update(|now| now.speed = speed);
        }
    };
    let option = |(at, speed): (usize, &f32)| {
        let speed = *speed;
        let is_chosen = move || player.with(|now| (now.speed - speed).abs() < f32::EPSILON);
        let name = format!("{}/s", format::cell(speed));
        view! { <option value=at.to_string() prop:selected=is_chosen>{name}</option> }
    };
    view! {
        <select class="speed" aria-label=page.say(strings::SPEED) title=page.say(strings::SPEED) on:change=choose>
            {SPEEDS.iter().enumerate().map(option).collect_view()}
        </select>
    }
    .into_any()
}
