//! A picture file of the reader's own, reduced to what the network takes.
//! Reduction to 28×28 is left to `lesson::picture`.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use crate::lesson::picture::{self, Ground};
use crate::text::strings;
use crate::ui::page::Page;
use crate::ui::parts::decode::{Decoded, decode};
use crate::ui::parts::file::FileButton;
use crate::ui::parts::message::ErrorBox;

/// A longer side than this is reduced by the browser first.
const LONGEST: f64 = 512.0;

/// What was uploaded, and how its ground is read.
#[derive(Clone, Copy)]
struct Chosen {
    picture: RwSignal<Option<Decoded>>,
    ground: RwSignal<Ground>,
    /// The name of a file that could not be read.
    failed: RwSignal<Option<String>>,
    /// How many were chosen so far: only the newest may speak, however long an older one takes.
    count: StoredValue<u32>,
    drawn: Callback<(Vec<f32>,)>,
}

impl Chosen {
    async fn take(self, file: File) {
        let number = self.count.get_value() + 1;
        self.count.set_value(number);
        let picture = decode(&file, |size| Ok(fitted(size))).await.ok();
        // Gone with the widget, or overtaken.
        if self.count.try_get_value() != Some(number) {
            return;
        }
        self.failed.set(picture.is_none().then(|| file.name()));
        if picture.is_some() {
            self.picture.set(picture);
            self.show(Ground::Detect);
        }
    }

    fn show(self, ground: Ground) {
        let shrunk = self.picture.with_untracked(|picture| {
            let picture = picture.as_ref()?;
            let [height, width] = picture.size;
            picture::shrink(&picture.rgba, width, height, ground)
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
        count: StoredValue::new(0),
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

/// Height and width with the longer side at most [`LONGEST`].
fn fitted(size: [u32; 2]) -> [usize; 2] {
    let longest = f64::from(size[0].max(size[1]));
    let scale = (LONGEST / longest.max(1.0)).min(1.0);
    size.map(|side| (f64::from(side) * scale).round().max(1.0) as usize)
}
