//! The program of stacks of layers and of what a layer costs: some of its widgets ask a worker, but
//! only when a button is pressed.

use leptos::prelude::*;

use crate::text::choices;
use crate::text::program::Program;
use crate::text::widget::Widget;
use crate::ui::app;
use crate::ui::widgets::{
    effective_field::EffectiveField, field::Field, layer_costs::LayerCosts,
    pixel_shuffle::PixelShuffle, unrolled::Unrolled,
};

/// Opens the page that this program was loaded by.
pub fn start() {
    app::start(Program::Layers, choices::LAYERS, |page| {
        let mounts: app::Mounts = vec![
            (
                Widget::Field,
                Box::new(move || view! { <Field page/> }.into_any()),
            ),
            (
                Widget::EffectiveField,
                Box::new(move || view! { <EffectiveField page/> }.into_any()),
            ),
            (
                Widget::Unrolled,
                Box::new(move || view! { <Unrolled page/> }.into_any()),
            ),
            (
                Widget::LayerCosts,
                Box::new(move || view! { <LayerCosts page/> }.into_any()),
            ),
            (
                Widget::PixelShuffle,
                Box::new(move || view! { <PixelShuffle page/> }.into_any()),
            ),
        ];
        mounts
    });
}
