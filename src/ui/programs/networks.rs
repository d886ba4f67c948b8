//! The program that trains whole networks. Its widgets share one lab: one run, one worker.

use leptos::prelude::*;

use crate::text::choices;
use crate::text::program::Program;
use crate::text::widget::Widget;
use crate::ui::app;
use crate::ui::lab::Lab;
use crate::ui::lab::keep::Keeper;
use crate::ui::widgets::{
    model_curves::ModelCurves, model_origin::ModelOrigin, model_train::ModelTrain,
    model_weights::ModelWeights,
};

/// Opens the page that this program was loaded by.
pub fn start() {
    app::start(Program::Networks, choices::NETWORKS, |page| {
        let lab = Lab::new(page.playground, page.applied);
        page.share_run();
        lab.open_to_mirrors();
        let keeper = Keeper::new(page, lab);
        let mounts: app::Mounts = vec![
            (
                Widget::ModelTrain,
                Box::new(move || view! { <ModelTrain page lab keeper/> }.into_any()),
            ),
            (
                Widget::ModelCurves,
                Box::new(move || view! { <ModelCurves page lab/> }.into_any()),
            ),
            (
                Widget::ModelOrigin,
                Box::new(move || view! { <ModelOrigin page lab/> }.into_any()),
            ),
            (
                Widget::ModelWeights,
                Box::new(move || view! { <ModelWeights page lab/> }.into_any()),
            ),
        ];
        mounts
    });
}
