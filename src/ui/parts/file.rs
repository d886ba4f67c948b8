//! A file chosen by the reader. What is in it is left to whoever asked.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use crate::text::lang::Text;
use crate::ui::dom;
use crate::ui::page::Page;

/// A real file input in the look of a button.
#[component]
pub fn FileButton(
    page: Page,
    label: Text,
    testid: &'static str,
    accept: &'static str,
    #[prop(into)] chosen: Callback<(File,)>,
) -> impl IntoView {
    let change = move |event: web_sys::Event| {
        let Some(input) = dom::input(&event) else {
            return;
        };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            chosen.run((file,));
        }
        // The same file may be chosen again.
        input.set_value("");
    };
    view! {
        <label class="button file">
            {page.say(label)}
            <input type="file" accept=accept data-testid=testid on:change=change/>
        </label>
    }
}

/// Reads `file` and hands its bytes, or the browser's complaint, to `then`.
pub fn read(file: File, then: impl FnOnce(Result<Vec<u8>, String>) + 'static) {
    spawn_local(async move { then(dom::read_file(&file).await) });
}
