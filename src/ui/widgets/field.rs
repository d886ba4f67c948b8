//! Stack layers here, click any unit and see its receptive field.

use leptos::prelude::*;

use crate::ui::page::Page;

#[component]
pub fn Field(page: Page) -> impl IntoView {
    let _ = page;
    view! { <div class="card"></div> }
}
