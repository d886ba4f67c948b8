//! One picture through every layer: choose it, draw it or bring it; kernels, feature maps and the
//! prediction follow, also while the network trains.

use leptos::html::Div;
use leptos::prelude::*;

use super::draw_pad::DrawPad;
use super::maps::Layers;
use super::prediction::Prediction;
use super::upload::Upload;
use crate::data::fashion_mnist::SIDE;
use crate::lesson::heat::{Atlas, Scale};
use crate::lesson::state::PICTURE;
use crate::text::lang::Text;
use crate::text::strings;
use crate::train::protocol::Picture;
use crate::ui::dom;
use crate::ui::page::{Page, Source};
use crate::ui::parts::choice::Choice;
use crate::ui::parts::heat::Heat;
use crate::ui::parts::message::{Files, Transfers};

#[component]
pub fn LenetInside(page: Page) -> impl IntoView {
    let card = NodeRef::<Div>::new();
    let is_near = RwSignal::new(false);
    Effect::new(move |_| {
        if let Some(card) = card.get() {
            dom::on_sight(&card, "25%", move |near| {
                if near {
                    is_near.set(true);
                }
            });
        }
    });
    let picture = Memo::new(move |_| page.playground.with(|all| all.picture));
    Effect::new(move |_| {
        if is_near.get() && page.source.get() == Source::Test {
            page.lab.look(Picture::Test(picture.get()));
        }
    });
    view! {
        <div class="card" id="inside" tabindex="-1" node_ref=card>
            <div class="columns inside">
                <PictureChoice page/>
                <Prediction page/>
            </div>
            <Transfers page files=Files::TestSet/>
            <Layers page/>
        </div>
    }
}

#[component]
fn PictureChoice(page: Page) -> impl IntoView {
    let body = move || match page.source.get() {
        Source::Test => view! { <TestPicture page/> }.into_any(),
        Source::Drawn => view! { <DrawPad page drawn=look(page)/> }.into_any(),
        Source::Uploaded => view! { <Shown page/> <Upload page drawn=look(page)/> }.into_any(),
    };
    view! {
        <section>
            <div class="segments" role="group" aria-label=page.say(strings::SOURCE)>
                {source(page, Source::Test, strings::SOURCE_TEST)}
                {source(page, Source::Drawn, strings::SOURCE_DRAWN)}
                {source(page, Source::Uploaded, strings::SOURCE_UPLOADED)}
            </div>
            {body}
        </section>
    }
}

fn source(page: Page, source: Source, name: Text) -> impl IntoView {
    view! {
        <button
            type="button"
            aria-pressed=move || (page.source.get() == source).to_string()
            on:click=move |_| page.source.set(source)
        >
            {page.say(name)}
        </button>
    }
}

fn look(page: Page) -> Callback<(Vec<f32>,)> {
    Callback::new(move |(pixels,)| page.lab.look(Picture::Pixels(pixels)))
}

/// The picture that the network was shown last.
#[component]
fn Shown(page: Page) -> impl IntoView {
    let pixels = Signal::derive(move || {
        let atlas = Atlas::maps([1, 1, SIDE, SIDE], 1, 1);
        page.lab.probe.with(|probe| {
            let picture = probe.as_ref().map_or(&[] as &[f32], |probe| &probe.picture);
            atlas.paint(picture, Scale::Grey, 1.0)
        })
    });
    let label = Signal::derive(move || strings::INPUT.get(page.lang.get()).to_owned());
    view! { <div class="picture"><Heat pixels label/></div> }
}

#[component]
fn TestPicture(page: Page) -> impl IntoView {
    let go = move |by: i64| {
        let last = i64::from(*PICTURE.end());
        let now = page.playground.with_untracked(|all| i64::from(all.picture));
        page.choose("picture", &(now + by).clamp(0, last).to_string());
    };
    let random = move |_| {
        let share = js_sys::Math::random();
        let index = (share * (f64::from(*PICTURE.end()) + 1.0)) as u32;
        page.choose("picture", &index.to_string());
    };
    let at = move |end: u32| page.playground.with(|all| all.picture == end);
    view! {
        <Shown page/>
        <Choice page name="picture"/>
        <div class="row">
            <button
                type="button"
                class="button square"
                aria-label=page.say(strings::PREVIOUS_PICTURE)
                disabled=move || at(*PICTURE.start())
                on:click=move |_| go(-1)
            >
                "←"
            </button>
            <button
                type="button"
                class="button square"
                aria-label=page.say(strings::NEXT_PICTURE)
                disabled=move || at(*PICTURE.end())
                on:click=move |_| go(1)
            >
                "→"
            </button>
            <button type="button" class="button" on:click=random>
                {page.say(strings::RANDOM_PICTURE)}
            </button>
        </div>
    }
}
