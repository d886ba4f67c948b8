//! One picture through every layer: choose it, draw it or bring it; kernels, feature maps and the
//! prediction follow, also while the network trains.

use leptos::html::Div;
use leptos::prelude::*;

use super::maps::Layers;
use super::prediction::Prediction;
use super::transfers::{Files, Transfers};
use super::upload::Upload;
use crate::data::fashion_mnist::SIDE;
use crate::lesson::heat::{Atlas, Scale};
use crate::lesson::state::PICTURE;
use crate::text::{sentences, strings};
use crate::train::protocol::Picture;
use crate::ui::dom;
use crate::ui::lab::Lab;
use crate::ui::page::Page;
use crate::ui::parts::choice::Choice;
use crate::ui::parts::draw_pad::DrawPad;
use crate::ui::parts::heat::Heat;

#[component]
pub fn ModelInside(page: Page, lab: Lab) -> impl IntoView {
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
        if is_near.get() {
            lab.look(Picture::Test(picture.get()));
        }
    });
    view! {
        <div class="card" id="inside" tabindex="-1" node_ref=card>
            <div class="columns inside">
                <TestPicture page lab/>
                <OwnPicture page lab/>
                <Prediction page lab/>
            </div>
            <Transfers page lab files=Files::TestSet/>
            <Layers page lab/>
        </div>
    }
}

/// The picture that the network was shown last, and where it came from.
#[component]
fn Shown(page: Page, lab: Lab) -> impl IntoView {
    let pixels = Signal::derive(move || {
        lab.probe.with(|probe| {
            let picture = probe.as_ref().map_or(&[] as &[f32], |probe| &probe.picture);
            // As the network reads it: square, of the side that it has.
            let side = picture.len().isqrt().max(1);
            Atlas::maps([1, 1, side, side], 1, 1).paint(picture, Scale::Grey, 1.0)
        })
    });
    let label = Signal::derive(move || strings::INPUT.get(page.lang.get()).to_owned());
    let source = move || {
        let lang = page.lang.get();
        lab.picture.with(|picture| match picture {
            Some(Picture::Test(index)) => sentences::test_picture(*index, lang),
            Some(Picture::Pixels(_)) => strings::SOURCE_OWN.get(lang).to_owned(),
            None => String::new(),
        })
    };
    view! {
        <div class="picture"><Heat pixels label/></div>
        <p class="quiet-line" role="status">{source}</p>
    }
}

/// A drawing or a file of the reader's own.
#[component]
fn OwnPicture(page: Page, lab: Lab) -> impl IntoView {
    let drawn = Callback::new(move |(pixels,)| lab.look(Picture::Pixels(pixels)));
    view! {
        <section>
            <h3>{page.say(strings::SOURCE_OWN)}</h3>
            <DrawPad page side=SIDE hint=strings::DRAW_HINT drawn/>
            <Upload page drawn/>
        </section>
    }
}

#[component]
fn TestPicture(page: Page, lab: Lab) -> impl IntoView {
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
        <section>
            <h3>{page.say(strings::SEEN)}</h3>
            <Shown page lab/>
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
        </section>
    }
}
