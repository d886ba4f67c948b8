//! The curves on a canvas: when to redraw, what lies under the pointer, files to take home.
//! Drawing itself is left to `lesson::curves`.

use std::time::Duration;

use leptos::html::Canvas;
use leptos::prelude::*;
use plotters_canvas::CanvasBackend;
use web_sys::HtmlCanvasElement;

use crate::lesson::curves::{self, AxisScale, Chart, Labels, Layout, Reading, Theme, Trail};
use crate::lesson::state::Playground;
use crate::lesson::{csv, format, progress};
use crate::text::lang::{Lang, Text};
use crate::text::strings;
use crate::train::history::History;
use crate::train::protocol::StepPoint;
use crate::ui::dom;
use crate::ui::lab::Lab;
use crate::ui::page::Page;

/// Between two redraws at least; what a run tells comes less often.
const PAUSE_MS: f64 = 50.0;

/// One chart: what it draws from and when it last did.
#[derive(Clone, Copy)]
struct Plot {
    page: Page,
    history: RwSignal<History>,
    /// The first step of the run that was drawn last.
    first: StoredValue<Option<StepPoint>>,
    canvas: NodeRef<Canvas>,
    log: RwSignal<bool>,
    trail: StoredValue<Trail>,
    /// Another run than the trail has read.
    begins_anew: StoredValue<bool>,
    drawn_at: StoredValue<f64>,
    is_due: StoredValue<bool>,
    /// Under the pointer: the reading, and its places in CSS pixels.
    reading: RwSignal<Option<Reading>>,
}

impl Plot {
    fn new(page: Page, lab: Lab) -> Self {
        Self {
            page,
            history: lab.history,
            first: StoredValue::new(None),
            canvas: NodeRef::new(),
            log: RwSignal::new(false),
            trail: StoredValue::new(Trail::new(1)),
            begins_anew: StoredValue::new(true),
            drawn_at: StoredValue::new(0.0),
            is_due: StoredValue::new(false),
            reading: RwSignal::new(None),
        }
    }

    /// Redraws at the next frame that is far enough from the last: in the frame that shows the numbers
    /// too, if it can, as every frame takes time from a core that could learn.
    fn ask(self) {
        if self.is_due.get_value() {
            return;
        }
        self.is_due.set_value(true);
        let wait = self.drawn_at.get_value() + PAUSE_MS - js_sys::Date::now();
        let draw = move || request_animation_frame(move || self.draw());
        if wait <= 0.0 {
            return draw();
        }
        set_timeout(draw, Duration::from_millis(wait.min(PAUSE_MS) as u64));
    }

    fn draw(self) {
        // The owner may have gone while the frame was waited for.
        if self.is_due.try_set_value(false).is_some() {
            return;
        }
        let Some(canvas) = self.canvas.get_untracked() else {
            return;
        };
        self.drawn_at.set_value(js_sys::Date::now());
        self.refresh();
        fit(&canvas);
        let labels = labels(self.page.lang.get_untracked());
        self.with_chart(|chart| {
            if let Some(backend) = CanvasBackend::with_canvas_object(canvas) {
                // A canvas without a context draws nothing; there is nobody to tell.
                let _ = curves::draw(backend, chart, &labels, &theme());
            }
        });
    }

    /// Notes whether the run is another one than was drawn last.
    fn refresh(self) {
        let first = self
            .history
            .with_untracked(|history| history.steps.first().copied());
        if self.first.get_value() != first {
            self.first.set_value(first);
            self.begins_anew.set_value(true);
        }
    }

    fn with_chart<T>(self, then: impl FnOnce(&Chart) -> T) -> T {
        let chosen = self.page.playground.get_untracked();
        let planned = self.page.applied.get_untracked().unwrap_or(chosen);
        let spec = planned.run_spec();
        let steps_per_epoch = progress::steps_per_epoch(&spec);
        let log = self.log.get_untracked();
        self.history.with_untracked(|history| {
            self.trail.update_value(|trail| {
                if self.begins_anew.get_value() {
                    self.begins_anew.set_value(false);
                    *trail = Trail::new(spec.epochs * steps_per_epoch);
                }
                trail.follow(&history.steps);
            });
            self.trail.with_value(|trail| {
                then(&Chart {
                    history,
                    trail,
                    epochs: spec.epochs,
                    steps_per_epoch,
                    loss_scale: if log {
                        AxisScale::Log
                    } else {
                        AxisScale::Linear
                    },
                    reference: planned.is_lesson().then_some(&curves::LENET),
                })
            })
        })
    }

    fn point_at(self, event: &web_sys::PointerEvent) {
        let Some(canvas) = self.canvas.get_untracked() else {
            return;
        };
        let ratio = dom::pixel_ratio();
        let pixel = [event.offset_x(), event.offset_y()].map(|at| (f64::from(at) * ratio) as f32);
        let size = [canvas.width(), canvas.height()];
        let reading = self.with_chart(|chart| {
            let layout = Layout::new(chart, size, &theme());
            curves::nearest(chart, &layout, pixel)
        });
        self.reading.set(reading);
    }

    fn file(self, what: &str) -> String {
        let slug = self.page.playground.with_untracked(Playground::slug);
        format!("{slug}-{what}")
    }

    fn export_png(self) {
        if let Some(Ok(url)) = self
            .canvas
            .get_untracked()
            .map(|canvas| canvas.to_data_url())
        {
            dom::save_url(&self.file("curves.png"), &url);
        }
    }

    fn export_svg(self) {
        let labels = labels(self.page.lang.get_untracked());
        let svg =
            self.with_chart(|chart| curves::to_svg(chart, &labels, &Theme::light(), [1080, 420]));
        dom::save(&self.file("curves.svg"), "image/svg+xml", svg.as_bytes());
    }

    fn export_csv(self) {
        let text = self.history.with_untracked(csv::csv);
        dom::save(&self.file("run.csv"), "text/csv", text.as_bytes());
    }
}

/// Device pixels, so that lines are sharp on any screen.
fn fit(canvas: &HtmlCanvasElement) {
    let ratio = dom::pixel_ratio();
    let device = |length: i32| (f64::from(length) * ratio).round() as u32;
    let (width, height) = (
        device(canvas.client_width()),
        device(canvas.client_height()),
    );
    if canvas.width() != width || canvas.height() != height {
        canvas.set_width(width);
        canvas.set_height(height);
    }
}

fn theme() -> Theme {
    let theme = if dom::is_dark() {
        Theme::dark()
    } else {
        Theme::light()
    };
    Theme {
        ratio: dom::pixel_ratio() as f32,
        scale: (dom::root_font_size() / 16.0) as f32,
        ..theme
    }
}

fn labels(lang: Lang) -> Labels<'static> {
    Labels {
        loss: strings::LOSS.get(lang),
        accuracy: strings::ACCURACY.get(lang),
        step: strings::STEP_COUNT.get(lang),
        epoch: strings::EPOCH.get(lang),
        train: strings::TRAIN.get(lang),
        test: strings::TEST.get(lang),
        epoch_mean: strings::EPOCH_MEAN.get(lang),
        reference: strings::REFERENCE.get(lang),
    }
}

#[component]
pub fn ModelCurves(page: Page, lab: Lab) -> impl IntoView {
    let plot = Plot::new(page, lab);
    Effect::new(move |_| {
        page.applied.track();
        page.playground.track();
        page.lang.track();
        page.look.track();
        plot.log.track();
        plot.history.track();
        plot.ask();
    });
    Effect::new(move |_| {
        if let Some(canvas) = plot.canvas.get() {
            dom::on_resize(&canvas, move || plot.ask());
        }
    });
    view! {
        <section class="card">
            <Head plot/>
            <div class="canvas-box curves">
                <canvas
                    node_ref=plot.canvas
                    data-testid="curves"
                    role="img"
                    aria-label=page.say(strings::CURVES)
                    on:pointermove=move |event| plot.point_at(&event)
                    on:pointerdown=move |event| plot.point_at(&event)
                    on:pointerleave=move |_| plot.reading.set(None)
                ></canvas>
                <Crosshair plot/>
            </div>
            <p class="quiet-line readout" data-testid="crosshair">
                {move || plot.reading.get().map(|reading| words(reading, page.lang.get()))}
            </p>
        </section>
    }
}

#[component]
fn Head(plot: Plot) -> impl IntoView {
    let page = plot.page;
    view! {
        <div class="row spread">
            <h3>{page.say(strings::CURVES)}</h3>
            <div class="row">
                <label class="check">
                    <input
                        type="checkbox"
                        name="log-scale"
                        prop:checked=move || plot.log.get()
                        on:change=move |event| plot.log.set(event_target_checked(&event))
                    />
                    {page.say(strings::LOG_SCALE)}
                </label>
                {export(page, strings::EXPORT_PNG, move || plot.export_png())}
                {export(page, strings::EXPORT_SVG, move || plot.export_svg())}
                {export(page, strings::EXPORT_CSV, move || plot.export_csv())}
            </div>
        </div>
    }
}

fn export(page: Page, name: Text, save: impl Fn() + 'static) -> impl IntoView {
    view! {
        <button type="button" class="button quiet" on:click=move |_| save()>
            {page.say(name)}
        </button>
    }
}

/// A line and a dot over each panel; the numbers stand below the chart.
#[component]
fn Crosshair(plot: Plot) -> impl IntoView {
    let marks = move || {
        let ratio = dom::pixel_ratio() as f32;
        let reading = plot.reading.get()?;
        let mark = |at: [f32; 2]| {
            let [x, y] = at.map(|length| length / ratio);
            view! {
                <i class="cross-line" style=format!("left:{x:.1}px")></i>
                <i class="cross-dot" style=format!("left:{x:.1}px;top:{y:.1}px")></i>
            }
        };
        Some(reading.at.map(mark).into_iter().collect_view())
    };
    view! { <div class="overlay" aria-hidden="true">{marks}</div> }
}

fn words(reading: Reading, lang: Lang) -> String {
    let point = reading.point;
    let mut words = format!(
        "{} {} · {} {} ({} {}) · {} {}",
        strings::STEP_COUNT.get(lang),
        format::count(u64::from(point.step)),
        strings::TRAIN_LOSS.get(lang),
        format::loss(point.loss),
        strings::SMOOTHED.get(lang),
        format::loss(reading.smooth[0]),
        strings::TRAIN_ACCURACY.get(lang),
        format::percent(point.accuracy),
    );
    if let Some(epoch) = reading.epoch {
        let test = strings::TEST_ACCURACY.get(lang);
        words += &format!(" · {test} {}", format::percent(epoch.test_accuracy));
    }
    words
}
