//! Class activation maps over the picture, from the network that runs: all ten, one of them large with its
//! cells in numbers. Where they lie is left to `lesson::inside::class_maps`.

use leptos::html::Div;
use leptos::prelude::*;

use super::seen::{self, Steps};
use super::transfers::{Files, Transfers};
use crate::lesson::format::fixed;
use crate::lesson::heat::{self, Pixels};
use crate::lesson::inside::class_maps::{self, ClassMaps as Place};
use crate::text::{names, sentences, strings};
use crate::train::protocol::Probe;
use crate::ui::dom;
use crate::ui::lab::{Lab, Viewer};
use crate::ui::page::Page;
use crate::ui::parts::heat::Heat;
use crate::ui::parts::message::{Line, Tone};

/// What a probe tells of the classes.
#[derive(Debug, Clone, PartialEq)]
struct Seen {
    place: Place,
    picture: Vec<f32>,
    maps: Vec<f32>,
    scores: Vec<f32>,
    truth: Option<usize>,
}

impl Seen {
    fn of(place: Place, probe: &Probe) -> Option<Self> {
        let tensor = |row: usize| probe.maps.iter().find(|map| map.row as usize == row);
        let maps = tensor(place.row).filter(|maps| maps.shape[1] == place.classes)?;
        Some(Self {
            place,
            picture: probe.picture.clone(),
            maps: maps.values.clone(),
            scores: tensor(place.scores)?.values.clone(),
            truth: probe.label.map(usize::from),
        })
    }

    fn map(&self, class: usize) -> &[f32] {
        self.place.map(&self.maps, class)
    }

    fn overlay(&self, class: usize, zoom: f64) -> Pixels {
        let limit = heat::limit(&self.maps);
        let zoom = dom::device_zoom(zoom);
        self.place
            .overlay(&self.picture, self.map(class), limit, zoom)
    }
}

/// What the pieces of the widget share.
#[derive(Clone, Copy)]
struct Desk {
    page: Page,
    seen: Memo<Option<Seen>>,
    /// Chosen by the reader; without a choice it is the predicted class.
    picked: RwSignal<Option<usize>>,
    class: Memo<usize>,
}

impl Desk {
    fn score(self, class: usize) -> Option<f32> {
        self.seen
            .with(|seen| seen.as_ref()?.scores.get(class).copied())
    }

    fn pixels(self, class: Signal<usize>, zoom: f64) -> Signal<Pixels> {
        Signal::derive(move || {
            self.page.look.track();
            let class = class.get();
            let none = Pixels {
                width: 0,
                height: 0,
                rgba: Vec::new(),
            };
            self.seen
                .with(|seen| seen.as_ref().map_or(none, |seen| seen.overlay(class, zoom)))
        })
    }

    fn name(self, class: usize) -> &'static str {
        let name = names::FASHION.get(class);
        name.map_or("–", |name| name.get(self.page.lang.get()))
    }
}

#[component]
pub fn ClassMaps(page: Page, lab: Lab) -> impl IntoView {
    let card = NodeRef::<Div>::new();
    seen::look_when_near(page, lab, card);
    let network = seen::network(page);
    let place = Memo::new(move |_| network.with(|n| Place::of(&n.as_ref()?.trace)));
    Effect::new(move |_| {
        let rows = place
            .get()
            .map(|place| vec![place.row as u32, place.scores as u32]);
        lab.show(Viewer::ClassMaps, rows.unwrap_or_default());
    });
    let seen = Memo::new(move |_| {
        let place = place.get()?;
        lab.probe.with(|probe| Seen::of(place, probe.as_ref()?))
    });
    let picked = RwSignal::new(None);
    let class = Memo::new(move |_| {
        let best = seen.with(|seen| class_maps::best(&seen.as_ref()?.scores));
        picked.get().or(best).unwrap_or_default()
    });
    let desk = Desk {
        page,
        seen,
        picked,
        class,
    };
    let classes = move || {
        let count = place.get().map_or(0, |place| place.classes);
        (0..count).map(|class| tile(desk, class)).collect_view()
    };
    let coarse = Signal::derive(move || {
        let place = place.get()?;
        sentences::inside::coarse(place.cells, place.side, page.lang.get())
    });
    view! {
        <div class="card" node_ref=card data-testid="class-maps">
            <div class="row spread">
                <p class="quiet-line">{page.say(strings::CLASS_MAPS_HINT)}</p>
                <Steps page/>
            </div>
            <Transfers page lab files=Files::TestSet/>
            <Line tone=Tone::Note words=coarse testid="coarse"/>
            <div class="class-maps">
                <Large desk/>
                <ul class="classes">{classes}</ul>
            </div>
            <p class="quiet-line">
                {page.say(strings::CLASS_RELU)} " " {page.say(strings::CLASS_PLACES)}
            </p>
        </div>
    }
}

/// One class: its map over the picture, name, score, and what it is.
fn tile(desk: Desk, class: usize) -> AnyView {
    let page = desk.page;
    let pixels = desk.pixels(Signal::stored(class), 4.0);
    let label = Signal::derive(move || desk.name(class).to_owned());
    let score = move || desk.score(class).map(|score| fixed(score, 2));
    let marks = move || {
        desk.seen.with(|seen| {
            let seen = seen.as_ref()?;
            let lang = page.lang.get();
            let marks = [
                (
                    class_maps::best(&seen.scores) == Some(class),
                    strings::CLASS_PREDICTED,
                ),
                (seen.truth == Some(class), strings::CLASS_TRUE),
                (class_maps::is_blank(seen.map(class)), strings::CLASS_BLANK),
            ];
            let marks = marks.into_iter().filter(|(holds, _)| *holds);
            Some(
                marks
                    .map(|(_, words)| words.get(lang))
                    .collect::<Vec<_>>()
                    .join(" · "),
            )
        })
    };
    let pick = move |_| {
        let now = desk.picked.get_untracked();
        desk.picked.set((now != Some(class)).then_some(class));
    };
    view! {
        <li>
            <button
                type="button"
                data-class=class
                aria-pressed=move || (desk.class.get() == class).to_string()
                on:click=pick
            >
                <Heat pixels label/>
                <span>{move || desk.name(class)}</span>
                <b>{score}</b>
                <span class="quiet-line">{marks}</span>
            </button>
        </li>
    }
    .into_any()
}

/// The chosen class over the picture, the scale, its cells and their mean.
#[component]
fn Large(desk: Desk) -> AnyView {
    let Desk { page, class, .. } = desk;
    let pixels = desk.pixels(class.into(), 10.0);
    let label = Signal::derive(move || desk.name(class.get()).to_owned());
    let limit = move || {
        let limit = desk
            .seen
            .with(|seen| seen.as_ref().map_or(0.0, |seen| heat::limit(&seen.maps)));
        fixed(limit, 2)
    };
    let ramp = Signal::stored(class_maps::legend(65));
    let mean = move || {
        let class = class.get();
        let (cells, mean) = desk.seen.with(|seen| {
            let map = seen.as_ref()?.map(class);
            Some((map.len(), class_maps::mean(map)))
        })?;
        let [mean, score] = [mean, desk.score(class)?].map(|number| fixed(number, 3));
        let lang = page.lang.get();
        Some(sentences::inside::class_mean(cells, &mean, &score, lang))
    };
    let cells = move || {
        let class = class.get();
        desk.seen.with(|seen| {
            let seen = seen.as_ref()?;
            let rows = seen.map(class).chunks(seen.place.cells[1].max(1));
            Some(rows.map(row_of_cells).collect_view())
        })
    };
    view! {
        <section>
            <div class="picture"><Heat pixels label/></div>
            <div class="row spread">
                <h3>{move || desk.name(class.get())}</h3>
                <span class="legend">
                    <span>"0"</span>
                    <span class="ramp"><Heat pixels=ramp label=Signal::derive(String::new)/></span>
                    <span>{limit}</span>
                </span>
            </div>
            <div class="table-box" tabindex="0" role="region" aria-label=page.say(strings::CLASS_CELLS)>
                <table class="cells" data-testid="class-cells">
                    <tbody>{cells}</tbody>
                </table>
            </div>
            <p class="quiet-line" data-testid="class-mean">{mean}</p>
        </section>
    }
    .into_any()
}

fn row_of_cells(values: &[f32]) -> impl IntoView + use<> {
    let cells = values.iter().map(|&value| {
        view! { <td>{fixed(value, 2)}</td> }
    });
    view! { <tr>{cells.collect_view()}</tr> }
}
