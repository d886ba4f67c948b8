//! The picture that the network is shown: looked at once a widget comes near, and the buttons that take
//! the next one. Choosing it by number, drawing and files are left to `model_inside`.

use leptos::html::Div;
use leptos::prelude::*;

use crate::lesson::heat::{Atlas, Pixels, Scale};
use crate::lesson::inside::Network;
use crate::lesson::state::PICTURE;
use crate::text::strings;
use crate::train::protocol::Picture;
use crate::ui::dom;
use crate::ui::lab::Lab;
use crate::ui::page::Page;

/// The network of the run that exists, or that would be started.
pub fn network(page: Page) -> Memo<Option<Network>> {
    let spec = Memo::new(move |_| {
        let applied = page.applied.get();
        let spec = applied.unwrap_or_else(|| page.playground.get()).run_spec();
        (spec.module, spec.side)
    });
    Memo::new(move |_| spec.with(|(module, side)| Network::of(module, *side)))
}

/// Has the chosen picture of the test set looked at once `card` comes near, and any other chosen later.
/// A picture that is looked at already stays, so that several widgets can ask.
pub fn look_when_near(page: Page, lab: Lab, card: NodeRef<Div>) {
    let is_near = RwSignal::new(false);
    Effect::new(move |_| {
        if let Some(card) = card.get() {
            dom::on_sight(&card, "25%", move |near| {
                if near {
                    is_near.set(true);
                }
            });
        }
    });
    let picture = Memo::new(move |_| page.playground.with(|all| all.picture));
    Effect::new(move |before: Option<Option<u32>>| {
        if !is_near.get() {
            return None;
        }
        let wanted = picture.get();
        let is_other = before.flatten().is_some_and(|before| before != wanted);
        let shown = lab.picture.get_untracked();
        if shown.is_none() || is_other && shown != Some(Picture::Test(wanted)) {
            lab.look(Picture::Test(wanted));
        }
        Some(wanted)
    });
}

/// As it was chosen, before it is resized.
pub fn pixels(lab: Lab) -> Signal<Pixels> {
    Signal::derive(move || {
        lab.probe.with(|probe| {
            let picture = probe.as_ref().map_or(&[] as &[f32], |probe| &probe.picture);
            let side = picture.len().isqrt().max(1);
            Atlas::maps([1, 1, side, side], 1, 1).paint(picture, Scale::Grey, 1.0)
        })
    })
}

/// The picture before, the one after, any other.
#[component]
pub fn Steps(page: Page) -> impl IntoView {
    let go = move |by: i64| {
        let last = i64::from(*PICTURE.end());
        let now = page.playground.with_untracked(|all| i64::from(all.picture));
        page.choose("picture", &(now + by).clamp(0, last).to_string());
    };
    let random = move |_| {
        let share = js_sys::Math::random();
        let index = (share * (f64::from(*PICTURE.end()) + 1.0)) as u32;
        page.choose("picture", &index.to_string());
    };
    let at = move |end: u32| page.playground.with(|all| all.picture == end);
    view! {
        <div class="row">
            <button
                type="button"
                class="button square"
                aria-label=page.say(strings::PREVIOUS_PICTURE)
                disabled=move || at(*PICTURE.start())
                on:click=move |_| go(-1)
            >
                "←"
            </button>
            <button
                type="button"
                class="button square"
                aria-label=page.say(strings::NEXT_PICTURE)
                disabled=move || at(*PICTURE.end())
                on:click=move |_| go(1)
            >
                "→"
            </button>
            <button type="button" class="button" on:click=random>
                {page.say(strings::RANDOM_PICTURE)}
            </button>
        </div>
    }
}
