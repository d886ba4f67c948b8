//! What a convolution costs, against a dense layer between the same two volumes: the arguments of
//! `nn.Conv2d`, the resulting shape, both counts. The counts are left to `lesson::costs`.

use leptos::prelude::*;

use crate::lesson::costs::{self, Cost, Costs};
use crate::lesson::format;
use crate::lesson::state::layer::{KnownLayer, Layer};
use crate::tensor::shape::{Shape, ShapeError};
use crate::text::lang::Text;
use crate::text::{errors, names, strings};
use crate::ui::page::Page;
use crate::ui::parts::choice::Choice;
use crate::ui::parts::code::Code;
use crate::ui::parts::message::ErrorBox;
use crate::ui::parts::scene::Pointing;

#[derive(Clone, Copy)]
struct Desk {
    page: Page,
    layer: Memo<Layer>,
    costs: Memo<Result<Costs, ShapeError>>,
}

impl Desk {
    fn with<T>(self, then: impl FnOnce(&Costs) -> T) -> Option<T> {
        self.costs.with(|costs| costs.as_ref().ok().map(then))
    }
}

#[component]
pub fn LayerCosts(page: Page) -> AnyView {
    let layer = Memo::new(move |_| page.playground.with(|all| all.layer));
    let costs = Memo::new(move |_| costs::costs(&layer.get()));
    let desk = Desk { page, layer, costs };
    let lines = Signal::derive(move || {
        desk.with(|costs| costs.source(&desk.layer.get()))
            .unwrap_or_default()
    });
    let formulas = move || {
        let formulas = desk.with(|costs| costs.formulas(&desk.layer.get()));
        let labels = [
            [strings::COSTS_CONV, strings::COSTS_WEIGHTS],
            [strings::COSTS_DENSE, strings::COSTS_WEIGHTS],
            [strings::COSTS_CONV, strings::COSTS_MACS],
            [strings::COSTS_DENSE, strings::COSTS_MACS],
        ];
        let lang = page.lang.get();
        let line = |([layer, what], formula): ([Text; 2], String)| {
            let name = format!("{} · {}", layer.get(lang), what.get(lang));
            view! { <div><dt>{name}</dt><dd>{formula}</dd></div> }
        };
        formulas.map(|formulas| labels.into_iter().zip(formulas).map(line).collect_view())
    };
    view! {
        <div class="card costs">
            <Controls desk/>
            <Outcome desk/>
            <dl class="cost-formulas" data-testid="formula">{formulas}</dl>
            <Table desk/>
            <Area desk/>
            <Code page lines pointing=Pointing::new()/>
        </div>
    }
    .into_any()
}

#[component]
fn Controls(desk: Desk) -> AnyView {
    let page = desk.page;
    let wrong = Signal::derive(move || {
        let why = desk.costs.with(|costs| costs.as_ref().err().copied());
        let words = why.map(|why| errors::shape(&why, page.lang.get()));
        words.into_iter().collect::<Vec<_>>()
    });
    let choices = |names: &'static [&'static str]| {
        let one = |name: &&'static str| view! { <Choice page name=*name/> };
        names.iter().map(one).collect_view()
    };
    let known = |known: KnownLayer| {
        let take = move |_| {
            let mut next = page.playground.get_untracked();
            next.layer = known.layer();
            page.choose_all(next);
        };
        let is_it = move || (desk.layer.get() == known.layer()).to_string();
        view! {
            <button type="button" class="button" aria-pressed=is_it on:click=take>
                {page.say(names::known_layer(known))}
            </button>
        }
    };
    view! {
        <section>
            <div class="row" role="group" aria-label=page.say(strings::COSTS_KNOWN)>
                {KnownLayer::ALL.map(known).collect_view()}
            </div>
            <div class="fields">{choices(&["samples", "cin", "height", "width"])}</div>
            <div class="fields">
                {choices(&["cout", "ksize", "stride", "pad", "dilation", "withbias"])}
            </div>
            <ErrorBox page words=wrong/>
        </section>
    }
    .into_any()
}

/// The two shapes.
#[component]
fn Outcome(desk: Desk) -> AnyView {
    let shape = |shape: Shape| {
        let [n, c, h, w] = shape.0;
        format!("{n}×{c}×{h}×{w}")
    };
    let output = move || desk.with(|costs| shape(costs.output));
    let input = move || desk.with(|costs| shape(costs.input));
    let body = move || {
        desk.with(|_| ()).map(|()| {
            view! {
                <p class="cost-shapes">
                    <span class="quiet-line">{desk.page.say(strings::COSTS_SHAPE)}</span>
                    <strong class="of-input">{input}</strong>
                    " → "
                    <strong class="of-output" data-testid="output-shape">{output}</strong>
                </p>
            }
        })
    };
    body.into_any()
}

/// A row: its name, its path, the number of a cost, how it is written.
type Kind = (Text, &'static str, fn(&Cost) -> u64, fn(u64) -> String);

#[component]
fn Table(desk: Desk) -> AnyView {
    let page = desk.page;
    let rows: [Kind; 4] = [
        (
            strings::COSTS_WEIGHTS,
            "weights",
            |cost| cost.weights,
            format::count,
        ),
        (
            strings::COSTS_PARAMETERS,
            "parameters",
            Cost::parameters,
            format::count,
        ),
        (strings::COSTS_MACS, "macs", |cost| cost.macs, format::count),
        (strings::COSTS_MEMORY, "memory", Cost::bytes, format::bytes),
    ];
    let row = move |(name, path, of, say): Kind| {
        let bar = move |pick: fn(&Costs) -> &Cost, class: &'static str| {
            let value = move || desk.with(|costs| say(of(pick(costs))));
            let style = move || {
                desk.with(|costs| {
                    let most = of(&costs.dense).max(of(&costs.conv));
                    let share = costs::log_share(of(pick(costs)), most) * 100.0;
                    format!("--share:{}%", format::fixed(share, 1))
                })
            };
            view! {
                <td>
                    <span class="cost-number">{value}</span>
                    <span class=format!("cost-bar {class}") style=style></span>
                </td>
            }
        };
        let ratio = move || desk.with(|costs| costs::times(of(&costs.dense), of(&costs.conv)));
        view! {
            <tr data-path=path>
                <th scope="row">{page.say(name)}</th>
                {bar(|costs| &costs.conv, "of-kernel")}
                {bar(|costs| &costs.dense, "of-dense")}
                <td class="cost-ratio">{ratio}</td>
            </tr>
        }
    };
    let why = move || {
        let lang = page.lang.get();
        desk.with(|costs| {
            let [_, _, h, w] = costs.output.0;
            match h * w {
                1 => strings::COSTS_EQUAL.get(lang),
                _ => strings::COSTS_SHARED.get(lang),
            }
        })
    };
    view! {
        <div class="scroll-x">
            <table class="cost-table" data-testid="costs">
                <thead>
                    <tr>
                        <td></td>
                        <th scope="col">{page.say(strings::COSTS_CONV)}</th>
                        <th scope="col">{page.say(strings::COSTS_DENSE)}</th>
                        <th scope="col">{page.say(strings::COSTS_RATIO)}</th>
                    </tr>
                </thead>
                <tbody>{rows.map(row).collect_view()}</tbody>
            </table>
        </div>
        <p class="quiet-line">{page.say(strings::COSTS_LOG)}</p>
        <p class="quiet-line">{why}</p>
    }
    .into_any()
}

/// The weights of both as areas.
#[component]
fn Area(desk: Desk) -> AnyView {
    let page = desk.page;
    let style = move || {
        desk.with(|costs| {
            let side = costs::side_share(costs.conv.weights, costs.dense.weights) * 100.0;
            format!("--side:{}%", format::fixed(side, 2))
        })
    };
    view! {
        <figure class="cost-area">
            <div class="cost-square" role="img" aria-label=page.say(strings::COSTS_AREA)>
                <span style=style></span>
            </div>
            <figcaption class="quiet-line">{page.say(strings::COSTS_AREA)}</figcaption>
        </figure>
    }
    .into_any()
}
