//! What a widget's own worker tells besides its results: a file on its way, a failed one by name, a
//! crash, a refusal. Asking again is left to the widget.

use leptos::prelude::*;

use crate::lesson::format;
use crate::text::{errors, strings};
use crate::ui::lab::slim::Slim;
use crate::ui::page::Page;
use crate::ui::parts::message::ErrorBox;

#[component]
pub fn News(page: Page, slim: Slim, retry: Callback<()>) -> AnyView {
    let coming = move || {
        let download = slim.download.get()?;
        let name = strings::DOWNLOADING.get(page.lang.get());
        let (loaded, total) = (download.loaded, download.total);
        let words = format!("{} / {}", format::bytes(loaded), format::bytes(total));
        (loaded < total).then(|| {
            view! {
                <div class="download" data-testid="download">
                    <span>{format!("{name} {}", download.file)}</span>
                    <span>{words}</span>
                    <progress max=total.to_string() value=loaded.to_string() aria-label=name>
                    </progress>
                </div>
            }
        })
    };
    let wrong = Signal::derive(move || {
        let lang = page.lang.get();
        let failed = slim.failed.get();
        let failed = failed.map(|(file, error)| errors::shard(&file, &error, lang));
        let crashed = slim.crash.get().map(|words| errors::worker(&words, lang));
        let refused = slim.refusal.get().map(|why| errors::failure(&why, lang));
        let words = [failed, crashed, refused].into_iter().flatten();
        words.collect::<Vec<_>>()
    });
    view! {
        {coming}
        <ErrorBox page words=wrong retry/>
    }
    .into_any()
}
