//! The program of views into a run: pictures on their way through, mistakes, class maps, branches. The run
//! itself is the lab's of another program; this one holds its mirror.

use leptos::prelude::*;

use crate::text::choices;
use crate::text::program::Program;
use crate::text::widget::Widget;
use crate::ui::app;
use crate::ui::lab::Lab;
use crate::ui::widgets::{
    branches::Branches, class_maps::ClassMaps, model_inside::ModelInside,
    model_mistakes::ModelMistakes,
};

/// Opens the page that this program was loaded by.
pub fn start() {
    app::start(Program::Views, choices::NETWORKS, |page| {
        let lab = Lab::mirror(page.playground, page.applied);
        let mounts: app::Mounts = vec![
            (
                Widget::ModelInside,
                Box::new(move || view! { <ModelInside page lab/> }.into_any()),
            ),
            (
                Widget::ModelMistakes,
                Box::new(move || view! { <ModelMistakes page lab/> }.into_any()),
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
