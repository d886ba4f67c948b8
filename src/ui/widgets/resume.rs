//! A run of before that the page can go on with, and what the browser keeps of the present one.
//! Keeping itself is the lab's.

use js_sys::Date;
use leptos::prelude::*;

use crate::lesson::kept::Stage;
use crate::lesson::sizes::Cost;
use crate::lesson::state::Playground;
use crate::text::kept as words;
use crate::train::checkpoint;
use crate::ui::dom;
use crate::ui::lab::keep::{Keeper, Stored};
use crate::ui::page::Page;
use crate::ui::parts::message::{Line, Tone};

/// Where the keyboard goes once the offer and its buttons are gone.
const NEXT: &str = "[data-testid=train-start]";

/// The offer, while there is one.
#[component]
pub fn ResumeOffer(page: Page, keeper: Keeper) -> AnyView {
    let body = move || {
        let offer = keeper.offer.get()?;
        let stage = offer.stage;
        let resume = match stage {
            Stage::Imported | Stage::Underway => words::RESUME,
            Stage::Finished => words::OPEN,
        };
        let (step, steps) = (offer.step.to_string(), offer.steps.to_string());
        let sentence = move || words::offer(&offer, Date::now(), page.lang.get());
        let answer = move |act: fn(Keeper)| {
            act(keeper);
            dom::focus(NEXT);
        };
        Some(view! {
            <section
                class="resume-offer"
                role="group"
                aria-label=page.say(words::heading(stage))
                data-testid="resume-offer"
            >
                <h3>{page.say(words::heading(stage))}</h3>
                <p>{sentence}</p>
                <p class="quiet-line">{page.say(words::UNDECIDED)}</p>
                <progress max=steps value=step aria-hidden="true"></progress>
                <div class="row">
                    <button
                        type="button"
                        class="button primary"
                        data-testid="resume"
                        on:click=move |_| answer(Keeper::resume)
                    >
                        {page.say(resume)}
                    </button>
                    <button
                        type="button"
                        class="button"
                        data-testid="resume-discard"
                        on:click=move |_| answer(Keeper::discard)
                    >
                        {page.say(words::DISCARD)}
                    </button>
                </div>
            </section>
        })
    };
    body.into_any()
}

/// The run's checkpoints would be larger than the worker makes them.
fn is_large(page: Page) -> bool {
    let spec = page
        .applied
        .with(|run| run.as_ref().map(Playground::run_spec));
    let bytes = spec.and_then(|spec| {
        let parameters = Cost::of(&spec)?.parameters;
        Some(checkpoint::bytes(parameters, spec.optimizer.slots()))
    });
    bytes.is_some_and(|bytes| bytes > checkpoint::LIMIT)
}

/// How far the present run is stored, or why it is not.
#[component]
pub fn StorageNote(page: Page, keeper: Keeper) -> AnyView {
    let trouble = Signal::derive(move || {
        let lang = page.lang.get();
        keeper.stored.with(|stored| match stored {
            Stored::Nothing | Stored::At { .. } => {
                is_large(page).then(|| words::TOO_LARGE.get(lang).to_owned())
            }
            Stored::Waits => Some(words::WAITS.get(lang).to_owned()),
            Stored::Trouble(trouble) => Some(words::trouble(trouble, lang)),
            Stored::Unreadable => Some(words::UNREADABLE.get(lang).to_owned()),
        })
    });
    let stored = move || {
        let lang = page.lang.get();
        keeper.stored.with(|stored| match stored {
            Stored::At { step } => Some(words::stored(*step, lang)),
            Stored::Nothing | Stored::Waits | Stored::Trouble(_) | Stored::Unreadable => None,
        })
    };
    let line = move || {
        stored().map(|words| view! { <p class="quiet-line" data-testid="stored">{words}</p> })
    };
    view! {
        <Line tone=Tone::Note words=trouble testid="storage-note"/>
        {line}
    }
    .into_any()
}
