//! The grids of the operation: pointed at, pinned, moved by keys, changed.

use leptos::html::Div;
use leptos::prelude::*;

use super::bench::Bench;
use super::kernel_side::kernel;
use crate::lesson::format;
use crate::lesson::question::within;
use crate::lesson::scene::Scene;
use crate::lesson::slide::with_input;
use crate::lesson::stage::{Pointing, Scenes};
use crate::lesson::state::operation::Question;
use crate::text::lang::Text;
use crate::text::{errors, strings};
use crate::ui::dom;
use crate::ui::parts::matrix::{Editing, Listener, Matrix, Place};

/// The layers of the four grids as SVG.
#[derive(Debug, Clone, Default, PartialEq)]
struct Layers([String; 4]);

const INPUT: usize = 0;
const KERNEL: usize = 1;
const PARTIAL: usize = 2;
const OUTPUT: usize = 3;

#[component]
pub fn StageView(bench: Bench) -> AnyView {
    let place = NodeRef::<Div>::new();
    Effect::new(move |_| {
        if let Some(place) = place.get() {
            let measured = place.clone();
            dom::on_resize(&place, move || {
                let width = (f64::from(measured.client_width())) as f32;
                if (bench.room.get_untracked() - width).abs() >= 1.0 {
                    bench.room.set(width);
                }
            });
        }
    });
    let base = Memo::new(move |_| base(bench).unwrap_or_default());
    let overlay = Memo::new(move |_| overlay(bench).unwrap_or_default());
    let parts = Memo::new(move |_| {
        bench.stage.with(|stage| {
            stage
                .as_ref()
                .map(|s| (s.is_row, s.kernel.is_some(), s.partial.is_some()))
        })
    });
    let body = move || {
        let Some((is_row, has_kernel, has_partial)) = parts.get() else {
            return no_output(bench);
        };
        let layers = |at: usize| {
            [base, overlay].map(|layer| Signal::derive(move || layer.with(|l| l.0[at].clone())))
        };
        let kernel = has_kernel.then(|| kernel(bench, layers(KERNEL)));
        let partial = has_partial.then(|| partial(bench, layers(PARTIAL)));
        view! {
            <div class="grids" class:row=is_row>
                {input(bench, layers(INPUT))}
                {kernel}
                {partial}
                {output(bench, layers(OUTPUT), has_partial)}
            </div>
        }
        .into_any()
    };
    view! { <div class="stage" node_ref=place>{body}</div> }.into_any()
}

/// Says what is wrong where the output would be.
fn no_output(bench: Bench) -> AnyView {
    let words = move || {
        bench.slide.with(|slide| {
            let why = slide.as_ref().err()?;
            let lang = bench.page.lang.get();
            Some(view! {
                <div class="no-output">
                    <strong>{strings::NO_OUTPUT.get(lang)}</strong>
                    <span>{errors::shape(why, lang)}</span>
                </div>
            })
        })
    };
    (words).into_any()
}

fn base(bench: Bench) -> Option<Layers> {
    let channel = bench.channel();
    let hidden = bench.open_question();
    let lang = bench.page.lang.get();
    bench.slide.with(|slide| {
        let slide = slide.as_ref().ok()?;
        let asked = match hidden {
            Question::Cell(cell) => Some(within(slide, cell)),
            Question::None | Question::Shape => None,
        };
        bench.stage.with(|stage| {
            let hides = |cell| asked == Some(cell) || hidden == Question::Shape;
            let scenes = stage.as_ref()?.base(slide, channel, hides);
            let names = [
                strings::INPUT,
                strings::KERNEL,
                strings::PARTIAL,
                strings::OUTPUT,
            ];
            Some(svg(&scenes, names.map(|name| name.get(lang))))
        })
    })
}

fn overlay(bench: Bench) -> Option<Layers> {
    let pointing = bench.pointing();
    let covers = bench.player.with(|player| player.covers);
    let scenes = bench.with_frame(|slide, frame| {
        let covers = covers && frame.step == bench.player.with(|player| player.step);
        bench.stage.with(|stage| {
            let stage = stage.as_ref()?;
            Some(stage.overlay(slide, frame, pointing, covers))
        })
    })??;
    Some(svg(&scenes, [""; 4]))
}

fn svg(scenes: &Scenes, names: [&str; 4]) -> Layers {
    let one = |scene: Option<&Scene>, at: usize| {
        scene.map_or_else(String::new, |scene| {
            scene.to_svg(names[at], |_| String::new())
        })
    };
    Layers([
        one(Some(&scenes.input), INPUT),
        one(scenes.kernel.as_ref(), KERNEL),
        one(scenes.partial.as_ref(), PARTIAL),
        one(Some(&scenes.output), OUTPUT),
    ])
}

pub(super) type Svg = [Signal<String>; 2];

/// A cell of the tensor; none in the padding.
pub(super) fn cell(place: Place) -> Option<[usize; 3]> {
    let [plane, row, column] = place.map(|at| usize::try_from(at).ok());
    Some([plane?, row?, column?])
}

pub(super) fn title(
    bench: Bench,
    name: Text,
    shape: impl Fn(Bench) -> String + Send + Sync + 'static,
) -> AnyView {
    let page = bench.page;
    view! {
        <figcaption>
            <b>{page.say(name)}</b>
            " "
            <span class="shape">{move || shape(bench)}</span>
        </figcaption>
    }
    .into_any()
}

pub(super) fn shape_of(bench: Bench, pick: fn(&crate::lesson::slide::Slide) -> String) -> String {
    bench
        .slide
        .with(|slide| slide.as_ref().map(pick).unwrap_or_default())
}

fn input(bench: Bench, [base, overlay]: Svg) -> AnyView {
    let page = bench.page;
    let at = move |place: Place| {
        let cell = cell(place)?;
        let holds = bench
            .slide
            .with_untracked(|s| s.as_ref().is_ok_and(|s| s.has_input(cell)));
        holds.then_some(Pointing::Input(cell))
    };
    let here = move || match bench.pinned() {
        Some(Pointing::Input(cell)) => cell,
        Some(Pointing::Weight(_) | Pointing::Output(_)) | None => [0; 3],
    };
    let listener = Listener {
        over: Callback::new(move |(place,): (Option<Place>,)| bench.hover(place.and_then(at))),
        chosen: Callback::new(move |(place,)| {
            if let Some(at) = at(place) {
                bench.pin(at);
            }
        }),
        moved: Callback::new(move |(by,)| {
            let size = bench.operation.with_untracked(|now| now.input);
            let [c, row, column] = untrack(here);
            let [row, column] = moved([row, column], by, size);
            bench.point(Pointing::Input([c, row, column]));
        }),
    };
    let editing = Editing {
        grid: Signal::derive(move || bench.stage.with(|stage| stage.as_ref().map(|s| s.input))),
        current: Signal::derive(move || Some(here().map(|at| at as i64))),
        value: Callback::new(move |(place,): (Place,)| {
            bench.slide.with_untracked(|slide| {
                let (slide, cell) = slide.as_ref().ok().zip(cell(place))?;
                slide.has_input(cell).then(|| slide.input(cell))
            })
        }),
        set: Callback::new(move |(place, value): (Place, f32)| {
            let now = bench.operation.get_untracked();
            let [h, w] = now.input;
            if let Some([c, row, column]) = cell(place).filter(|[_, i, j]| *i < h && *j < w) {
                bench.change(with_input(&now, [c, row, column], value), "x");
            }
        }),
    };
    let label = Signal::derive(move || {
        let name = strings::INPUT.get(page.lang.get());
        format!("{name} {}", shape_of(bench, |s| format::nchw(s.x.shape)))
    });
    view! {
        <figure class="side-input">
            {title(bench, strings::INPUT, |b| shape_of(b, |s| format::nchw(s.x.shape)))}
            <Matrix page testid="grid-input" base overlay label listener editing/>
        </figure>
    }
    .into_any()
}

/// Points at outputs, in the output's own grid or in that of the partial sums.
fn outputs(
    bench: Bench,
    cell_of: impl Fn(Place) -> Option<[usize; 3]> + Copy + Send + Sync + 'static,
) -> Listener {
    Listener {
        over: Callback::new(move |(place,): (Option<Place>,)| {
            bench.hover(place.and_then(cell_of).map(Pointing::Output));
        }),
        chosen: Callback::new(move |(place,)| {
            if let Some(cell) = cell_of(place) {
                bench.pin(Pointing::Output(cell));
            }
        }),
        moved: Callback::new(move |(by,)| {
            let now = bench.slide.with_untracked(|slide| {
                let slide = slide.as_ref().ok()?;
                let cell = slide.cell(bench.player.with_untracked(|player| player.step));
                Some((cell, [slide.y.shape.h(), slide.y.shape.w()]))
            });
            if let Some(([o, i, j], size)) = now {
                let [i, j] = moved([i, j], by, size);
                bench.hover(None);
                bench.go([o, i, j]);
            }
        }),
    }
}

fn partial(bench: Bench, [base, overlay]: Svg) -> AnyView {
    let page = bench.page;
    let listener = outputs(bench, move |place| {
        let [_, i, j] = cell(place)?;
        Some([untrack(|| bench.channel()), i, j])
    });
    let label = Signal::derive(move || strings::PARTIAL.get(page.lang.get()).to_owned());
    view! {
        <span class="operator" aria-hidden="true">"="</span>
        <figure class="side-partial">
            {title(bench, strings::PARTIAL, |_| String::new())}
            <Matrix page testid="grid-partial" base overlay label listener/>
        </figure>
    }
    .into_any()
}

fn output(bench: Bench, [base, overlay]: Svg, sums: bool) -> AnyView {
    let page = bench.page;
    let listener = outputs(bench, cell);

    let sign = move || {
        let (is_pool, has_bias) = bench
            .operation
            .with(|now| (now.kind.is_pool(), now.bias != 0.0));
        match (is_pool, sums, has_bias) {
            (true, ..) => "→",
            (false, true, true) => "Σ + b",
            (false, true, false) => "Σ",
            (false, false, true) => "+ b =",
            (false, false, false) => "=",
        }
    };
    let shape = |bench: Bench| match bench.open_question() {
        Question::Shape => "?".to_owned(),
        Question::None | Question::Cell(_) => shape_of(bench, |s| format::nchw(s.y.shape)),
    };
    let label = Signal::derive(move || {
        let name = strings::OUTPUT.get(page.lang.get());
        format!("{name} {}", shape(bench))
    });
    let is_secret = move || bench.open_question() == Question::Shape;
    view! {
        <span class="operator" aria-hidden="true">{sign}</span>
        <figure class="side-output" class:secret=is_secret>
            {title(bench, strings::OUTPUT, shape)}
            <Matrix page testid="grid-output" base overlay label listener/>
        </figure>
    }
    .into_any()
}

/// A row and a column moved within a matrix of this size.
pub(super) fn moved(at: [usize; 2], by: [i64; 2], size: [usize; 2]) -> [usize; 2] {
    [0, 1].map(|a| {
        let last = size[a].saturating_sub(1) as i64;
        (at[a] as i64).saturating_add(by[a]).clamp(0, last) as usize
    })
}
