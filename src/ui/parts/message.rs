//! Lines that speak: errors beside the control they belong to, files on their way, failed files.

use leptos::prelude::*;

use crate::data::fashion_mnist::TEST;
use crate::lesson::format;
use crate::text::{errors, strings};
use crate::ui::page::Page;

/// How a line that comes and goes looks and speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Beside a control.
    Hint,
    /// Something to know while it lasts.
    Note,
}

/// `words` while there are some.
#[component]
pub fn Line(
    tone: Tone,
    #[prop(into)] words: Signal<Option<String>>,
    #[prop(optional)] testid: Option<&'static str>,
) -> AnyView {
    let class = match tone {
        Tone::Hint => "hint",
        Tone::Note => "note",
    };
    let line = move |words: String| {
        view! { <p class=class role="status" data-testid=testid>{words}</p> }
    };
    (move || words.get().map(line)).into_any()
}

/// What went wrong: the first of `words`, the others as a list below it; nothing while there are
/// none. With `retry`, a button that asks again.
#[component]
pub fn ErrorBox(
    page: Page,
    #[prop(into)] words: Signal<Vec<String>>,
    #[prop(optional)] retry: Option<Callback<()>>,
) -> AnyView {
    let body = move || {
        let mut words = words.get().into_iter();
        let first = words.next()?;
        let rest: Vec<_> = words.map(|words| view! { <li>{words}</li> }).collect();
        let rest = (!rest.is_empty()).then(|| view! { <ul>{rest}</ul> });
        let button = retry.map(|retry| retry_button(page, retry));
        Some(view! {
            <div class="error" role="alert" data-testid="error">
                <p>{first}</p>
                {rest}
                {button}
            </div>
        })
    };
    body.into_any()
}

fn retry_button(page: Page, retry: Callback<()>) -> impl IntoView {
    view! {
        <button type="button" class="button" data-testid="retry" on:click=move |_| retry.run(())>
            {page.say(strings::RETRY)}
        </button>
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
    let lab = page.lab;
    let failed = Signal::derive(move || {
        let lang = page.lang.get();
        lab.failures.with(|list| {
            let mine = list.iter().filter(|(file, _)| files.hold(file));
            mine.map(|(file, error)| errors::shard(file, error, lang))
                .collect::<Vec<_>>()
        })
    });
    let crashed = Signal::derive(move || {
        let words = lab
            .crash
            .get()
            .map(|words| errors::worker(&words, page.lang.get()));
        words.into_iter().collect::<Vec<_>>()
    });
    let refused = Signal::derive(move || {
        let words = lab
            .refusal
            .get()
            .map(|why| errors::failure(&why, page.lang.get()));
        words.into_iter().collect::<Vec<_>>()
    });
    view! {
        <Progress page files/>
        <ErrorBox page words=failed retry=Callback::new(move |()| lab.retry())/>
        <ErrorBox page words=crashed retry=Callback::new(move |()| lab.wake())/>
        <ErrorBox page words=refused/>
    }
}

/// The file that comes in, and bytes of all of them.
#[component]
fn Progress(page: Page, files: Files) -> AnyView {
    let sum = move || {
        page.lab.downloads.with(|list| {
            let mine = list.iter().filter(|download| files.hold(&download.file));
            let sum = mine.clone().fold((0, 0), |(loaded, total), download| {
                (loaded + download.loaded, total + download.total)
            });
            let coming = mine
                .clone()
                .find(|download| download.loaded < download.total)?;
            Some((coming.file.clone(), sum.0, sum.1))
        })
    };
    let body = move || {
        let (file, loaded, total) = sum()?;
        let name = strings::DOWNLOADING.get(page.lang.get());
        let words = format!("{} / {}", format::bytes(loaded), format::bytes(total));
        Some(view! {
            <div class="download" data-testid="download">
                <span>{format!("{name} {file}")}</span>
                <span>{words}</span>
                <progress max=total.to_string() value=loaded.to_string() aria-label=name>
                </progress>
            </div>
        })
    };
    body.into_any()
}
