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
use crate::ui::parts::message::ErrorBox;

/// A longer side than this is reduced by the browser first.
const LONGEST: f64 = 512.0;

/// A picture as the browser decodes it: four bytes a pixel.
#[derive(Clone)]
struct Decoded {
    rgba: Vec<u8>,
    width: usize,
    height: usize,
}

/// What was uploaded, and how its ground is read.
#[derive(Clone, Copy)]
struct Chosen {
    picture: RwSignal<Option<Decoded>>,
    ground: RwSignal<Ground>,
    /// The name of a file that could not be read.
    failed: RwSignal<Option<String>>,
    drawn: Callback<(Vec<f32>,)>,
}

impl Chosen {
    async fn take(self, file: File) {
        let picture = decode(&file).await;
        self.failed.set(picture.is_none().then(|| file.name()));
        if picture.is_some() {
            self.picture.set(picture);
            self.show(Ground::Detect);
        }
    }

    fn show(self, ground: Ground) {
        let shrunk = self.picture.with_untracked(|picture| {
            let picture = picture.as_ref()?;
            picture::shrink(&picture.rgba, picture.width, picture.height, ground)
        });
        self.ground
            .set(shrunk.as_ref().map_or(ground, |shrunk| shrunk.ground));
        if let Some(shrunk) = shrunk {
            self.drawn.run((shrunk.pixels,));
        }
    }
}

#[component]
pub fn Upload(page: Page, #[prop(into)] drawn: Callback<(Vec<f32>,)>) -> impl IntoView {
    let chosen = Chosen {
        picture: RwSignal::new(None),
        ground: RwSignal::new(Ground::Detect),
        failed: RwSignal::new(None),
        drawn,
    };
    let error = Signal::derive(move || {
        let words = strings::UPLOAD_FAILED.get(page.lang.get());
        let words = chosen.failed.get().map(|name| format!("{name}: {words}"));
        words.into_iter().collect::<Vec<_>>()
    });
    let take = move |(file,): (File,)| spawn_local(chosen.take(file));
    let invert = move |event| {
        let is_light = event_target_checked(&event);
        chosen.show(if is_light {
            Ground::Light
        } else {
            Ground::Dark
        });
    };
    view! {
        <FileButton page label=strings::UPLOAD testid="upload" accept="image/*" chosen=take/>
        <label class="check">
            <input
                type="checkbox"
                name="invert"
                prop:checked=move || chosen.ground.get() == Ground::Light
                on:change=invert
            />
            {page.say(strings::INVERT)}
        </label>
        <p class="quiet-line">{page.say(strings::UPLOAD_HINT)}</p>
        <ErrorBox page words=error/>
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
