//! Lines that speak: errors beside the control they belong to, files on their way, failed files.

use leptos::prelude::*;

use crate::data::fashion_mnist::ShardError;
use crate::data::fashion_mnist::TEST;
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

/// Whose files a widget tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Files {
    All,
    TestSet,
}

impl Files {
    fn hold(self, file: &str) -> bool {
        match self {
            Files::All => true,
            Files::TestSet => file == TEST.file,
        }
    }
}

/// Files on their way, in bytes; a failed one by name with a button that asks again; a worker
/// that crashed, and what it refused.
#[component]
pub fn Transfers(page: Page, files: Files) -> impl IntoView {
    view! {
        <Progress page files/>
        <Failures page files/>
        <Crash page/>
    }
}

#[component]
fn Progress(page: Page, files: Files) -> impl IntoView {
    let coming = Memo::new(move |_| {
        page.lab.downloads.with(|list| {
            let mine = list.iter().filter(|download| files.hold(&download.file));
            let sum = mine.clone().fold((0, 0), |(loaded, total), download| {
                (loaded + download.loaded, total + download.total)
            });
            let first = mine
                .clone()
                .find(|download| download.loaded < download.total)?;
            Some((first.file.clone(), sum.0, sum.1))
        })
    });
    let name = move || coming.get().map(|(file, ..)| file);
    let loaded = move || coming.get().map(|(_, loaded, _)| loaded.to_string());
    let total = move || coming.get().map(|(_, _, total)| total.to_string());
    let words = move || {
        let (_, loaded, total) = coming.get()?;
        Some(format!(
            "{} / {}",
            format::bytes(loaded),
            format::bytes(total)
        ))
    };
    view! {
        <Show when=move || coming.with(Option::is_some)>
            <div class="download" data-testid="download">
                <span>{page.say(strings::DOWNLOADING)} " " {name}</span>
                <span>{words}</span>
                <progress max=total value=loaded aria-label=page.say(strings::DOWNLOADING)>
                </progress>
            </div>
        </Show>
    }
}

#[component]
fn Failures(page: Page, files: Files) -> impl IntoView {
    let lab = page.lab;
    let failed = Memo::new(move |_| {
        let mut list = lab.failures.get();
        list.retain(|(file, _)| files.hold(file));
        list
    });
    let lines = move || {
        let lang = page.lang.get();
        let line = |(file, error): (String, ShardError)| {
            view! { <p>{errors::shard(&file, &error, lang)}</p> }
        };
        failed.get().into_iter().map(line).collect_view()
    };
    view! {
        <Show when=move || failed.with(|failed| !failed.is_empty())>
            <div class="error" role="alert" data-testid="error">
                {lines}
                {retry(page, move || lab.retry())}
            </div>
        </Show>
    }
}

#[component]
fn Crash(page: Page) -> impl IntoView {
    let lab = page.lab;
    let words = move || {
        lab.crash
            .get()
            .map(|words| errors::worker(&words, page.lang.get()))
    };
    let refusal = Signal::derive(move || {
        lab.refusal
            .get()
            .map(|why| errors::failure(&why, page.lang.get()))
    });
    view! {
        <Show when=move || lab.crash.with(Option::is_some)>
            <div class="error" role="alert" data-testid="error">
                <p>{words}</p>
                {retry(page, move || lab.wake())}
            </div>
        </Show>
        <ErrorLines title=refusal lines=Vec::new()/>
    }
}

fn retry(page: Page, press: impl Fn() + 'static) -> impl IntoView {
    view! {
        <button type="button" class="button" data-testid="retry" on:click=move |_| press()>
            {page.say(strings::RETRY)}
        </button>
    }
}
