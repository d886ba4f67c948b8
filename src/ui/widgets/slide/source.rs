//! PyTorch source that prints the same output.

use leptos::prelude::*;

use super::bench::Bench;
use crate::lesson::slide::source;
use crate::text::strings;
use crate::ui::parts::code::Code;
use crate::ui::parts::scene::Pointing;

#[component]
pub fn Source(bench: Bench) -> AnyView {
    let page = bench.page;
    let lines = Memo::new(move |_| bench.operation.with(source::source));
    let pointing = Pointing::new();
    view! {
        <details class="source" open>
            <summary>{page.say(strings::CODE)}</summary>
            <Code page lines pointing/>
        </details>
    }
    .into_any()
}
