//! What the network says of the picture: ten probabilities, the surest marked.

use leptos::prelude::*;

use crate::data::fashion_mnist::CLASSES;
use crate::lesson::format::percent;
use crate::text::lang::Lang;
use crate::text::{names, sentences, strings};
use crate::train::protocol::Probe;
use crate::ui::lab::Lab;
use crate::ui::page::Page;

#[component]
pub fn Prediction(page: Page, lab: Lab) -> impl IntoView {
    let has_probe = Memo::new(move |_| lab.probe.with(Option::is_some));
    let verdict = move || {
        let lang = page.lang.get();
        lab.probe
            .with(|probe| probe.as_ref().map(|probe| verdict(probe, lang)))
    };
    let remark = move || {
        // Weights from a file have learnt elsewhere.
        let untrained = !lab.came_from_a_file()
            && lab
                .probe
                .with(|p| p.as_ref().is_some_and(|probe| probe.step == 0));
        let text = match (has_probe.get(), untrained) {
            // Waits for the reader's word, not for the picture.
            (false, _) if lab.asks.get() => return None,
            (false, _) => strings::NO_PICTURE_YET,
            (true, true) => strings::UNTRAINED,
            (true, false) => return None,
        };
        Some(text.get(page.lang.get()))
    };
    let bars = move || {
        let bars = has_probe
            .get()
            .then(|| (0..CLASSES).map(|class| bar(page, lab, class)));
        bars.map(|bars| bars.collect_view())
    };
    view! {
        <section data-testid="prediction">
            <h3>{page.say(strings::PREDICTION)}</h3>
            <p class="verdict" aria-live="polite">{verdict}</p>
            <ul class="bars">{bars}</ul>
            <p class="quiet-line">{remark}</p>
        </section>
    }
}

/// The surest class.
fn best(probabilities: &[f32]) -> Option<usize> {
    let classes = probabilities.iter().enumerate();
    let best = classes.max_by(|(_, a), (_, b)| a.total_cmp(b));
    best.map(|(class, _)| class)
}

/// `Ankle boot 92.1% · true class: Ankle boot · right · weights of step 235`
fn verdict(probe: &Probe, lang: Lang) -> String {
    let class = |class: usize| names::FASHION.get(class).map_or("–", |name| name.get(lang));
    let mut words = String::new();
    let best = best(&probe.probabilities);
    if let Some(best) = best {
        words += &format!("{} {}", class(best), percent(probe.probabilities[best]));
    }
    if let Some(label) = probe.label {
        let truth = strings::TRUTH.get(lang);
        let is_right = best == Some(usize::from(label));
        let judged = if is_right {
            strings::RIGHT
        } else {
            strings::WRONG
        };
        words += &format!(
            " · {truth}: {} · {}",
            class(usize::from(label)),
            judged.get(lang)
        );
    }
    words + " · " + &sentences::weights_of(probe.step, lang)
}

fn bar(page: Page, lab: Lab, class: usize) -> impl IntoView {
    let share = Memo::new(move |_| {
        lab.probe.with(|probe| {
            let probability = probe.as_ref().and_then(|p| p.probabilities.get(class));
            probability.copied().unwrap_or(0.0)
        })
    });
    let is_best = Memo::new(move |_| {
        lab.probe
            .with(|p| p.as_ref().and_then(|p| best(&p.probabilities)) == Some(class))
    });
    view! {
        <li class:best=move || is_best.get()>
            <span>{page.say(names::FASHION[class])}</span>
            <span class="track" aria-hidden="true">
                <i class="fill" style=move || format!("width:{:.2}%", share.get() * 100.0)></i>
            </span>
            <span class="value">{move || percent(share.get())}</span>
        </li>
    }
}
