//! Before the reader believes a map: whether the network is built at all, and where its weights come from.
//! Building it and fetching weights are the lab's.

use leptos::prelude::*;

use crate::lesson::state::Playground;
use crate::text::sizes as words;
use crate::train::protocol::RunState;
use crate::ui::lab::{Lab, Weights};
use crate::ui::page::Page;
use crate::ui::parts::message::ErrorBox;
use crate::zoo::trained::Trained;

/// The weights that come with the course for the page's network, at some size.
fn trained(playground: &Playground) -> Option<Trained> {
    let known = (!playground.own_network).then_some(playground.model.known);
    known.and_then(Trained::of)
}

/// Moves the page to the network that they fit, and fetches them.
fn take(page: Page, lab: Lab) {
    let now = page.playground.get_untracked();
    if let Some(trained) = trained(&now) {
        page.choose_all(Playground {
            model: trained.variant(),
            ..now
        });
        lab.fetch_trained(trained);
    }
}

/// The question before a large network is built; nothing for the others.
#[component]
pub fn Consent(page: Page, lab: Lab) -> AnyView {
    let body = move || {
        if !lab.asks.get() {
            return None;
        }
        let now = page.playground.get();
        let cost = lab.cost(&now)?;
        let sentence = words::heavy(now.title(), &cost, page.lang.get());
        let small = trained(&now).map(|_| {
            view! {
                <button type="button" class="button" on:click=move |_| take(page, lab)>
                    {page.say(words::TAKE_TRAINED)}
                </button>
            }
        });
        Some(view! {
            <div class="consent" role="group" data-testid="consent">
                <p>{sentence}</p>
                <div class="row">
                    <button
                        type="button"
                        class="button primary"
                        data-testid="agree"
                        on:click=move |_| lab.agree()
                    >
                        {page.say(words::AGREE)}
                    </button>
                    {small}
                </div>
            </div>
        })
    };
    body.into_any()
}

/// One line on the weights, and a button for those that come with the course.
#[component]
pub fn Origin(page: Page, lab: Lab) -> impl IntoView {
    let has_learnt = Memo::new(move |_| lab.history.with(|history| !history.steps.is_empty()));
    let sentence = move || {
        let lang = page.lang.get();
        lab.weights.with(|weights| match weights {
            Weights::Fetching(_) => words::FETCHING.get(lang).to_owned(),
            _ if has_learnt.get() => words::ORIGIN_HERE.get(lang).to_owned(),
            Weights::Trained(trained) => words::trained(trained, lang),
            _ if lab.came_from_a_file() => words::ORIGIN_FILE.get(lang).to_owned(),
            Weights::Untouched
            | Weights::Exported { .. }
            | Weights::Imported
            | Weights::Unreachable(..)
            | Weights::Refused(_) => words::ORIGIN_RANDOM.get(lang).to_owned(),
        })
    };
    let failed = Signal::derive(move || {
        let lang = page.lang.get();
        let words = lab.weights.with(|weights| match weights {
            Weights::Unreachable(trained, why) => Some(words::unreachable(trained, why, lang)),
            Weights::Untouched
            | Weights::Exported { .. }
            | Weights::Imported
            | Weights::Fetching(_)
            | Weights::Trained(_)
            | Weights::Refused(_) => None,
        });
        words.into_iter().collect::<Vec<_>>()
    });
    let is_idle = move || match lab.state.get() {
        RunState::Loading | RunState::Running | RunState::Evaluating => false,
        RunState::Paused | RunState::Finished | RunState::Diverged => true,
    };
    let has_file = move || page.playground.with(|all| trained(all).is_some());
    let button = move || {
        has_file().then(|| {
            view! {
                <button
                    type="button"
                    class="button"
                    data-testid="load-trained"
                    disabled=move || !is_idle()
                    on:click=move |_| take(page, lab)
                >
                    {page.say(words::LOAD_TRAINED)}
                </button>
            }
        })
    };
    view! {
        <div class="row origin">
            <p class="quiet-line" role="status" data-testid="weights-origin">{sentence}</p>
            {button}
        </div>
        <ErrorBox page words=failed retry=Callback::new(move |()| take(page, lab))/>
    }
}
