//! Kernels run on real pictures here, with the products under the pointer.
//! Arithmetic and colours are left to `lesson::filter`, where pictures come from to
//! `parts::picture_source`.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::patches::{self, PatchView};
use crate::lesson::filter::{self, Filtered};
use crate::lesson::heat::{self, Pixels};
use crate::lesson::photo;
use crate::lesson::state::operation::Kind;
use crate::lesson::state::picture::{self, Display, Tone};
use crate::text::lang::Text;
use crate::text::pictures as words;
use crate::ui::page::Page;
use crate::ui::parts::choice::Choice;
use crate::ui::parts::heat::Legend;
use crate::ui::parts::kernel_cells::KernelCells;
use crate::ui::parts::photo_view::{Aim, Frame, PhotoView};
use crate::ui::parts::picture_source::{PictureSource, Pictures};

/// Red, green, blue.
pub const COLOURS: [Text; 3] = [words::RED, words::GREEN, words::BLUE];

/// What every piece of the widget reads.
#[derive(Clone, Copy)]
struct Bench {
    page: Page,
    choice: Memo<picture::Filter>,
    filtered: Memo<Option<Filtered>>,
    aim: Aim,
    /// The colour channel whose numbers are shown.
    channel: RwSignal<usize>,
}

impl Bench {
    fn new(page: Page, pictures: Pictures) -> Self {
        let choice = Memo::new(move |_| page.playground.with(|all| all.filter.clone()));
        // Which picture was asked for does not matter to the one that is there.
        let essence = Memo::new(move |_| {
            choice.with(|choice| (filter::kernel(choice), choice.kind, choice.tone))
        });
        let filtered = Memo::new(move |_| {
            essence.track();
            let choice = choice.get_untracked();
            pictures
                .photo
                .with(|photo| photo.as_ref().map(|photo| filter::filter(photo, &choice)))
        });
        Self {
            page,
            choice,
            filtered,
            aim: Aim::new([66, 40]),
            channel: RwSignal::new(0),
        }
    }

    /// Where the window is: the place of the output.
    fn spot(self) -> Option<[usize; 2]> {
        let at = self.aim.at.get();
        self.filtered
            .with(|filtered| Some(filtered.as_ref()?.nearest(at)))
    }

    fn side(self) -> usize {
        self.choice
            .with(|choice| filter::side(&filter::kernel(choice)))
    }

    /// The sample among the tensor's that holds the channel looked at.
    fn sample(self) -> usize {
        match self.choice.with(|choice| choice.tone) {
            Tone::Grey => 0,
            Tone::Colour => self.channel.get(),
        }
    }

    fn display(self) -> Display {
        self.choice
            .with(|choice| filter::display(choice.display, &filter::kernel(choice)))
    }

    fn input(self) -> Pixels {
        self.filtered.with(|filtered| {
            filtered.as_ref().map_or_else(patches::nothing, |filtered| {
                photo::paint(&filtered.x.data, patches::extent(filtered.x.shape))
            })
        })
    }

    fn result(self) -> Pixels {
        let display = self.display();
        self.filtered.with(|filtered| {
            filtered.as_ref().map_or_else(patches::nothing, |filtered| {
                filter::paint(&filtered.y.data, patches::extent(filtered.y.shape), display).0
            })
        })
    }
}

#[component]
pub fn Filter(page: Page) -> impl IntoView {
    let pictures = Pictures::new(page);
    let bench = Bench::new(page, pictures);
    let aim = bench.aim;
    let reset = move |_| {
        let mut next = page.playground.get_untracked();
        next.filter = page.start.with_value(|start| start.filter.clone());
        page.choose_all(next);
        aim.let_go();
    };
    let press = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            aim.let_go();
        }
    };
    view! {
        <div class="card filter" on:keydown=press>
            <PictureSource page pictures/>
            <div class="fields">
                <Choice page name="filter"/>
                <Choice page name="flip"/>
                <Choice page name="tone"/>
                <Choice page name="show"/>
            </div>
            <Stage bench/>
            <Products bench/>
            <div class="row spread">
                <p class="quiet-line">{page.say(words::POINT_HINT)}</p>
                <button type="button" class="button" data-testid="reset" on:click=reset>
                    {page.say(words::RESET_FILTER)}
                </button>
            </div>
        </div>
    }
}

/// Picture, kernel, result.
#[component]
fn Stage(bench: Bench) -> AnyView {
    let Bench {
        page,
        filtered,
        aim,
        ..
    } = bench;
    let sizes = move |is_result: bool| {
        filtered.with(|filtered| {
            filtered.as_ref().map(|filtered| {
                let shape = if is_result {
                    filtered.y.shape
                } else {
                    filtered.x.shape
                };
                let [height, width] = patches::extent(shape);
                format!(" {height}×{width}")
            })
        })
    };
    let window = Signal::derive(move || {
        let at = bench.spot()?.map(|at| at as i64);
        Some(Frame {
            at,
            size: [bench.side(); 2],
        })
    });
    let cell = Signal::derive(move || {
        let at = bench.spot()?.map(|at| at as i64);
        Some(Frame { at, size: [1, 1] })
    });
    let input = Signal::derive(move || bench.input());
    let result = Signal::derive(move || bench.result());
    let input_label = Signal::derive(move || words::PHOTO.get(page.lang.get()).to_owned());
    let result_label = Signal::derive(move || words::RESULT.get(page.lang.get()).to_owned());
    let reach = Signal::derive(move || (bench.side() / 2) as i64);
    view! {
        <div class="photo-stage">
            <figure>
                <figcaption>{page.say(words::PHOTO)} {move || sizes(false)}</figcaption>
                <PhotoView pixels=input label=input_label testid="grid-input" role="window" frame=window reach aim/>
                <p class="quiet-line">
                    {move || filtered.with(Option::is_none).then(|| words::LOADING_PICTURE.get(page.lang.get()))}
                </p>
            </figure>
            <Kernel bench/>
            <figure>
                <figcaption>{page.say(words::RESULT)} {move || sizes(true)}</figcaption>
                <PhotoView pixels=result label=result_label testid="grid-output" role="place" frame=cell reach=Signal::derive(|| 0) aim/>
                <Reading bench/>
            </figure>
        </div>
    }
    .into_any()
}

#[component]
fn Kernel(bench: Bench) -> AnyView {
    let Bench { page, choice, .. } = bench;
    let kernel = Signal::derive(move || choice.with(filter::kernel));
    let set = move |(at, value): (usize, f32)| {
        let mut next = page.playground.get_untracked();
        next.filter = filter::with_weight(&next.filter, at, value);
        page.choose_all(next);
    };
    let turned = move || {
        let differs = kernel.with(|kernel| filter::differs_when_turned(kernel));
        let words = match (differs, choice.with(|choice| choice.kind)) {
            (false, _) => words::SAME_TURNED,
            (true, Kind::Convolution) => words::TURNED_NOW,
            (true, Kind::CrossCorrelation | Kind::MaxPool | Kind::AvgPool) => words::OTHER_TURNED,
        };
        words.get(page.lang.get())
    };
    let size = move || {
        let k = bench.side();
        format!(" {k}×{k}")
    };
    view! {
        <figure class="kernel">
            <figcaption>{page.say(words::FILTER)} {size}</figcaption>
            <KernelCells page name="fk" label=words::OWN_KERNEL kernel set/>
            <p class="quiet-line">{page.say(words::EDIT_HINT)}</p>
            <p class="quiet-line" role="status" data-testid="turned">{turned}</p>
        </figure>
    }
    .into_any()
}

/// How the colours of the result are to be read.
#[component]
fn Reading(bench: Bench) -> AnyView {
    let page = bench.page;
    let tone = move || bench.choice.with(|choice| choice.tone);
    let limit = Signal::derive(move || {
        bench.filtered.with(|filtered| {
            filtered
                .as_ref()
                .map_or(0.0, |filtered| heat::limit(&filtered.y.data))
        })
    });
    let legend = move || {
        let has = bench.display() == Display::Signed && tone() == Tone::Grey;
        has.then(|| view! { <Legend limit/> })
    };
    view! {
        {legend}
        <p class="quiet-line">{move || words::reading(bench.display(), tone()).get(page.lang.get())}</p>
    }
    .into_any()
}

/// The numbers under the window, their products and the sum.
#[component]
fn Products(bench: Bench) -> AnyView {
    let page = bench.page;
    let patch = Signal::derive(move || {
        let (spot, n) = (bench.spot()?, bench.sample());
        bench.filtered.with(|filtered| {
            Some(
                filtered
                    .as_ref()?
                    .patch([n.min(filtered.as_ref()?.x.shape.n() - 1), 0, 0], spot),
            )
        })
    });
    let channels = move || {
        let is_colour = bench.choice.with(|choice| choice.tone) == Tone::Colour;
        is_colour.then(|| view! { <ChannelButtons bench/> })
    };
    let line = move || {
        let (spot, patch) = (bench.spot()?, patch.get()?);
        Some(words::at_place(spot, patch.sum, page.lang.get()))
    };
    let pinned = move || {
        bench
            .aim
            .is_pinned
            .get()
            .then(|| words::PINNED.get(page.lang.get()))
    };
    view! {
        <section class="loupe">
            <div class="row spread">
                <h3>{page.say(words::UNDER_WINDOW)}</h3>
                <span class="pinned-note" role="status">{pinned}</span>
            </div>
            {channels}
            <PatchView page patch/>
            <p class="patch-line" role="status" data-testid="arithmetic">
                <strong>{line}</strong>
                <span>{move || patch.get().map(|patch| patch.line())}</span>
            </p>
        </section>
    }
    .into_any()
}

#[component]
fn ChannelButtons(bench: Bench) -> AnyView {
    let (page, channel) = (bench.page, bench.channel);
    let button = move |(at, name): (usize, Text)| {
        view! {
            <button
                type="button"
                class="button"
                aria-pressed=move || (channel.get() == at).to_string()
                on:click=move |_| channel.set(at)
            >
                {page.say(name)}
            </button>
        }
    };
    view! {
        <div class="row" role="group" aria-label=page.say(words::CHANNEL)>
            {COLOURS.into_iter().enumerate().map(button).collect_view()}
        </div>
    }
    .into_any()
}
