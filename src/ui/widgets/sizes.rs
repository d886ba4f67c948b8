//! The sizes of a page's network in one table: what each costs, and how long it would train here.
//! What is offered and how times are estimated is left to `lesson::sizes`.

use leptos::prelude::*;

use crate::lesson::format::{bytes, count, duration};
use crate::lesson::sizes::{self, Cost};
use crate::lesson::state::Playground;
use crate::text::{sizes as words, strings};
use crate::ui::lab::Lab;
use crate::ui::page::Page;
use crate::ui::parts::message::{Line as Message, Tone};
use crate::zoo::variant::Variant;

/// A line of the table.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Line {
    /// `None` for a network of the reader's own, which has one size.
    variant: Option<Variant>,
    cost: Cost,
}

/// The lines, and the pictures that an epoch learns from.
fn lines(lab: Lab, playground: &Playground) -> Vec<Line> {
    let chosen = playground.model;
    let mut variants: Vec<Option<Variant>> = vec![None];
    if !playground.own_network {
        let offered = sizes::offered(chosen.known).into_iter();
        // The page's other switches stay as they are.
        let kept = offered.map(|size| Variant {
            ratio: size.ratio,
            side: size.side,
            ..chosen
        });
        variants = kept.map(Some).collect();
        if !variants.contains(&Some(chosen)) {
            variants.push(Some(chosen));
        }
    }
    let line = |variant: Option<Variant>| {
        let of_it = with(playground, variant);
        let cost = lab.cost(&of_it)?;
        Some(Line { variant, cost })
    };
    variants.into_iter().filter_map(line).collect()
}

fn with(playground: &Playground, variant: Option<Variant>) -> Playground {
    Playground {
        model: variant.unwrap_or(playground.model),
        ..playground.clone()
    }
}

#[component]
pub fn Sizes(page: Page, lab: Lab) -> impl IntoView {
    let all = Memo::new(move |_| page.playground.with(|all| lines(lab, all)));
    // The network as chosen, or the smallest where that one waits for the reader's word.
    Effect::new(move |_| {
        let now = page.playground.get();
        if lab.engines.is_ready() {
            let lines = all.get();
            let light = lines.iter().filter(|line| !line.cost.is_heavy());
            let chosen = light.clone().find(|line| line.variant == Some(now.model));
            if let Some(line) = chosen.or(light.clone().next()) {
                lab.measure(&with(&now, line.variant));
            }
        }
    });
    let body = move || {
        let lines = all.get().into_iter();
        lines.map(|line| table_row(page, lab, line)).collect_view()
    };
    let unmeasured = Signal::derive(move || {
        let lang = page.lang.get();
        lab.unmeasured
            .with(|why| why.as_ref().map(|why| words::unmeasured(why, lang)))
    });
    view! {
        <section class="sizes">
            <h3>{page.say(words::SIZES)}</h3>
            <div class="table-box" tabindex="0" role="region" aria-label=page.say(words::SIZES)>
                <table data-testid="sizes">
                    <thead>
                        <tr>
                            <th scope="col">{page.say(words::SIDE_AND_WIDTH)}</th>
                            <th scope="col">{page.say(strings::PARAMETERS)}</th>
                            <th scope="col">{page.say(strings::MACS)}</th>
                            <th scope="col">{page.say(words::TRAINING_MEMORY)}</th>
                            <th scope="col">{page.say(words::EPOCH_TIME)}</th>
                        </tr>
                    </thead>
                    <tbody>{body}</tbody>
                </table>
            </div>
            <Message tone=Tone::Note words=unmeasured testid="unmeasured"/>
            <p class="quiet-line">{page.say(words::SIZES_HINT)}</p>
        </section>
    }
}

fn table_row(page: Page, lab: Lab, Line { variant, cost }: Line) -> impl IntoView {
    let is_chosen = move || variant.is_none_or(|v| page.playground.with(|all| all.model == v));
    let choose = move |_| {
        if let Some(variant) = variant {
            let now = page.playground.get_untracked();
            page.choose_all(with(&now, Some(variant)));
        }
    };
    let name = move || {
        let (side, ratio) = page.playground.with(|all| {
            let model = variant.unwrap_or(all.model);
            (variant.map_or(all.side(), |v| v.side), model.ratio)
        });
        match variant {
            Some(_) => format!("{side}×{side}, {}", sizes::width(ratio)),
            None => format!("{side}×{side}"),
        }
    };
    let has_weights = variant.is_some_and(|variant| sizes::trained(&variant).is_some());
    let is_measuring =
        move || lab.measured.with(Option::is_some) && lab.unmeasured.with(Option::is_none);
    let time = move || {
        let pictures = page.playground.with(|all| all.run.pictures);
        match lab.speed.get() {
            Some(speed) => format!("≈ {}", duration(speed.epoch(cost.macs, pictures))),
            None if is_measuring() => words::MEASURING.get(page.lang.get()).to_owned(),
            None => "–".to_owned(),
        }
    };
    view! {
        <tr class:lit=is_chosen>
            <th scope="row">
                <button
                    type="button"
                    class="plain"
                    aria-pressed=move || is_chosen().to_string()
                    on:click=choose
                >
                    {name}
                </button>
                {has_weights.then(|| view! {
                    " " <small class="mark">{page.say(words::HAS_WEIGHTS)}</small>
                })}
            </th>
            <td>{count(cost.parameters)}</td>
            <td>{count(cost.macs)}</td>
            <td>{bytes(cost.training)}</td>
            <td>{time}</td>
        </tr>
    }
}
