//! What a group of layers is and costs: shown for the group that is pinned. A single layer's arithmetic
//! is left to `ledger`.

use leptos::prelude::*;

use super::scene::Pointing;
use crate::lesson::format::{count, pair, percent, sample};
use crate::lesson::group::Group;
use crate::nn::trace::Trace;
use crate::text::strings;
use crate::ui::page::Page;

/// `None` where no layer lies at `path`.
pub fn group_detail(
    page: Page,
    trace: &Trace,
    path: &str,
    pointing: Pointing,
) -> Option<impl IntoView + use<>> {
    let group = Group::of(trace, path)?;
    let of = |part: u64, whole: u64| {
        let share = part as f32 / whole.max(1) as f32;
        format!("{} = {}", count(part), percent(share))
    };
    let shapes = format!("N×{} → N×{}", sample(group.input), sample(group.output));
    let receptive = group.receptive.map(|field| {
        view! {
            <dt>{page.say(strings::RECEPTIVE_FIELD)}</dt>
            <dd>{pair(field.size)}</dd>
        }
    });
    Some(view! {
        <div class="detail">
            <div class="row spread">
                <h4><span class="path">{path.to_owned()}</span></h4>
                <button type="button" class="button quiet" on:click=move |_| pointing.unpin()>
                    {page.say(strings::CLOSE)}
                </button>
            </div>
            <dl>
                <dt>{page.say(strings::LAYERS_WITH_WEIGHTS)}</dt>
                <dd>{group.weighted}</dd>
                <dt>{page.say(strings::SHAPES)}</dt>
                <dd>{shapes}</dd>
                <dt>{page.say(strings::PARAMETERS)}</dt>
                <dd>{of(group.parameters, trace.parameters())}</dd>
                <dt>{page.say(strings::MACS)}</dt>
                <dd>{of(group.macs, trace.macs())}</dd>
                {receptive}
            </dl>
        </div>
    })
}
