//! The costs of a convolution and of a dense layer are compared here.

use leptos::prelude::*;

use crate::ui::page::Page;

#[component]
pub fn LayerCosts(page: Page) -> impl IntoView {
    let _ = page;
    view! { <div class="card"></div> }
}
