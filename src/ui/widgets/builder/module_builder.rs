//! Modules put together: the tree, its parameters by name, the shapes on the way, three ways to write it.

use leptos::prelude::*;

use super::Bench;
use super::code::Styles;
use super::parameters::Parameters;
use super::tools::{Settings, StartFrom, Steps};
use super::tree::Tree;
use crate::lesson::edit::Following;
use crate::nn::torch::Style;
use crate::text::strings;
use crate::ui::page::Page;
use crate::ui::parts::ledger::{Detail, Ledger};

#[component]
pub fn ModuleBuilder(page: Page) -> AnyView {
    // The chapter asks which layer clashes.
    let bench = Bench::of(page, Following::Stay);
    let style = RwSignal::new(Style::OrderedDict);
    let trace = bench.trace();
    view! {
        <div class="card" on:keydown=move |event| bench.key(&event)>
            <StartFrom bench/>
            <div class="bench-tools">
                <Settings bench/>
                <Steps bench/>
            </div>
            <Tree bench/>
            <div class="columns structure">
                <Parameters bench style/>
                <Styles bench style/>
            </div>
            <section>
                <h3>{page.say(strings::LEDGER)}</h3>
                <Ledger page trace pointing=bench.pointing/>
            </section>
            <Detail page trace pointing=bench.pointing/>
        </div>
    }
    .into_any()
}
