//! The control of one choice: a list or a number box, named as in the URL, made from the choice's
//! own row in `lesson::link`. It says so when a value was moved into bounds or waits for a reset.

use leptos::prelude::*;

use crate::lesson::link::{self, Values};
use crate::lesson::number;
use crate::text::{choices, strings};
use crate::ui::page::Page;
use crate::ui::parts::message::{Line, Tone};

#[component]
pub fn Choice(
    page: Page,
    name: &'static str,
    /// A slider for whole numbers of any size: each of its steps doubles.
    #[prop(optional)]
    doubling: bool,
    /// What a list offers that depends on the machine.
    #[prop(optional)]
    offers: Vec<String>,
) -> AnyView {
    let Some(field) = link::field(page.choices.groups, name) else {
        return ().into_any();
    };
    let label = page.choices.label(name).map(|text| page.say(text));
    let control = match &field.values {
        Values::Spelled if !offers.is_empty() => {
            view! { <WordList page name words=offers/> }.into_any()
        }
        // Set by the widget that draws it.
        Values::Spelled => ().into_any(),
        Values::Words(words) => {
            let words = words().into_iter().map(str::to_owned).collect();
            view! { <WordList page name words/> }.into_any()
        }
        Values::Listed(numbers) => {
            let numbers = page.start.with_value(numbers);
            let words = numbers.iter().map(u32::to_string).collect();
            view! { <WordList page name words/> }.into_any()
        }
        Values::Whole(range) => {
            let (low, high) = (*range.start(), *range.end());
            let step = "1".to_owned();
            let ends = [low.to_string(), high.to_string(), step.clone()];
            let slider = match doubling {
                true => Some(doubler(page, name, high)),
                false => (high <= SLIDER_END).then(|| slider(page, name, ends)),
            };
            view! {
                <div class="number">
                    {slider}
                    <NumberBox page name low=low.to_string() high=high.to_string() step/>
                </div>
            }
            .into_any()
        }
        Values::Real(range) => {
            let (low, high) = (*range.start(), *range.end());
            let step = "any".to_owned();
            let ends = [low.to_string(), high.to_string(), "0.05".to_owned()];
            let is_share = high <= 1.0 && (low == 0.0 || low > 0.05);
            let number = view! {
                <NumberBox page name low=low.to_string() high=high.to_string() step/>
            };
            match is_share {
                true => {
                    let slider = slider(page, name, ends);
                    view! { <div class="number">{slider} {number}</div> }.into_any()
                }
                false => number.into_any(),
            }
        }
    };
    view! {
        <div class="field">
            <label class="label" for=format!("choice-{name}")>{label}</label>
            {control}
            <WaitsForReset page name/>
        </div>
    }
    .into_any()
}

/// Whole numbers up to this have a slider beside their box; so do shares of one.
const SLIDER_END: u32 = 40;

/// A second handle on a number box, for pointers; keys have the box.
fn slider(page: Page, name: &'static str, [low, high, step]: [String; 3]) -> AnyView {
    let value = value(page, name);
    view! {
        <input
            type="range"
            class="slider"
            tabindex="-1"
            aria-hidden="true"
            min=low
            max=high
            step=step
            prop:value=move || value.get()
            on:input=move |event| {
                page.choose(name, &event_target_value(&event));
            }
        />
    }
    .into_any()
}

/// Powers of two up to `high`.
fn doubler(page: Page, name: &'static str, high: u32) -> AnyView {
    let value = value(page, name);
    let power = move || {
        let number = value.get().parse::<u32>().unwrap_or(1);
        number.max(1).ilog2().to_string()
    };
    let slide = move |event| {
        if let Ok(power) = event_target_value(&event).parse::<u32>() {
            page.choose(name, &(1u32 << power.min(31)).to_string());
        }
    };
    view! {
        <input
            type="range"
            class="slider"
            tabindex="-1"
            aria-hidden="true"
            min="0"
            max=high.max(1).ilog2().to_string()
            prop:value=power
            on:input=slide
        />
    }
    .into_any()
}

fn value(page: Page, name: &'static str) -> Memo<String> {
    Memo::new(move |_| {
        page.playground
            .with(|all| link::get(page.choices.groups, all, name))
            .unwrap_or_default()
    })
}

#[component]
fn WordList(page: Page, name: &'static str, words: Vec<String>) -> impl IntoView {
    let value = value(page, name);
    let option = move |word: String| {
        let label = match page.choices.option(name, &word) {
            Some(text) => page.say(text).into_any(),
            None => choices::number(name, &word).into_any(),
        };
        let own = word.clone();
        view! {
            <option value=word prop:selected=move || value.get() == own>
                {label}
            </option>
        }
    };
    view! {
        <select
            id=format!("choice-{name}")
            name=name
            on:change=move |event| {
                page.choose(name, &event_target_value(&event));
            }
        >
            {words.into_iter().map(option).collect_view()}
        </select>
    }
}

#[component]
fn NumberBox(
    page: Page,
    name: &'static str,
    low: String,
    high: String,
    step: String,
) -> impl IntoView {
    let value = value(page, name);
    let bounds = format!("{low} – {high}");
    let moved = RwSignal::new(false);
    let commit = move |event: web_sys::Event| {
        let typed = event_target_value(&event);
        let understood = page.choose(name, &typed);
        let taken = value.get_untracked();
        moved.set(!understood || number::parse(typed.trim()) != number::parse(&taken));
        // The box may differ from a value that did not change: put it right by hand.
        if let Some(input) = crate::ui::dom::input(&event) {
            input.set_value(&taken);
        }
    };
    let hint = Signal::derive(move || {
        let words = strings::CLAMPED.get(page.lang.get());
        moved.get().then(|| format!("{words} ({bounds})"))
    });
    view! {
        <input
            id=format!("choice-{name}")
            name=name
            type="number"
            inputmode="decimal"
            min=low
            max=high
            step=step
            prop:value=move || value.get()
            aria-invalid=move || moved.get().to_string()
            on:change=commit
        />
        <Line tone=Tone::Hint words=hint/>
    }
}

/// Says that a choice waits for a reset, as long as it does.
#[component]
fn WaitsForReset(page: Page, name: &'static str) -> impl IntoView {
    let waits = move || {
        let chosen = page
            .playground
            .with(|all| link::get(page.choices.groups, all, name));
        let applied = page.applied.with(|a| {
            a.as_ref()
                .and_then(|all| link::get(page.choices.groups, all, name))
        });
        name != "picture" && applied.is_some() && applied != chosen
    };
    let words = Signal::derive(move || {
        waits().then(|| strings::EFFECT_RESET.get(page.lang.get()).to_owned())
    });
    view! { <Line tone=Tone::Hint words/> }
}
