//! The program of the chapters on stacks of layers and on what a layer costs: some of their widgets
//! ask a worker, but only when a button is pressed. It knows nothing of the networks' lab.

use leptos::prelude::*;

use super::app::{self, Mounts};
use super::page::Page;
use super::widgets::{
    effective_field::EffectiveField, field::Field, layer_costs::LayerCosts,
    pixel_shuffle::PixelShuffle, unrolled::Unrolled,
};
use crate::text::widget::Widget;

/// Opens the page that this program was loaded by.
pub fn start() {
    app::start(mounts);
}

fn mounts(page: Page) -> Mounts {
    Box::new(move |widget| {
        Some(match widget {
            Widget::Field => view! { <Field page/> }.into_any(),
            Widget::EffectiveField => view! { <EffectiveField page/> }.into_any(),
            Widget::Unrolled => view! { <Unrolled page/> }.into_any(),
            Widget::LayerCosts => view! { <LayerCosts page/> }.into_any(),
            Widget::PixelShuffle => view! { <PixelShuffle page/> }.into_any(),
            Widget::Toolbar
            | Widget::Slide
            | Widget::Filter
            | Widget::LearnKernel
            | Widget::OneByOne
            | Widget::PictureChannels
            | Widget::Shift
            | Widget::LenetStructure
            | Widget::LenetTrain
            | Widget::LenetInside
            | Widget::LenetMistakes
            | Widget::LenetWeights => return None,
        })
    })
}
