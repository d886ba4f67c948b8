//! |∂y/∂x| of a unit, from a live network before and after training, beside what theory lets it see.
//! A worker of its own measures and trains once the button is pressed; no other widget shares it.

use leptos::prelude::*;

use crate::data::fashion_mnist::ShardError;
use crate::lesson::device::Engine;
use crate::lesson::field::{self, Trial};
use crate::lesson::format;
use crate::text::sentences::stack as sentences;
use crate::text::{errors, strings};
use crate::train::client::Client;
use crate::train::protocol::{Event, Request, RunId, RunState, Sensitivity};
use crate::ui::lab;
use crate::ui::page::Page;
use crate::ui::parts::message::{ErrorBox, Line, Tone};

/// Random inputs that a measurement averages.
const INPUTS: u32 = 32;
const RUN: RunId = RunId(1);
/// Of a map, in pixels.
const WIDTH: f32 = 336.0;

/// What the worker has told so far.
#[derive(Debug, Clone, Default, PartialEq)]
struct News {
    /// What is measured; the stack may have changed since.
    trial: Option<Trial>,
    before: Option<Sensitivity>,
    after: Option<Sensitivity>,
    state: Option<RunState>,
    step: u32,
    /// The file on its way: name, bytes here, bytes in all.
    file: Option<(String, u64, u64)>,
    missing: Option<(String, ShardError)>,
    /// Why nothing can be measured.
    refused: Option<String>,
}

#[derive(Clone, Copy)]
struct Bench {
    page: Page,
    client: StoredValue<Option<Client>, LocalStorage>,
    news: RwSignal<News>,
}

impl Bench {
    /// Measures, trains, and measures again when that is over.
    fn start(self) {
        let lang = self.page.lang.get_untracked();
        let made = self
            .page
            .playground
            .with_untracked(|all| field::trial(&all.stack, all.run.init, all.run.seed));
        let refuse = move |words| {
            self.news.set(News {
                refused: Some(words),
                ..News::default()
            });
        };
        let trial = match made {
            Ok(trial) => trial,
            Err(error) => return refuse(errors::trace(&error, lang)),
        };
        let started = Client::start(
            &lab::worker_url(Engine::Cpu),
            move |event, _| self.hear(event),
            move |words| {
                let words = errors::worker(&words, self.page.lang.get_untracked());
                self.news.update(|news| news.refused = Some(words));
            },
        );
        match started {
            Ok(client) => self.client.set_value(Some(client)),
            Err(words) => return refuse(errors::worker(&words, lang)),
        }
        let spec = trial.spec.clone();
        self.news.set(News {
            trial: Some(trial),
            ..News::default()
        });
        self.send(&Request::Reset { run: RUN, spec });
        self.measure();
        self.send(&Request::Start { run: RUN });
    }

    fn send(self, request: &Request) {
        self.client.with_value(|client| {
            if let Some(client) = client {
                client.send(request);
            }
        });
    }

    fn measure(self) {
        let row = self
            .news
            .with_untracked(|news| news.trial.as_ref().map(|trial| trial.row));
        if let Some(row) = row {
            let (run, inputs) = (RUN, INPUTS);
            self.send(&Request::Sensitivity { run, row, inputs });
        }
    }

    fn hear(self, event: Event) {
        let mut is_over = false;
        self.news.update(|news| match event {
            Event::Sensitivity { sensitivity, .. } if sensitivity.step == 0 => {
                news.before = Some(sensitivity);
            }
            Event::Sensitivity { sensitivity, .. } => news.after = Some(sensitivity),
            Event::Download {
                file,
                loaded,
                total,
            } => {
                news.missing = None;
                news.file = Some((file, loaded, total)).filter(|_| loaded < total);
            }
            Event::DownloadFailed { file, error } => {
                news.file = None;
                news.missing = Some((file, error));
            }
            Event::State { state, .. } => {
                news.state = Some(state);
                is_over = match state {
                    RunState::Finished | RunState::Diverged | RunState::Paused => news.step > 0,
                    RunState::Loading | RunState::Running | RunState::Evaluating => false,
                };
            }
            Event::Progress { points, .. } => {
                news.step = points.last().map_or(news.step, |point| point.step);
            }
            Event::Failed { failure, .. } => {
                news.refused = Some(errors::failure(&failure, self.page.lang.get_untracked()));
            }
            Event::Ready { .. }
            | Event::Unavailable { .. }
            | Event::Checkpoint { .. }
            | Event::Epoch { .. }
            | Event::Probe { .. }
            | Event::Measured { .. }
            | Event::Inspection { .. }
            | Event::Exported { .. }
            | Event::Imported { .. }
            | Event::Vitals { .. }
            | Event::ImportFailed { .. } => {}
        });
        if is_over {
            self.measure();
        }
    }
}

#[component]
pub fn EffectiveField(page: Page) -> AnyView {
    let bench = Bench {
        page,
        client: StoredValue::new_local(None),
        news: RwSignal::new(News::default()),
    };
    let news = bench.news;
    let goes_on = move || {
        let state = news.with(|news| news.state);
        state.is_some_and(|state| match state {
            RunState::Loading | RunState::Running | RunState::Evaluating => true,
            RunState::Paused | RunState::Finished | RunState::Diverged => false,
        })
    };
    let refused = Signal::derive(move || news.with(|n| n.refused.clone().into_iter().collect()));
    let missing = Signal::derive(move || {
        let lang = page.lang.get();
        let words = |(file, error): &(String, ShardError)| errors::shard(file, error, lang);
        news.with(|news| news.missing.as_ref().map(words).into_iter().collect())
    });
    let retry = Callback::new(move |()| bench.send(&Request::Start { run: RUN }));
    let progress = Signal::derive(move || {
        let lang = page.lang.get();
        news.with(|news| progress(news, lang))
    });
    let maps = move || {
        let lang = page.lang.get();
        news.with(|news| {
            [
                (&news.before, strings::EFFECT_BEFORE),
                (&news.after, strings::EFFECT_AFTER),
            ]
            .into_iter()
            .filter_map(|(found, title)| {
                let (found, trial) = (found.as_ref()?, news.trial.as_ref()?);
                let title = title.get(lang);
                let svg = field::sensitivity(&found.values, trial.region, WIDTH)
                    .to_svg(title, |_| String::new());
                let words = sentences::share(&found.values, trial.region, found.step, lang);
                Some(format!(
                    "<figure><h4>{title}</h4>{svg}<figcaption>{words}</figcaption></figure>"
                ))
            })
            .collect::<String>()
        })
    };
    view! {
        <div class="card">
            <p class="quiet-line">{page.say(strings::EFFECT_HINT)}</p>
            <div class="row">
                <button
                    type="button"
                    class="button primary"
                    data-testid="train-start"
                    disabled=goes_on
                    on:click=move |_| bench.start()
                >
                    {page.say(strings::EFFECT_MEASURE)}
                </button>
                <button
                    type="button"
                    class="button"
                    data-testid="train-pause"
                    disabled=move || !goes_on()
                    on:click=move |_| bench.send(&Request::Pause { run: RUN })
                >
                    {page.say(strings::EFFECT_STOP)}
                </button>
            </div>
            <Line tone=Tone::Note words=progress/>
            <ErrorBox page words=missing retry/>
            <ErrorBox page words=refused/>
            <div class="field-maps field-figure" data-testid="grid-output" inner_html=maps></div>
        </div>
    }
    .into_any()
}

/// The file that comes in, or the steps done.
fn progress(news: &News, lang: crate::text::lang::Lang) -> Option<String> {
    if let Some((file, loaded, total)) = &news.file {
        let name = strings::DOWNLOADING.get(lang);
        let [loaded, total] = [loaded, total].map(|&number| format::bytes(number));
        return Some(format!("{name} {file}: {loaded} / {total}"));
    }
    let steps = news.trial.as_ref()?.spec.pictures / 50 * 2;
    (news.step > 0).then(|| format!("{} {} / {steps}", strings::STEP_COUNT.get(lang), news.step))
}
