//! A convolution beside its sparse, tied matrix: point at one and the other lights up.
//! What is drawn and what belongs together is left to `lesson::unrolled`.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use crate::lesson::format;
use crate::lesson::grid::{Content, Grid};
use crate::lesson::heat;
use crate::lesson::role::Role;
use crate::lesson::slide::{Slide, slide};
use crate::lesson::unrolled::{self as matrix, Lit, Target, Unrolled as Matrix};
use crate::tensor::shape::ShapeError;
use crate::tensor::tensor::Tensor;
use crate::text::lang::Text;
use crate::text::{errors, sentences, strings};
use crate::ui::page::Page;
use crate::ui::parts::choice::Choice;
use crate::ui::parts::matrix::{Listener, Matrix as MatrixView, Place};
use crate::ui::parts::message::{ErrorBox, Line, Tone};

/// The figures of the widget.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Matrix,
    Input,
    Kernel,
    Output,
}

#[derive(Clone, Copy)]
struct Bench {
    page: Page,
    slide: Memo<Result<Slide, ShapeError>>,
    matrix: Memo<Option<Matrix>>,
    hovered: RwSignal<Option<Target>>,
    pinned: RwSignal<Option<Target>>,
}

impl Bench {
    fn new(page: Page) -> Self {
        let slide = Memo::new(move |_| page.playground.with(|all| slide(&all.operation)));
        let unroll = |slide: &Result<Slide, ShapeError>| {
            let slide = slide.as_ref().ok()?;
            matrix::unrolled(slide)
        };
        Self {
            page,
            slide,
            matrix: Memo::new(move |_| slide.with(unroll)),
            hovered: RwSignal::new(None),
            pinned: RwSignal::new(None),
        }
    }

    /// Both forms of the convolution; nothing where there is none.
    fn with<T>(self, then: impl FnOnce(&Slide, &Matrix) -> T) -> Option<T> {
        self.slide.with(|slide| {
            self.matrix.with(|matrix| {
                let (slide, matrix) = (slide.as_ref().ok()?, matrix.as_ref()?);
                Some(then(slide, matrix))
            })
        })
    }

    /// What is lit, if it still lies in the matrix.
    fn target(self, matrix: &Matrix) -> Option<Target> {
        let target = self.pinned.get().or_else(|| self.hovered.get());
        target.filter(|target| matrix.holds(*target))
    }

    fn lit(self, matrix: &Matrix) -> Lit {
        self.target(matrix)
            .map(|target| matrix.lit(target))
            .unwrap_or_default()
    }

    fn pointed(self, part: Part, [plane, row, column]: Place) -> Option<Target> {
        let at = |place: i64| usize::try_from(place).ok();
        let of = |sizes: [usize; 4]| {
            let [_, _, h, w] = sizes;
            Some((at(plane)? * h + at(row)?) * w + at(column)?)
        };
        self.slide.with_untracked(|slide| {
            let slide = slide.as_ref().ok()?;
            Some(match part {
                Part::Matrix => match (at(row), at(column)) {
                    (Some(row), Some(column)) => Target::Entry(row, column),
                    (Some(row), None) => Target::Row(row),
                    (None, Some(column)) => Target::Column(column),
                    (None, None) => return None,
                },
                Part::Input => Target::Column(of(slide.x.shape.0)?),
                Part::Kernel => Target::Weight(of(slide.weight.shape.0)?),
                Part::Output => Target::Row(of(slide.y.shape.0)?),
            })
        })
    }

    fn listener(self, part: Part) -> Listener {
        Listener {
            over: Callback::new(move |(place,): (Option<Place>,)| {
                self.hovered
                    .set(place.and_then(|place| self.pointed(part, place)));
            }),
            chosen: Callback::new(move |(place,): (Place,)| {
                let target = self.pointed(part, place);
                self.pinned
                    .update(|now| *now = if *now == target { None } else { target });
            }),
            moved: Callback::new(move |(by,): ([i64; 2],)| {
                let now = self.pinned.get_untracked();
                let next = self.matrix.with_untracked(|matrix| {
                    let matrix = matrix.as_ref()?;
                    Some(matrix.moved(now, by))
                });
                self.pinned.set(next);
            }),
        }
    }
}

#[component]
pub fn Unrolled(page: Page) -> AnyView {
    let bench = Bench::new(page);
    let press = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            bench.pinned.set(None);
            bench.hovered.set(None);
        }
    };
    view! {
        <div class="card unrolling" on:keydown=press>
            <Controls bench/>
            <div class="unrolled-grids">
                {figure(bench, Part::Input, "grid-input", strings::INPUT)}
                {figure(bench, Part::Kernel, "grid-kernel", strings::KERNEL)}
                {figure(bench, Part::Output, "grid-output", strings::OUTPUT)}
            </div>
            <Whole bench/>
            <Numbers bench/>
        </div>
    }
    .into_any()
}

/// The matrix itself and the sentence on what is lit.
#[component]
fn Whole(bench: Bench) -> AnyView {
    let page = bench.page;
    let fits = Memo::new(move |_| {
        bench.with(|_, all| all.rows <= matrix::MOST_ROWS && all.columns <= matrix::MOST_COLUMNS)
    });
    let why = Signal::derive(move || {
        let words = match (fits.get(), bench.slide.with(Result::is_ok)) {
            (Some(true), _) | (None, false) => return None,
            (Some(false), _) => strings::UNROLLED_LARGE,
            (None, true) => strings::UNROLLED_POOL,
        };
        Some(words.get(page.lang.get()).to_owned())
    });
    let sentence = move || {
        let lang = page.lang.get();
        let told = bench.with(|slide, all| {
            let target = bench.target(all)?;
            Some(sentences::unrolled(target, slide, &all.lit(target), lang))
        });
        told.flatten()
            .unwrap_or_else(|| strings::UNROLLED_HINT.get(lang).to_owned())
    };
    let drawn = move || {
        let fits = fits.get() == Some(true);
        fits.then(|| {
            figure(
                bench,
                Part::Matrix,
                "unrolled-matrix",
                strings::UNROLLED_MATRIX,
            )
        })
    };
    view! {
        <div class="unrolled-whole">{drawn}</div>
        <Line tone=Tone::Note words=why testid="unrolled-why"/>
        <p class="quiet-line unrolled-said" role="status" data-testid="arithmetic">{sentence}</p>
    }
    .into_any()
}

fn figure(bench: Bench, part: Part, testid: &'static str, name: Text) -> AnyView {
    let page = bench.page;
    let label = Signal::derive(move || name.get(page.lang.get()).to_owned());
    let base = Memo::new(move |_| {
        let label = label.get();
        let drawn = bench.with(|slide, all| match part {
            Part::Matrix => matrix::matrix(all, slide, &label).unwrap_or_default(),
            Part::Kernel => matrix::kernel(slide, &label),
            Part::Input => numbers(&slide.x, &label),
            Part::Output => numbers(&slide.y, &label),
        });
        drawn.unwrap_or_default()
    });
    let overlay = Memo::new(move |_| {
        let drawn = bench.with(|slide, all| match part {
            Part::Matrix => matrix::frames(all, bench.target(all)),
            Part::Kernel => matrix::kernel_frames(slide, &bench.lit(all).weights),
            Part::Input => frames(&slide.x, &bench.lit(all).inputs, Role::Tap),
            Part::Output => frames(&slide.y, &bench.lit(all).outputs, Role::Made),
        });
        drawn.unwrap_or_default()
    });
    let listener = bench.listener(part);
    view! {
        <div class="unrolled-figure">
            <h4>{page.say(name)}</h4>
            <MatrixView page testid base overlay label listener/>
        </div>
    }
    .into_any()
}

fn grid(of: &Tensor) -> Grid {
    let [_, c, h, w] = of.shape.0;
    let cell = Grid::cell_for([h, w], 260.0).min(44.0);
    Grid::new(c, [0, 0], [h, w], 260.0).with_cell(cell)
}

fn numbers(of: &Tensor, label: &str) -> String {
    let [_, _, h, w] = of.shape.0;
    let scene = grid(of).base(heat::limit(&of.data), |place| {
        let [plane, row, column] = place.map(|at| usize::try_from(at).unwrap_or(0));
        let value = of.data.get((plane * h + row) * w + column);
        Content::new(value.copied().unwrap_or(0.0), Role::Value)
    });
    scene.to_svg(label, |_| String::new())
}

fn frames(of: &Tensor, cells: &[usize], role: Role) -> String {
    let [_, _, h, w] = of.shape.0;
    let mut overlay = grid(of).overlay();
    for at in cells {
        overlay.cell([at / (h * w), at / w % h, at % w].map(|at| at as i64), role);
    }
    overlay.scene.to_svg("", |_| String::new())
}

#[component]
fn Numbers(bench: Bench) -> AnyView {
    let page = bench.page;
    let row = move |name: Text, testid: &'static str, of: fn(&Matrix) -> String| {
        let value = move || bench.with(|_, all| of(all));
        view! {
            <div>
                <dt>{page.say(name)}</dt>
                <dd data-testid=testid>{value}</dd>
            </div>
        }
    };
    view! {
        <dl class="stats">
            {row(strings::MATRIX_ENTRIES, "matrix-places", |all| {
                let [rows, columns, places] = [all.rows, all.columns, all.places()]
                    .map(|number| format::count(number as u64));
                format!("{rows} × {columns} = {places}")
            })}
            {row(strings::MATRIX_NONZERO, "matrix-nonzero", |all| {
                format::count(all.entries.len() as u64)
            })}
            {row(strings::MATRIX_DISTINCT, "matrix-distinct", |all| {
                format::count(all.distinct() as u64)
            })}
            {row(strings::MATRIX_ZEROS, "matrix-zeros", |all| format::percent(all.zeros()))}
        </dl>
    }
    .into_any()
}

#[component]
fn Controls(bench: Bench) -> AnyView {
    let page = bench.page;
    let wrong = Signal::derive(move || {
        let why = bench.slide.with(|slide| slide.as_ref().err().copied());
        let words = why.map(|why| errors::shape(&why, page.lang.get()));
        words.into_iter().collect::<Vec<_>>()
    });
    let choices = |names: &'static [&'static str]| {
        let one = |name: &&'static str| view! { <Choice page name=*name/> };
        names.iter().map(one).collect_view()
    };
    view! {
        <section>
            <div class="fields">{choices(&["h", "w", "kh", "kw", "sh", "sw"])}</div>
            <details>
                <summary>{page.say(strings::UNROLLED_MORE)}</summary>
                <div class="fields">
                    {choices(&["pt", "pb", "pl", "pr", "dh", "dw", "ci", "co", "kernel"])}
                </div>
            </details>
            <ErrorBox page words=wrong/>
        </section>
    }
    .into_any()
}
