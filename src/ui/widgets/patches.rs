//! The numbers under a window beside their products, as two small squares.
//! Which numbers is left to `lesson::filter`.

use leptos::prelude::*;

use crate::lesson::filter::Patch;
use crate::lesson::heat::Pixels;
use crate::tensor::shape::Shape;
use crate::text::pictures as words;
use crate::ui::page::Page;

/// A picture that is not there yet.
pub fn nothing() -> Pixels {
    Pixels {
        width: 0,
        height: 0,
        rgba: Vec::new(),
    }
}

pub fn extent(shape: Shape) -> [usize; 2] {
    [shape.h(), shape.w()]
}

#[component]
pub fn PatchView(page: Page, #[prop(into)] patch: Signal<Option<Patch>>) -> AnyView {
    let square = move |html: fn(&Patch) -> String| {
        move || patch.with(|patch| patch.as_ref().map(html).unwrap_or_default())
    };
    let style = move || {
        let side = patch.with(|patch| patch.as_ref().map_or(3, |patch| patch.side));
        format!("--k:{side}")
    };
    view! {
        <div class="patches">
            <figure>
                <figcaption>{page.say(words::WINDOW_VALUES)}</figcaption>
                <div class="patch values" style=style inner_html=square(Patch::values_html)></div>
            </figure>
            <figure>
                <figcaption>{page.say(words::PRODUCTS)}</figcaption>
                <div class="patch products" style=style data-testid="products" inner_html=square(Patch::products_html)></div>
            </figure>
        </div>
    }
    .into_any()
}
