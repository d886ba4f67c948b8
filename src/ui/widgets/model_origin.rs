//! Before a picture goes through the network: whether it is built, where its weights come from, what is
//! still on its way. The picture itself is shown by `model_inside`, in another program.

use leptos::prelude::*;

use super::origin::{Consent, Origin};
use super::transfers::{Files, Transfers};
use crate::ui::lab::Lab;
use crate::ui::page::Page;

#[component]
pub fn ModelOrigin(page: Page, lab: Lab) -> impl IntoView {
    view! {
        <div class="card">
            <Origin page lab/>
            <Consent page lab/>
            <Transfers page lab files=Files::TestSet/>
        </div>
    }
}
