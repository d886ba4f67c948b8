//! The program of single operations, and of the pages without widgets of their own.

use leptos::prelude::*;

use crate::text::choices;
use crate::text::program::Program;
use crate::text::widget::Widget;
use crate::ui::app;
use crate::ui::widgets::{shift::Shift, slide::Slide};

/// Opens the page that this program was loaded by.
pub fn start() {
    app::start(Program::Operations, choices::OPERATIONS, |page| {
        let mounts: app::Mounts = vec![
            (
                Widget::Slide,
                Box::new(move || view! { <Slide page/> }.into_any()),
            ),
            (
                Widget::Shift,
                Box::new(move || view! { <Shift page/> }.into_any()),
            ),
        ];
        mounts
    });
}
