//! All models of the course in one table that any column sorts, and as a chart.
//! The numbers and their order are left to `lesson::compare`.

use leptos::prelude::*;

use crate::lesson::compare::{self, Model, chart};
use crate::lesson::state::compare::{Chart, Compare, Order, Quantity, Sort};
use crate::text::compare as words;
use crate::ui::page::Page;
use crate::ui::parts::choice::Choice;
use crate::ui::parts::drawn::Drawn;

#[derive(Clone, Copy)]
struct View {
    page: Page,
    models: StoredValue<Vec<Model>>,
    cfg: Memo<Compare>,
    /// Positions of the models, as they are sorted.
    rows: Memo<Vec<usize>>,
}

#[component]
pub fn ModelTable(page: Page) -> AnyView {
    let models = StoredValue::new(compare::models());
    let cfg = Memo::new(move |_| page.playground.with(|all| all.compare));
    let rows = Memo::new(move |_| {
        let Compare { sort, order, .. } = cfg.get();
        models.with_value(|models| compare::sorted(models, sort, order))
    });
    let view = View {
        page,
        models,
        cfg,
        rows,
    };
    view! {
        <div class="card lab model-table">
            <Table view/>
            <p class="quiet-line">{page.say(words::TABLE_NOTES)}</p>
            <Figure view/>
        </div>
    }
    .into_any()
}

#[component]
fn Table(view: View) -> AnyView {
    let page = view.page;
    let row = move |at: usize| {
        let cell = move |quantity: Quantity| {
            let words = view.models.with_value(|models| models[at].say(quantity));
            view! { <td>{words}</td> }
        };
        let name = view.models.with_value(|models| models[at].name());
        view! {
            <tr data-path=name.clone()>
                <th scope="row">{name.clone()}</th>
                {Quantity::ALL.map(cell).collect_view()}
            </tr>
        }
    };
    let rows = move || view.rows.get().into_iter().map(row).collect_view();
    let head = move |quantity| view! { <Head view quantity/> };
    view! {
        <p class="quiet-line" id="models-caption">{page.say(words::TABLE_CAPTION)}</p>
        <div class="scroll-x">
            <table class="models" data-testid="models" aria-describedby="models-caption">
                <thead>
                    <tr>
                        <th scope="col">{page.say(words::TABLE_MODEL)}</th>
                        {Quantity::ALL.map(head).collect_view()}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// A column's name, which sorts by it.
#[component]
fn Head(view: View, quantity: Quantity) -> AnyView {
    let page = view.page;
    let order = move || {
        let Compare { sort, order, .. } = view.cfg.get();
        (sort == Sort::By(quantity)).then_some(order)
    };
    let aria = move || match order() {
        None => "none",
        Some(Order::Ascending) => "ascending",
        Some(Order::Descending) => "descending",
    };
    let sign = move || match order() {
        None => "↕",
        Some(Order::Ascending) => "↑",
        Some(Order::Descending) => "↓",
    };
    let press = move |_| {
        let mut next = page.playground.get_untracked();
        let Compare { sort, order, .. } = next.compare;
        (next.compare.sort, next.compare.order) = compare::press(sort, order, quantity);
        page.choose_all(next);
    };
    view! {
        <th scope="col" aria-sort=aria>
            <button type="button" class="sort" on:click=press>
                {page.say(words::quantity(quantity))}
                <span class="sort-sign" aria-hidden="true">{sign}</span>
            </button>
        </th>
    }
    .into_any()
}

#[component]
fn Figure(view: View) -> AnyView {
    let page = view.page;
    let draw = Callback::new(move |(width,): (f32,)| {
        let lang = page.lang.get();
        let Compare {
            chart, quantity, ..
        } = view.cfg.get();
        let rows = view.rows.get();
        view.models.with_value(|models| match chart {
            Chart::Bars => {
                let label = words::quantity(quantity).get(lang);
                chart::bars(models, &rows, quantity, width, label)
            }
            Chart::Scatter => {
                let names = [
                    words::TABLE_SCATTER,
                    words::TABLE_PARAMETERS,
                    words::TABLE_MACS,
                ];
                chart::scatter(models, width, names.map(|name| name.get(lang)))
            }
        })
    });
    let is_bars = move || view.cfg.with(|cfg| cfg.chart == Chart::Bars);
    let scale = move || {
        let is_log = view
            .cfg
            .with(|cfg| cfg.chart == Chart::Scatter || chart::is_logarithmic(cfg.quantity));
        let words = if is_log {
            words::TABLE_LOG
        } else {
            words::TABLE_LINEAR
        };
        words.get(page.lang.get())
    };
    view! {
        <figure class="lab-figure">
            <div class="fields">
                <Choice page name="chart"/>
                <div hidden=move || !is_bars()>
                    <Choice page name="quantity"/>
                </div>
            </div>
            <Drawn class="models-chart" testid="chart" draw/>
            <figcaption class="quiet-line">{scale}</figcaption>
        </figure>
    }
    .into_any()
}
