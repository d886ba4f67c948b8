//! Lines that speak: errors beside the control they belong to, files on their way, failed files.

use leptos::prelude::*;

use crate::data::fashion_mnist::ShardError;
use crate::lesson::format;
use crate::text::{errors, strings};
use crate::ui::page::Page;

/// Errors, one by one; nothing while there are none.
#[component]
pub fn ErrorLines(
    /// What went wrong as a whole.
    #[prop(into)]
    title: Signal<Option<String>>,
    #[prop(into)] lines: Signal<Vec<String>>,
) -> impl IntoView {
    let items = move || {
        let lines = lines
            .get()
            .into_iter()
            .map(|line| view! { <li>{line}</li> });
        lines.collect_view()
    };
    view! {
        <Show when=move || title.with(Option::is_some)>
            <div class="error" role="alert" data-testid="error">
                {move || title.get()}
                <Show when=move || lines.with(|lines| !lines.is_empty())>
                    <ul>{items}</ul>
                </Show>
            </div>
        </Show>
    }
}

/// Files on their way, in bytes; a failed one by name with a button that asks again.
#[component]
pub fn Transfers(page: Page) -> impl IntoView {
    let lab = page.lab;
    let total = Memo::new(move |_| {
        lab.downloads.with(|list| {
            let sum = list.iter().fold((0, 0), |(loaded, total), download| {
                (loaded + download.loaded, total + download.total)
            });
            (sum.0 < sum.1).then_some(sum)
        })
    });
    let words = move || {
        total
            .get()
            .map(|(loaded, total)| format!("{} / {}", format::bytes(loaded), format::bytes(total)))
    };
    view! {
        <Show when=move || total.get().is_some()>
            <div class="download" data-testid="download">
                <span>{page.say(strings::DOWNLOADING)} " " {move || current(page)}</span>
                <span>{words}</span>
                <progress
                    max=move || total.get().map(|(_, total)| total.to_string())
                    value=move || total.get().map(|(loaded, _)| loaded.to_string())
                    aria-label=page.say(strings::DOWNLOADING)
                ></progress>
            </div>
        </Show>
        <Failures page/>
    }
}

/// The file that is coming in now.
fn current(page: Page) -> Option<String> {
    page.lab.downloads.with(|list| {
        let coming = list
            .iter()
            .find(|download| download.loaded < download.total)?;
        Some(coming.file.clone())
    })
}

#[component]
fn Failures(page: Page) -> impl IntoView {
    let lab = page.lab;
    let lines = move || {
        let lang = page.lang.get();
        let line = |(file, error): (String, ShardError)| {
            view! { <li>{errors::shard(&file, &error, lang)}</li> }
        };
        lab.failures.get().into_iter().map(line).collect_view()
    };
    view! {
        <Show when=move || lab.failures.with(|failures| !failures.is_empty())>
            <div class="error" role="alert" data-testid="error">
                <ul>{lines}</ul>
                <button
                    type="button"
                    class="button"
                    data-testid="retry"
                    on:click=move |_| lab.retry()
                >
                    {page.say(strings::RETRY)}
                </button>
            </div>
        </Show>
        <Show when=move || lab.crash.with(Option::is_some)>
            <div class="error" role="alert" data-testid="error">
                {move || lab.crash.get().map(|words| errors::worker(&words, page.lang.get()))}
                <button type="button" class="button" on:click=move |_| lab.wake()>
                    {page.say(strings::RETRY)}
                </button>
            </div>
        </Show>
        <Show when=move || lab.refusal.with(Option::is_some)>
            <div class="error" role="alert" data-testid="error">
                {move || lab.refusal.get().map(|why| errors::failure(&why, page.lang.get()))}
            </div>
        </Show>
    }
}
