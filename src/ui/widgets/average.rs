//! Global average pooling against a dense layer over every number: what both heads cost, what breaks on a
//! larger map, what moves with the map. The counts are left to `lesson::labs::average`.

use leptos::prelude::*;

use crate::lesson::format;
use crate::lesson::labs::average::{self, Head, Heads};
use crate::lesson::state::labs::{Average, MOVE};
use crate::nn::trace::TraceError;
use crate::tensor::shape::Shape;
use crate::text::lang::{Lang, Text};
use crate::text::{errors, labs};
use crate::ui::page::Page;
use crate::ui::parts::choice::Choice;
use crate::ui::parts::code::Code;
use crate::ui::parts::drawn::Drawn;
use crate::ui::parts::scene::Pointing;

#[derive(Clone, Copy)]
struct View {
    page: Page,
    cfg: Memo<Average>,
}

#[component]
pub fn AverageLab(page: Page) -> AnyView {
    let cfg = Memo::new(move |_| page.playground.with(|all| all.labs.average));
    let view = View { page, cfg };
    let lines = Signal::derive(move || cfg.with(average::source));
    view! {
        <div class="card lab average-lab">
            <div class="fields">
                <Choice page name="avg-c"/>
                <Choice page name="avg-side"/>
                <Choice page name="avg-classes"/>
            </div>
            <Table view/>
            <Code page lines pointing=Pointing::new()/>
            <Moves view/>
        </div>
    }
    .into_any()
}

/// A row: its name, its path, the number.
type Row = (Text, &'static str, fn(&Head) -> u64);

#[component]
fn Table(view: View) -> AnyView {
    let page = view.page;
    let heads = Memo::new(move |_| average::heads(&view.cfg.get()).ok());
    let rows: [Row; 2] = [
        (labs::AVG_PARAMETERS, "parameters", |head| head.parameters),
        (labs::AVG_MACS, "macs", |head| head.macs),
    ];
    let row = move |(name, path, of): Row| {
        let pair = move || {
            heads.with(|heads| {
                heads
                    .as_ref()
                    .map(|both| [of(&both.dense), of(&both.average)])
            })
        };
        let cell = move |which: usize, class: &'static str| {
            let number = move || pair().map(|pair| format::count(pair[which]));
            let share = move || {
                pair().map(|pair| {
                    let most = pair[0].max(pair[1]).max(1);
                    format!("--share:{:.2}%", pair[which] as f64 * 100.0 / most as f64)
                })
            };
            view! {
                <td>
                    <span class="cost-number">{number}</span>
                    <span class=format!("cost-bar {class}") style=share></span>
                </td>
            }
        };
        view! {
            <tr data-path=path>
                <th scope="row">{page.say(name)}</th>
                {cell(0, "of-dense")}
                {cell(1, "of-output")}
            </tr>
        }
    };
    let grown = move |of: fn(&Heads) -> &Result<Shape, TraceError>| {
        let outcome = move || heads.with(|heads| heads.as_ref().map(|heads| of(heads).clone()));
        let words = move || outcome().map(|outcome| fate(&outcome, page.lang.get()));
        let is_broken = move || outcome().is_some_and(|outcome| outcome.is_err());
        view! { <td class:broken=is_broken>{words}</td> }
    };
    view! {
        <div class="scroll-x">
            <table class="lab-table" data-testid="costs" aria-live="polite">
                <thead>
                    <tr>
                        <td></td>
                        <th scope="col">{page.say(labs::AVG_DENSE)}</th>
                        <th scope="col">{page.say(labs::AVG_AVERAGE)}</th>
                    </tr>
                </thead>
                <tbody>
                    {rows.map(row).collect_view()}
                    <tr data-path="grown">
                        <th scope="row">{page.say(labs::AVG_GROWN)}</th>
                        {grown(|heads| &heads.dense_grown)}
                        {grown(|heads| &heads.average_grown)}
                    </tr>
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

/// What becomes of a head on a larger map.
fn fate(outcome: &Result<Shape, TraceError>, lang: Lang) -> String {
    match outcome {
        Ok(shape) => format!("{} {}", labs::AVG_WORKS.get(lang), format::sample(*shape)),
        Err(error) => errors::shape(&error.error, lang),
    }
}

/// The map that is moved, and what both heads make of it.
#[component]
fn Moves(view: View) -> AnyView {
    let page = view.page;
    let moved = Memo::new(move |_| {
        let Average { right, down, .. } = view.cfg.get();
        average::moved(right, down)
    });
    let still = StoredValue::new(average::moved(0, 0));
    let draw = Callback::new(move |(width,): (f32,)| {
        let lang = page.lang.get();
        let names = [labs::AVG_MAP, labs::AVG_WEIGHTS].map(|name| name.get(lang));
        let scene = moved.with(|moved| average::figure(moved, width, names));
        scene.to_svg(labs::AVG_FIGURE.get(lang), |_| String::new())
    });
    let words = move || {
        let still = still.get_value();
        moved.with(|now| {
            let [average, dense] = [[still.average, now.average], [still.dense, now.dense]];
            labs::moved(average, dense, now.lost, page.lang.get())
        })
    };
    let number = move |name: Text, before: String, now: Signal<String>| {
        view! {
            <div>
                <dt>{page.say(name)}</dt>
                <dd>
                    <small>{page.say(labs::AVG_BEFORE)}</small>
                    " " {before} " → "
                    <small>{page.say(labs::AVG_NOW)}</small>
                    " " <strong>{now}</strong>
                </dd>
            </div>
        }
    };
    let three = |x: f32| format::fixed(x, 3);
    let average = Signal::derive(move || moved.with(|now| three(now.average)));
    let dense = Signal::derive(move || moved.with(|now| format::cell(now.dense)));
    let [old_average, old_dense] =
        still.with_value(|still| [three(still.average), format::cell(still.dense)]);
    view! {
        <section class="moves">
            <h4>{page.say(labs::AVG_MOVE)}</h4>
            <Arrows view/>
            <Drawn class="matrix moved" testid="moved" draw/>
            <dl class="facts">
                {number(labs::AVG_MEAN, old_average, average)}
                {number(labs::AVG_SUM, old_dense, dense)}
            </dl>
            <p class="summary" role="status" data-testid="summary">{words}</p>
        </section>
    }
    .into_any()
}

/// Which choice an arrow changes, and by how much.
const ARROWS: [(&str, &str, i8, Text); 4] = [
    ("←", "avg-right", -1, labs::AVG_RIGHT),
    ("→", "avg-right", 1, labs::AVG_RIGHT),
    ("↑", "avg-down", -1, labs::AVG_DOWN),
    ("↓", "avg-down", 1, labs::AVG_DOWN),
];

#[component]
fn Arrows(view: View) -> AnyView {
    let page = view.page;
    let arrow = move |(sign, name, by, label): (&'static str, &'static str, i8, Text)| {
        let next = move || {
            let Average { right, down, .. } = view.cfg.get();
            let now = if name == "avg-right" { right } else { down };
            now + by
        };
        let is_over = move || !MOVE.contains(&f32::from(next()));
        view! {
            <button
                type="button"
                class="button square"
                disabled=is_over
                aria-label=move || format!("{} {by:+}", label.get(page.lang.get()))
                on:click=move |_| {
                    page.choose(name, &untrack(next).to_string());
                }
            >
                {sign}
            </button>
        }
    };
    view! {
        <div class="row moves-row">
            {ARROWS.map(arrow).collect_view()}
            <Choice page name="avg-right"/>
            <Choice page name="avg-down"/>
        </div>
    }
    .into_any()
}
