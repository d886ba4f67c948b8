//! What sets the operation up, in groups. A setting that has no output is explained in the group
//! that was changed last. Bounds are left to the link's table.

use leptos::prelude::*;

use super::bench::Bench;
use crate::lesson::slide::features::{Group, has_dilation};
use crate::lesson::state::operation::{InputSource, KERNEL, KernelSource, Kind, Operation};
use crate::tensor::shape::{Padding, Window};
use crate::text::lang::Text;
use crate::text::{errors, strings};
use crate::ui::dom;
use crate::ui::parts::choice::Choice;
use crate::ui::parts::message::{ErrorBox, Line, Tone};

#[component]
pub fn Controls(bench: Bench) -> AnyView {
    let page = bench.page;
    let is_pool = Memo::new(move |_| bench.operation.with(|now| now.kind.is_pool()));
    let dilates = Memo::new(move |_| bench.operation.with(|now| has_dilation(now.kind)));
    let is_mean = Memo::new(move |_| bench.operation.with(|now| now.kind == Kind::AvgPool));
    let reset = move |_| page.choose_all(page.start.get_value());
    let choice = move |name: &'static str| view! { <Choice page name/> };
    view! {
        <section class="controls">
            {group(bench, Group::Numbers, strings::NUMBERS, view! {
                <div class="fields">
                    {choice("op")}{choice("h")}{choice("w")}{choice("input")}
                    {move || (!is_pool.get()).then(|| choice("kernel"))}
                </div>
                <Draw bench/>
            }.into_any())}
            {group(bench, Group::Window, strings::SPATIAL, view! {
                <div class="fields">
                    {choice("kh")}{choice("kw")}{choice("sh")}{choice("sw")}
                </div>
                {move || dilates.get().then(|| view! {
                    <details>
                        <summary>{page.say(strings::MORE_SETTINGS)}</summary>
                        <div class="fields">{choice("dh")}{choice("dw")}</div>
                    </details>
                })}
                <PoolPresets bench/>
            }.into_any())}
            {group(bench, Group::Padding, strings::PADDING_GROUP, view! {
                <div class="fields">{choice("ph")}{choice("pw")}</div>
                <details open=move || bench.operation.with_untracked(|now| is_uneven(now.window.padding))>
                    <summary>{page.say(strings::PADDING_PER_SIDE_EACH)}</summary>
                    <div class="fields">{choice("pt")}{choice("pb")}{choice("pl")}{choice("pr")}</div>
                </details>
                {move || is_mean.get().then(|| choice("counted"))}
            }.into_any())}
            {group(bench, Group::Channels, strings::CHANNELS_GROUP, view! {
                <div class="fields">
                    {choice("ci")}
                    {move || (!is_pool.get()).then(|| view! { {choice("co")}{choice("bias")} })}
                </div>
            }.into_any())}
            <button type="button" class="button" data-testid="reset" on:click=reset>
                {page.say(strings::RESET_ALL)}
            </button>
        </section>
    }
    .into_any()
}

const fn is_uneven(padding: Padding) -> bool {
    padding.top != padding.bottom || padding.left != padding.right
}

fn group(bench: Bench, group: Group, name: Text, body: AnyView) -> AnyView {
    let page = bench.page;
    let is_open = group.is_open(&dom::root_attribute("data-page").unwrap_or_default());
    let error = Signal::derive(move || {
        let why = bench.slide.with(|slide| slide.as_ref().err().copied());
        let last = page.last_changed();
        let is_mine = |group: &Group| group.names().contains(&last);
        // A link may open on a setting without output: then nothing was changed last.
        let owner = Group::ALL
            .into_iter()
            .find(is_mine)
            .unwrap_or(Group::Window);
        let words = why.filter(|_| owner == group);
        let words = words.map(|why| errors::shape(&why, page.lang.get()));
        words.into_iter().collect::<Vec<_>>()
    });
    view! {
        <div class="group" role="group" aria-label=page.say(name)>
            <details open=is_open>
                <summary>{page.say(name)}</summary>
                {body}
            </details>
            <ErrorBox page words=error/>
        </div>
    }
    .into_any()
}

/// Another random draw, where something is random.
#[component]
fn Draw(bench: Bench) -> AnyView {
    let page = bench.page;
    let is_random = Memo::new(move |_| {
        bench.operation.with(|now| {
            let kernel = !now.kind.is_pool() && now.kernel_source == KernelSource::Random;
            now.input_source == InputSource::Random || kernel
        })
    });
    let again = move |_| {
        let draw = bench
            .operation
            .with_untracked(|now| now.draw.wrapping_add(1));
        page.choose("draw", &draw.to_string());
    };
    let button = move || {
        is_random.get().then(|| {
            view! {
                <button type="button" class="button" data-testid="draw-again" on:click=again>
                    {page.say(strings::ANOTHER_DRAW)}
                </button>
            }
        })
    };
    button.into_any()
}

/// PyTorch's default stride of a pooling, and the pooling of a whole map.
#[component]
fn PoolPresets(bench: Bench) -> AnyView {
    let page = bench.page;
    let is_pool = Memo::new(move |_| bench.operation.with(|now| now.kind.is_pool()));
    let set = move |make: fn(&Operation) -> Window| {
        let now = bench.operation.get_untracked();
        let window = make(&now);
        bench.change(Operation { window, ..now }, "kh");
    };
    let side_by_side = move |_| {
        set(|now| Window {
            stride: now.window.kernel,
            ..now.window
        });
    };
    let global = move |_| {
        set(|now| Window {
            kernel: now.input,
            ..Window::square(1)
        });
    };
    let buttons = move || {
        is_pool.get().then(|| {
            let fits = move || {
                let fits = |side: &usize| u32::try_from(*side).is_ok_and(|side| KERNEL.contains(&side));
                bench.operation.with(|now| now.input.iter().all(fits))
            };
            let too_large = Signal::derive(move || {
                let words = strings::GLOBAL_TOO_LARGE.get(page.lang.get());
                (!fits()).then(|| words.to_owned())
            });
            view! {
                <div class="row">
                    <button type="button" class="button" data-testid="stride-is-kernel" on:click=side_by_side>
                        {page.say(strings::STRIDE_IS_KERNEL)}
                    </button>
                    <button type="button" class="button" data-testid="global-pool" disabled=move || !fits() on:click=global>
                        {page.say(strings::GLOBAL_POOL)}
                    </button>
                </div>
                <Line tone=Tone::Hint words=too_large/>
            }
        })
    };
    buttons.into_any()
}
