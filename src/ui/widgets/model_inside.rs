//! One picture through every layer: choose it, draw it or bring it; the prediction, and the numbers, feature
//! maps and kernels of every layer follow, also while the network trains.

use leptos::html::Div;
use leptos::prelude::*;

use super::layers::Layers;
use super::prediction::Prediction;
use super::seen::{self, Steps};
use super::upload::Upload;
use crate::data::fashion_mnist::SIDE;
use crate::text::{sentences, strings};
use crate::train::protocol::Picture;
use crate::ui::lab::Lab;
use crate::ui::page::Page;
use crate::ui::parts::choice::Choice;
use crate::ui::parts::draw_pad::DrawPad;
use crate::ui::parts::heat::Heat;

#[component]
pub fn ModelInside(page: Page, lab: Lab) -> impl IntoView {
    let card = NodeRef::<Div>::new();
    seen::look_when_near(page, lab, card);
    view! {
        <div class="card" id="inside" tabindex="-1" node_ref=card>
            <div class="columns inside">
                <TestPicture page lab/>
                <OwnPicture page lab/>
                <Prediction page lab/>
            </div>
            <Layers page lab/>
        </div>
    }
}

/// The picture that the network was shown last, and where it came from.
#[component]
fn Shown(page: Page, lab: Lab) -> impl IntoView {
    let pixels = seen::pixels(lab);
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
    view! {
        <section>
            <h3>{page.say(strings::SEEN)}</h3>
            <Shown page lab/>
            <Choice page name="picture"/>
            <Steps page/>
        </section>
    }
}
