//! The kernel beside the input. The other grids are left to `stage`.

use leptos::prelude::*;

use super::bench::Bench;
use super::stage::{Svg, cell, moved, shape_of, title};
use crate::lesson::format;
use crate::lesson::slide::{slide, with_weight};
use crate::lesson::stage::Pointing;
use crate::lesson::state::operation::{Kind, Operation};
use crate::text::strings;
use crate::ui::parts::matrix::{Editing, Listener, Matrix, Place};

/// The kernels of the present output channel: pointed at, changed; as typed too, where they are turned.
pub(super) fn kernel(bench: Bench, [base, overlay]: Svg) -> AnyView {
    let page = bench.page;
    let weight = move |place: Place| {
        let [c, u, v] = cell(place)?;
        Some([untrack(|| bench.channel()), c, u, v])
    };
    let here = move || match bench.pinned() {
        Some(Pointing::Weight(tap)) => tap,
        Some(Pointing::Input(_) | Pointing::Output(_)) | None => [bench.channel(), 0, 0, 0],
    };
    let listener = Listener {
        over: Callback::new(move |(place,): (Option<Place>,)| {
            bench.hover(place.and_then(weight).map(Pointing::Weight));
        }),
        chosen: Callback::new(move |(place,)| {
            if let Some(tap) = weight(place) {
                bench.pin(Pointing::Weight(tap));
            }
        }),
        moved: Callback::new(move |(by,)| {
            let size = bench.operation.with_untracked(|now| now.window.kernel);
            let [o, c, u, v] = untrack(here);
            let [u, v] = moved([u, v], by, size);
            bench.point(Pointing::Weight([o, c, u, v]));
        }),
    };
    let editing = Editing {
        grid: Signal::derive(move || bench.stage.with(|stage| stage.as_ref()?.kernel)),
        current: Signal::derive(move || {
            let [_, c, u, v] = here();
            Some([c, u, v].map(|at| at as i64))
        }),
        value: Callback::new(move |(place,): (Place,)| {
            bench.slide.with_untracked(|slide| {
                let (slide, tap) = slide.as_ref().ok().zip(weight(place))?;
                Pointing::Weight(tap)
                    .is_in(slide)
                    .then(|| slide.weight(tap))
            })
        }),
        set: Callback::new(move |(place, value): (Place, f32)| {
            if let Some(tap) = weight(place) {
                let now = bench.operation.get_untracked();
                bench.change(with_weight(&now, tap, value), "k");
            }
        }),
    };
    let label = Signal::derive(move || {
        let name = strings::KERNEL.get(page.lang.get());
        format!(
            "{name} {}",
            shape_of(bench, |s| format::nchw(s.weight.shape))
        )
    });
    let turned = move || {
        let typed = typed_kernel(bench)?;
        Some(view! {
            <p class="turned">{page.say(strings::TURNED)}</p>
            <div class="typed" data-testid="kernel-typed" inner_html=typed></div>
            <p class="turned">{page.say(strings::TYPED)}</p>
        })
    };
    view! {
        <span class="operator" aria-hidden="true">"⋆"</span>
        <figure class="side-kernel">
            {title(bench, strings::KERNEL, |b| shape_of(b, |s| format::nchw(s.weight.shape)))}
            <Matrix page testid="grid-kernel" base overlay label listener editing/>
            {turned}
        </figure>
    }
    .into_any()
}

/// The kernel of the present channel as it was typed, where a true convolution turns it.
fn typed_kernel(bench: Bench) -> Option<String> {
    let channel = bench.channel();
    let lang = bench.page.lang.get();
    let typed = bench.operation.with(|now| {
        let is_turned = now.kind == Kind::Convolution;
        let typed = Operation {
            kind: Kind::CrossCorrelation,
            ..now.clone()
        };
        is_turned.then(|| slide(&typed).ok()).flatten()
    })?;
    bench.stage.with(|stage| {
        let scenes = stage.as_ref()?.base(&typed, channel, |_| false);
        let kernel = scenes.kernel?;
        Some(kernel.to_svg(strings::TYPED.get(lang), |_| String::new()))
    })
}
