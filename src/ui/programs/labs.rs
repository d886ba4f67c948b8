//! The program of single ideas of networks. Some of its widgets train, in workers of their own, once a
//! button is pressed.

use leptos::prelude::*;

use crate::text::choices;
use crate::text::program::Program;
use crate::text::widget::Widget;
use crate::ui::app;
use crate::ui::widgets::{
    activations::ActivationLab, augmentation::AugmentationLab, average::AverageLab,
    dropout::DropoutLab, kernel_stack::KernelStackCosts, pixelwise::PixelwiseLab,
    reduction::ReductionCosts,
};

/// Opens the page that this program was loaded by.
pub fn start() {
    app::start(Program::Labs, choices::LABS, |page| {
        let mounts: app::Mounts = vec![
            (
                Widget::ActivationLab,
                Box::new(move || view! { <ActivationLab page/> }.into_any()),
            ),
            (
                Widget::DropoutLab,
                Box::new(move || view! { <DropoutLab page/> }.into_any()),
            ),
            (
                Widget::AugmentationLab,
                Box::new(move || view! { <AugmentationLab page/> }.into_any()),
            ),
            (
                Widget::KernelStack,
                Box::new(move || view! { <KernelStackCosts page/> }.into_any()),
            ),
            (
                Widget::PixelwiseLab,
                Box::new(move || view! { <PixelwiseLab page/> }.into_any()),
            ),
            (
                Widget::AverageLab,
                Box::new(move || view! { <AverageLab page/> }.into_any()),
            ),
            (
                Widget::Reduction,
                Box::new(move || view! { <ReductionCosts page/> }.into_any()),
            ),
        ];
        mounts
    });
}
