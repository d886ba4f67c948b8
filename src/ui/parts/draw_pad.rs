//! A pad to draw on with pointer, touch or keys. The ink is `lesson::picture`'s.

use leptos::html::Canvas;
use leptos::prelude::*;
use web_sys::{KeyboardEvent, PointerEvent};

use crate::lesson::heat::{Atlas, Scale};
use crate::lesson::picture::{self, Stroke};
use crate::text::lang::Text;
use crate::text::strings;
use crate::ui::page::Page;
use crate::ui::parts::heat;

/// The width of a stroke, a share of the pad's side.
const WIDTH: f32 = 0.09;
/// What one press of an arrow key moves the pen by.
const NUDGE: f32 = 1.0 / 28.0;

#[derive(Clone, Copy)]
struct Pad {
    /// Pixels of the picture, each way.
    side: usize,
    strokes: RwSignal<Vec<Stroke>>,
    /// Where the pen is, in shares of the pad's side (x, y), and whether it is down.
    pen: RwSignal<[f32; 2]>,
    is_down: RwSignal<bool>,
    /// Keys move the pen; only then is its place shown.
    by_keys: RwSignal<bool>,
    drawn: Callback<(Vec<f32>,)>,
}

impl Pad {
    fn down(self, event: &PointerEvent) {
        if let Some(at) = place(event) {
            event.prevent_default();
            self.by_keys.set(false);
            self.put_down(at);
        }
    }

    fn move_to(self, event: &PointerEvent) {
        if event.buttons() == 0 {
            self.is_down.set(false);
        }
        if let Some(at) = place(event).filter(|_| self.is_down.get_untracked()) {
            self.draw_to(at);
        }
    }

    fn put_down(self, at: [f32; 2]) {
        self.is_down.set(true);
        self.strokes.update(|strokes| {
            strokes.push(Stroke {
                points: Vec::new(),
                width: WIDTH,
                ink: 1.0,
            });
        });
        self.draw_to(at);
    }

    fn draw_to(self, to: [f32; 2]) {
        self.pen.set(to);
        self.strokes.update(|strokes| {
            if let Some(stroke) = strokes.last_mut() {
                stroke.points.push(to);
            }
        });
        self.tell();
    }

    fn press(self, event: &KeyboardEvent) {
        let by = match event.key().as_str() {
            "ArrowLeft" => [-NUDGE, 0.0],
            "ArrowRight" => [NUDGE, 0.0],
            "ArrowUp" => [0.0, -NUDGE],
            "ArrowDown" => [0.0, NUDGE],
            " " => [0.0, 0.0],
            _ => return,
        };
        event.prevent_default();
        self.by_keys.set(true);
        let at = self.pen.get_untracked();
        let to = [0, 1].map(|a| (at[a] + by[a]).clamp(0.0, 1.0));
        match (event.key() == " ", self.is_down.get_untracked()) {
            (true, true) => self.is_down.set(false),
            (true, false) => self.put_down(at),
            (false, true) => self.draw_to(to),
            (false, false) => self.pen.set(to),
        }
    }

    fn clear(self) {
        self.strokes.set(Vec::new());
        self.is_down.set(false);
        self.tell();
    }

    fn tell(self) {
        let ink = |strokes: &Vec<Stroke>| picture::draw(strokes, self.side);
        self.drawn.run((self.strokes.with_untracked(ink),));
    }
}

/// Where on the picture a pointer is.
fn place(event: &PointerEvent) -> Option<[f32; 2]> {
    use wasm_bindgen::JsCast as _;
    let target = event
        .current_target()?
        .dyn_into::<web_sys::Element>()
        .ok()?;
    let area = target.get_bounding_client_rect();
    let x = (f64::from(event.client_x()) - area.left()) / area.width();
    let y = (f64::from(event.client_y()) - area.top()) / area.height();
    Some([x, y].map(|share| share as f32))
}

#[component]
pub fn DrawPad(
    page: Page,
    /// Pixels of the picture, each way.
    side: usize,
    hint: Text,
    #[prop(into)] drawn: Callback<(Vec<f32>,)>,
) -> AnyView {
    let pad = Pad {
        side,
        strokes: RwSignal::new(Vec::new()),
        pen: RwSignal::new([0.5; 2]),
        is_down: RwSignal::new(false),
        by_keys: RwSignal::new(false),
        drawn,
    };
    let canvas = NodeRef::<Canvas>::new();
    Effect::new(move |_| {
        if let Some(canvas) = canvas.get() {
            let atlas = Atlas::maps([1, 1, side, side], 1, 1);
            let ink = pad.strokes.with(|strokes| picture::draw(strokes, side));
            let pixels = atlas.paint(&ink, Scale::Grey, 1.0);
            heat::paint(&canvas, &pixels);
        }
    });
    view! {
        <div class="pad-box">
            <canvas
                node_ref=canvas
                class="draw-pad heat"
                data-testid="draw-pad"
                tabindex="0"
                role="application"
                aria-label=page.say(strings::DRAW_PAD)
                on:pointerdown=move |event| pad.down(&event)
                on:pointermove=move |event| pad.move_to(&event)
                on:pointerup=move |_| pad.is_down.set(false)
                on:keydown=move |event| pad.press(&event)
            ></canvas>
            <Pen pad/>
        </div>
        <div class="row spread">
            <span class="quiet-line">{page.say(hint)}</span>
            <button type="button" class="button" on:click=move |_| pad.clear()>
                {page.say(strings::CLEAR)}
            </button>
        </div>
    }
    .into_any()
}

/// The place of a pen that is moved by keys.
#[component]
fn Pen(pad: Pad) -> impl IntoView {
    let style = move || {
        let [x, y] = pad.pen.get().map(|at| at * 100.0);
        format!("left:{x:.2}%;top:{y:.2}%")
    };
    let mark = move || {
        pad.by_keys.get().then(|| {
            view! {
                <i class="pen" class:down=move || pad.is_down.get() style=style aria-hidden="true"></i>
            }
        })
    };
    view! { {mark} }
}
