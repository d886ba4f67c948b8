//! The three figures of a unit's field, and what a click on one of them means.

use leptos::html::Section;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::{Blob, MouseEvent};

use super::Study;
use crate::lesson::field::{self, extent};
use crate::lesson::scene::Scene;
use crate::text::strings;
use crate::ui::dom;
use crate::ui::parts::decode;

/// The most that a figure takes of a wide screen, in rem.
const PICTURE_REM: f64 = 26.0;
/// What the region lies on.
const PHOTO: &str = "camera.jpg";

#[component]
pub(super) fn Figures(study: Study) -> AnyView {
    let page = study.page;
    let room = RwSignal::new(0.0);
    let place = NodeRef::<Section>::new();
    Effect::new(move |_| {
        if let Some(place) = place.get() {
            let measured = place.clone();
            dom::on_resize(&place, move || {
                let width = f64::from(measured.client_width());
                if room.get_untracked() != width {
                    room.set(width);
                }
            });
        }
    });
    let pixels = photograph(study, place);
    let draw = move |text, scene: Option<Scene>| {
        let name = text;
        scene
            .map(|scene| scene.to_svg(name, |_| String::new()))
            .unwrap_or_default()
    };
    let picture = move || {
        let width = room.get().min(PICTURE_REM * 16.0) as f32;
        let scene = study.read(|f| pixels.with(|p| Some(field::picture(f, p, width))));
        draw(strings::FIELD_PICTURE.get(page.lang.get()), scene)
    };
    let planes = move || {
        let width = room.get() as f32;
        let scene = study.read(|f| pixels.with(|p| Some(field::planes(f, p, width))));
        draw(strings::FIELD_PLANES.get(page.lang.get()), scene)
    };
    let side_view = Memo::new(move |_| {
        let width = room.get().min(PICTURE_REM * 32.0) as f32;
        study.read(|f| field::side_view(f, width))
    });
    let side = move || draw(strings::FIELD_SIDE.get(page.lang.get()), side_view.get());
    let too_long = move || {
        let lang = page.lang.get();
        side_view
            .with(Option::is_none)
            .then(|| strings::FIELD_SIDE_LONG.get(lang))
    };
    view! {
        <section
            node_ref=place
            class="field-figures"
            on:keydown=move |event| study.press(&event)
            on:click=move |event| click(study, &event)
        >
            <p class="quiet-line">{page.say(strings::FIELD_HINT)}</p>
            <h3>{page.say(strings::FIELD_PICTURE)}</h3>
            <div class="field-figure" tabindex="0" role="group" data-testid="grid-input" inner_html=picture></div>
            <h3>{page.say(strings::FIELD_PLANES)}</h3>
            <div class="field-figure" data-testid="diagram" inner_html=planes></div>
            <h3>{page.say(strings::FIELD_SIDE)}</h3>
            <p class="quiet-line">{too_long}</p>
            <div class="field-figure" inner_html=side></div>
        </section>
    }
    .into_any()
}

/// The picture that comes with the course, in grey at the stack's own side, once the figures come near
/// the screen; the drawing until then, and where it does not arrive.
fn photograph(study: Study, place: NodeRef<Section>) -> RwSignal<Vec<f32>> {
    let side = Memo::new(move |_| study.stack.with(|stack| stack.side));
    let pixels = RwSignal::new(field::drawing(side.get_untracked()));
    let photo = RwSignal::new_local(None::<Blob>);
    Effect::new(move |_| {
        if let Some(place) = place.get() {
            dom::on_sight(&place, "50%", move |near| {
                if near && photo.with_untracked(Option::is_none) {
                    spawn_local(async move {
                        let blob = decode::sample(PHOTO).await;
                        // The page may have moved on.
                        let _ = photo.try_set(blob);
                    });
                }
            });
        }
    });
    Effect::new(move |_| {
        let side = side.get();
        let Some(photo) = photo.get() else {
            pixels.set(field::drawing(side));
            return;
        };
        spawn_local(async move {
            let decoded = decode::decode(&photo, |_| Ok([side, side])).await;
            let grey = decoded.map(|decoded| grey(&decoded.rgba));
            if let Ok(grey) = grey.map_err(drop) {
                let _ = pixels.try_set(grey);
            }
        });
    });
    pixels
}

/// Four bytes a pixel as one number in [0, 1], by the weights of the eye.
fn grey(rgba: &[u8]) -> Vec<f32> {
    let bright = |pixel: &[u8]| {
        let [r, g, b] = [0, 1, 2].map(|at| f32::from(pixel[at]));
        (0.299 * r + 0.587 * g + 0.114 * b) / 255.0
    };
    rgba.chunks_exact(4).map(bright).collect()
}

/// The unit under the pointer, from where in its plane the click is.
fn click(study: Study, event: &MouseEvent) {
    let Some(plane) = dom::closest(event, "[data-path]") else {
        return;
    };
    let row = plane
        .get_attribute("data-path")
        .and_then(|path| path.parse().ok());
    let area = plane.query_selector(".role-input, .role-feature, .role-output");
    let (Some(row), Ok(Some(area))) = (row, area) else {
        return;
    };
    let area = area.get_bounding_client_rect();
    let share = |at: i32, low: f64, length: f64| {
        ((f64::from(at) - low) / length.max(1.0)).clamp(0.0, 0.9999)
    };
    let [down, across] = [
        share(event.client_y(), area.top(), area.height()),
        share(event.client_x(), area.left(), area.width()),
    ];
    let place = untrack(|| {
        study.read(|field| {
            let size = field.trace.rows.get(row).map_or([1, 1], extent);
            [down * size[0] as f64, across * size[1] as f64].map(|at| at as usize)
        })
    });
    study.look_at(row, place);
}
