//! The ledger of a stack: a row a layer, with size, jump, start and centre of its units' fields.

use leptos::prelude::*;

use super::Study;
use crate::lesson::field::{Field, centre, extent, window};
use crate::lesson::format::{pair, whole};
use crate::lesson::scene::escape;
use crate::nn::receptive::Region;
use crate::text::lang::Lang;
use crate::text::strings;
use crate::ui::dom;

#[component]
pub(super) fn Table(study: Study) -> AnyView {
    let page = study.page;
    let rows = move || study.read(|field| body(field, page.lang.get()));
    let open = move |event: web_sys::Event| {
        if let Some(row) = dom::closest(&event, "[data-layer]")
            .and_then(|row| row.get_attribute("data-layer"))
            .and_then(|row| row.parse().ok())
        {
            study.climb(row);
        }
    };
    let heads = [
        strings::LAYER,
        strings::WINDOW_KERNEL,
        strings::WINDOW_STRIDE,
        strings::OUTPUT_SHAPE,
        strings::FIELD_SIZE,
        strings::FIELD_JUMP,
        strings::FIELD_START,
        strings::FIELD_CENTRE,
        strings::FIELD_REGION,
    ];
    let heads: Vec<_> = heads
        .into_iter()
        .map(|text| view! { <th scope="col">{page.say(text)}</th> })
        .collect();
    view! {
        <div class="table-box" tabindex="0" role="region" aria-label=page.say(strings::LEDGER)>
            <table class="field-table" data-testid="ledger" on:click=move |event| open(event.into())>
                <thead>
                    <tr>{heads}</tr>
                </thead>
                <tbody inner_html=rows></tbody>
            </table>
        </div>
    }
    .into_any()
}

fn body(field: &Field, lang: Lang) -> String {
    (0..field.trace.rows.len())
        .map(|at| line(field, at, lang))
        .collect()
}

fn line(field: &Field, at: usize, lang: Lang) -> String {
    let row = &field.trace.rows[at];
    let name = row
        .module
        .as_ref()
        .map_or(strings::INPUT.get(lang), |module| module.name());
    let dash = || "–".to_owned();
    let window = window(row);
    let [kernel, stride] = [
        window.map_or_else(dash, |w| pair(w.kernel)),
        window.map_or_else(dash, |w| side(w.stride)),
    ];
    let shape = format!("1×{}×{}", row.output.c(), pair(extent(row)));
    let [size, jump, start, middle] = match row.receptive {
        Some(seen) => {
            let first = seen.region([0, 0]);
            let starts = first.start.map(whole);
            let middles = [0, 1].map(|axis| centre(first, axis));
            [
                side(seen.size),
                side(seen.jump),
                both(starts),
                both(middles),
            ]
        }
        None => [
            strings::FIELD_MIXED.get(lang).to_owned(),
            dash(),
            dash(),
            dash(),
        ],
    };
    let region = field.regions[at].map_or_else(dash, reach);
    let class = if at == field.row { "lit" } else { "" };
    let cells = [kernel, stride, shape, size, jump, start, middle, region];
    let cells: String = cells
        .iter()
        .map(|cell| format!("<td>{cell}</td>"))
        .collect();
    let path = escape(&row.path);
    format!(
        "<tr class=\"{class}\" data-path=\"{path}\" data-layer=\"{at}\"><th scope=\"row\">\
         <button type=\"button\" class=\"button quiet\">{path} {name}</button></th>{cells}</tr>"
    )
}

/// One number where both axes agree.
fn side(axes: [usize; 2]) -> String {
    if axes[0] == axes[1] {
        axes[0].to_string()
    } else {
        pair(axes)
    }
}

fn both([down, across]: [String; 2]) -> String {
    if down == across {
        down
    } else {
        format!("{down}, {across}")
    }
}

/// `3…7 × 4…8`: first and last row, first and last column.
fn reach(region: Region) -> String {
    let span = |a: usize| {
        let last = region.start[a].saturating_add(region.size[a] as i64 - 1);
        format!("{}…{}", whole(region.start[a]), whole(last))
    };
    format!("{} × {}", span(0), span(1))
}
