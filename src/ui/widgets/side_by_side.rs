//! Two networks of the course in one figure, drawn to one scale, and what they come to.
//! How they are drawn is left to `lesson::diagram`, their sums to `lesson::group`.

use leptos::html::Section;
use leptos::prelude::*;

use crate::lesson::diagram::{Direction, Entry, Room, compare};
use crate::lesson::format::{count, pair, percent, sample};
use crate::lesson::group::Group;
use crate::lesson::scene::{Label, Scene};
use crate::nn::module::Module;
use crate::nn::trace::{Mode, Trace, trace};
use crate::text::{names, strings};
use crate::ui::dom;
use crate::ui::page::Page;
use crate::ui::parts::choice::Choice;
use crate::ui::parts::scene::{Pointing, SceneView};
use crate::zoo::variant::{Known, Variant};

/// A network that works.
#[derive(Clone, PartialEq)]
struct Drawn {
    name: &'static str,
    module: Module,
    trace: Trace,
}

impl Drawn {
    /// The page's own network as it is set there, any other as the lesson has it.
    fn of(known: Known, own: Variant) -> Option<Self> {
        let variant = if own.known == known {
            own
        } else {
            Variant::lesson(known)
        };
        let module = variant.module();
        let trace = trace(&module, variant.input(), Mode::Eval).ok()?;
        Some(Self {
            name: known.title(),
            module,
            trace,
        })
    }

    fn entry(&self) -> Entry<'_> {
        Entry {
            name: self.name,
            module: &self.module,
            trace: &self.trace,
        }
    }
}

#[component]
pub fn SideBySide(page: Page) -> AnyView {
    let chosen = Memo::new(move |_| page.playground.with(|all| (all.pair, all.model)));
    let drawn = Memo::new(move |_| {
        let (pair, own) = chosen.get();
        [pair.left, pair.right]
            .into_iter()
            .filter_map(|known| Drawn::of(known, own))
            .collect::<Vec<_>>()
    });
    view! {
        <div class="card side-by-side">
            <div class="fields">
                <Choice page name="first"/>
                <Choice page name="second"/>
            </div>
            <Figure page drawn/>
            <Sums page drawn/>
        </div>
    }
    .into_any()
}

#[component]
fn Figure(page: Page, drawn: Memo<Vec<Drawn>>) -> impl IntoView {
    let room = RwSignal::new(Room::from(Direction::Across));
    let scene: Memo<Scene> = Memo::new(move |_| {
        let room = room.get();
        drawn.with(|drawn| {
            let entries: Vec<Entry> = drawn.iter().map(Drawn::entry).collect();
            compare(&entries, room)
        })
    });
    let svg = Signal::derive(move || {
        let lang = page.lang.get();
        let label = |label: Label| names::label(label).get(lang).to_owned();
        scene.with(|scene| scene.to_svg(strings::DIAGRAM.get(lang), label))
    });
    let width = Signal::derive(move || scene.with(|scene| scene.width));
    let export = move |_| {
        let names = drawn.with_untracked(|drawn| {
            let names: Vec<&str> = drawn.iter().map(|network| network.name).collect();
            names.join("-").to_lowercase()
        });
        let svg = svg.get_untracked();
        dom::save(&format!("{names}.svg"), "image/svg+xml", svg.as_bytes());
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
    let pointing = Pointing::new();
    view! {
        <section node_ref=place>
            <div class="row spread">
                <p class="quiet-line">{page.say(strings::PAIR_HINT)}</p>
                <button type="button" class="button quiet" on:click=export>
                    {page.say(strings::EXPORT_SVG)}
                </button>
            </div>
            <SceneView page svg width pointing/>
        </section>
    }
}

/// A column a network.
#[component]
fn Sums(page: Page, drawn: Memo<Vec<Drawn>>) -> impl IntoView {
    let dash = || "–".to_owned();
    let row = move |name: crate::text::lang::Text, of: fn(&Group) -> Option<String>| {
        let cells = move || {
            drawn.with(|drawn| {
                let cell = |network: &Drawn| {
                    let sum = Group::whole(&network.trace);
                    let text = sum.as_ref().and_then(of).unwrap_or_else(dash);
                    view! { <td>{text}</td> }
                };
                drawn.iter().map(cell).collect_view()
            })
        };
        view! { <tr><th scope="row">{page.say(name)}</th>{cells}</tr> }
    };
    let heads = move || {
        let heads = drawn.with(|drawn| drawn.iter().map(|n| n.name).collect::<Vec<_>>());
        let head = |name| view! { <th scope="col">{name}</th> };
        heads.into_iter().map(head).collect_view()
    };
    view! {
        <div class="table-box" tabindex="0" role="region" aria-label=page.say(strings::TOTAL)>
            <table class="pair-table" data-testid="pair">
                <thead>
                    <tr><td></td>{heads}</tr>
                </thead>
                <tbody>
                    {row(strings::INPUT, |sum| Some(format!("N×{}", sample(sum.input))))}
                    {row(strings::LAYERS_WITH_WEIGHTS, |sum| Some(sum.weighted.to_string()))}
                    {row(strings::PARAMETERS, |sum| Some(count(sum.parameters)))}
                    {row(strings::MACS, |sum| Some(count(sum.macs)))}
                    {row(strings::DENSE_SHARE, |sum| Some(percent(sum.dense_share())))}
                    {row(strings::RECEPTIVE_AT_END, |sum| Some(pair(sum.receptive?.size)))}
                </tbody>
            </table>
        </div>
    }
}
