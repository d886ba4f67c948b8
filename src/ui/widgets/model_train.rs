//! Training in one place: settings, transport, readouts, curves, log. The run itself is the lab's.

use leptos::html::Div;
use leptos::prelude::*;

use super::device::{Device, DeviceNews};
use super::origin::Consent;
use super::readouts::{Log, Readouts};
use super::resume::{ResumeOffer, StorageNote};
use super::sizes::Sizes;
use super::transfers::{Files, Transfers};
use crate::lesson::progress;
use crate::text::lang::Text;
use crate::text::{device, names, strings};
use crate::train::protocol::RunState;
use crate::ui::dom;
use crate::ui::lab::Lab;
use crate::ui::lab::keep::Keeper;
use crate::ui::lab::trial::Trial;
use crate::ui::page::Page;
use crate::ui::parts::choice::Choice;
use crate::ui::parts::message::{ErrorBox, Line, Tone};
use crate::zoo::lenet::Activation;

#[component]
pub fn ModelTrain(page: Page, lab: Lab, keeper: Keeper) -> impl IntoView {
    let card = NodeRef::<Div>::new();
    Effect::new(move |_| {
        if let Some(card) = card.get() {
            // The worker starts when the reader comes near; it fetches no data until asked.
            dom::on_sight(&card, "50%", move |near| {
                if near {
                    lab.wake();
                }
            });
        }
    });
    view! {
        <div class="card" node_ref=card>
            <ResumeOffer page keeper/>
            <Sizes page lab/>
            <Settings page/>
            <Device page/>
            <Consent page lab/>
            <Transport page lab/>
            <DeviceNews page lab/>
            <Transfers page lab files=Files::All/>
            <Notes page lab/>
            <Readouts page lab/>
            <StorageNote page keeper/>
            <Log page lab/>
            <p class="quiet-line">
                {page.say(strings::IN_WORKER)} " " {page.say(strings::HIDDEN_TAB)}
            </p>
        </div>
    }
}

#[component]
fn Settings(page: Page) -> impl IntoView {
    view! {
        <section class="settings">
            <h3>{page.say(strings::SETTINGS)}</h3>
            <div class="fields">
                <Choice page name="epochs"/>
                <Choice page name="batch"/>
                <Choice page name="lr"/>
                <Choice page name="optimizer"/>
                <Choice page name="init"/>
                <Choice page name="pictures"/>
                <Choice page name="seed"/>
            </div>
            <p class="quiet-line">{page.say(strings::EFFECTS)}</p>
        </section>
    }
}

#[component]
fn Transport(page: Page, lab: Lab) -> impl IntoView {
    let has_begun = Memo::new(move |_| lab.history.with(|history| !history.steps.is_empty()));
    let is_busy = Memo::new(move |_| lab.is_busy());
    let is_over = move || lab.state.get() == RunState::Finished;
    let start = move || {
        if has_begun.get() {
            strings::RESUME
        } else {
            strings::START
        }
    };
    view! {
        <div class="row transport">
            <button
                type="button"
                class="button primary"
                data-testid="train-start"
                disabled=move || is_busy.get() || is_over() || lab.asks.get()
                on:click=move |_| lab.start()
            >
                {move || start().get(page.lang.get())}
            </button>
            <button
                type="button"
                class="button"
                data-testid="train-pause"
                disabled=move || !is_busy.get()
                on:click=move |_| lab.pause()
            >
                {page.say(strings::PAUSE)}
            </button>
            <button
                type="button"
                class="button"
                data-testid="train-step"
                disabled=move || is_busy.get() || is_over() || lab.asks.get()
                on:click=move |_| lab.step()
            >
                {page.say(strings::STEP)}
            </button>
            <ResetRun page lab/>
            <State page lab has_begun/>
        </div>
    }
}

#[component]
fn ResetRun(page: Page, lab: Lab) -> impl IntoView {
    view! {
        <button
            type="button"
            class="button"
            data-testid="train-reset"
            on:click=move |_| lab.reset()
        >
            {page.say(strings::RESET)}
        </button>
    }
}

#[component]
fn State(page: Page, lab: Lab, has_begun: Memo<bool>) -> impl IntoView {
    let state = Memo::new(move |_| match (lab.engines.trial.get(), lab.state.get()) {
        (Trial::MeasuringCpu, _) => device::STATE_MEASURING,
        (Trial::Opening { .. } | Trial::MeasuringGpu { .. }, _) => device::STATE_COMPARING,
        (Trial::Idle, RunState::Paused) if !has_begun.get() => strings::STATE_IDLE,
        (Trial::Idle, state) => names::state(state),
    });
    view! {
        <span class="state" role="status" data-testid="train-state">
            {move || state.get().get(page.lang.get())}
        </span>
    }
}

/// What the reader should know now: waiting settings, the plateau, a diverged run.
#[component]
fn Notes(page: Page, lab: Lab) -> impl IntoView {
    let said = move |text: Text| text.get(page.lang.get()).to_owned();
    let pending = Signal::derive(move || lab.is_stale().then(|| said(strings::PENDING)));
    let plateau = Memo::new(move |_| {
        let applied = page.applied.get()?;
        let steps = progress::steps_per_epoch(&applied.run_spec());
        let flat = lab
            .history
            .with(|history| progress::on_plateau(history, steps));
        flat.then(|| match applied.activation() {
            Activation::Sigmoid => said(strings::PLATEAU),
            Activation::ReLU | Activation::Tanh => said(strings::PLATEAU_OTHER),
        })
    });
    let diverged = Signal::derive(move || {
        let diverged = lab.state.get() == RunState::Diverged;
        let words = diverged.then(|| said(strings::DIVERGED));
        words.into_iter().collect::<Vec<_>>()
    });
    view! {
        <Line tone=Tone::Note words=pending testid="pending"/>
        <Line tone=Tone::Note words=plateau testid="plateau"/>
        <ErrorBox page words=diverged/>
    }
}
