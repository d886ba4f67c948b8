//! The three colour channels of a picture, a kernel for each, their partial results and the sum.
//! Arithmetic is left to `lesson::filter`, where pictures come from to `parts::picture_source`.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::filter::COLOURS;
use super::patches::{self, PatchView};
use crate::lesson::filter::{self, Filtered};
use crate::lesson::format;
use crate::lesson::heat::{self, Pixels};
use crate::lesson::photo::{self, CHANNELS};
use crate::lesson::state::picture::{Bank, Display, Tone};
use crate::text::pictures as words;
use crate::ui::page::Page;
use crate::ui::parts::choice::Choice;
use crate::ui::parts::heat::Legend;
use crate::ui::parts::message::{self, Line};
use crate::ui::parts::photo_view::{Aim, Frame, PhotoView};
use crate::ui::parts::picture_source::{PictureSource, Pictures};

#[derive(Clone, Copy)]
struct Bench {
    page: Page,
    bank: Memo<Bank>,
    filtered: Memo<Option<Filtered>>,
    /// Each input channel's own result for the output channel looked at.
    parts: Memo<Vec<f32>>,
    /// The output channel that is looked at.
    output: Memo<usize>,
    aim: Aim,
}

impl Bench {
    fn new(page: Page, pictures: Pictures) -> Self {
        let bank = Memo::new(move |_| page.playground.with(|all| all.filter.bank));
        let filtered = Memo::new(move |_| {
            let bank = bank.get();
            pictures
                .photo
                .with(|photo| photo.as_ref().map(|photo| filter::channels(photo, bank)))
        });
        let output = Memo::new(move |_| {
            let asked = page.playground.with(|all| all.filter.output as usize);
            asked.min(filter::bank_weights(bank.get()).1.len() - 1)
        });
        let parts = Memo::new(move |_| {
            let o = output.get();
            filtered.with(|filtered| {
                filtered
                    .as_ref()
                    .map(|filtered| filter::partial(filtered, o))
                    .unwrap_or_default()
            })
        });
        Self {
            page,
            bank,
            filtered,
            parts,
            output,
            aim: Aim::new([46, 36]),
        }
    }

    /// Something of the result, at the place looked at.
    fn look<T>(self, of: impl FnOnce(&Filtered, [usize; 2]) -> T) -> Option<T> {
        let at = self.aim.at.get();
        self.filtered.with(|filtered| {
            let filtered = filtered.as_ref()?;
            Some(of(filtered, filtered.nearest(at)))
        })
    }

    fn frame(self, is_window: bool) -> Signal<Option<Frame>> {
        Signal::derive(move || {
            self.look(|filtered, at| {
                let side = filtered.weight.shape.h();
                Frame {
                    at: at.map(|at| at as i64),
                    size: if is_window { [side; 2] } else { [1; 2] },
                }
            })
        })
    }

    fn input(self, c: usize) -> Pixels {
        self.filtered.with(|filtered| {
            filtered.as_ref().map_or_else(patches::nothing, |filtered| {
                let size = patches::extent(filtered.x.shape);
                photo::paint(filtered.x.view().plane(0, c), size)
            })
        })
    }

    fn partial(self, c: usize) -> Pixels {
        let size = self.look(|filtered, _| patches::extent(filtered.y.shape));
        let size = size.unwrap_or([0, 0]);
        self.parts.with(|parts| {
            let area = size[0] * size[1];
            let plane = parts.get(c * area..(c + 1) * area);
            plane.map_or_else(patches::nothing, |plane| {
                filter::paint(plane, size, Display::Signed).0
            })
        })
    }

    fn map(self, o: usize) -> Pixels {
        self.filtered.with(|filtered| {
            let filtered = filtered
                .as_ref()
                .filter(|filtered| o < filtered.y.shape.c());
            filtered.map_or_else(patches::nothing, |filtered| {
                let size = patches::extent(filtered.y.shape);
                filter::paint(filtered.y.view().plane(0, o), size, shown(filtered, o)).0
            })
        })
    }
}

/// A map that keeps brightness is shown as a picture, any other by its signs.
fn shown(filtered: &Filtered, o: usize) -> Display {
    match filtered.bias.get(o) {
        Some(0.0) => filter::display(Display::Auto, filtered.weight.view().sample(o)),
        Some(_) | None => Display::Signed,
    }
}

#[component]
pub fn PictureChannels(page: Page) -> impl IntoView {
    let pictures = Pictures::new(page);
    let bench = Bench::new(page, pictures);
    let aim = bench.aim;
    let press = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            aim.let_go();
        }
    };
    let shape = move || {
        let (weight, _) = filter::bank_weights(bench.bank.get());
        format!("{:?}", weight.shape.0)
    };
    let fewer = Signal::derive(move || {
        let asked = page.playground.with(|all| all.filter.output as usize);
        (asked != bench.output.get()).then(|| words::FEWER_MAPS.get(page.lang.get()).to_owned())
    });
    let planes = (0..CHANNELS)
        .map(|c| view! { <Channel bench c/> })
        .collect_view();
    let reset = move |_| {
        let mut next = page.playground.get_untracked();
        next.filter = page.start.with_value(|start| start.filter.clone());
        page.choose_all(next);
        aim.let_go();
    };
    view! {
        <div class="card picture-channels" on:keydown=press>
            <PictureSource page pictures/>
            <div class="fields">
                <Choice page name="bank"/>
                <Choice page name="map"/>
            </div>
            <Line tone=message::Tone::Hint words=fewer/>
            <p class="quiet-line">
                {page.say(words::WEIGHT_SHAPE)} " = " <strong data-testid="weight-shape">{shape}</strong>
            </p>
            <div class="channel-rows">{planes}</div>
            <Sum bench/>
            <div class="row spread">
                <p class="quiet-line">{page.say(words::POINT_HINT)}</p>
                <button type="button" class="button" data-testid="reset" on:click=reset>
                    {page.say(words::RESET_FILTER)}
                </button>
            </div>
        </div>
    }
}

/// One input channel: its plane, the numbers under the window times its kernel, its partial result.
#[component]
fn Channel(bench: Bench, c: usize) -> AnyView {
    let page = bench.page;
    let input = Signal::derive(move || bench.input(c));
    let partial = Signal::derive(move || bench.partial(c));
    let label = Signal::derive(move || {
        let lang = page.lang.get();
        format!("{} {}", words::INPUT_PLANE.get(lang), COLOURS[c].get(lang))
    });
    let partial_label = Signal::derive(move || {
        let lang = page.lang.get();
        format!("{} {}", words::PARTIAL.get(lang), COLOURS[c].get(lang))
    });
    let patch = Signal::derive(move || {
        let o = bench.output.get();
        bench.look(|filtered, at| {
            let last = filtered.weight.shape.n().saturating_sub(1);
            filtered.patch([0, o.min(last), c], at)
        })
    });
    let reach =
        Signal::derive(move || (filter::bank_weights(bench.bank.get()).0.shape.h() / 2) as i64);
    let sum = move || {
        patch
            .get()
            .map(|patch| format!("Σ = {}", format::cell(patch.sum)))
    };
    let [window, cell] = [bench.frame(true), bench.frame(false)];
    let here = Signal::derive(|| 0);
    view! {
        <div class="channel-row">
            <figure>
                <figcaption>{label}</figcaption>
                <PhotoView pixels=input label testid="grid-input" role="window" frame=window reach aim=bench.aim/>
            </figure>
            <div class="channel-patch">
                <PatchView page patch/>
                <strong data-testid="partial-sum">{sum}</strong>
            </div>
            <figure>
                <figcaption>{partial_label}</figcaption>
                <PhotoView pixels=partial label=partial_label testid="grid-partial" role="place" frame=cell reach=here aim=bench.aim/>
            </figure>
        </div>
    }
    .into_any()
}

/// The partial results and the bias added, and every output channel to choose from.
#[component]
fn Sum(bench: Bench) -> AnyView {
    let page = bench.page;
    let line = move || {
        let o = bench.output.get();
        bench.look(|filtered, at| {
            let o = o.min(filtered.weight.shape.n().saturating_sub(1));
            let parts = (0..CHANNELS).map(|c| {
                let sum = filtered.patch([0, o, c], at).sum;
                let text = format::cell(sum);
                if sum < 0.0 { format!("({text})") } else { text }
            });
            let parts = parts.collect::<Vec<_>>().join(" + ");
            let bias = format::cell(filtered.bias[o]);
            let bias = if filtered.bias[o] < 0.0 {
                format!("({bias})")
            } else {
                bias
            };
            let value = filtered.value(0, o, at);
            (
                words::at_place(at, value, page.lang.get()),
                format!("{parts} + {bias} = {}", format::cell(value)),
            )
        })
    };
    let scale = Memo::new(move |_| {
        let o = bench.output.get();
        bench.look(|filtered, _| {
            let o = o.min(filtered.y.shape.c().saturating_sub(1));
            let limit = heat::limit(filtered.y.view().plane(0, o));
            (shown(filtered, o), limit)
        })
    });
    let limit = Signal::derive(move || scale.get().map_or(0.0, |(_, limit)| limit));
    let is_signed = Memo::new(move |_| {
        scale
            .get()
            .is_some_and(|(display, _)| display == Display::Signed)
    });
    let legend = move || is_signed.get().then(|| view! { <Legend limit/> });
    let reading = move || {
        let display = scale.get().map_or(Display::Signed, |(display, _)| display);
        words::reading(display, Tone::Grey).get(page.lang.get())
    };
    let outputs = Memo::new(move |_| filter::bank_weights(bench.bank.get()).1.len());
    let maps = move || {
        (0..outputs.get())
            .map(|o| view! { <Map bench o/> })
            .collect_view()
    };
    view! {
        <section>
            <h3>{page.say(words::SUM_AND_BIAS)}</h3>
            <p class="patch-line" role="status" data-testid="arithmetic">
                <strong>{move || line().map(|(place, _)| place)}</strong>
                <span>{move || line().map(|(_, sum)| sum)}</span>
            </p>
            <p class="quiet-line">{page.say(words::ALL_MAPS)}</p>
            <div class="output-maps">{maps}</div>
            {legend}
            <p class="quiet-line">{reading}</p>
        </section>
    }
    .into_any()
}

#[component]
fn Map(bench: Bench, o: usize) -> AnyView {
    let page = bench.page;
    let pixels = Signal::derive(move || bench.map(o));
    let label = Signal::derive(move || format!("{} {o}", words::MAP.get(page.lang.get())));
    let frame = bench.frame(false);
    let here = Signal::derive(|| 0);
    let choose = move |_| {
        page.choose("map", &o.to_string());
    };
    view! {
        <figure>
            <button
                type="button"
                class="button"
                aria-pressed=move || (bench.output.get() == o).to_string()
                on:click=choose
            >
                {label}
            </button>
            <PhotoView pixels label testid="grid-output" role="place" frame reach=here aim=bench.aim/>
        </figure>
    }
    .into_any()
}
