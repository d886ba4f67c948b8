//! The whole kernel bank, where there is more than one kernel: choose the output channel to follow.

use leptos::prelude::*;

use super::bench::Bench;
use crate::lesson::bank::bank;
use crate::text::{sentences, strings};
use crate::ui::parts::matrix::{Listener, Matrix, Place};

#[component]
pub fn Bank(bench: Bench) -> AnyView {
    let page = bench.page;
    let is_bank = Memo::new(move |_| {
        bench
            .operation
            .with(|now| !now.kind.is_pool() && now.in_channels * now.out_channels > 1)
    });
    let channel = Memo::new(move |_| bench.channel());
    let svg = Memo::new(move |_| {
        let chosen = channel.get();
        let name = strings::KERNEL_BANK.get(page.lang.get());
        bench.slide.with(|slide| {
            let scene = slide.as_ref().ok().map(|slide| bank(slide, chosen));
            scene.map_or_else(String::new, |scene| scene.to_svg(name, |_| String::new()))
        })
    });
    let go = move |o: usize| bench.go([o, 0, 0]);
    let listener = Listener {
        over: Callback::new(|_: (Option<Place>,)| {}),
        chosen: Callback::new(move |([o, ..],): (Place,)| go(usize::try_from(o).unwrap_or(0))),
        moved: Callback::new(move |([down, across],): ([i64; 2],)| {
            let last = bench.operation.with_untracked(|now| now.out_channels) as i64 - 1;
            let next = (channel.get_untracked() as i64).saturating_add(down + across);
            go(next.clamp(0, last.max(0)) as usize);
        }),
    };
    let body = move || {
        is_bank.get().then(|| {
            let label = Signal::derive(move || strings::KERNEL_BANK.get(page.lang.get()).to_owned());
            let shape = move || bench.operation.with(|now| sentences::weight_shape(now, page.lang.get()));
            view! {
                <section class="bank">
                    <h3>{page.say(strings::KERNEL_BANK)}</h3>
                    <p class="quiet-line">{shape}</p>
                    <div class="scroll-x">
                        <Matrix page testid="kernel-bank" base=svg overlay=Signal::derive(String::new) label listener/>
                    </div>
                </section>
            }
        })
    };
    body.into_any()
}
