//! A kernel learns here: the lesson's experiment, step by step, back and forth.
//! The run and its figures are left to `lesson::learn`, the clock to `parts::transport`.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use crate::lesson::learn::{self, Task, figure};
use crate::lesson::player::Player;
use crate::lesson::scene::Scene;
use crate::lesson::state::learning::{Example, Learning, Target};
use crate::lesson::state::numbers::Numbers;
use crate::text::lang::Text;
use crate::text::pictures as words;
use crate::ui::dom;
use crate::ui::page::Page;
use crate::ui::parts::choice::Choice;
use crate::ui::parts::kernel_cells::KernelCells;
use crate::ui::parts::message::{Line, Tone};
use crate::ui::parts::transport::{self, Transport};

/// Steps a second to begin with.
const SPEED: f32 = 5.0;

#[derive(Clone, Copy)]
struct Bench {
    page: Page,
    choice: Memo<Learning>,
    task: Memo<Task>,
    player: RwSignal<Player>,
}

impl Bench {
    fn new(page: Page) -> Self {
        // Where a reader looks changes nothing of the run.
        let choice = Memo::new(move |_| {
            page.playground.with(|all| Learning {
                at: 0,
                ..all.learning.clone()
            })
        });
        let task = Memo::new(move |_| choice.with(learn::learn));
        let at = page.playground.with_untracked(|all| all.learning.at);
        let steps = task.with_untracked(|task| task.states.len());
        let mut start = Player::new(steps).at(at as usize);
        start.speed = SPEED;
        let player = RwSignal::new(start);
        Effect::new(move |_| {
            let steps = task.with(|task| task.states.len());
            if player.with_untracked(|now| now.steps != steps) {
                player.update(|now| *now = now.resized(steps));
            }
        });
        // What rests is told to the link.
        Effect::new(move |_| {
            let now = player.get();
            if !now.is_playing {
                page.choose("learn-at", &now.step.to_string());
            }
        });
        Self {
            page,
            choice,
            task,
            player,
        }
    }

    fn step(self) -> usize {
        let last = self.task.with(|task| task.states.len().saturating_sub(1));
        self.player.with(|now| now.step).min(last)
    }

    /// Of the run and the step looked at.
    fn draw(self, of: impl Fn(&Task, &learn::State) -> Scene) -> String {
        let step = self.step();
        self.task.with(|task| {
            let state = task.states.get(step);
            state.map_or_else(String::new, |state| {
                of(task, state).to_svg("", |_| String::new())
            })
        })
    }

    fn is_above(self) -> bool {
        let rate = self.choice.with(|choice| choice.rate);
        self.task.with(|task| rate >= task.highest_rate)
    }
}

#[component]
pub fn LearnKernel(page: Page) -> impl IntoView {
    let bench = Bench::new(page);
    let player = bench.player;
    let press = move |event: KeyboardEvent| {
        let on_control = dom::closest(&event, "button, input, select, a").is_some();
        if event.key() == " " && !on_control {
            event.prevent_default();
            transport::toggle(player);
        }
    };
    let now = move || {
        let step = bench.step();
        let loss = bench
            .task
            .with(|task| task.states.get(step).map(|state| state.loss));
        loss.map(|loss| words::learnt(step, loss, page.lang.get()))
    };
    view! {
        <div class="card learn" on:keydown=press>
            <Controls bench/>
            <Grids bench/>
            <Transport page player/>
            <section>
                <h3>{page.say(words::LEARN_LOSS)}</h3>
                <p class="now" role="status" data-testid="learn-now">{now}</p>
                <div
                    class="loss-curve"
                    data-testid="learn-loss"
                    inner_html=move || bench.draw(|task, _| figure::curve(task, bench.step()))
                ></div>
                <Bound bench/>
            </section>
        </div>
    }
}

#[component]
fn Controls(bench: Bench) -> AnyView {
    let page = bench.page;
    let own = Signal::derive(move || {
        let own = bench.choice.with(|choice| choice.own.clone());
        (0..9)
            .map(|at| own.get([0, 0, at / 3, at % 3]))
            .collect::<Vec<f32>>()
    });
    let set = Callback::new(move |(at, value): (usize, f32)| {
        let mut next = page.playground.get_untracked();
        let mut numbers = Numbers::new([1, 1, 3, 3], &own.get_untracked());
        numbers.set([0, 0, at / 3, at % 3], value);
        next.learning.own = numbers;
        page.choose_all(next);
    });
    let is_own = Memo::new(move |_| bench.choice.with(|choice| choice.target == Target::Own));
    let cells = move || {
        is_own.get().then(|| {
            view! { <KernelCells page name="learn-k" label=words::LEARN_OWN kernel=own set/> }
        })
    };
    let reset = move |_| {
        let mut next = page.playground.get_untracked();
        next.learning = page.start.with_value(|start| start.learning.clone());
        page.choose_all(next);
        bench.player.update(|now| *now = now.at(0));
    };
    view! {
        <div class="fields">
            <Choice page name="learn-target"/>
            <Choice page name="learn-from"/>
            <Choice page name="learn-rate"/>
            <Choice page name="learn-steps"/>
            <Choice page name="learn-seed"/>
        </div>
        {cells}
        <button type="button" class="button" data-testid="reset" on:click=reset>
            {page.say(words::LEARN_RESET)}
        </button>
    }
    .into_any()
}

#[component]
fn Grids(bench: Bench) -> AnyView {
    let input = move || bench.draw(|task, _| figure::grid(&task.x, 1.0));
    let wanted = move || bench.draw(|task, _| figure::grid(&task.wanted, figure::limits(task)[0]));
    let target = move || bench.draw(|task, _| figure::grid(&task.target, figure::limits(task)[1]));
    let kernel =
        move || bench.draw(|task, state| figure::grid(&state.kernel, figure::limits(task)[1]));
    let output = move || bench.draw(|task, state| figure::grid(&state.y, figure::limits(task)[0]));
    let error = move || {
        bench.draw(|task, state| {
            let error = learn::difference(&state.y, &task.wanted);
            figure::grid(&error, figure::limits(task)[0])
        })
    };
    view! {
        <div class="learn-grids">
            {one(bench, "grid-input", words::LEARN_INPUT, input)}
            {one(bench, "grid-target", words::LEARN_TARGET, target)}
            {one(bench, "grid-kernel", words::LEARN_KERNEL, kernel)}
            {one(bench, "grid-wanted", words::LEARN_WANTED, wanted)}
            {one(bench, "grid-output", words::LEARN_OUTPUT, output)}
            {one(bench, "grid-error", words::LEARN_ERROR, error)}
        </div>
    }
    .into_any()
}

fn one(
    bench: Bench,
    testid: &'static str,
    name: Text,
    svg: impl Fn() -> String + Send + Sync + 'static,
) -> AnyView {
    let svg = Signal::derive(svg);
    view! {
        <figure>
            <figcaption>{bench.page.say(name)}</figcaption>
            <div class="matrix" data-testid=testid inner_html=svg></div>
        </figure>
    }
    .into_any()
}

/// From which rate on the loss grows; what an edge picture cannot teach.
#[component]
fn Bound(bench: Bench) -> AnyView {
    let page = bench.page;
    let bound = move || {
        let bound = bench.task.with(|task| task.highest_rate);
        bound
            .is_finite()
            .then(|| words::rate_bound(bound, bench.is_above(), page.lang.get()))
    };
    let high = Signal::derive(move || bench.is_above().then(bound).flatten());
    let low = Signal::derive(move || (!bench.is_above()).then(bound).flatten());
    let blind = Signal::derive(move || {
        let is_blind = bench
            .choice
            .with(|choice| choice.example == Example::Edges && choice.target != Target::Edge);
        is_blind.then(|| words::LEARN_BLIND.get(page.lang.get()).to_owned())
    });
    view! {
        <p class="quiet-line">{move || low.get()}</p>
        <Line tone=Tone::Note words=high testid="learn-diverges"/>
        <Line tone=Tone::Note words=blind/>
    }
    .into_any()
}
