//! The program that draws, counts and prints whole networks. It runs none.

use leptos::prelude::*;

use crate::text::choices;
use crate::text::program::Program;
use crate::text::widget::Widget;
use crate::ui::app;
use crate::ui::widgets::model_structure::ModelStructure;
use crate::ui::widgets::model_table::ModelTable;
use crate::ui::widgets::side_by_side::SideBySide;

/// Opens the page that this program was loaded by.
pub fn start() {
    app::start(Program::Structure, choices::STRUCTURE, |page| {
        let mounts: app::Mounts = vec![
            (
                Widget::ModelStructure,
                Box::new(move || view! { <ModelStructure page/> }.into_any()),
            ),
            (
                Widget::ModelTable,
                Box::new(move || view! { <ModelTable page/> }.into_any()),
            ),
            (
                Widget::SideBySide,
                Box::new(move || view! { <SideBySide page/> }.into_any()),
            ),
        ];
        mounts
    });
}
