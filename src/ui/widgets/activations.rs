//! Sigmoid against ReLU: two nets that train step for step, each in a worker of its own, and what goes on
//! inside them. What is trained and drawn is left to `lesson::labs::activations`.

mod show;

use leptos::prelude::*;

use self::show::Show;
use crate::lesson::format;
use crate::lesson::labs::activations::{self, CLASSES, NAMES, STEPS};
use crate::text::lang::Text;
use crate::text::{labs, names, strings};
use crate::train::protocol::RunState;
use crate::ui::page::Page;
use crate::ui::parts::choice::Choice;
use crate::ui::parts::drawn::Drawn;
use crate::ui::parts::message::{Line, Tone};
use crate::ui::parts::news::News;

#[component]
pub fn ActivationLab(page: Page) -> AnyView {
    let show = Show::new(page);
    Effect::new(move |_| {
        let mut nets = show.nets.into_iter();
        if nets.any(|net| net.slim.crash.with(Option::is_some)) {
            show.going.set(false);
        }
    });
    let retry = Callback::new(move |()| show.start());
    let [first, second] = show.nets.map(|net| net.slim);
    // Both fetch the same files, so one of them speaks of it; the other only of what went wrong.
    let is_well = move || {
        let failed = second.failed.with(Option::is_some);
        !failed && second.crash.with(Option::is_none) && second.refusal.with(Option::is_none)
    };
    view! {
        <div class="card lab activation-lab">
            <p class="quiet-line">{page.say(labs::ACT_PLAN)}</p>
            <Transport show/>
            <News page slim=first retry/>
            <div hidden=is_well>
                <News page slim=second retry/>
            </div>
            <Legend/>
            <Falls show/>
            <div class="lab-halves">
                <Gradients show/>
                <Units show/>
            </div>
            <Losses show/>
        </div>
    }
    .into_any()
}

/// What the colours mean, and what came of it.
#[component]
fn Legend() -> AnyView {
    let one = |(name, class): (&'static str, &'static str)| {
        view! { <span class=format!("key {class}")>{name}</span> }
    };
    let all = NAMES.into_iter().zip(CLASSES).map(one);
    view! { <p class="keys">{all.collect_view()}</p> }.into_any()
}

#[component]
fn Transport(show: Show) -> AnyView {
    let page = show.page;
    let is_over = Memo::new(move |_| show.done() >= STEPS);
    let has_begun = Memo::new(move |_| show.made.with(Option::is_some));
    let word = move |yes: bool, a: Text, b: Text| (if yes { a } else { b }).get(page.lang.get());
    let state = move || {
        if !has_begun.get() {
            return strings::STATE_IDLE.get(page.lang.get()).to_owned();
        }
        let states = show.nets.map(|net| net.state.get());
        let loads = states.contains(&RunState::Loading);
        let diverged = states.contains(&RunState::Diverged);
        let state = match (loads, diverged, show.going.get(), is_over.get()) {
            (_, true, ..) => RunState::Diverged,
            (true, ..) => RunState::Loading,
            (.., true) => RunState::Finished,
            (_, _, true, _) => RunState::Running,
            (_, _, false, _) => RunState::Paused,
        };
        names::state(state).get(page.lang.get()).to_owned()
    };
    let steps = move || labs::steps_done(show.done(), STEPS, page.lang.get());
    let waits = Signal::derive(move || {
        let waits = show.made.get().is_some_and(|made| made != show.chosen());
        waits.then(|| labs::ACT_RESET.get(page.lang.get()).to_owned())
    });
    view! {
        <div class="row transport">
            <button
                type="button"
                class="button primary"
                data-testid="activation-start"
                disabled=move || show.going.get() || is_over.get()
                on:click=move |_| show.start()
            >
                {move || word(has_begun.get(), strings::RESUME, strings::START)}
            </button>
            <button
                type="button"
                class="button"
                data-testid="activation-pause"
                disabled=move || !show.going.get()
                on:click=move |_| show.pause()
            >
                {page.say(strings::PAUSE)}
            </button>
            <button
                type="button"
                class="button"
                data-testid="activation-reset"
                on:click=move |_| show.reset()
            >
                {page.say(strings::RESET)}
            </button>
            <span class="state" role="status" data-testid="activation-state">{state}</span>
            <span class="quiet-line">{steps}</span>
        </div>
        <progress
            class="lab-progress"
            max=STEPS.to_string()
            prop:value=move || show.done().to_string()
            aria-label=page.say(labs::ACT_STEP)
        ></progress>
        <div class="fields">
            <Choice page name="act-init"/>
            <Choice page name="act-lr"/>
            <Choice page name="act-seed"/>
        </div>
        <Line tone=Tone::Hint words=waits/>
    }
    .into_any()
}

/// The first layer's gradient against the last one's, in words.
#[component]
fn Falls(show: Show) -> AnyView {
    let layers = activations::layers();
    let words = move || {
        let tracks = show.tracks();
        let step = tracks[0].vitals.as_ref()?.step;
        let [sigmoid, relu] = tracks.each_ref().map(|track| track.fall(&layers));
        let falls = [sigmoid?, relu?];
        Some(labs::falls(step, falls, show.page.lang.get()))
    };
    view! { <p class="summary" data-testid="falls">{words}</p> }.into_any()
}

#[component]
fn Gradients(show: Show) -> AnyView {
    let page = show.page;
    let draw = Callback::new(move |(width,): (f32,)| {
        let label = labs::ACT_GRADIENTS.get(page.lang.get());
        activations::bars(&show.tracks(), width, label)
    });
    view! {
        <section>
            <h4>{page.say(labs::ACT_GRADIENTS)}</h4>
            <Drawn class="gradients" testid="gradients" draw/>
        </section>
    }
    .into_any()
}

/// Saturated and dead units, a row an activation.
#[component]
fn Units(show: Show) -> AnyView {
    let page = show.page;
    let tracks = Memo::new(move |_| show.tracks());
    // The last layer with weights has no activation behind it.
    let layers = activations::layers();
    let count = layers.len().saturating_sub(1);
    let row = move |(at, (path, _)): (usize, (String, usize))| {
        let cell = move |which: usize| {
            let stuck = Memo::new(move |_| {
                tracks.with(|tracks| {
                    let vitals = tracks[which].vitals.as_ref()?;
                    Some(vitals.activities.get(at)?.stuck)
                })
            });
            let number = move || stuck.get().map_or_else(|| "–".to_owned(), format::percent);
            let share = move || format!("--share:{:.1}%", stuck.get().unwrap_or(0.0) * 100.0);
            view! {
                <td>
                    <span class="cost-number">{number}</span>
                    <span class=format!("lab-bar {}", CLASSES[which]) style=share></span>
                </td>
            }
        };
        view! {
            <tr>
                <th scope="row">{path}</th>
                {cell(0)}
                {cell(1)}
            </tr>
        }
    };
    view! {
        <section>
            <h4>{page.say(labs::ACT_UNITS)}</h4>
            <table class="lab-table paired" data-testid="units">
                <thead>
                    <tr>
                        <th scope="col">{page.say(labs::ACT_LAYER)}</th>
                        <th scope="col">{page.say(labs::ACT_SATURATED)}</th>
                        <th scope="col">{page.say(labs::ACT_DEAD)}</th>
                    </tr>
                </thead>
                <tbody>{layers.into_iter().take(count).enumerate().map(row).collect_view()}</tbody>
            </table>
            <p class="quiet-line">{page.say(labs::ACT_MEANING)}</p>
        </section>
    }
    .into_any()
}

#[component]
fn Losses(show: Show) -> AnyView {
    let page = show.page;
    let draw = Callback::new(move |(width,): (f32,)| {
        let label = labs::ACT_LOSS.get(page.lang.get());
        activations::curves(&show.tracks(), width, label)
    });
    let tested = move || {
        let tested = show.tracks().map(|track| track.tested.last().copied());
        let [sigmoid, relu] = tested;
        Some(labs::tested([sigmoid?, relu?], page.lang.get()))
    };
    view! {
        <section>
            <h4>{page.say(labs::ACT_LOSS)}</h4>
            <Drawn class="losses" testid="activation-curves" draw/>
            <p class="quiet-line" data-testid="activation-accuracy">{tested}</p>
        </section>
    }
    .into_any()
}
