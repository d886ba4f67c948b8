//! The program of views of a run: curves, class maps, branches. The run itself is the lab's of another
//! program; this one holds its mirror.

use leptos::prelude::*;

use crate::text::choices;
use crate::text::program::Program;
use crate::text::widget::Widget;
use crate::ui::app;
use crate::ui::lab::Lab;
use crate::ui::widgets::{branches::Branches, class_maps::ClassMaps, model_curves::ModelCurves};

/// Opens the page that this program was loaded by.
pub fn start() {
    app::start(Program::Views, choices::NETWORKS, |page| {
        let lab = Lab::mirror(page.playground, page.applied);
        let mounts: app::Mounts = vec![
            (
                Widget::ModelCurves,
                Box::new(move || view! { <ModelCurves page/> }.into_any()),
            ),
            (
                Widget::ClassMaps,
                Box::new(move || view! { <ClassMaps page lab/> }.into_any()),
            ),
            (
                Widget::Branches,
                Box::new(move || view! { <Branches page lab/> }.into_any()),
            ),
        ];
        mounts
    });
}
