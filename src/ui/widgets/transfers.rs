//! What a widget tells of the worker: files on their way, failed files, a crash, a refusal.

use leptos::prelude::*;

use crate::data::fashion_mnist::TEST;
use crate::lesson::format;
use crate::text::{errors, strings};
use crate::ui::lab::Lab;
use crate::ui::page::Page;
use crate::ui::parts::message::ErrorBox;

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
pub fn Transfers(page: Page, lab: Lab, files: Files) -> impl IntoView {
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
        <Progress page lab files/>
        <ErrorBox page words=failed retry=Callback::new(move |()| lab.retry())/>
        <ErrorBox page words=crashed retry=Callback::new(move |()| lab.wake())/>
        <ErrorBox page words=refused/>
    }
}

/// The file that comes in, and bytes of all of them.
#[component]
fn Progress(page: Page, lab: Lab, files: Files) -> AnyView {
    let sum = move || {
        lab.downloads.with(|list| {
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
