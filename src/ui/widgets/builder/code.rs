//! The same network in three styles of PyTorch.

use leptos::prelude::*;

use super::Bench;
use crate::lesson::state::{OWN, OWN_CLASS};
use crate::nn::torch::{self, Line, Style};
use crate::text::lang::Text;
use crate::text::strings;
use crate::ui::parts::code::Code;

const STYLES: [Style; 3] = [Style::Sequential, Style::OrderedDict, Style::Class];

const fn same(name: &'static str) -> Text {
    Text { zh: name, en: name }
}

const fn name(style: Style) -> Text {
    match style {
        Style::Class => strings::STYLE_CLASS,
        Style::Sequential => same("nn.Sequential"),
        Style::OrderedDict => same("OrderedDict"),
    }
}

/// What the network is called in that style.
pub(super) fn source(bench: Bench, style: Style) -> Vec<Line> {
    let called = match style {
        Style::Class => OWN_CLASS,
        Style::Sequential | Style::OrderedDict => OWN,
    };
    bench
        .network
        .with(|network| torch::source_as(style, called, &network.module))
}

#[component]
pub(super) fn Styles(bench: Bench, style: RwSignal<Style>) -> AnyView {
    let page = bench.page;
    let tabs: Vec<_> = STYLES
        .into_iter()
        .map(|one| {
            view! {
                <button
                    type="button"
                    class="button"
                    aria-pressed=move || (style.get() == one).to_string()
                    on:click=move |_| style.set(one)
                >
                    {page.say(name(one))}
                </button>
            }
        })
        .collect();
    let lines = Memo::new(move |_| source(bench, style.get()));
    view! {
        <section>
            <h3>{page.say(strings::CODE)}</h3>
            <div class="row" role="group" aria-label=page.say(strings::WRITTEN_AS)>{tabs}</div>
            <Code page lines pointing=bench.pointing/>
        </section>
    }
    .into_any()
}
