//! A network layer by layer: the table, and the arithmetic of the layer that is pinned.
//! Counting is left to `nn::trace`, the lines of arithmetic to `lesson::detail`.

use leptos::prelude::*;

use super::group_detail::group_detail;
use super::layer_link;
use super::scene::Pointing;
use crate::lesson::detail::{self, Figure};
use crate::lesson::format::{bytes, count, pair, sample};
use crate::nn::module::Module;
use crate::nn::optim::Optimizer;
use crate::nn::summary::{Cost, TrainingMemory, summary};
use crate::nn::torch;
use crate::nn::trace::{Row, Trace};
use crate::text::lang::Text;
use crate::text::{sizes as words, strings};
use crate::ui::dom;
use crate::ui::page::Page;

/// The whole table; hidden while there is no trace.
#[component]
pub fn Ledger(
    page: Page,
    #[prop(into)] trace: Signal<Option<Trace>>,
    pointing: Pointing,
) -> impl IntoView {
    let rows = move || {
        trace.get().map(|trace| {
            let costs = summary(&trace).rows;
            let rows = trace.rows.iter().zip(&costs);
            rows.map(|(row, cost)| table_row(page, row, cost, pointing))
                .collect_view()
        })
    };
    view! {
        <div class="table-box" tabindex="0" role="region" aria-label=page.say(strings::LEDGER)>
            <table
                data-testid="ledger"
                on:pointerover=move |event| pointing.over(&event)
                on:pointerleave=move |_| pointing.leave()
                on:focusin=move |event| pointing.over(&event)
                on:focusout=move |_| pointing.leave()
                on:click=move |event| pointing.pin(&event)
            >
                <thead>
                    <tr>
                        <th scope="col">{page.say(strings::LAYER)}</th>
                        <th scope="col">{page.say(strings::OUTPUT_SHAPE)}</th>
                        <th scope="col">{page.say(strings::PARAMETERS)}</th>
                        <th scope="col">{page.say(strings::MACS)}</th>
                        <th scope="col">{page.say(strings::RECEPTIVE_FIELD)}</th>
                        <th scope="col">{page.say(words::OUTPUT_MEMORY)}</th>
                        <th scope="col">{page.say(words::ADAM_MEMORY)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
                <Totals page trace/>
            </table>
        </div>
    }
}

fn table_row(page: Page, row: &Row, cost: &Cost, pointing: Pointing) -> impl IntoView + use<> {
    let path = row.path.clone();
    let name = row.module.as_ref().map(|module| module.name());
    let name = move || name.unwrap_or_else(|| strings::INPUT.get(page.lang.get()));
    let dash = || "–".to_owned();
    let some = |number: u64| if number == 0 { dash() } else { count(number) };
    let memory = |number: u64| if number == 0 { dash() } else { bytes(number) };
    let config = (!cost.config.is_empty()).then(|| {
        let config = cost.config.clone();
        view! { <small class="config">{config}</small> }
    });
    // What no window reads, as a note at the shape that leaves it over.
    let leftover = (row.leftover != [0, 0]).then(|| {
        let sizes = pair(row.leftover);
        let title = move || strings::LEFTOVER.get(page.lang.get());
        view! { <small class="config" title=title>{format!("⌊ ⌋ {sizes}")}</small> }
    });
    view! {
        <tr
            data-path=row.path.clone()
            class:lit=move || pointing.is_at(Some(&path))
        >
            <th scope="row">
                <button type="button" class="plain" aria-label=row.path.clone()>
                    <span class="path">{row.path.clone()}</span>
                    " "
                    {name}
                    {config}
                </button>
            </th>
            <td>{shape(row)} {leftover}</td>
            <td>{some(row.parameters)}</td>
            <td>{some(row.macs)}</td>
            <td>{row.receptive.map_or_else(dash, |field| pair(field.size))}</td>
            <td>{memory(cost.activation_bytes)}</td>
            <td>{memory(adam(row.parameters))}</td>
        </tr>
    }
}

#[component]
fn Totals(page: Page, trace: Signal<Option<Trace>>) -> impl IntoView {
    let total = move |of: fn(&Trace) -> u64| {
        trace.with(|trace| trace.as_ref().map(|trace| count(of(trace))))
    };
    let total_bytes = move |of: fn(&Trace) -> u64| {
        trace.with(|trace| trace.as_ref().map(|trace| bytes(of(trace))))
    };
    view! {
        <tfoot>
            <tr>
                <th scope="row">{page.say(strings::TOTAL)}</th>
                <td></td>
                <td data-testid="total-parameters">{move || total(Trace::parameters)}</td>
                <td data-testid="total-macs">{move || total(Trace::macs)}</td>
                <td></td>
                <td>{move || total_bytes(|trace| summary(trace).activation_bytes)}</td>
                <td>{move || total_bytes(|trace| adam(trace.parameters()))}</td>
            </tr>
        </tfoot>
    }
}

/// Bytes of weights, gradients and both of Adam's moments.
const fn adam(parameters: u64) -> u64 {
    TrainingMemory::new(parameters, Optimizer::Adam).total()
}

/// N×C×H×W, or N×C where position is lost.
fn shape(row: &Row) -> String {
    let [_, c, h, w] = row.output.0;
    if row.flat {
        format!("N×{c}")
    } else {
        format!("N×{c}×{h}×{w}")
    }
}

/// What the pinned layer is and how its numbers come about.
#[component]
pub fn Detail(
    page: Page,
    #[prop(into)] trace: Signal<Option<Trace>>,
    pointing: Pointing,
) -> impl IntoView {
    let body = move || {
        let trace = trace.get()?;
        let path = pointing.pinned.get()?;
        let at = trace.rows.iter().position(|row| row.path == path);
        match at.filter(|&at| !joins_branches(&trace.rows[at])) {
            Some(at) => Some(detail_of(page, &trace, at, pointing).into_any()),
            None => Some(group_detail(page, &trace, &path, pointing)?.into_any()),
        }
    };
    view! { <div class="detail-place" aria-live="polite">{body}</div> }
}

/// A `Concat` stands for all that it joins.
const fn joins_branches(row: &Row) -> bool {
    matches!(row.module, Some(Module::Concat(_)))
}

fn detail_of(page: Page, trace: &Trace, at: usize, pointing: Pointing) -> impl IntoView + use<> {
    let row = &trace.rows[at];
    let title = row
        .module
        .as_ref()
        .map(|module| format!("nn.{}({})", module.name(), torch::arguments(module)));
    let lines = detail::lines(trace, at).into_iter().map(|(figure, line)| {
        view! {
            <dt>{page.say(words(figure))}</dt>
            <dd>{line}</dd>
        }
    });
    let lines = lines.collect_view();
    let path = row.path.clone();
    let show = move |_| layer_link::ask(&path);
    // Not every page runs what it draws.
    let has_maps = dom::exists("[data-layer], #inside");
    let leftover = (row.leftover != [0, 0]).then(|| pair(row.leftover));
    view! {
        <div class="detail">
            <div class="row spread">
                <h4><span class="path">{row.path.clone()}</span> " " <code>{title}</code></h4>
                <div class="row">
                    {has_maps.then(|| view! {
                        <button
                            type="button"
                            class="button quiet"
                            data-testid="show-maps"
                            on:click=show
                        >
                            {page.say(strings::FEATURE_MAPS)}
                        </button>
                    })}
                    <button type="button" class="button quiet" on:click=move |_| pointing.unpin()>
                        {page.say(strings::CLOSE)}
                    </button>
                </div>
            </div>
            <dl>
                <dt>{page.say(strings::SHAPES)}</dt>
                <dd>{format!("N×{} → {}", sample(row.input), shape(row))}</dd>
                {lines}
                {leftover.map(|sizes| view! {
                    <dt>{page.say(strings::LEFTOVER)}</dt>
                    <dd>{sizes}</dd>
                })}
            </dl>
        </div>
    }
}

const fn words(figure: Figure) -> Text {
    match figure {
        Figure::Height => strings::OUTPUT_SIZE,
        Figure::Width => strings::OUTPUT_WIDTH,
        Figure::Parameters => strings::PARAMETERS,
        Figure::Macs => strings::MACS,
        Figure::Receptive => strings::RECEPTIVE_FIELD,
    }
}
