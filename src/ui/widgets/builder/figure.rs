//! The network drawn as far as it works; groups fold and unfold.

use leptos::html::Section;
use leptos::prelude::*;

use super::Bench;
use crate::lesson::diagram::{self, Direction, Folding, Room};
use crate::lesson::scene::Label;
use crate::lesson::state::OWN;
use crate::text::{names, strings};
use crate::ui::dom;
use crate::ui::parts::scene::SceneView;

#[component]
pub(super) fn Figure(bench: Bench) -> AnyView {
    let page = bench.page;
    let room = RwSignal::new(Room::from(Direction::Across));
    let folding = RwSignal::new(None::<Folding>);
    let scene = Memo::new(move |_| {
        let room = room.get();
        bench.network.with(|network| {
            let start = || Folding::start(&network.module, room.direction);
            let folding = folding.get().unwrap_or_else(start);
            bench
                .prefix
                .with(|prefix| diagram::diagram(&network.module, &prefix.trace, &folding, room))
        })
    });
    let svg = Memo::new(move |_| {
        let lang = page.lang.get();
        let label = |label: Label| names::label(label).get(lang).to_owned();
        scene.with(|scene| scene.to_svg(strings::DIAGRAM.get(lang), label))
    });
    let width = Signal::derive(move || scene.with(|scene| scene.width));
    let on_fold = Callback::new(move |path: String| {
        let now = folding.get_untracked().unwrap_or_else(|| {
            let direction = room.get_untracked().direction;
            let network = bench.network;
            network.with_untracked(|network| Folding::start(&network.module, direction))
        });
        folding.set(Some(now.toggled(&path)));
    });
    let export = move |_| {
        let svg = svg.get_untracked();
        dom::save(&format!("{OWN}.svg"), "image/svg+xml", svg.as_bytes());
    };
    let place = NodeRef::<Section>::new();
    Effect::new(move |_| {
        if let Some(place) = place.get() {
            let measured = place.clone();
            dom::on_resize(&place, move || {
                let width = f64::from(measured.client_width());
                let wanted = Room::of(width, dom::root_font_size());
                if room.get_untracked() != wanted {
                    room.set(wanted);
                }
            });
        }
    });
    view! {
        <section node_ref=place>
            <div class="row spread">
                <p class="quiet-line">{page.say(strings::DIAGRAM_HINT)}</p>
                <button type="button" class="button quiet" on:click=export>
                    {page.say(strings::EXPORT_SVG)}
                </button>
            </div>
            <SceneView page svg width pointing=bench.pointing on_fold/>
        </section>
    }
    .into_any()
}
