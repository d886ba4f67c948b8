//! Picture files and frames of a camera as bytes, reduced by the browser. What is done with them is
//! left to whoever asked.

use leptos::prelude::*;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmap, Response};

use super::heat;
use crate::lesson::photo::Misfit;
use crate::ui::dom;

/// Four bytes a pixel.
#[derive(Debug, Clone, PartialEq)]
pub struct Decoded {
    pub rgba: Vec<u8>,
    /// Height and width.
    pub size: [usize; 2],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    Empty,
    /// Not a picture, damaged, of a kind that this browser does not know, or too large for it.
    Unreadable,
    Misfit(Misfit),
}

/// The pixels of a picture file, the first frame of a moving one, at the size that `fit` makes of
/// the picture's own (height, width).
///
/// # Errors
/// What is wrong with the file.
pub async fn decode(
    blob: &Blob,
    fit: impl Fn([u32; 2]) -> Result<[usize; 2], Misfit>,
) -> Result<Decoded, Trouble> {
    if blob.size() == 0.0 {
        return Err(Trouble::Empty);
    }
    let bitmap = bitmap(blob).await.ok_or(Trouble::Unreadable)?;
    let size = fit([bitmap.height(), bitmap.width()]).map_err(Trouble::Misfit)?;
    let draw = |context: &CanvasRenderingContext2d, [height, width]: [f64; 2]| {
        context
            .draw_image_with_image_bitmap_and_dw_and_dh(&bitmap, 0.0, 0.0, width, height)
            .ok()
    };
    let decoded = pixels(size, draw);
    bitmap.close();
    decoded.ok_or(Trouble::Unreadable)
}

async fn bitmap(blob: &Blob) -> Option<ImageBitmap> {
    let bitmap = window().create_image_bitmap_with_blob(blob).ok()?;
    JsFuture::from(bitmap).await.ok()?.dyn_into().ok()
}

/// What `draw` puts on a canvas of `size` (height, width).
pub fn pixels(
    size: [usize; 2],
    draw: impl FnOnce(&CanvasRenderingContext2d, [f64; 2]) -> Option<()>,
) -> Option<Decoded> {
    let canvas = document().create_element("canvas").ok()?;
    let canvas: HtmlCanvasElement = canvas.dyn_into().ok()?;
    canvas.set_height(size[0] as u32);
    canvas.set_width(size[1] as u32);
    let context = heat::context(&canvas)?;
    let quality = JsValue::from_str("imageSmoothingQuality");
    // A browser without this property reduces in its own way.
    let _ = js_sys::Reflect::set(&context, &quality, &JsValue::from_str("high"));
    let [height, width] = size.map(|side| side as f64);
    draw(&context, [height, width])?;
    let image = context.get_image_data(0.0, 0.0, width, height).ok()?;
    Some(Decoded {
        rgba: image.data().0,
        size,
    })
}

/// A picture that comes with the course, by the name of its file; `None` if it does not arrive.
pub async fn sample(file: &str) -> Option<Blob> {
    let root = dom::root_attribute("data-root").unwrap_or_default();
    let url = format!("{root}pictures/{file}");
    let response = JsFuture::from(window().fetch_with_str(&url)).await.ok()?;
    let response = response.dyn_into::<Response>().ok().filter(Response::ok)?;
    let blob = JsFuture::from(response.blob().ok()?).await.ok()?;
    blob.dyn_into().ok()
}
