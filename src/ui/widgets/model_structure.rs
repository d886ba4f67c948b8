//! A network drawn, counted and printed from one trace: choose what it is like, or build another, and all
//! three follow; point at a layer in one and it lights up in the others.

use leptos::html::Section;
use leptos::prelude::*;

use crate::lesson::diagram::{self, Direction, Folding, Room};
use crate::lesson::link::model::offered;
use crate::lesson::scene::{Label, Scene};
use crate::lesson::state::Playground;
use crate::lesson::state::network::Network;
use crate::nn::torch;
use crate::nn::trace::{Mode, Prefix, trace_prefix};
use crate::text::{errors, names, strings};
use crate::ui::dom;
use crate::ui::page::Page;
use crate::ui::parts::choice::Choice;
use crate::ui::parts::code::Code;
use crate::ui::parts::ledger::{Detail, Ledger};
use crate::ui::parts::message::ErrorBox;
use crate::ui::parts::scene::{Pointing, SceneView};

/// The network as everything here sees it: as much of it as works.
#[derive(Clone, Copy)]
struct Structure {
    lines: Memo<Vec<torch::Line>>,
    prefix: Memo<Prefix>,
    scene: Memo<Scene>,
    /// Follows the room that the figure has.
    room: RwSignal<Room>,
    network: Memo<Network>,
    /// The reader's, once there is one.
    folding: RwSignal<Option<Folding>>,
}

impl Structure {
    fn of(page: Page) -> Self {
        let network = Memo::new(move |_| {
            page.playground.with(|all| Network {
                module: all.module(),
                side: all.side(),
            })
        });
        let room = RwSignal::new(Room::from(Direction::Across));
        let folding = RwSignal::new(None);
        let trace = |network: &Network| trace_prefix(&network.module, network.input(), Mode::Eval);
        let prefix = Memo::new(move |_| network.with(trace));
        Self {
            lines: Memo::new(move |_| {
                let class = page.playground.with(Playground::class);
                network.with(|network| torch::source(class, &network.module))
            }),
            prefix,
            scene: Memo::new(move |_| {
                let (room, folding) = (room.get(), folding.get());
                network.with(|network| {
                    let start = || Folding::start(&network.module, room.direction);
                    let folding = folding.unwrap_or_else(start);
                    prefix.with(|prefix| {
                        diagram::diagram(&network.module, &prefix.trace, &folding, room)
                    })
                })
            }),
            room,
            network,
            folding,
        }
    }
}

impl Structure {
    fn toggle(self, path: &str) {
        let direction = self.room.get_untracked().direction;
        let start = || {
            let network = self.network;
            network.with_untracked(|network| Folding::start(&network.module, direction))
        };
        let now = self.folding.get_untracked().unwrap_or_else(start);
        self.folding.set(Some(now.toggled(path)));
    }

    fn fit(self, width: f64) {
        let room = Room::of(width, dom::root_font_size());
        if self.room.get_untracked() != room {
            self.room.set(room);
        }
    }
}

#[component]
pub fn ModelStructure(page: Page) -> impl IntoView {
    let structure = Structure::of(page);
    // A network of the reader's own is chosen where it is built.
    let is_known = page.start.with_value(|start| !start.own_network);
    let pointing = Pointing::new();
    let trace = Signal::derive(move || Some(structure.prefix.with(|prefix| prefix.trace.clone())));
    let error = Signal::derive(move || {
        let lang = page.lang.get();
        let told = |prefix: &Prefix| prefix.error.as_ref().map(|e| errors::trace(e, lang));
        let error = structure.prefix.with(told);
        error.into_iter().collect::<Vec<_>>()
    });
    let press = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" {
            pointing.unpin();
        }
    };
    view! {
        <div class="card" on:keydown=press>
            {is_known.then(|| view! { <Variants page/> })}
            <ErrorBox page words=error/>
            <Figure page structure pointing/>
            <Detail page trace pointing/>
            <div class="columns structure">
                <section>
                    <h3>{page.say(strings::LEDGER)}</h3>
                    <Ledger page trace pointing/>
                </section>
                <section>
                    <h3>{page.say(strings::CODE)}</h3>
                    <Code page lines=structure.lines pointing/>
                </section>
            </div>
        </div>
    }
}

#[component]
fn Variants(page: Page) -> impl IntoView {
    let lesson = move || Playground {
        picture: page.playground.with(|all| all.picture),
        ..page.start.get_value()
    };
    let reset = move |_| page.choose_all(untrack(lesson));
    let known = page.start.with_value(|start| start.model.known);
    let choices = offered(known)
        .iter()
        .map(|&name| view! { <Choice page name/> })
        .collect_view();
    let changed = move || page.playground.with(|all| *all != lesson());
    view! {
        <div class="variants">
            <div class="fields">
                {choices}
            </div>
            <button
                type="button"
                class="button"
                data-testid="reset"
                disabled=move || !changed()
                on:click=reset
            >
                {page.say(strings::DEFAULTS)}
            </button>
        </div>
    }
}

#[component]
fn Figure(page: Page, structure: Structure, pointing: Pointing) -> impl IntoView {
    let svg = Signal::derive(move || {
        let lang = page.lang.get();
        let name = strings::DIAGRAM.get(lang);
        let label = |label: Label| names::label(label).get(lang).to_owned();
        structure.scene.with(|scene| scene.to_svg(name, label))
    });
    let export = move |_| {
        let svg = svg.get_untracked();
        let slug = page.playground.with_untracked(Playground::slug);
        dom::save(&format!("{slug}.svg"), "image/svg+xml", svg.as_bytes());
    };
    let open = move |_| structure.folding.set(Some(Folding::none()));
    let close = move |_| {
        let all = |network: &Network| Folding::all(&network.module);
        let all = structure.network.with_untracked(all);
        structure.folding.set(Some(all));
    };
    let on_fold = Callback::new(move |path: String| structure.toggle(&path));
    let scene = structure.scene;
    let width = Signal::derive(move || scene.with(|scene| scene.width));
    let place = NodeRef::<Section>::new();
    Effect::new(move |_| {
        if let Some(place) = place.get() {
            let measured = place.clone();
            dom::on_resize(&place, move || {
                structure.fit(f64::from(measured.client_width()))
            });
        }
    });
    view! {
        <section node_ref=place>
            <div class="row spread">
                <p class="quiet-line">{page.say(strings::DIAGRAM_HINT)}</p>
                <div class="row">
                    <button type="button" class="button quiet" on:click=open>
                        {page.say(strings::UNFOLD_ALL)}
                    </button>
                    <button type="button" class="button quiet" on:click=close>
                        {page.say(strings::FOLD_ALL)}
                    </button>
                    <button type="button" class="button quiet" on:click=export>
                        {page.say(strings::EXPORT_SVG)}
                    </button>
                </div>
            </div>
            <SceneView page svg width pointing on_fold/>
        </section>
    }
}
