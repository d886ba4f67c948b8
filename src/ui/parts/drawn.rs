//! A figure that is drawn for the room it has: again whenever the room or what it shows changes.
//! What is drawn is left to `lesson`.

use leptos::html::Div;
use leptos::prelude::*;

use crate::ui::dom;

/// `draw` makes SVG for a width in CSS pixels.
#[component]
pub fn Drawn(class: &'static str, testid: &'static str, draw: Callback<(f32,), String>) -> AnyView {
    let place = NodeRef::<Div>::new();
    let room = RwSignal::new(0.0);
    Effect::new(move |_| {
        if let Some(place) = place.get() {
            let element = place.clone();
            dom::on_resize(&place, move || {
                let width = element.client_width() as f32;
                if room.get_untracked() != width {
                    room.set(width);
                }
            });
        }
    });
    let svg = Memo::new(move |_| match room.get() {
        0.0 => String::new(),
        width => draw.run((width,)),
    });
    view! { <div class=format!("drawn {class}") data-testid=testid node_ref=place inner_html=svg></div> }
        .into_any()
}
