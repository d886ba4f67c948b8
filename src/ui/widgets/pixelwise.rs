//! A 1×1 convolution as the dense layer that every pixel goes through. The figure is left to
//! `lesson::labs::pixelwise`, the numbers to `lesson::one_by_one`.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use crate::lesson::format;
use crate::lesson::labs::pixelwise;
use crate::lesson::one_by_one::{self, Both, Spot};
use crate::text::{labs, sentences};
use crate::ui::dom;
use crate::ui::page::Page;
use crate::ui::parts::choice::Choice;
use crate::ui::parts::code::Code;
use crate::ui::parts::drawn::Drawn;
use crate::ui::parts::scene::Pointing;

#[derive(Clone, Copy)]
struct View {
    page: Page,
    both: Memo<Both>,
    hovered: RwSignal<Option<Spot>>,
    pinned: RwSignal<Spot>,
}

impl View {
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
        let spot = self.both.with_untracked(|both| {
            let now = both.clamped(self.pinned.get_untracked());
            both.clamped([0, 1, 2].map(|a| now[a].saturating_add_signed(by[a])))
        });
        self.pinned.set(spot);
    }
}

#[component]
pub fn PixelwiseLab(page: Page) -> AnyView {
    let sizes = Memo::new(move |_| page.playground.with(|all| all.pixelwise));
    let is_swapped = RwSignal::new(false);
    let both = Memo::new(move |_| {
        let both = one_by_one::both(&sizes.get());
        match is_swapped.get() {
            true => pixelwise::swapped(&both),
            false => both,
        }
    });
    let view = View {
        page,
        both,
        hovered: RwSignal::new(None),
        pinned: RwSignal::new([0, 1, 1]),
    };
    let lines = Memo::new(move |_| both.with(one_by_one::source));
    let shared = move || labs::shared(&pixelwise::counts(&sizes.get()), page.lang.get());
    view! {
        <div class="card lab pixelwise-lab">
            <p class="quiet-line">{page.say(labs::PIXEL_HINT)}</p>
            <Figure view/>
            <Sum view/>
            <div class="row">
                <button
                    type="button"
                    class="button"
                    data-testid="swap"
                    aria-pressed=move || is_swapped.get().to_string()
                    on:click=move |_| is_swapped.update(|is| *is = !*is)
                >
                    {page.say(labs::PIXEL_SWAP)}
                </button>
            </div>
            <div class="fields">
                <Choice page name="oci"/>
                <Choice page name="oco"/>
                <Choice page name="oh"/>
                <Choice page name="ow"/>
            </div>
            <p class="summary" data-testid="summary">{shared}</p>
            <Code page lines pointing=Pointing::new()/>
        </div>
    }
    .into_any()
}

#[component]
fn Figure(view: View) -> AnyView {
    let page = view.page;
    let draw = Callback::new(move |(width,): (f32,)| {
        let name = labs::PIXEL_FIGURE.get(page.lang.get());
        let spot = view.spot();
        let scene = view.both.with(|both| pixelwise::figure(both, width, spot));
        scene.to_svg(name, |_| String::new())
    });
    view! {
        <div
            tabindex="0"
            role="application"
            aria-label=page.say(labs::PIXEL_FIGURE)
            data-testid="pixelwise"
            on:pointerover=move |event| view.over(&event)
            on:pointerleave=move |_| view.hovered.set(None)
            on:click=move |event| {
                if let Some(spot) = view.pointed(&event) {
                    view.pinned.set(spot);
                }
            }
            on:keydown=move |event| view.press(&event)
        >
            <Drawn class="matrix morph" testid="drawing" draw/>
        </div>
    }
    .into_any()
}

/// The arithmetic of the output that is looked at.
#[component]
fn Sum(view: View) -> AnyView {
    let page = view.page;
    let line = Memo::new(move |_| {
        let spot = view.spot();
        view.both.with(|both| {
            let [result, _] = both.results(spot).map(format::cell);
            (spot, format!("{} = {result}", both.sum(spot)))
        })
    });
    let words = move || line.with(|(spot, line)| sentences::spoken(*spot, line, page.lang.get()));
    view! { <p class="sum-line" role="status" data-testid="arithmetic">{words}</p> }.into_any()
}
