//! Weights to take home and to bring back, under PyTorch's names. The file format is `nn`'s.

use leptos::prelude::*;
use web_sys::File;

use super::origin::Origin;
use crate::lesson::format;
use crate::lesson::state::Playground;
use crate::nn::safetensors::{LIMIT, WeightsError};
use crate::text::{errors, strings};
use crate::ui::lab::Lab;
use crate::ui::lab::Weights;
use crate::ui::page::Page;
use crate::ui::parts::file::{self, FileButton};
use crate::ui::parts::message::ErrorBox;

#[component]
pub fn ModelWeights(page: Page, lab: Lab) -> impl IntoView {
    let unread = RwSignal::new(None::<String>);
    let chosen = move |(file,): (File,)| {
        let found = file.size() as u64;
        if found > LIMIT {
            let refused = vec![WeightsError::TooLarge { found }];
            return lab.weights.set(Weights::Refused(refused));
        }
        file::read(file, move |bytes| match bytes {
            Ok(bytes) => {
                unread.set(None);
                lab.import(bytes);
            }
            Err(words) => unread.set(Some(words)),
        });
    };
    let code = move || page.playground.with(snippet);
    view! {
        <div class="card">
            <Origin page lab/>
            <div class="row">
                <button
                    type="button"
                    class="button"
                    data-testid="weights-export"
                    disabled=move || lab.asks.get()
                    on:click=move |_| lab.export()
                >
                    {page.say(strings::EXPORT_WEIGHTS)}
                </button>
                <FileButton
                    page
                    label=strings::IMPORT_WEIGHTS
                    testid="weights-import"
                    accept=".safetensors"
                    chosen
                />
                <Done page lab/>
            </div>
            <Refused page lab unread/>
            <section>
                <h3>{page.say(strings::IN_PYTORCH)}</h3>
                <div class="code"><pre tabindex="0"><code class="code-line">{code}</code></pre></div>
            </section>
        </div>
    }
}

/// Problems listed; a hostile file can have thousands.
const SHOWN: usize = 200;

/// How PyTorch reads the file; the class is printed in `model_structure`.
fn snippet(playground: &Playground) -> String {
    let (class, slug) = (playground.class(), playground.slug());
    format!(
        "from safetensors.torch import load_file
model = {class}()
model.load_state_dict(load_file(\"{slug}.safetensors\"))"
    )
}

/// What went well, in a line.
#[component]
fn Done(page: Page, lab: Lab) -> impl IntoView {
    let words = move || {
        let lang = page.lang.get();
        lab.weights.with(|weights| match weights {
            Weights::Exported { bytes } => {
                let size = format::bytes(*bytes as u64);
                Some(format!("{} ({size})", strings::WEIGHTS_EXPORTED.get(lang)))
            }
            Weights::Imported => Some(strings::WEIGHTS_IMPORTED.get(lang).to_owned()),
            Weights::Untouched
            | Weights::Fetching(_)
            | Weights::Trained(_)
            | Weights::Unreachable(..)
            | Weights::Refused(_) => None,
        })
    };
    view! { <span class="quiet-line" role="status" data-testid="weights-status">{words}</span> }
}

/// What is wrong with the file, line by line.
#[component]
fn Refused(page: Page, lab: Lab, unread: RwSignal<Option<String>>) -> impl IntoView {
    let words = Signal::derive(move || {
        let lang = page.lang.get();
        let listed = lab.weights.with(|weights| match weights {
            Weights::Refused(list) => {
                let shown = list.iter().take(SHOWN);
                let shown = shown.map(|error| errors::weights(error, lang));
                let more = list.len().saturating_sub(SHOWN);
                shown.chain(errors::more(more, lang)).collect()
            }
            Weights::Untouched
            | Weights::Exported { .. }
            | Weights::Imported
            | Weights::Fetching(_)
            | Weights::Trained(_)
            | Weights::Unreachable(..) => Vec::new(),
        });
        let lines: Vec<String> = unread.get().into_iter().chain(listed).collect();
        let title = (!lines.is_empty()).then(|| strings::WEIGHTS_REFUSED.get(lang).to_owned());
        title.into_iter().chain(lines).collect::<Vec<_>>()
    });
    view! { <ErrorBox page words/> }
}
