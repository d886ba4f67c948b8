//! What to add, and where.

use leptos::prelude::*;

use super::Bench;
use crate::lesson::edit::Change;
use crate::lesson::edit::kind::Kind;
use crate::lesson::edit::place::Place;
use crate::text::lang::Text;
use crate::text::strings;
use crate::ui::parts::message::{Line, Tone};

/// Where something new may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spot {
    After,
    Inside,
    /// At the end of the whole network.
    End,
}

impl Spot {
    const fn words(self) -> Text {
        match self {
            Spot::After => strings::ADD_AFTER,
            Spot::Inside => strings::ADD_INSIDE,
            Spot::End => strings::ADD_END,
        }
    }

    const fn control(self) -> &'static str {
        match self {
            Spot::After => "add-after",
            Spot::Inside => "add-inside",
            Spot::End => "add-end",
        }
    }

    const fn change(self, kind: Kind) -> Change {
        match self {
            Spot::After => Change::AddAfter(kind),
            Spot::Inside | Spot::End => Change::AddInside(kind),
        }
    }
}

/// Layers, containers, blocks.
const GROUPS: [(Text, &[Kind]); 3] = [
    (
        strings::KINDS_LAYERS,
        &[
            Kind::Conv2d,
            Kind::Linear,
            Kind::MaxPool2d,
            Kind::AvgPool2d,
            Kind::GlobalAvgPool2d,
            Kind::ReLU,
            Kind::Sigmoid,
            Kind::Tanh,
            Kind::Dropout,
            Kind::Flatten,
        ],
    ),
    (strings::KINDS_CONTAINERS, &[Kind::Sequential, Kind::Concat]),
    (
        strings::KINDS_BLOCKS,
        &[Kind::VggBlock, Kind::NinBlock, Kind::Inception],
    ),
];

#[component]
pub(super) fn Add(
    bench: Bench,
    #[prop(into)] place: Signal<Place>,
    spots: Vec<Spot>,
    /// Which of several on the page.
    id: &'static str,
) -> AnyView {
    let page = bench.page;
    let kind = RwSignal::new(Kind::Conv2d);
    let groups: Vec<_> = GROUPS
        .into_iter()
        .map(|(name, kinds)| {
            let options: Vec<_> = kinds
                .iter()
                .map(|&one| view! { <option value=one.name()>{one.name()}</option> })
                .collect();
            view! { <optgroup label=page.say(name)>{options}</optgroup> }
        })
        .collect();
    let buttons: Vec<_> = spots
        .iter()
        .map(|&spot| {
            let press = move |_| {
                let change = spot.change(kind.get_untracked());
                bench.edit_and_focus(&place.get_untracked(), &change, spot.control());
            };
            view! {
                <button type="button" class="button" data-testid=spot.control() on:click=press>
                    {page.say(spot.words())}
                </button>
            }
        })
        .collect();
    let lines: Vec<_> = spots
        .iter()
        .map(|spot| view! { <Line tone=Tone::Hint words=bench.refusal(spot.control())/> })
        .collect();
    view! {
        <div class="row add">
            <select
                id=id
                name="add-kind"
                aria-label=page.say(strings::ADD_KIND)
                on:change=move |event| {
                    if let Some(chosen) = Kind::parse(&event_target_value(&event)) {
                        kind.set(chosen);
                    }
                }
            >
                {groups}
            </select>
            {buttons}
            {lines}
        </div>
    }
    .into_any()
}
