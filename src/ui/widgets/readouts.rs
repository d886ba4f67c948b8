//! A run in numbers and in one line an epoch. Digits are left to `lesson::format`.

use leptos::prelude::*;

use crate::lesson::device::Engine;
use crate::lesson::format::{count, duration, loss, percent, rate};
use crate::lesson::progress;
use crate::lesson::state::Playground;
use crate::text::lang::Text;
use crate::text::{device as words, strings};
use crate::train::protocol::{EpochPoint, StepPoint};
use crate::ui::lab::Lab;
use crate::ui::page::Page;

const NONE: &str = "–";

/// The run as planned: what exists, or what would be started.
fn planned(page: Page) -> Playground {
    page.applied.get().unwrap_or_else(|| page.playground.get())
}

fn or_none(value: Option<String>) -> String {
    value.unwrap_or_else(|| NONE.to_owned())
}

#[component]
pub fn Readouts(page: Page, lab: Lab) -> impl IntoView {
    let last = move || lab.history.with(|history| history.steps.last().copied());
    let ended = move || lab.history.with(|history| history.epochs.last().copied());
    let of_last = move |show: fn(StepPoint) -> String| or_none(last().map(show));
    let of_ended = move |show: fn(EpochPoint) -> String| or_none(ended().map(show));
    let time_left = move || {
        let left = lab.pace.get().seconds_left.filter(|_| lab.is_busy());
        or_none(left.map(duration))
    };
    view! {
        <dl class="stats">
            {stat(page, strings::EPOCH, "train-epoch", move || epoch_words(page, last()))}
            {stat(page, strings::STEP_COUNT, "train-steps", move || step_words(page, last()))}
            {stat(page, strings::TRAIN_LOSS, "train-loss", move || of_last(|p| loss(p.loss)))}
            {stat(page, strings::TRAIN_ACCURACY, "train-accuracy", move || {
                of_last(|p| percent(p.accuracy))
            })}
            {stat(page, strings::TEST_ACCURACY, "test-accuracy", move || {
                of_ended(|p| percent(p.test_accuracy))
            })}
            {stat(page, strings::RATE, "train-rate", move || {
                or_none(lab.pace.get().examples_per_second.map(rate))
            })}
            {stat(page, strings::TIME_LEFT, "train-eta", time_left)}
            {stat(page, strings::DEVICE, "device", move || device_words(page, lab))}
        </dl>
    }
}

fn stat(
    page: Page,
    name: Text,
    testid: &'static str,
    value: impl Fn() -> String + Send + Sync + 'static,
) -> AnyView {
    let value = Memo::new(move |_| value());
    view! {
        <div>
            <dt>{page.say(name)}</dt>
            <dd data-testid=testid>{value}</dd>
        </div>
    }
    .into_any()
}

fn epoch_words(page: Page, last: Option<StepPoint>) -> String {
    let spec = planned(page).run_spec();
    let step = last.map_or(0, |point| point.step);
    let epoch = progress::epoch(step, progress::steps_per_epoch(&spec));
    format!("{epoch} / {}", spec.epochs)
}

fn step_words(page: Page, last: Option<StepPoint>) -> String {
    let spec = planned(page).run_spec();
    let all = u64::from(spec.epochs) * u64::from(progress::steps_per_epoch(&spec));
    let step = last.map_or(0, |point| point.step);
    format!("{} / {}", count(u64::from(step)), count(all))
}

fn device_words(page: Page, lab: Lab) -> String {
    let lang = page.lang.get();
    let workers = || lab.spec(&planned(page)).workers;
    let words = match lab.engines.now.get() {
        Engine::Cpu => lab
            .engines
            .simd
            .get()
            .map(|has| words::cpu(has, workers(), lang)),
        Engine::Gpu => lab.engines.adapter().map(|found| words::gpu(&found, lang)),
    };
    let is_starting = page.applied.with(Option::is_some) && lab.crash.with(Option::is_none);
    let waiting = is_starting.then(|| strings::DEVICE_STARTING.get(lang).to_owned());
    or_none(words.or(waiting))
}

/// One line an epoch.
#[component]
pub fn Log(page: Page, lab: Lab) -> impl IntoView {
    let history = lab.history;
    let ended = Memo::new(move |_| history.with(|history| history.epochs.len()));
    let lines = move || {
        ended.track();
        let epochs = history.with_untracked(|history| history.epochs.clone());
        epochs.into_iter().map(line).collect_view()
    };
    let empty = move || (ended.get() == 0).then(|| strings::LOG_EMPTY.get(page.lang.get()));
    view! {
        <section>
            <h3>{page.say(strings::LOG)}</h3>
            <div class="table-box" tabindex="0" role="region" aria-label=page.say(strings::LOG)>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{page.say(strings::EPOCH)}</th>
                            <th scope="col">{page.say(strings::LOSS)}</th>
                            <th scope="col">{page.say(strings::TRAIN_ACCURACY)}</th>
                            <th scope="col">{page.say(strings::TEST_ACCURACY)}</th>
                            <th scope="col">{page.say(strings::SECONDS)}</th>
                        </tr>
                    </thead>
                    <tbody data-testid="train-log" aria-live="polite">
                        {lines}
                    </tbody>
                </table>
            </div>
            <p class="quiet-line">{empty}</p>
        </section>
    }
}

fn line(point: EpochPoint) -> impl IntoView {
    view! {
        <tr>
            <th scope="row">{point.epoch}</th>
            <td>{loss(point.loss)}</td>
            <td>{percent(point.train_accuracy)}</td>
            <td>{percent(point.test_accuracy)}</td>
            <td>{duration(point.seconds)}</td>
        </tr>
    }
}
