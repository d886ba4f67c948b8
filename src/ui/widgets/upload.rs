//! A picture file of the reader's own, reduced to what the network takes.
//! Reduction to 28×28 is left to `lesson::picture`.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, HtmlCanvasElement, ImageBitmap};

use crate::lesson::picture::{self, Ground};
use crate::text::strings;
use crate::ui::page::Page;
use crate::ui::parts::file::FileButton;
use crate::ui::parts::heat;
use crate::ui::parts::message::ErrorLines;

/// A longer side than this is reduced by the browser first.
const LONGEST: f64 = 512.0;

/// A picture as the browser decodes it: four bytes a pixel.
#[derive(Clone)]
struct Decoded {
    rgba: Vec<u8>,
    width: usize,
    height: usize,
}

#[component]
pub fn Upload(page: Page, #[prop(into)] drawn: Callback<(Vec<f32>,)>) -> impl IntoView {
    let failed = RwSignal::new(None::<String>);
    let decoded = RwSignal::new(None::<Decoded>);
    let ground = RwSignal::new(Ground::Detect);
    let show = move || {
        let shrunk = decoded.with_untracked(|picture| {
            let picture = picture.as_ref()?;
            let ground = ground.get_untracked();
            picture::shrink(&picture.rgba, picture.width, picture.height, ground)
        });
        if let Some(shrunk) = shrunk {
            ground.set(shrunk.ground);
            drawn.run((shrunk.pixels,));
        }
    };
    let chosen = move |(file,): (File,)| {
        spawn_local(async move {
            let name = file.name();
            let picture = decode(&file).await;
            failed.set(picture.is_none().then_some(name));
            if picture.is_some() {
                ground.set(Ground::Detect);
                decoded.set(picture);
                show();
            }
        });
    };
    let invert = move |event| {
        let is_light = event_target_checked(&event);
        ground.set(if is_light {
            Ground::Light
        } else {
            Ground::Dark
        });
        show();
    };
    let error = Signal::derive(move || {
        let words = strings::UPLOAD_FAILED.get(page.lang.get());
        failed.get().map(|name| format!("{name}: {words}"))
    });
    view! {
        <FileButton page label=strings::UPLOAD testid="upload" accept="image/*" chosen/>
        <label class="check">
            <input
                type="checkbox"
                name="invert"
                prop:checked=move || ground.get() == Ground::Light
                on:change=invert
            />
            {page.say(strings::INVERT)}
        </label>
        <p class="quiet-line">{page.say(strings::UPLOAD_HINT)}</p>
        <ErrorLines title=error lines=Vec::new()/>
    }
}

/// The pixels of a picture file; `None` if the browser cannot read it as a picture.
async fn decode(file: &File) -> Option<Decoded> {
    let bitmap = window().create_image_bitmap_with_blob(file).ok()?;
    let bitmap: ImageBitmap = JsFuture::from(bitmap).await.ok()?.dyn_into().ok()?;
    let longest = f64::from(bitmap.width().max(bitmap.height()));
    let scale = (LONGEST / longest.max(1.0)).min(1.0);
    let [width, height] =
        [bitmap.width(), bitmap.height()].map(|side| (f64::from(side) * scale).round().max(1.0));
    let canvas = document().create_element("canvas").ok()?;
    let canvas: HtmlCanvasElement = canvas.dyn_into().ok()?;
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    let context = heat::context(&canvas)?;
    context
        .draw_image_with_image_bitmap_and_dw_and_dh(&bitmap, 0.0, 0.0, width, height)
        .ok()?;
    let image = context.get_image_data(0.0, 0.0, width, height).ok()?;
    Some(Decoded {
        rgba: image.data().0,
        width: width as usize,
        height: height as usize,
    })
}
