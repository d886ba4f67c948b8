//! A picture to point at: a frame on it, moved by pointer, touch or arrow keys. What lies under the
//! frame is left to whoever asked.

use leptos::html::Div;
use leptos::prelude::*;
use web_sys::{KeyboardEvent, MouseEvent, PointerEvent};

use super::heat::Heat;
use crate::lesson::heat::Pixels;

/// Row and column of a pixel.
pub type Spot = [i64; 2];

/// Where the window of a widget is, shared by all of its pictures.
#[derive(Clone, Copy)]
pub struct Aim {
    /// The window's top left corner, which is the place of the output too.
    pub at: RwSignal<Spot>,
    pub is_pinned: RwSignal<bool>,
}

impl Aim {
    pub fn new(at: Spot) -> Self {
        Self {
            at: RwSignal::new(at),
            is_pinned: RwSignal::new(false),
        }
    }

    fn over(self, spot: Spot) {
        if !self.is_pinned.get_untracked() && self.at.get_untracked() != spot {
            self.at.set(spot);
        }
    }

    /// Pins the window here; where it is pinned already, lets it go.
    fn choose(self, spot: Spot) {
        let was = self.is_pinned.get_untracked() && self.at.get_untracked() == spot;
        self.at.set(spot);
        self.is_pinned.set(!was);
    }

    pub fn let_go(self) {
        self.is_pinned.set(false);
    }
}

/// A rectangle of pixels: top left corner, height and width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame {
    pub at: Spot,
    pub size: [usize; 2],
}

#[component]
pub fn PhotoView(
    #[prop(into)] pixels: Signal<Pixels>,
    #[prop(into)] label: Signal<String>,
    testid: &'static str,
    /// What the frame means: a class of the style sheet.
    role: &'static str,
    #[prop(into)] frame: Signal<Option<Frame>>,
    /// From the pointed pixel up and left to the corner of the window.
    #[prop(into)]
    reach: Signal<i64>,
    aim: Aim,
) -> AnyView {
    let place = NodeRef::<Div>::new();
    let size = move || pixels.with_untracked(|pixels| [pixels.height, pixels.width]);
    let spot = move |event: &MouseEvent| {
        let area = place.get_untracked()?.get_bounding_client_rect();
        let [height, width] = size().map(|side| side as f64);
        let y = (f64::from(event.client_y()) - area.top()) / area.height() * height;
        let x = (f64::from(event.client_x()) - area.left()) / area.width() * width;
        let reach = reach.get_untracked();
        Some([y, x].map(|at| at.floor() as i64 - reach))
    };
    let over = move |event: PointerEvent| {
        // A finger that moves scrolls the page.
        if event.pointer_type() == "mouse"
            && let Some(spot) = spot(&event)
        {
            aim.over(spot);
        }
    };
    let press = move |event: MouseEvent| {
        if let Some(spot) = spot(&event) {
            aim.choose(spot);
        }
    };
    let key = move |event: KeyboardEvent| {
        let far = if event.shift_key() { 10 } else { 1 };
        let [down, right] = match event.key().as_str() {
            "ArrowUp" => [-far, 0],
            "ArrowDown" => [far, 0],
            "ArrowLeft" => [0, -far],
            "ArrowRight" => [0, far],
            _ => return,
        };
        event.prevent_default();
        let from = frame.get_untracked().map_or([0, 0], |frame| frame.at);
        aim.at.set([from[0] + down, from[1] + right]);
        aim.is_pinned.set(true);
    };
    let style = move || {
        let Frame { at, size: part } = frame.get()?;
        let [height, width] = pixels.with(|pixels| [pixels.height, pixels.width]);
        let share = |part: f64, whole: usize| part * 100.0 / whole.max(1) as f64;
        Some(format!(
            "left:{:.3}%;top:{:.3}%;width:{:.3}%;height:{:.3}%",
            share(at[1] as f64, width),
            share(at[0] as f64, height),
            share(part[1] as f64, width),
            share(part[0] as f64, height)
        ))
    };
    // Room for the picture before it is there or painted: nothing on the page jumps.
    let ratio = move || {
        let [height, width] = pixels.with(|pixels| [pixels.height, pixels.width].map(|n| n.max(1)));
        format!("aspect-ratio:{width}/{height}")
    };
    view! {
        <div
            class="photo-view"
            node_ref=place
            style=ratio
            data-testid=testid
            tabindex="0"
            role="application"
            aria-label=label
            on:pointermove=over
            on:click=press
            on:keydown=key
        >
            <Heat pixels label/>
            <i class=format!("frame {role}") class:pinned=move || aim.is_pinned.get() style=style aria-hidden="true"></i>
        </div>
    }
    .into_any()
}
