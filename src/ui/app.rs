//! Mounts a component into each placeholder of the static page that has a known name.
//! The page's text is left to the page: it is there before and without this program.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

use super::dom;
use super::language;
use super::page::Page;
use super::parts::toolbar::Toolbar;
use super::widgets::{
    effective_field::EffectiveField, field::Field, filter::Filter, layer_costs::LayerCosts,
    learn_kernel::LearnKernel, lenet_inside::LenetInside, lenet_mistakes::LenetMistakes,
    lenet_structure::LenetStructure, lenet_train::LenetTrain, lenet_weights::LenetWeights,
    one_by_one::OneByOne, picture_channels::PictureChannels, pixel_shuffle::PixelShuffle,
    shift::Shift, slide::Slide, unrolled::Unrolled,
};
use crate::text::widget::Widget;

/// Opens the page: its choices from the URL, its widgets into their places.
pub fn start() {
    // One owner for the whole page, as old as the document; each widget's owner is a child of it.
    leptos::mount::mount_to_body(|| {
        let page = Page::open();
        language::follow_link(page);
        dom::show_current_chapter();
        for place in placeholders() {
            mount(page, &place);
        }
    });
}

fn placeholders() -> Vec<HtmlElement> {
    let Ok(list) = document().query_selector_all("[data-widget]") else {
        return Vec::new();
    };
    let nodes = (0..list.length()).filter_map(|i| list.item(i));
    nodes
        .filter_map(|node| node.dyn_into::<HtmlElement>().ok())
        .collect()
}

fn mount(page: Page, place: &HtmlElement) {
    let Some(widget) = widget(place) else {
        return;
    };
    place.set_inner_html("");
    leptos::mount::mount_to(place.clone(), move || widget(page)).forget();
}

/// What goes into a placeholder; one that this version does not know keeps its static text.
fn widget(place: &HtmlElement) -> Option<fn(Page) -> AnyView> {
    let widget = Widget::parse(&place.get_attribute("data-widget")?)?;
    Some(match widget {
        Widget::Toolbar => |page| view! { <Toolbar page/> }.into_any(),
        Widget::Slide => |page| view! { <Slide page/> }.into_any(),
        Widget::Filter => |page| view! { <Filter page/> }.into_any(),
        Widget::LearnKernel => |page| view! { <LearnKernel page/> }.into_any(),
        Widget::Field => |page| view! { <Field page/> }.into_any(),
        Widget::EffectiveField => |page| view! { <EffectiveField page/> }.into_any(),
        Widget::OneByOne => |page| view! { <OneByOne page/> }.into_any(),
        Widget::PictureChannels => |page| view! { <PictureChannels page/> }.into_any(),
        Widget::Unrolled => |page| view! { <Unrolled page/> }.into_any(),
        Widget::LayerCosts => |page| view! { <LayerCosts page/> }.into_any(),
        Widget::PixelShuffle => |page| view! { <PixelShuffle page/> }.into_any(),
        Widget::Shift => |page| view! { <Shift page/> }.into_any(),
        Widget::LenetStructure => |page| view! { <LenetStructure page/> }.into_any(),
        Widget::LenetTrain => |page| view! { <LenetTrain page/> }.into_any(),
        Widget::LenetInside => |page| view! { <LenetInside page/> }.into_any(),
        Widget::LenetMistakes => |page| view! { <LenetMistakes page/> }.into_any(),
        Widget::LenetWeights => |page| view! { <LenetWeights page/> }.into_any(),
    })
}
