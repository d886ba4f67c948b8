//! A convolution is unrolled into its sparse matrix here.

use leptos::prelude::*;

use crate::ui::page::Page;

#[component]
pub fn Unrolled(page: Page) -> impl IntoView {
    let _ = page;
    view! { <div class="card"></div> }
}
