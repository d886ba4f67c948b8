//! The whole workbench: build a network, and see what it comes to. How it is drawn, counted and printed
//! is left to `model_structure`, in a program of its own.

use leptos::prelude::*;

use super::Bench;
use super::code::source;
use super::tools::{Settings, StartFrom, Steps};
use super::tree::Tree;
use crate::lesson::edit::Following;
use crate::lesson::state::network::is_container;
use crate::lesson::state::{OWN, OWN_CLASS};
use crate::nn::torch::{self, Style};
use crate::text::sentences::builder as sentences;
use crate::text::strings;
use crate::ui::dom;
use crate::ui::page::Page;
use crate::ui::parts::code::Code;

#[component]
pub fn NetworkBuilder(page: Page) -> AnyView {
    let bench = Bench::of(page, Following::Adapt);
    view! {
        <div class="card" on:keydown=move |event| bench.key(&event)>
            <StartFrom bench/>
            <div class="bench-tools">
                <Settings bench/>
                <Steps bench/>
            </div>
            <Totals bench/>
            <Tree bench/>
            <TakeHome bench/>
        </div>
    }
    .into_any()
}

/// What all of it comes to, or what works of it.
#[component]
fn Totals(bench: Bench) -> AnyView {
    let page = bench.page;
    let words = move || {
        let lang = page.lang.get();
        bench.prefix.with(|prefix| {
            let modules = prefix
                .trace
                .rows
                .iter()
                .filter_map(|row| row.module.as_ref());
            // A `Concat` joins and is no layer.
            let layers = modules.filter(|module| !is_container(module)).count();
            let (parameters, macs) = (prefix.trace.parameters(), prefix.trace.macs());
            sentences::totals(parameters, macs, layers, prefix.error.is_none(), lang)
        })
    };
    let ends = move || {
        bench.prefix.with(|prefix| {
            let last = prefix.trace.rows.last();
            let right = last.is_some_and(|row| row.flat && row.output.c() == 10);
            let asks = prefix.error.is_none() && !right;
            asks.then(|| view! { <p class="note">{page.say(strings::OUTPUT_CLASSES)}</p> })
        })
    };
    view! {
        <div class="bench-totals">
            <p class="sum" aria-live="polite">{words}</p>
            {ends}
        </div>
    }
    .into_any()
}

/// A file of source, the lines that load weights, a word on the link.
#[component]
fn TakeHome(bench: Bench) -> AnyView {
    let page = bench.page;
    let lines = Memo::new(move |_| torch::loader(OWN_CLASS, &format!("{OWN}.safetensors")));
    let save = move |_| {
        let whole = source(bench, Style::Class).into_iter();
        let text: Vec<String> = whole.map(|line| line.text).collect();
        let text = text.join("\n") + "\n";
        dom::save(&format!("{OWN}.py"), "text/x-python", text.as_bytes());
    };
    let length = move || {
        bench.network.track();
        let characters = page.address().len();
        sentences::link_length(characters, page.lang.get())
    };
    view! {
        <section>
            <div class="row spread">
                <h3>{page.say(strings::TAKE_HOME)}</h3>
                <button type="button" class="button" data-testid="save-source" on:click=save>
                    {page.say(strings::SAVE_SOURCE)}
                </button>
            </div>
            <Listing page lines/>
            <p class="quiet-line">{length}</p>
        </section>
    }
    .into_any()
}

/// Source that no layer answers to.
#[component]
fn Listing(page: Page, lines: Memo<Vec<torch::Line>>) -> AnyView {
    let pointing = crate::ui::parts::scene::Pointing::new();
    view! { <Code page lines pointing/> }.into_any()
}
