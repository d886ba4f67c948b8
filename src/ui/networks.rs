//! The program of the chapters on whole networks. Their widgets share one lab: one run, one worker.

use leptos::prelude::*;

use super::app::{self, Mounts};
use super::lab::Lab;
use super::page::Page;
use super::widgets::{
    lenet_inside::LenetInside, lenet_mistakes::LenetMistakes, lenet_structure::LenetStructure,
    lenet_train::LenetTrain, lenet_weights::LenetWeights,
};
use crate::text::widget::Widget;

/// Opens the page that this program was loaded by.
pub fn start() {
    app::start(mounts);
}

fn mounts(page: Page) -> Mounts {
    let lab = Lab::new(page.playground, page.applied);
    Box::new(move |widget| {
        Some(match widget {
            Widget::LenetStructure => view! { <LenetStructure page/> }.into_any(),
            Widget::LenetTrain => view! { <LenetTrain page lab/> }.into_any(),
            Widget::LenetInside => view! { <LenetInside page lab/> }.into_any(),
            Widget::LenetMistakes => view! { <LenetMistakes page lab/> }.into_any(),
            Widget::LenetWeights => view! { <LenetWeights page lab/> }.into_any(),
            Widget::Toolbar
            | Widget::Slide
            | Widget::Filter
            | Widget::LearnKernel
            | Widget::Field
            | Widget::EffectiveField
            | Widget::OneByOne
            | Widget::PictureChannels
            | Widget::Unrolled
            | Widget::LayerCosts
            | Widget::PixelShuffle
            | Widget::Shift => return None,
        })
    })
}
