//! The operation appears here, step by step: input, window, output and the arithmetic.

use leptos::prelude::*;

use crate::ui::page::Page;

#[component]
pub fn Slide(page: Page) -> impl IntoView {
    let _ = page;
    view! { <div class="card"></div> }
}
