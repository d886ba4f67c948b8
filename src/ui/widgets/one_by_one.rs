//! A 1×1 convolution becomes a matrix product here.

use leptos::prelude::*;

use crate::ui::page::Page;

#[component]
pub fn OneByOne(page: Page) -> impl IntoView {
    let _ = page;
    view! { <div class="card"></div> }
}
