//! A network drawn, counted and printed from one trace: choose what it is like and all three follow;
//! point at a layer in one and it lights up in the others.

use leptos::html::Section;
use leptos::prelude::*;

use crate::lesson::diagram::{self, Direction, Folding, Room};
use crate::lesson::link::model::offered;
use crate::lesson::scene::{Label, Scene};
use crate::lesson::state::Playground;
use crate::nn::module::Module;
use crate::nn::torch;
use crate::nn::trace::{Mode, Trace, TraceError, trace};
use crate::text::{errors, names, strings};
use crate::ui::dom;
use crate::ui::page::Page;
use crate::ui::parts::choice::Choice;
use crate::ui::parts::code::Code;
use crate::ui::parts::ledger::{Detail, Ledger};
use crate::ui::parts::message::ErrorBox;
use crate::ui::parts::scene::{Pointing, SceneView};

/// The network as everything here sees it.
#[derive(Clone, Copy)]
struct Structure {
    lines: Memo<Vec<torch::Line>>,
    trace: Memo<Result<Trace, TraceError>>,
    scene: Memo<Option<Scene>>,
    /// Follows the room that the figure has.
    room: RwSignal<Room>,
    module: Memo<Module>,
    /// The reader's, once there is one.
    folding: RwSignal<Option<Folding>>,
}

impl Structure {
    fn of(page: Page) -> Self {
        let model = Memo::new(move |_| page.playground.with(|all| all.model));
        let room = RwSignal::new(Room::from(Direction::Across));
        let module = Memo::new(move |_| model.get().module());
        let folding = RwSignal::new(None);
        let trace = Memo::new(move |_| {
            let input = model.get().input();
            module.with(|module| trace(module, input, Mode::Eval))
        });
        Self {
            lines: Memo::new(move |_| {
                let model = model.get();
                torch::source(model.known.class(), &model.module())
            }),
            trace,
            scene: Memo::new(move |_| {
                let room = room.get();
                let module = module.get();
                let folding = folding.get();
                let folding = folding.unwrap_or_else(|| Folding::start(&module, room.direction));
                trace.with(|t| {
                    let t = t.as_ref().ok()?;
                    Some(diagram::diagram(&module, t, &folding, room))
                })
            }),
            room,
            module,
            folding,
        }
    }
}

impl Structure {
    fn toggle(self, path: &str) {
        let direction = self.room.get_untracked().direction;
        let start = || self.module.with_untracked(|m| Folding::start(m, direction));
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
    let pointing = Pointing::new();
    let trace = Signal::derive(move || structure.trace.with(|t| t.clone().ok()));
    let error = Signal::derive(move || {
        let lang = page.lang.get();
        let error = structure
            .trace
            .with(|t| t.as_ref().err().map(|e| errors::trace(e, lang)));
        error.into_iter().collect::<Vec<_>>()
    });
    let press = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" {
            pointing.unpin();
        }
    };
    view! {
        <div class="card" on:keydown=press>
            <Variants page/>
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
        structure
            .scene
            .with(|scene| scene.as_ref().map(|scene| scene.to_svg(name, label)))
            .unwrap_or_default()
    });
    let export = move |_| {
        let svg = svg.get_untracked();
        let slug = page.playground.with_untracked(Playground::slug);
        dom::save(&format!("{slug}.svg"), "image/svg+xml", svg.as_bytes());
    };
    let open = move |_| structure.folding.set(Some(Folding::none()));
    let close = move |_| {
        let all = structure.module.with_untracked(Folding::all);
        structure.folding.set(Some(all));
    };
    let on_fold = Callback::new(move |path: String| structure.toggle(&path));
    let scene = structure.scene;
    let width = Signal::derive(move || scene.with(|s| s.as_ref().map_or(0.0, |scene| scene.width)));
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
