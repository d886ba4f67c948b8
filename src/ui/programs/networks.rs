//! The program of the chapters on whole networks. Their widgets share one lab: one run, one worker.

use leptos::prelude::*;

use crate::text::choices;
use crate::text::widget::Widget;
use crate::ui::app;
use crate::ui::lab::Lab;
use crate::ui::widgets::{
    lenet_inside::LenetInside, lenet_mistakes::LenetMistakes, lenet_structure::LenetStructure,
    lenet_train::LenetTrain, lenet_weights::LenetWeights,
};

/// Opens the page that this program was loaded by.
pub fn start() {
    app::start(choices::NETWORKS, |page| {
        let lab = Lab::new(page.playground, page.applied);
        let mounts: app::Mounts = vec![
            (
                Widget::LenetStructure,
                Box::new(move || view! { <LenetStructure page/> }.into_any()),
            ),
            (
                Widget::LenetTrain,
                Box::new(move || view! { <LenetTrain page lab/> }.into_any()),
            ),
            (
                Widget::LenetInside,
                Box::new(move || view! { <LenetInside page lab/> }.into_any()),
            ),
            (
                Widget::LenetMistakes,
                Box::new(move || view! { <LenetMistakes page lab/> }.into_any()),
            ),
            (
                Widget::LenetWeights,
                Box::new(move || view! { <LenetWeights page lab/> }.into_any()),
            ),
        ];
        mounts
    });
}
