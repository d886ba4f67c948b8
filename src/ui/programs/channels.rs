//! The program of several channels.

use leptos::prelude::*;

use crate::text::choices;
use crate::text::program::Program;
use crate::text::widget::Widget;
use crate::ui::app;
use crate::ui::widgets::{one_by_one::OneByOne, picture_channels::PictureChannels, slide::Slide};

/// Opens the page that this program was loaded by.
pub fn start() {
    app::start(Program::Channels, choices::CHANNELS, |page| {
        let mounts: app::Mounts = vec![
            (
                Widget::Slide,
                Box::new(move || view! { <Slide page/> }.into_any()),
            ),
            (
                Widget::OneByOne,
                Box::new(move || view! { <OneByOne page/> }.into_any()),
            ),
            (
                Widget::PictureChannels,
                Box::new(move || view! { <PictureChannels page/> }.into_any()),
            ),
        ];
        mounts
    });
}
