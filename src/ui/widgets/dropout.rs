//! Dropout, unit by unit: which ones a mask leaves, what they are scaled by, and what many masks come to.
//! The masks are left to `lesson::labs::dropout`.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use crate::lesson::format;
use crate::lesson::labs::dropout::{self, Masks, UNITS};
use crate::lesson::state::labs::{Dropout, MASK};
use crate::nn::trace::Mode;
use crate::text::labs;
use crate::text::lang::Text;
use crate::ui::dom;
use crate::ui::page::Page;
use crate::ui::parts::choice::Choice;
use crate::ui::parts::code::Code;
use crate::ui::parts::drawn::Drawn;
use crate::ui::parts::message::{Line, Tone};
use crate::ui::parts::scene::Pointing;

#[derive(Clone, Copy)]
struct View {
    page: Page,
    cfg: Memo<Dropout>,
    masks: Memo<Masks>,
    /// The unit whose arithmetic is shown.
    unit: RwSignal<usize>,
}

impl View {
    fn is_training(self) -> bool {
        self.cfg.with(|cfg| cfg.mode == Mode::Train)
    }

    /// What goes in and what comes out.
    fn pair(self, unit: usize) -> [f32; 2] {
        self.masks.with(|masks| {
            let of = |values: &[f32]| values.get(unit).copied().unwrap_or(0.0);
            [of(&masks.input), of(masks.now())]
        })
    }

    fn arithmetic(self, unit: usize) -> String {
        let [x, y] = self.pair(unit);
        let line = self.cfg.with(|cfg| dropout::arithmetic(cfg, x, y));
        labs::unit(unit, &line, self.page.lang.get())
    }

    fn go_on(self, by: u32) {
        let mask = self.cfg.get_untracked().mask.saturating_add(by);
        self.show_mask(mask.min(*MASK.end()));
    }

    fn show_mask(self, mask: u32) {
        self.page.choose("drop-mask", &mask.to_string());
    }

    fn press(self, event: &KeyboardEvent) {
        let now = self.unit.get_untracked();
        let next = match event.key().as_str() {
            "ArrowLeft" | "ArrowUp" => now.saturating_sub(1),
            "ArrowRight" | "ArrowDown" => (now + 1).min(UNITS - 1),
            "Home" => 0,
            "End" => UNITS - 1,
            _ => return,
        };
        event.prevent_default();
        self.unit.set(next);
        dom::focus(&format!(".units [data-unit=\"{next}\"]"));
    }
}

#[component]
pub fn DropoutLab(page: Page) -> AnyView {
    let cfg = Memo::new(move |_| page.playground.with(|all| all.labs.dropout));
    let view = View {
        page,
        cfg,
        masks: Memo::new(move |_| dropout::masks(&cfg.get())),
        unit: RwSignal::new(0),
    };
    let lines = Signal::derive(move || cfg.with(dropout::source));
    let off = Signal::derive(move || {
        let is_off = !view.is_training();
        is_off.then(|| labs::DROP_OFF.get(page.lang.get()).to_owned())
    });
    view! {
        <div class="card lab dropout-lab">
            <div class="fields">
                <Choice page name="drop"/>
                <Choice page name="drop-mode"/>
                <Choice page name="drop-mask"/>
                <Choice page name="drop-seed"/>
            </div>
            <Steps view/>
            <Line tone=Tone::Note words=off/>
            <Units view/>
            <p class="sum-line" role="status" data-testid="arithmetic">
                {move || view.arithmetic(view.unit.get())}
            </p>
            <Means view/>
            <Chart view/>
            <Code page lines pointing=Pointing::new()/>
        </div>
    }
    .into_any()
}

#[component]
fn Steps(view: View) -> AnyView {
    let page = view.page;
    let is_last = move || view.cfg.with(|cfg| cfg.mask >= *MASK.end());
    let is_off = move || !view.is_training();
    let button = move |name: Text, testid, by: u32| {
        view! {
            <button
                type="button"
                class="button"
                data-testid=testid
                disabled=move || is_off() || is_last()
                on:click=move |_| view.go_on(by)
            >
                {page.say(name)}
            </button>
        }
    };
    view! {
        <div class="row">
            {button(labs::DROP_NEXT, "step-forward", 1)}
            {button(labs::DROP_MORE, "more", 100)}
            <button
                type="button"
                class="button quiet"
                data-testid="reset"
                disabled=is_off
                on:click=move |_| view.show_mask(0)
            >
                {page.say(labs::DROP_FIRST)}
            </button>
        </div>
    }
    .into_any()
}

#[component]
fn Units(view: View) -> AnyView {
    let page = view.page;
    let unit = move |at: usize| {
        let is_chosen = move || view.unit.get() == at;
        let is_dropped = move || view.is_training() && view.pair(at)[1] == 0.0;
        let number = move |which: usize| {
            move || match view.pair(at)[which] {
                0.0 => "0".to_owned(),
                number => format::fixed(number, 2),
            }
        };
        view! {
            <button
                type="button"
                class="unit"
                class:dropped=is_dropped
                data-unit=at.to_string()
                tabindex=move || if is_chosen() { "0" } else { "-1" }
                aria-pressed=move || is_chosen().to_string()
                aria-label=move || view.arithmetic(at)
                on:click=move |_| view.unit.set(at)
            >
                <span class="unit-in">{number(0)}</span>
                <span class="unit-out">{number(1)}</span>
            </button>
        }
    };
    view! {
        <div>
            <p class="quiet-line">{page.say(labs::DROP_UNITS)}</p>
            <div
                class="units"
                role="group"
                aria-label=page.say(labs::DROP_UNITS)
                on:keydown=move |event| view.press(&event)
            >
                {(0..UNITS).map(unit).collect_view()}
            </div>
            <p class="quiet-line">{page.say(labs::DROP_HINT)}</p>
        </div>
    }
    .into_any()
}

/// A name and the number that belongs to it.
type Fact = (Text, fn(&Masks) -> String);

#[component]
fn Means(view: View) -> AnyView {
    let page = view.page;
    let facts: [Fact; 5] = [
        (labs::DROP_IN, |masks| {
            format::fixed(dropout::mean(&masks.input), 3)
        }),
        (labs::DROP_OUT, |masks| {
            format::fixed(dropout::mean(masks.now()), 3)
        }),
        (labs::DROP_KEPT, |masks| {
            format!("{} / {UNITS}", masks.kept())
        }),
        (labs::DROP_COUNT, |masks| {
            format::count(masks.outputs.len() as u64)
        }),
        (labs::DROP_APART, |masks| format::fixed(masks.apart(), 3)),
    ];
    let fact = move |(name, number): Fact| {
        view! {
            <div>
                <dt>{page.say(name)}</dt>
                <dd>{move || view.masks.with(number)}</dd>
            </div>
        }
    };
    view! { <dl class="lab-facts" data-testid="means">{facts.map(fact).collect_view()}</dl> }
        .into_any()
}

#[component]
fn Chart(view: View) -> AnyView {
    let page = view.page;
    let draw = Callback::new(move |(width,): (f32,)| {
        let label = labs::DROP_CHART.get(page.lang.get());
        let unit = view.unit.get();
        view.masks
            .with(|masks| dropout::chart(masks, unit, width, label))
    });
    view! {
        <figure class="lab-figure" hidden=move || !view.is_training()>
            <Drawn class="dropout-chart" testid="dropout-means" draw/>
            <figcaption class="quiet-line">{page.say(labs::DROP_CHART)}</figcaption>
        </figure>
    }
    .into_any()
}
