//! A square of numbers to type into. Which numbers, and what follows, is left to whoever asked.

use leptos::prelude::*;

use crate::lesson::filter::side;
use crate::lesson::number;
use crate::lesson::state::numbers::CELL;
use crate::text::lang::Text;
use crate::text::pictures;
use crate::ui::dom;
use crate::ui::page::Page;
use crate::ui::parts::message::{Line, Tone};

/// A box for each of `kernel`'s numbers; `set` hears place and value of what was typed.
#[component]
pub fn KernelCells(
    page: Page,
    name: &'static str,
    label: Text,
    #[prop(into)] kernel: Signal<Vec<f32>>,
    #[prop(into)] set: Callback<(usize, f32)>,
) -> AnyView {
    let is_wrong = RwSignal::new(false);
    let k = Memo::new(move |_| kernel.with(|kernel| side(kernel)));
    let cell = move |at: usize| {
        let k = k.get_untracked();
        let (row, column) = (at / k, at % k);
        let value = move || kernel.with(|kernel| kernel.get(at).map(|value| spell(*value)));
        let commit = move |event: web_sys::Event| {
            let Some(input) = dom::input(&event) else {
                return;
            };
            let typed = number::parse(input.value().trim()).map(|value| value as f32);
            let taken = typed.filter(|value| CELL.contains(value));
            is_wrong.set(taken.is_none());
            match taken {
                Some(value) => set.run((at, value)),
                None => input.set_value(&value().unwrap_or_default()),
            }
        };
        view! {
            <input
                name=name
                inputmode="text"
                autocomplete="off"
                data-row=row
                data-col=column
                aria-label=move || format!("{} [{row}, {column}]", label.get(page.lang.get()))
                prop:value=move || value().unwrap_or_default()
                on:focus=move |event| {
                    if let Some(input) = dom::input(&event) {
                        input.select();
                    }
                }
                on:change=commit
            />
        }
    };
    let cells = move || (0..k.get() * k.get()).map(cell).collect_view();
    let words = Signal::derive(move || {
        let words = pictures::NOT_A_NUMBER.get(page.lang.get());
        is_wrong.get().then(|| words.to_owned())
    });
    view! {
        <div
            class="kernel-cells"
            role="group"
            aria-label=page.say(label)
            data-testid="grid-kernel"
            style=move || format!("--k:{}", k.get())
        >
            {cells}
        </div>
        <div class="kernel-error" data-testid=move || is_wrong.get().then_some("error")>
            <Line tone=Tone::Hint words/>
        </div>
    }
    .into_any()
}

/// At most four digits after the point.
fn spell(value: f32) -> String {
    ((f64::from(value) * 10_000.0).round() / 10_000.0 + 0.0).to_string()
}
