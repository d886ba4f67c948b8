//! A 1×1 convolution becomes a matrix product: every number walks from its plane into its matrix.
//! Where it walks is left to `lesson::one_by_one`.

use leptos::html::Div;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use crate::lesson::format;
use crate::lesson::one_by_one::{self, Both, Spot};
use crate::lesson::player::Player;
use crate::text::{sentences, strings};
use crate::ui::dom;
use crate::ui::page::Page;
use crate::ui::parts::choice::Choice;
use crate::ui::parts::code::Code;
use crate::ui::parts::scene::Pointing;
use crate::ui::parts::transport::{self, Transport};

/// Steps of the whole way, and how many a second.
const STEPS: usize = 41;
const SPEED: f32 = 15.0;

#[derive(Clone, Copy)]
struct View {
    page: Page,
    both: Memo<Both>,
    player: RwSignal<Player>,
    hovered: RwSignal<Option<Spot>>,
    pinned: RwSignal<Spot>,
    room: RwSignal<f32>,
}

impl View {
    fn new(page: Page) -> Self {
        // Two still pictures where motion is unwelcome.
        let steps = match dom::media("(prefers-reduced-motion: reduce)") {
            true => 2,
            false => STEPS,
        };
        let mut player = Player::new(steps);
        player.speed = SPEED;
        let sizes = Memo::new(move |_| page.playground.with(|all| all.pixelwise));
        Self {
            page,
            both: Memo::new(move |_| one_by_one::both(&sizes.get())),
            player: RwSignal::new(player),
            hovered: RwSignal::new(None),
            pinned: RwSignal::new([0, 1, 1]),
            room: RwSignal::new(0.0),
        }
    }

    fn spot(self) -> Spot {
        let spot = self.hovered.get().unwrap_or_else(|| self.pinned.get());
        self.both.with(|both| both.clamped(spot))
    }

    fn pointed(self, event: &web_sys::Event) -> Option<Spot> {
        let cell = dom::closest(event, "[data-row]")?;
        let read = |name| cell.get_attribute(name)?.parse::<i64>().ok();
        let place = [read("data-plane")?, read("data-row")?, read("data-col")?];
        let now = self.pinned.get_untracked();
        Some(self.both.with_untracked(|both| both.spot(place, now)))
    }

    fn over(self, event: &web_sys::Event) {
        let spot = self.pointed(event);
        if self.hovered.with_untracked(|now| *now != spot) {
            self.hovered.set(spot);
        }
    }

    fn press(self, event: &KeyboardEvent) {
        let by = match event.key().as_str() {
            "ArrowLeft" => [0, 0, -1],
            "ArrowRight" => [0, 0, 1],
            "ArrowUp" => [0, -1, 0],
            "ArrowDown" => [0, 1, 0],
            "PageUp" => [-1, 0, 0],
            "PageDown" => [1, 0, 0],
            _ => return,
        };
        event.prevent_default();
        self.hovered.set(None);
        let now = self.pinned.get_untracked();
        let now = self.both.with_untracked(|both| both.clamped(now));
        let moved = [0, 1, 2].map(|a| now[a].saturating_add_signed(by[a]));
        let spot = self.both.with_untracked(|both| both.clamped(moved));
        self.pinned.set(spot);
    }
}

#[component]
pub fn OneByOne(page: Page) -> AnyView {
    let view = View::new(page);
    let player = view.player;
    let lines = Memo::new(move |_| view.both.with(one_by_one::source));
    let pointing = Pointing::new();
    let press = move |event: KeyboardEvent| {
        let on_control = dom::closest(&event, "button, input, select, summary, pre, a").is_some();
        match event.key().as_str() {
            " " if !on_control => {
                event.prevent_default();
                transport::toggle(player);
            }
            "Escape" => view.hovered.set(None),
            _ => {}
        }
    };
    view! {
        <div class="card slide one-by-one" on:keydown=press>
            <p class="quiet-line">{page.say(strings::ONE_BY_ONE_HINT)}</p>
            <Figure view/>
            <Transport page player/>
            <Sums view/>
            <div class="fields">
                <Choice page name="oci"/>
                <Choice page name="oco"/>
                <Choice page name="oh"/>
                <Choice page name="ow"/>
            </div>
            <details class="source">
                <summary>{page.say(strings::CODE)}</summary>
                <Code page lines pointing/>
            </details>
        </div>
    }
    .into_any()
}

#[component]
fn Figure(view: View) -> AnyView {
    let page = view.page;
    let place = NodeRef::<Div>::new();
    Effect::new(move |_| {
        if let Some(place) = place.get() {
            let element = place.clone();
            dom::on_resize(&place, move || {
                let room = element.client_width() as f32;
                if view.room.get_untracked() != room {
                    view.room.set(room);
                }
            });
        }
    });
    let svg = Memo::new(move |_| {
        let room = view.room.get();
        if room <= 0.0 {
            return String::new();
        }
        let t = view
            .player
            .with(|now| now.step as f32 / now.last().max(1) as f32);
        let spot = view.spot();
        let scene = view
            .both
            .with(|both| one_by_one::frame(both, t, room, spot));
        let name = strings::ONE_BY_ONE_FIGURE.get(page.lang.get());
        scene.to_svg(name, |_| String::new())
    });
    view! {
        <div
            class="matrix morph"
            data-testid="morph"
            node_ref=place
            tabindex="0"
            role="application"
            aria-label=page.say(strings::ONE_BY_ONE_FIGURE)
            on:pointerover=move |event| view.over(&event)
            on:pointerleave=move |_| view.hovered.set(None)
            on:click=move |event| {
                if let Some(spot) = view.pointed(&event) {
                    view.pinned.set(spot);
                }
            }
            on:keydown=move |event| view.press(&event)
            inner_html=svg
        ></div>
    }
    .into_any()
}

/// The arithmetic of the spot on both sides.
#[component]
fn Sums(view: View) -> AnyView {
    let page = view.page;
    let told = Memo::new(move |_| {
        let spot = view.spot();
        view.both.with(|both| {
            let [o, i, j] = spot;
            let column = i * both.x.shape.w() + j;
            let results = both.results(spot).map(format::cell);
            let heads = [
                format!("Y[0, {o}, {i}, {j}] = Σ K[{o}, c, 0, 0]·X[0, c, {i}, {j}]"),
                format!("Y[{o}, {column}] = Σ K[{o}, c]·X[c, {column}]"),
            ];
            (both.sum(spot), results, heads, spot, column)
        })
    });
    let side = move |at: usize, name| {
        view! {
            <p>
                <b>{page.say(name)}</b>
                <span class="part-sign">{move || told.with(|told| told.2[at].clone())}</span>
                <span class="sum">
                    <span>{move || told.with(|told| format!("= {} = ", told.0))}</span>
                    <span class="part-result">{move || told.with(|told| told.1[at].clone())}</span>
                </span>
            </p>
        }
        .into_any()
    };
    let words = move || told.with(|told| sentences::pixel_column(told.3, told.4, page.lang.get()));
    view! {
        <div class="both" data-testid="arithmetic">
            {side(0, strings::AS_CONVOLUTION)}
            {side(1, strings::AS_PRODUCT)}
        </div>
        <p class="quiet-line">
            <span role="status">{words}</span>
            " "
            {page.say(strings::SAME_EVERYWHERE)}
        </p>
    }
    .into_any()
}
