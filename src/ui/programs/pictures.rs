//! The program of kernels on pictures.

use leptos::prelude::*;

use crate::text::choices;
use crate::text::program::Program;
use crate::text::widget::Widget;
use crate::ui::app;
use crate::ui::widgets::{filter::Filter, learn_kernel::LearnKernel, slide::Slide};

/// Opens the page that this program was loaded by.
pub fn start() {
    app::start(Program::Pictures, choices::PICTURES, |page| {
        let mounts: app::Mounts = vec![
            (
                Widget::Slide,
                Box::new(move || view! { <Slide page/> }.into_any()),
            ),
            (
                Widget::Filter,
                Box::new(move || view! { <Filter page/> }.into_any()),
            ),
            (
                Widget::LearnKernel,
                Box::new(move || view! { <LearnKernel page/> }.into_any()),
            ),
        ];
        mounts
    });
}
