//! The program that draws the curves of a run. The run itself is the lab's of another program.

use leptos::prelude::*;

use crate::text::choices;
use crate::text::program::Program;
use crate::text::widget::Widget;
use crate::ui::app;
use crate::ui::widgets::model_curves::ModelCurves;

/// Opens the page that this program was loaded by.
pub fn start() {
    app::start(Program::Curves, choices::NETWORKS, |page| {
        let mounts: app::Mounts = vec![(
            Widget::ModelCurves,
            Box::new(move || view! { <ModelCurves page/> }.into_any()),
        )];
        mounts
    });
}
