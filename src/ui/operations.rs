//! The program of the contents, the glossary and the chapters on single operations.
//! It trains no model of the zoo and knows nothing of the lab.

use leptos::prelude::*;

use super::app::{self, Mounts};
use super::page::Page;
use super::widgets::{
    filter::Filter, learn_kernel::LearnKernel, one_by_one::OneByOne,
    picture_channels::PictureChannels, shift::Shift, slide::Slide,
};
use crate::text::widget::Widget;

/// Opens the page that this program was loaded by.
pub fn start() {
    app::start(mounts);
}

fn mounts(page: Page) -> Mounts {
    Box::new(move |widget| {
        Some(match widget {
            Widget::Slide => view! { <Slide page/> }.into_any(),
            Widget::Filter => view! { <Filter page/> }.into_any(),
            Widget::LearnKernel => view! { <LearnKernel page/> }.into_any(),
            Widget::OneByOne => view! { <OneByOne page/> }.into_any(),
            Widget::PictureChannels => view! { <PictureChannels page/> }.into_any(),
            Widget::Shift => view! { <Shift page/> }.into_any(),
            Widget::Toolbar
            | Widget::Field
            | Widget::EffectiveField
            | Widget::Unrolled
            | Widget::LayerCosts
            | Widget::PixelShuffle
            | Widget::LenetStructure
            | Widget::LenetTrain
            | Widget::LenetInside
            | Widget::LenetMistakes
            | Widget::LenetWeights => return None,
        })
    })
}
