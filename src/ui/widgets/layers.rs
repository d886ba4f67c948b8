//! Every layer of the network as its tree groups them: numbers of all, maps and kernels of those that stand
//! open. Which those are is left to `lesson::inside`.

use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event};

use super::maps::{self, Board, Tensor, What};
use super::seen;
use crate::lesson::format::{percent, sample};
use crate::lesson::inside::tiles::Room;
use crate::lesson::inside::{Kind, Network, short};
use crate::nn::module::Module;
use crate::nn::trace::Row;
use crate::text::{sentences, strings};
use crate::train::protocol::Numbers;
use crate::ui::dom;
use crate::ui::lab::{Lab, Viewer};
use crate::ui::page::Page;
use crate::ui::parts::layer_link;

/// What every entry of the list needs.
#[derive(Clone, Copy)]
struct List {
    page: Page,
    lab: Lab,
    network: Memo<Option<Network>>,
    /// Which entries stand open.
    open: RwSignal<Vec<bool>>,
    room: Memo<Option<Room>>,
}

#[component]
pub fn Layers(page: Page, lab: Lab) -> impl IntoView {
    let network = seen::network(page);
    let place = NodeRef::<Div>::new();
    let list = List {
        page,
        lab,
        network,
        open: RwSignal::new(Vec::new()),
        room: maps::room(page, place),
    };
    list.keep_open();
    let time = move || {
        let seconds = lab
            .probe
            .with(|probe| probe.as_ref().map(|probe| probe.seconds))?;
        let side = network.with(|n| n.as_ref().map(|n| n.trace.rows[0].output.h()))?;
        Some(sentences::inside::forward(seconds, side, page.lang.get()))
    };
    view! {
        <section>
            <div class="row spread">
                <h3>{page.say(strings::EVERY_LAYER)}</h3>
                <span class="quiet-line" data-testid="forward-time">{time}</span>
            </div>
            <p class="quiet-line">{page.say(strings::EVERY_LAYER_HINT)}</p>
            <div class="layers" node_ref=place data-testid="layers">
                <div class="layer-line head" aria-hidden="true">
                    <span>{page.say(strings::LAYER)}</span>
                    <span>{page.say(strings::OUTPUT)}</span>
                    <span>{page.say(strings::MEAN_DEVIATION)}</span>
                    <span>{page.say(strings::LOW_HIGH)}</span>
                    <span>{page.say(strings::ZEROS)}</span>
                </div>
                {move || {
                    network.track();
                    list.within(None)
                }}
            </div>
        </section>
    }
}

impl List {
    /// What stands open is as the network has it at first, then as the reader and the address want it; the
    /// lab is told.
    fn keep_open(self) {
        let paths = Memo::new(move |_| {
            self.network.with(|network| {
                let entries = network.iter().flat_map(|network| &network.entries);
                entries.map(|entry| entry.path.clone()).collect::<Vec<_>>()
            })
        });
        Effect::new(move |_| {
            paths.track();
            let open = self
                .network
                .with_untracked(|n| n.as_ref().map(Network::open));
            self.open.set(open.unwrap_or_default());
            self.reveal();
        });
        layer_link::on_ask(move || self.reveal());
        let shown = Memo::new(move |_| {
            let open = self.open.get();
            self.network
                .with(|n| n.as_ref().map(|n| n.shown(&open)).unwrap_or_default())
        });
        Effect::new(move |_| self.lab.show(Viewer::Inside, shown.get()));
    }

    /// Opens the layer that the address asks for and brings it into view.
    fn reveal(self) {
        let Some(path) = layer_link::asked() else {
            return;
        };
        let mut open = self.open.get_untracked();
        let found = self
            .network
            .with_untracked(|n| n.as_ref().and_then(|n| n.reveal(&path, &mut open)));
        if found.is_some() {
            self.open.set(open);
        }
        // Once what has opened stands in the page.
        request_animation_frame(move || {
            let line = format!("[data-layer=\"{path}\"] > summary");
            dom::scroll_to(&[&line, "#inside"]);
        });
    }

    /// The entries of a group, or those that stand in none.
    fn within(self, parent: Option<usize>) -> Vec<AnyView> {
        self.network.with_untracked(|network| {
            let Some(network) = network else {
                return Vec::new();
            };
            let entries = network.entries.iter().enumerate();
            let mine = entries.filter(|(_, entry)| entry.parent == parent);
            mine.map(|(at, entry)| {
                let Some(row) = network.trace.rows.get(entry.row) else {
                    return ().into_any();
                };
                match entry.kind {
                    Kind::Layer => self.layer(at, entry.row, row),
                    Kind::Branch => self.branch(at, &entry.path),
                    Kind::Group => self.group(at, &entry.path, "Sequential", entry.row, row),
                    Kind::Block(block) => self.group(at, &entry.path, block.name(), entry.row, row),
                }
            })
            .collect()
        })
    }

    fn branch(self, at: usize, path: &str) -> AnyView {
        view! {
            <h4 class="path" data-layer=path.to_owned()>{path.to_owned()}</h4>
            <div class="layer-group">{self.within(Some(at))}</div>
        }
        .into_any()
    }

    /// One line that stands for its output, and the entries below it.
    fn group(self, at: usize, path: &str, name: &'static str, number: usize, row: &Row) -> AnyView {
        // A layer of the same path, where branches join, is what links mean.
        let is_joined = row.path == path;
        let line = self.line(path, name, number, row);
        let is_open = self.is_open(at);
        let body = move || {
            let entries = is_open.get().then(|| self.within(Some(at)));
            entries.map(|entries| view! { <div class="layer-group">{entries}</div> })
        };
        view! {
            <details
                class="layer group"
                data-layer=(!is_joined).then(|| path.to_owned())
                open=move || is_open.get()
                on:toggle=move |event| self.toggled(at, &event)
            >
                {line}
                {body}
            </details>
        }
        .into_any()
    }

    fn layer(self, at: usize, number: usize, row: &Row) -> AnyView {
        let Self {
            page, lab, room, ..
        } = self;
        let name = row.module.as_ref().map_or("", Module::name);
        let path = row.path.clone();
        let line = self.line(&path, name, number, row);
        let tensor = |what, shape| Tensor {
            what,
            row: number,
            shape,
        };
        let kernels = if let Some(Module::Conv2d(conv)) = &row.module {
            let [height, width] = conv.window.kernel;
            let shape = [conv.out_channels, conv.in_channels, height, width];
            Some(tensor(What::Kernels, shape))
        } else {
            None
        };
        let maps = tensor(What::Maps, row.output.0);
        let is_open = self.is_open(at);
        let full = format!("{path} {name}");
        let indent = 18.0 * self.depth(at) as f64;
        let room = Signal::derive(move || room.get().map(|room| room.beside(indent)));
        let body = move || {
            let is_due = is_open.get() && room.with(Option::is_some);
            let board = |tensor| view! { <Board page lab tensor room name=full.clone()/> };
            is_due.then(|| (board(maps), kernels.map(board)))
        };
        view! {
            <details
                class="layer"
                data-layer=path
                open=move || is_open.get()
                on:toggle=move |event| self.toggled(at, &event)
            >
                {line}
                {body}
            </details>
        }
        .into_any()
    }

    /// How many groups it stands in.
    fn depth(self, at: usize) -> usize {
        self.network.with_untracked(|network| {
            let parent = |&at: &usize| network.as_ref()?.entries.get(at)?.parent;
            std::iter::successors(parent(&at), parent).count()
        })
    }

    fn is_open(self, at: usize) -> Memo<bool> {
        Memo::new(move |_| {
            self.open
                .with(|open| open.get(at).copied().unwrap_or(false))
        })
    }

    /// The browser opened or closed an entry.
    fn toggled(self, at: usize, event: &Event) {
        let target = event.target().and_then(|t| t.dyn_into::<Element>().ok());
        let is_open = target.is_some_and(|details| details.has_attribute("open"));
        let before = self.open.with_untracked(|open| open.get(at).copied());
        if before.is_some_and(|before| before != is_open) {
            self.open.update(|open| open[at] = is_open);
        }
    }

    /// Path, name, shape, and what the numbers of row `number` are like.
    fn line(self, path: &str, name: &'static str, number: usize, row: &Row) -> AnyView {
        let Self { page, lab, .. } = self;
        let rows = self
            .network
            .with_untracked(|n| n.as_ref().map(|n| n.trace.rows.len()));
        let numbers = Memo::new(move |_| {
            lab.probe.with(|probe| {
                // A probe of the network before this one has other rows.
                let probe = probe.as_ref().filter(|p| Some(p.numbers.len()) == rows)?;
                probe.numbers.get(number).copied()
            })
        });
        let say = move |words: fn(Numbers) -> String| move || numbers.get().map(words);
        let share = move || numbers.get().map_or(0.0, |numbers| numbers.zeros * 100.0);
        view! {
            <summary class="layer-line">
                <span><span class="path">{path.to_owned()}</span> " " {name}</span>
                <span>{sample(row.output)}</span>
                <span data-label=page.say(strings::MEAN_DEVIATION)>
                    {say(|n| format!("{} ± {}", short(n.mean), short(n.deviation)))}
                </span>
                <span data-label=page.say(strings::LOW_HIGH)>
                    {say(|n| format!("{} … {}", short(n.low), short(n.high)))}
                </span>
                <span data-label=page.say(strings::ZEROS)>
                    <i class="share" style=move || format!("--share:{:.1}%", share())></i>
                    {say(|n| percent(n.zeros))}
                </span>
            </summary>
        }
        .into_any()
    }
}
