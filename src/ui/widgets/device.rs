//! What a run computes with: the choice, what was found, the comparison, what went wrong.
//! Choosing and comparing are the lab's.

use leptos::prelude::*;

use crate::lesson::device::Engine;
use crate::lesson::link::device::AUTO;
use crate::lesson::state::device::Kind;
use crate::text::device as words;
use crate::text::lang::Text;
use crate::text::strings;
use crate::ui::lab::Lab;
use crate::ui::lab::engines::cores;
use crate::ui::lab::trial::Trial;
use crate::ui::page::Page;
use crate::ui::parts::choice::Choice;
use crate::ui::parts::message::{Line, Tone};

#[component]
pub fn Device(page: Page) -> impl IntoView {
    let said = move |text: Text| text.get(page.lang.get()).to_owned();
    let chosen = Memo::new(move |_| page.playground.with(|all| all.device));
    let hint = move || match (chosen.get().kind, chosen.get().workers) {
        (Kind::WebGpu, _) => said(words::NO_EFFECT),
        (Kind::Auto | Kind::Cpu, Some(many)) if many > cores() => {
            words::too_many(many, cores(), page.lang.get())
        }
        (Kind::Auto | Kind::Cpu, _) => said(words::EFFECT),
    };
    // A link may ask for more than there are.
    let asked = chosen.get_untracked().workers;
    let beyond = asked.filter(|many| *many > cores());
    let numbers = (1..=cores().max(1)).chain(beyond);
    let offers = std::iter::once(AUTO.to_owned())
        .chain(numbers.map(|number| number.to_string()))
        .collect::<Vec<_>>();
    view! {
        <section class="settings">
            <h3>{page.say(strings::DEVICE)}</h3>
            <div class="fields">
                <Choice page name="device"/>
                <Choice page name="workers" offers/>
            </div>
            <p class="quiet-line">{hint}</p>
        </section>
    }
}

/// What was found, the comparison, what went wrong. It comes by itself, so it stands below the buttons,
/// which must not move under a finger.
#[component]
pub fn DeviceNews(page: Page, lab: Lab) -> impl IntoView {
    let notice = Signal::derive(move || {
        let fallback = lab.engines.fallback.get();
        fallback.map(|fallback| words::fallback(&fallback, page.lang.get()))
    });
    view! {
        <p class="quiet-line" data-testid="device-found" role="status">
            {move || found(page, lab)}
        </p>
        <Line
            tone=Tone::Note
            words=Signal::derive(move || compared(page, lab))
            testid="device-compared"
        />
        <Line tone=Tone::Note words=notice testid="device-notice"/>
    }
}

/// What is known of WebGPU here, and what that means for an automatic choice.
fn found(page: Page, lab: Lab) -> String {
    let lang = page.lang.get();
    let kind = page.playground.with(|all| all.device.kind);
    let is_opening = matches!(lab.engines.trial.get(), Trial::Opening { .. });
    let asks = is_opening || lab.engines.now.get() == Engine::Gpu;
    let found = lab.engines.found.get();
    let has_rival = lab.engines.is_rival();
    let sentence = match (found, kind) {
        (_, Kind::Cpu) => return words::ON_CPU.get(lang).to_owned(),
        (None, _) if asks => return words::ASKING.get(lang).to_owned(),
        (None, Kind::Auto | Kind::WebGpu) => return words::ON_DEMAND.get(lang).to_owned(),
        (Some(Ok(adapter)), Kind::Auto | Kind::WebGpu) => words::found(&adapter, lang),
        (Some(Err(fault)), Kind::Auto | Kind::WebGpu) => words::fault(&fault, lang),
    };
    if kind == Kind::WebGpu || has_rival {
        return sentence;
    }
    words::so_the_cpu(&sentence, lang)
}

/// A comparison under way, or what the last one of the run's network came to.
fn compared(page: Page, lab: Lab) -> Option<String> {
    let lang = page.lang.get();
    let is_auto = page.playground.with(|all| all.device.kind) == Kind::Auto;
    match lab.engines.trial.get() {
        Trial::MeasuringCpu => Some(words::MEASURING_CPU.get(lang).to_owned()),
        Trial::Opening { .. } | Trial::MeasuringGpu { .. } => {
            Some(words::COMPARING.get(lang).to_owned())
        }
        Trial::Idle => {
            let compared = lab.comparison().filter(|_| is_auto)?;
            Some(words::compared(&compared, lab.engines.now.get(), lang))
        }
    }
}
