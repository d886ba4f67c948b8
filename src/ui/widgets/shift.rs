//! A picture is moved by a pixel here, before and after pooling.

use leptos::prelude::*;

use crate::ui::page::Page;

#[component]
pub fn Shift(page: Page) -> impl IntoView {
    let _ = page;
    view! { <div class="card"></div> }
}
