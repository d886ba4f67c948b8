//! Every parameter by PyTorch's name, to be ticked off.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::Bench;
use crate::lesson::edit::parameters::{self, Parameter};
use crate::lesson::format::count;
use crate::nn::torch::{self, Style};
use crate::text::sentences::builder as sentences;
use crate::text::strings;

/// `style` decides the names: a plain `Sequential` numbers its children.
#[component]
pub(super) fn Parameters(bench: Bench, style: RwSignal<Style>) -> AnyView {
    let page = bench.page;
    let params = Memo::new(move |_| {
        let style = style.get();
        bench
            .network
            .with(|network| parameters::parameters(&torch::built(style, &network.module)))
    });
    let ticked = RwSignal::new(BTreeSet::<String>::new());
    let sum = move |only: bool| {
        params.with(|params| {
            ticked.with(|ticked| {
                let counted = params.iter();
                let counted = counted.filter(|param| !only || ticked.contains(&param.path));
                counted.map(Parameter::count).sum::<u64>()
            })
        })
    };
    let total = move || sentences::ticked(sum(true), sum(false), page.lang.get());
    let all = move || sum(true) == sum(false);
    let turn = move |_| {
        if untrack(all) {
            return ticked.set(BTreeSet::new());
        }
        let paths = params.with_untracked(|params| {
            let paths = params.iter().map(|param| param.path.clone());
            paths.collect::<BTreeSet<String>>()
        });
        ticked.set(paths);
    };
    let rows = move || {
        let params = params.get();
        let rows: Vec<_> = params
            .into_iter()
            .map(|param| row(bench, param, ticked))
            .collect();
        rows
    };
    let none = move || {
        let is_none = params.with(Vec::is_empty);
        is_none.then(|| view! { <p class="quiet-line">{page.say(strings::NO_PARAMETERS)}</p> })
    };
    let switch = move || {
        if all() {
            strings::TICK_NONE
        } else {
            strings::TICK_ALL
        }
    };
    view! {
        <section>
            <div class="row spread">
                <h3>{page.say(strings::PARAMETER_LIST)}</h3>
                <button type="button" class="button quiet" on:click=turn>
                    {move || switch().get(page.lang.get())}
                </button>
            </div>
            <div class="table-box" tabindex="0" role="region" aria-label=page.say(strings::PARAMETER_LIST)>
                <table data-testid="parameters">
                    <thead>
                        <tr>
                            <th scope="col">{page.say(strings::PARAMETER_NAME)}</th>
                            <th scope="col">{page.say(strings::SHAPE)}</th>
                            <th scope="col">{page.say(strings::COUNT)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                    <tfoot>
                        <tr>
                            <th scope="row">{page.say(strings::TICKED)}</th>
                            <td></td>
                            <td data-testid="ticked" aria-live="polite">{total}</td>
                        </tr>
                    </tfoot>
                </table>
            </div>
            {none}
        </section>
    }
    .into_any()
}

fn row(bench: Bench, param: Parameter, ticked: RwSignal<BTreeSet<String>>) -> AnyView {
    let numbers = param.count();
    let Parameter { path, shape } = param;
    let layer = path.rsplit_once('.').map_or("", |(layer, _)| layer);
    let layer = layer.to_owned();
    let held = path.clone();
    let has = move || ticked.with(|ticked| ticked.contains(&held));
    let name = path.clone();
    let turn = move |event: web_sys::Event| {
        let on = event_target_checked(&event);
        ticked.update(|ticked| {
            if on {
                ticked.insert(path.clone());
            } else {
                ticked.remove(&path);
            }
        });
    };
    let lit = layer.clone();
    let pointing = bench.pointing;
    view! {
        <tr
            data-path=layer
            class:lit=move || pointing.is_at(Some(&lit))
            on:pointerover=move |event| pointing.over(&event)
            on:pointerleave=move |_| pointing.leave()
        >
            <th scope="row">
                <label class="tick">
                    <input type="checkbox" prop:checked=has on:change=turn/>
                    <code>{name}</code>
                </label>
            </th>
            <td>{format!("{shape:?}")}</td>
            <td>{count(numbers)}</td>
        </tr>
    }
    .into_any()
}
