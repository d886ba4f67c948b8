//! The program of networks of the reader's own.

use leptos::prelude::*;

use crate::text::choices;
use crate::text::program::Program;
use crate::text::widget::Widget;
use crate::ui::app;
use crate::ui::widgets::builder::hidden_parameters::HiddenParameters;
use crate::ui::widgets::builder::module_builder::ModuleBuilder;
use crate::ui::widgets::builder::network_builder::NetworkBuilder;

/// Opens the page that this program was loaded by.
pub fn start() {
    app::start(Program::Builder, choices::BUILDER, |page| {
        let mounts: app::Mounts = vec![
            (
                Widget::ModuleBuilder,
                Box::new(move || view! { <ModuleBuilder page/> }.into_any()),
            ),
            (
                Widget::HiddenParameters,
                Box::new(move || view! { <HiddenParameters page/> }.into_any()),
            ),
            (
                Widget::NetworkBuilder,
                Box::new(move || view! { <NetworkBuilder page/> }.into_any()),
            ),
        ];
        mounts
    });
}
