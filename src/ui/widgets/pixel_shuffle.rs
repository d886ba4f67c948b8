//! Two small networks with and without shuffled pixels, trained one after another on the press of a
//! button. Which runs, their curves and order are left to `lesson::shuffled`.

use leptos::prelude::*;

use crate::data::fashion_mnist::SIDE;
use crate::lesson::format;
use crate::lesson::heat::{Atlas, Pixels, Scale};
use crate::lesson::shuffled::{self, Run, Track};
use crate::text::lang::Text;
use crate::text::{names, strings};
use crate::train::protocol::{Event, Picture, Probe, Request, Rows, RunState};
use crate::train::shuffle::{Shuffle, in_order};
use crate::ui::lab::slim::Slim;
use crate::ui::page::Page;
use crate::ui::parts::choice::Choice;
use crate::ui::parts::heat::Heat;
use crate::ui::parts::news::News;

const RUNS: usize = 5;
/// Positions in the test set: a boot, a pullover, trousers, a sandal.
const PICTURES: [u32; 4] = [0, 1, 2, 8];
const ZOOM: usize = 3;

#[derive(Clone, Copy)]
struct Show {
    page: Page,
    slim: Slim,
    /// Seed of the runs that exist.
    seed: RwSignal<u32>,
    /// The run at work, from 0; `RUNS` when all are done.
    at: RwSignal<usize>,
    going: RwSignal<bool>,
    state: RwSignal<RunState>,
    tracks: RwSignal<Vec<Track>>,
    /// Pixels of the pictures shown, as they come.
    pictures: RwSignal<Vec<Vec<f32>>>,
}

impl Show {
    fn new(page: Page) -> Self {
        let events = StoredValue::new(None::<Show>);
        let hear = Callback::new(move |(event,): (Event,)| {
            if let Some(show) = events.get_value() {
                show.hear(event);
            }
        });
        let show = Self {
            page,
            slim: Slim::new(hear),
            seed: RwSignal::new(0),
            at: RwSignal::new(0),
            going: RwSignal::new(false),
            state: RwSignal::new(RunState::Paused),
            tracks: RwSignal::new(Vec::new()),
            pictures: RwSignal::new(Vec::new()),
        };
        events.set_value(Some(show));
        show
    }

    fn run(self) -> Option<Run> {
        let runs = shuffled::runs(self.seed.get_untracked());
        runs.get(self.at.get_untracked()).copied()
    }

    fn start(self) {
        self.slim.forget_failures();
        if self.tracks.with_untracked(Vec::is_empty) {
            self.seed
                .set(self.page.playground.with_untracked(|all| all.run.seed));
            self.begin();
        } else if !self.slim.is_awake() {
            // The worker is gone with its run: that run starts over.
            self.tracks.update(|tracks| drop(tracks.pop()));
            self.begin();
        }
        self.going.set(self.slim.is_awake());
        self.slim.ask(|run| Request::Start { run });
    }

    /// A fresh run of the one that is due.
    fn begin(self) {
        let Some(run) = self.run() else {
            return;
        };
        self.tracks.update(|tracks| tracks.push(Track::default()));
        self.slim.renew(run.spec(self.seed.get_untracked()));
        self.ask_picture();
    }

    fn pause(self) {
        self.going.set(false);
        self.slim.ask(|run| Request::Pause { run });
    }

    fn reset(self) {
        self.pause();
        self.slim.forget_failures();
        self.at.set(0);
        self.tracks.set(Vec::new());
        self.state.set(RunState::Paused);
    }

    /// Whether the run at work sees pictures as they are.
    fn is_plain(self) -> bool {
        self.run().is_some_and(|run| run.shuffle.is_none())
    }

    /// The next picture that is not here yet: pictures come through the eyes of the plain runs.
    fn ask_picture(self) {
        let here = self.pictures.with_untracked(Vec::len);
        if let (true, Some(&picture)) = (self.is_plain(), PICTURES.get(here)) {
            let picture = Picture::Test(picture);
            self.slim.ask(|run| Request::Probe {
                run,
                picture,
                rows: Rows::Only(Vec::new()),
            });
        }
    }

    fn hear(self, event: Event) {
        // After a reset the old run may still have something to tell.
        if self.tracks.with_untracked(Vec::is_empty) {
            return;
        }
        match event {
            Event::State { state, .. } => self.follow(state),
            Event::Progress { points, .. } => {
                self.change(|track| points.iter().for_each(|point| track.add(point)));
            }
            Event::Epoch { point, .. } => {
                self.change(|track| track.tested.push(point.test_accuracy));
            }
            Event::Probe { probe, .. } => self.note(probe),
            Event::DownloadFailed { .. } => self.going.set(false),
            Event::Failed { .. }
            | Event::Ready { .. }
            | Event::Unavailable { .. }
            | Event::Checkpoint { .. }
            | Event::Download { .. }
            | Event::Inspection { .. }
            | Event::Exported { .. }
            | Event::Imported { .. }
            | Event::Measured { .. }
            | Event::Sensitivity { .. }
            | Event::Vitals { .. }
            | Event::ImportFailed { .. } => {}
        }
    }

    fn change(self, then: impl FnOnce(&mut Track)) {
        self.tracks.update(|tracks| {
            if let Some(track) = tracks.last_mut() {
                then(track);
            }
        });
    }

    fn note(self, probe: Probe) {
        let is_new = self.is_plain()
            && self.pictures.with_untracked(|pictures| {
                pictures.len() < PICTURES.len() && pictures.last() != Some(&probe.picture)
            });
        if is_new {
            self.pictures
                .update(|pictures| pictures.push(probe.picture));
            self.ask_picture();
        }
    }

    fn follow(self, state: RunState) {
        self.state.set(state);
        match state {
            RunState::Finished | RunState::Diverged => {
                self.at.update(|at| *at += 1);
                if self.at.get_untracked() < RUNS {
                    self.begin();
                    self.slim.ask(|run| Request::Start { run });
                } else {
                    self.going.set(false);
                }
            }
            RunState::Loading | RunState::Running | RunState::Evaluating | RunState::Paused => {}
        }
    }
}

#[component]
pub fn PixelShuffle(page: Page) -> AnyView {
    let show = Show::new(page);
    Effect::new(move |_| {
        if show.slim.crash.with(Option::is_some) {
            show.going.set(false);
        }
    });
    let svg = Memo::new(move |_| {
        let label = strings::SHUFFLE_CURVES.get(page.lang.get());
        show.tracks.with(|tracks| shuffled::chart(tracks, label))
    });
    view! {
        <div class="card shuffling">
            <p class="quiet-line">{page.say(strings::SHUFFLE_PLAN)}</p>
            <Transport show/>
            <News page slim=show.slim retry=Callback::new(move |()| show.start())/>
            <Pictures show/>
            <section>
                <h4>{page.say(strings::SHUFFLE_CURVES)}</h4>
                <div class="shuffle-chart" data-testid="curves" inner_html=svg></div>
            </section>
            <Table show/>
            <p class="quiet-line">{page.say(strings::SHUFFLE_WHY)}</p>
        </div>
    }
    .into_any()
}

#[component]
fn Transport(show: Show) -> AnyView {
    let page = show.page;
    let has_begun = Memo::new(move |_| !show.tracks.with(Vec::is_empty));
    let is_over = move || show.at.get() >= RUNS;
    let word = move |yes: bool, a: Text, b: Text| (if yes { a } else { b }).get(page.lang.get());
    let state = move || {
        let text = match show.state.get() {
            RunState::Paused if !has_begun.get() => strings::STATE_IDLE,
            state => names::state(state),
        };
        let run = shuffled::runs(show.seed.get());
        let run = run.get(show.at.get()).filter(|_| has_begun.get());
        let name = run.map(|run| names::shuffled_run(run).get(page.lang.get()));
        let text = text.get(page.lang.get());
        name.map_or_else(|| text.to_owned(), |name| format!("{text} · {name}"))
    };
    let done = move || {
        let learnt = show
            .tracks
            .with(|tracks| tracks.iter().map(|track| track.losses.len()).sum::<usize>());
        learnt.to_string()
    };
    view! {
        <div class="row transport">
            <button
                type="button"
                class="button primary"
                data-testid="train-start"
                disabled=move || show.going.get() || is_over()
                on:click=move |_| show.start()
            >
                {move || word(has_begun.get(), strings::RESUME, strings::START)}
            </button>
            <button
                type="button"
                class="button"
                data-testid="train-pause"
                disabled=move || !show.going.get()
                on:click=move |_| show.pause()
            >
                {page.say(strings::PAUSE)}
            </button>
            <button
                type="button"
                class="button"
                data-testid="train-reset"
                on:click=move |_| show.reset()
            >
                {page.say(strings::RESET)}
            </button>
            <span class="state" role="status" data-testid="train-state">{state}</span>
        </div>
        <progress
            class="shuffle-progress"
            max=(RUNS * shuffled::steps()).to_string()
            prop:value=done
            aria-label=page.say(strings::SHUFFLE_RUN)
        ></progress>
        <div class="fields">
            <Choice page name="seed"/>
        </div>
        <p class="quiet-line">{page.say(strings::SHUFFLE_SEED)}</p>
    }
    .into_any()
}

/// Pictures side by side, grey.
fn row(pictures: &[Vec<f32>], order: &[u32]) -> Pixels {
    let shape = [1, pictures.len(), SIDE, SIDE];
    let values: Vec<f32> = match order {
        [] => pictures.concat(),
        order => in_order(&pictures.concat(), order),
    };
    Atlas::maps(shape, PICTURES.len(), ZOOM).paint(&values, Scale::Grey, 1.0)
}

#[component]
fn Pictures(show: Show) -> AnyView {
    let page = show.page;
    let order = Memo::new(move |_| {
        let seed = show.seed.get();
        let moves_weights = false;
        Shuffle {
            seed,
            moves_weights,
        }
        .order()
    });
    let strip = move |name: Text, is_shuffled: bool| {
        let pixels = Signal::derive(move || {
            let order = if is_shuffled { order.get() } else { Vec::new() };
            show.pictures.with(|pictures| row(pictures, &order))
        });
        let label = Signal::derive(move || name.get(page.lang.get()).to_owned());
        view! {
            <div class="shuffle-strip">
                <span class="quiet-line">{page.say(name)}</span>
                <Heat pixels label/>
            </div>
        }
    };
    let any = Memo::new(move |_| !show.pictures.with(Vec::is_empty));
    let body = move || {
        any.get().then(|| {
            view! {
                <section>
                    <h4>{page.say(strings::SHUFFLE_PICTURES)}</h4>
                    {strip(strings::SHUFFLE_BEFORE, false)}
                    {strip(strings::SHUFFLE_AFTER, true)}
                </section>
            }
        })
    };
    body.into_any()
}

#[component]
fn Table(show: Show) -> AnyView {
    let page = show.page;
    let row = move |at: usize| {
        let name = move || {
            let runs = shuffled::runs(show.seed.get());
            runs.get(at)
                .map(|run| names::shuffled_run(run).get(page.lang.get()))
        };
        let tested = move || {
            let tested = show
                .tracks
                .with(|tracks| tracks.get(at)?.tested.last().copied());
            tested.map_or_else(|| "–".to_owned(), format::percent)
        };
        // The runs of a network stand together, the unshuffled one first.
        let first = if at < 3 { 0 } else { 3 };
        let apart = move || {
            let apart = show.tracks.with(|tracks| {
                let (plain, this) = (tracks.get(first)?, tracks.get(at)?);
                shuffled::apart(plain, this)
            });
            apart
                .filter(|_| at != first)
                .map_or_else(|| "–".to_owned(), |apart| format::fixed(apart, 6))
        };
        view! {
            <tr data-path=at.to_string()>
                <th scope="row">
                    <svg class="chart swatch" viewBox="0 0 28 8" aria-hidden="true">
                        <polyline class=format!("run-{at}") points="1,4 27,4"></polyline>
                    </svg>
                    {name}
                </th>
                <td data-testid="test-accuracy">{tested}</td>
                <td>{apart}</td>
            </tr>
        }
    };
    view! {
        <div class="scroll-x">
            <table class="shuffle-table" data-testid="shuffle-results">
                <thead>
                    <tr>
                        <th scope="col">{page.say(strings::SHUFFLE_RUN)}</th>
                        <th scope="col">{page.say(strings::SHUFFLE_TEST)}</th>
                        <th scope="col">{page.say(strings::SHUFFLE_APART)}</th>
                    </tr>
                </thead>
                <tbody>{(0..RUNS).map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
