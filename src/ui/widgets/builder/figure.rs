//! The network drawn as far as it works; groups fold and unfold.

use leptos::html::Section;
use leptos::prelude::*;

use super::Bench;
use crate::lesson::diagram::{self, Direction, Folding};
use crate::lesson::scene::Label;
use crate::lesson::state::OWN;
use crate::text::{names, strings};
use crate::ui::dom;
use crate::ui::parts::scene::SceneView;

/// Less room than this and the layers stand below one another.
const NARROW_REM: f64 = 40.0;

#[component]
pub(super) fn Figure(bench: Bench) -> AnyView {
    let page = bench.page;
    let direction = RwSignal::new(Direction::Across);
    let folding = RwSignal::new(None::<Folding>);
    let svg = Memo::new(move |_| {
        let (lang, direction) = (page.lang.get(), direction.get());
        let label = |label: Label| names::label(label).get(lang).to_owned();
        bench.network.with(|network| {
            let start = || Folding::start(&network.module, direction);
            let folding = folding.get().unwrap_or_else(start);
            let scene = bench.prefix.with(|prefix| {
                diagram::diagram(&network.module, &prefix.trace, &folding, direction)
            });
            scene.to_svg(strings::DIAGRAM.get(lang), label)
        })
    });
    let fold = move |event: web_sys::MouseEvent| {
        let Some(handle) = dom::closest(&event, "[data-fold]") else {
            return;
        };
        let Some(path) = handle.get_attribute("data-fold") else {
            return;
        };
        event.stop_propagation();
        let now = folding.get_untracked().unwrap_or_else(|| {
            let direction = direction.get_untracked();
            let network = bench.network;
            network.with_untracked(|network| Folding::start(&network.module, direction))
        });
        folding.set(Some(now.toggled(&path)));
    };
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
                let is_narrow = width < NARROW_REM * dom::root_font_size();
                let wanted = if is_narrow {
                    Direction::Down
                } else {
                    Direction::Across
                };
                if direction.get_untracked() != wanted {
                    direction.set(wanted);
                }
            });
        }
    });
    view! {
        <section node_ref=place on:click:capture=fold>
            <div class="row spread">
                <p class="quiet-line">{page.say(strings::DIAGRAM_HINT)}</p>
                <button type="button" class="button quiet" on:click=export>
                    {page.say(strings::EXPORT_SVG)}
                </button>
            </div>
            <SceneView page svg pointing=bench.pointing/>
        </section>
    }
    .into_any()
}
