//! Global average pooling against a dense layer over every number: what the heads cost, what breaks on a
//! larger map, what moves with the map. The counts are left to `lesson::labs::average`.

use leptos::prelude::*;

use crate::lesson::format;
use crate::lesson::labs::average::{self, Head};
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
            <Moves view/>
            <Code page lines pointing=Pointing::new()/>
        </div>
    }
    .into_any()
}

/// A row: its name, its path, the number.
type Row = (Text, &'static str, fn(&Head) -> u64);

/// The heads' names and the classes of their bars.
const HEADS: [(Text, &str); average::HEADS] = [
    (labs::AVG_DENSE, "of-dense"),
    (labs::AVG_AVERAGE, "of-output"),
    (labs::AVG_MAPS, "of-output"),
];

#[component]
fn Table(view: View) -> AnyView {
    let page = view.page;
    let heads = Memo::new(move |_| average::heads(&view.cfg.get()).ok());
    let rows: [Row; 2] = [
        (labs::AVG_PARAMETERS, "parameters", |head| head.parameters),
        (labs::AVG_MACS, "macs", |head| head.macs),
    ];
    let row = move |(name, path, of): Row| {
        let all = move || heads.with(|heads| heads.as_ref().map(|heads| heads.each_ref().map(of)));
        let cell = move |(which, (_, class)): (usize, (Text, &'static str))| {
            let number = move || all().map(|all| format::count(all[which]));
            let share = move || {
                all().map(|all| {
                    let most = all.into_iter().max().unwrap_or(0).max(1);
                    format!("--share:{:.2}%", all[which] as f64 * 100.0 / most as f64)
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
                {HEADS.into_iter().enumerate().map(cell).collect_view()}
            </tr>
        }
    };
    let grown = move |which: usize| {
        let outcome =
            move || heads.with(|heads| heads.as_ref().map(|heads| heads[which].grown.clone()));
        let words = move || outcome().map(|outcome| fate(&outcome, page.lang.get()));
        let is_broken = move || outcome().is_some_and(|outcome| outcome.is_err());
        view! { <td class:broken=is_broken>{words}</td> }
    };
    let head = move |(name, _)| view! { <th scope="col">{page.say(name)}</th> };
    view! {
        <div class="scroll-x">
            <table class="lab-table paired" data-testid="costs" aria-live="polite">
                <thead>
                    <tr>
                        <td></td>
                        {HEADS.map(head).collect_view()}
                    </tr>
                </thead>
                <tbody>
                    {rows.map(row).collect_view()}
                    <tr data-path="grown">
                        <th scope="row">{page.say(labs::AVG_GROWN)}</th>
                        {(0..average::HEADS).map(grown).collect_view()}
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
            if *now == still {
                return labs::AVG_HINT.get(page.lang.get()).to_owned();
            }
            let [average, dense] = [[still.average, now.average], [still.dense, now.dense]];
            labs::moved(average, dense, now.lost, page.lang.get())
        })
    };
    let number = move |name: Text, before: String, now: Signal<String>| {
        view! {
            <div>
                <dt>{page.say(name)}</dt>
                <dd>{before} " → " <strong>{now}</strong></dd>
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
            <dl class="lab-facts">
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
