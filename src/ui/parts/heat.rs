//! Pixels on a canvas, crisp at every zoom, and the legend of their colours.
//! Which colours is left to `lesson::heat`.

use leptos::prelude::*;
use wasm_bindgen::{Clamped, JsCast as _};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, HtmlElement, ImageData};

use crate::lesson::format;
use crate::lesson::heat::{self, Pixels, Scale};
use crate::ui::dom;

/// A canvas that shows `pixels`, each a device pixel; `label` is what it is called.
#[component]
pub fn Heat(
    #[prop(into)] pixels: Signal<Pixels>,
    #[prop(into)] label: Signal<String>,
) -> impl IntoView {
    let canvas = NodeRef::<leptos::html::Canvas>::new();
    let in_sight = RwSignal::new(false);
    Effect::new(move |_| {
        if let Some(canvas) = canvas.get() {
            dom::on_sight(&canvas, "25%", move |seen| in_sight.set(seen));
        }
    });
    // What nobody sees is painted once, for its size, and then left as it is.
    Effect::new(move |painted: Option<bool>| {
        let is_due = in_sight.get() || painted != Some(true);
        match canvas.get().filter(|_| is_due) {
            Some(canvas) => {
                pixels.with(|pixels| show(&canvas, pixels));
                true
            }
            None => painted == Some(true),
        }
    });
    view! { <canvas class="heat" node_ref=canvas role="img" aria-label=label></canvas> }
}

/// Puts `pixels` on `canvas`, each on a device pixel.
fn show(canvas: &HtmlCanvasElement, pixels: &Pixels) {
    paint(canvas, pixels);
    let width = format!("{:.3}px", pixels.width as f64 / dom::pixel_ratio());
    // Only a name that is no property can fail.
    let _ = HtmlElement::style(canvas).set_property("width", &width);
}

/// Puts `pixels` on `canvas`, which takes their size.
pub fn paint(canvas: &HtmlCanvasElement, pixels: &Pixels) {
    let (width, height) = (pixels.width as u32, pixels.height as u32);
    if width == 0 || height == 0 {
        return;
    }
    if canvas.width() != width || canvas.height() != height {
        canvas.set_width(width);
        canvas.set_height(height);
    }
    let bytes = Clamped(pixels.rgba.as_slice());
    let image = ImageData::new_with_u8_clamped_array_and_sh(bytes, width, height);
    if let (Some(context), Ok(image)) = (context(canvas), image) {
        // Fails only where the canvas has no memory left; then it stays as it was.
        let _ = context.put_image_data(&image, 0.0, 0.0);
    }
}

pub fn context(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok()??.dyn_into().ok()
}

/// −limit … 0 … limit as a strip of colour with its two ends in numbers.
#[component]
pub fn Legend(#[prop(into)] limit: Signal<f32>) -> impl IntoView {
    let strip = Signal::derive(|| heat::legend(Scale::Diverging, 1.0, 65));
    view! {
        <span class="legend">
            <span>{move || format::fixed(-limit.get(), 2)}</span>
            <span class="ramp">
                <Heat pixels=strip label=Signal::derive(String::new)/>
            </span>
            <span>{move || format!("+{}", format::fixed(limit.get(), 2))}</span>
        </span>
    }
}
