//! Where a picture comes from: a sample of the course, a file, a drawing, the camera. Nothing of the
//! reader's own leaves the machine. Decoding is left to `decode`, the camera to `camera`.

use leptos::html::Div;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use super::camera::{Camera, Refusal};
use super::choice::Choice;
use super::decode::{Decoded, Trouble, decode, sample as sample_file};
use super::draw_pad::DrawPad;
use super::file::FileButton;
use super::message::ErrorBox;
use crate::lesson::link;
use crate::lesson::photo::{self, Photo};
use crate::text::lang::Lang;
use crate::text::pictures;
use crate::ui::dom;
use crate::ui::page::Page;

/// Pixels of a drawing, each way.
const DRAWING: usize = 64;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Origin {
    Sample,
    Own,
}

/// What went wrong, and with which file.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Problem {
    File(String, Trouble),
    Sample(String),
    Camera(Refusal),
}

/// The picture of a widget, and what it may be replaced by.
#[derive(Clone, Copy)]
pub struct Pictures {
    page: Page,
    pub photo: RwSignal<Option<Photo>>,
    origin: RwSignal<Origin>,
    problem: RwSignal<Option<Problem>>,
    is_drawing: RwSignal<bool>,
    is_live: RwSignal<bool>,
    camera: StoredValue<Option<Camera>, LocalStorage>,
    /// How many pictures were asked for so far: only the newest may speak, however long an older
    /// one takes.
    count: StoredValue<u32>,
}

impl Pictures {
    pub fn new(page: Page) -> Self {
        Self {
            page,
            photo: RwSignal::new(None),
            origin: RwSignal::new(Origin::Sample),
            problem: RwSignal::new(None),
            is_drawing: RwSignal::new(false),
            is_live: RwSignal::new(false),
            camera: StoredValue::new_local(None),
            count: StoredValue::new(0),
        }
    }

    /// A new request: what was asked for before is not waited for any more.
    fn next(self) -> u32 {
        self.stop_camera();
        let number = self.count.get_value() + 1;
        self.count.set_value(number);
        number
    }

    /// Whether `number` is still the newest request, and the widget still there.
    fn is_newest(self, number: u32) -> bool {
        self.count.try_get_value() == Some(number)
    }

    fn show(self, decoded: &Decoded, origin: Origin) {
        if let Some(photo) = Photo::from_rgba(&decoded.rgba, decoded.size) {
            self.origin.set(origin);
            self.photo.set(Some(photo));
        }
    }

    fn load_sample(self) {
        let number = self.next();
        self.is_drawing.set(false);
        let sample = self
            .page
            .playground
            .with_untracked(|all| link::get(self.page.choices.groups, all, "photo"));
        spawn_local(async move {
            let file = format!("{}.jpg", sample.unwrap_or_default());
            let decoded = match sample_file(&file).await {
                Some(blob) => decode(&blob, photo::reduced).await.ok(),
                None => None,
            };
            if !self.is_newest(number) {
                return;
            }
            let problem = decoded.is_none().then_some(Problem::Sample(file));
            self.problem.set(problem);
            if let Some(decoded) = decoded {
                self.show(&decoded, Origin::Sample);
            }
        });
    }

    fn take_file(self, file: File) {
        let number = self.next();
        spawn_local(async move {
            let decoded = decode(&file, photo::reduced).await;
            if !self.is_newest(number) {
                return;
            }
            match decoded {
                Ok(decoded) => {
                    self.problem.set(None);
                    self.is_drawing.set(false);
                    self.show(&decoded, Origin::Own);
                }
                Err(trouble) => self.problem.set(Some(Problem::File(file.name(), trouble))),
            }
        });
    }

    fn draw(self, ink: &[f32]) {
        if self.is_live.get_untracked() || self.origin.get_untracked() == Origin::Sample {
            self.next();
        }
        self.problem.set(None);
        self.origin.set(Origin::Own);
        let photo = Photo::from_grey(ink, [DRAWING; 2]);
        self.photo.set(Some(photo));
    }

    fn toggle_camera(self) {
        if self.is_live.get_untracked() {
            self.next();
            return;
        }
        let number = self.next();
        self.is_live.set(true);
        self.problem.set(None);
        spawn_local(async move {
            let opened = Camera::open().await;
            // Switched off, or something else was chosen, before the reader was asked.
            if !self.is_newest(number) {
                return;
            }
            match opened {
                Ok(mut camera) => {
                    self.is_drawing.set(false);
                    camera.watch(move |frame| self.show(&frame, Origin::Own));
                    self.camera.set_value(Some(camera));
                }
                Err(refusal) => {
                    self.is_live.set(false);
                    self.problem.set(Some(Problem::Camera(refusal)));
                }
            }
        });
    }

    fn stop_camera(self) {
        self.is_live.set(false);
        self.camera.set_value(None);
    }
}

fn words(problem: &Problem, lang: Lang) -> String {
    let text = match problem {
        Problem::File(name, trouble) => {
            let words = match trouble {
                Trouble::Empty => pictures::EMPTY_FILE.get(lang).to_owned(),
                Trouble::Unreadable => pictures::NOT_A_PICTURE.get(lang).to_owned(),
                Trouble::Misfit(misfit) => pictures::misfit(*misfit, lang),
            };
            return format!("{name}: {words}");
        }
        Problem::Sample(file) => {
            return format!("{} {file}", pictures::SAMPLE_FAILED.get(lang));
        }
        Problem::Camera(Refusal::Denied) => pictures::CAMERA_DENIED,
        Problem::Camera(Refusal::NoCamera) => pictures::CAMERA_NONE,
        Problem::Camera(Refusal::Insecure) => pictures::CAMERA_INSECURE,
        Problem::Camera(Refusal::Failed) => pictures::CAMERA_FAILED,
    };
    text.get(lang).to_owned()
}

/// The controls. The course's picture is loaded when they come near the screen.
#[component]
pub fn PictureSource(page: Page, pictures: Pictures) -> AnyView {
    let place = NodeRef::<Div>::new();
    let is_near = RwSignal::new(false);
    Effect::new(move |_| {
        if let Some(place) = place.get() {
            dom::on_sight(&place, "100%", move |near| {
                if near {
                    is_near.set(true);
                } else if pictures.is_live.get_untracked() {
                    pictures.next();
                }
            });
        }
    });
    let sample = Memo::new(move |_| page.playground.with(|all| all.filter.sample));
    Effect::new(move |_| {
        sample.track();
        if is_near.get() {
            pictures.load_sample();
        }
    });
    let problem = Signal::derive(move || {
        let lang = page.lang.get();
        let problem = pictures.problem.get();
        problem.iter().map(|problem| words(problem, lang)).collect()
    });
    view! {
        <div class="picture-source" node_ref=place>
            <Choice page name="photo"/>
            <Own page pictures/>
        </div>
        <Pad page pictures/>
        <ErrorBox page words=problem/>
    }
    .into_any()
}

#[component]
fn Own(page: Page, pictures: Pictures) -> AnyView {
    let is_own = move || pictures.origin.get() == Origin::Own;
    let camera_name = move || {
        let name = match pictures.is_live.get() {
            true => pictures::CAMERA_OFF,
            false => pictures::CAMERA_ON,
        };
        name.get(page.lang.get())
    };
    let note = move || {
        let note = match pictures.is_live.get() {
            true => pictures::CAMERA_LIVE,
            false => pictures::STAYS_HERE,
        };
        note.get(page.lang.get())
    };
    let take = move |(file,): (File,)| pictures.take_file(file);
    view! {
        <div class="own" role="group" aria-label=page.say(pictures::OWN_PICTURE)>
            <span class="label" aria-hidden="true">{page.say(pictures::OWN_PICTURE)}</span>
            <div class="row">
                <FileButton page label=pictures::CHOOSE_FILE testid="upload" accept="image/*" chosen=take/>
                <button
                    type="button"
                    class="button"
                    data-testid="draw"
                    aria-pressed=move || pictures.is_drawing.get().to_string()
                    on:click=move |_| pictures.is_drawing.update(|is| *is = !*is)
                >
                    {page.say(pictures::DRAW)}
                </button>
                <button
                    type="button"
                    class="button"
                    data-testid="camera"
                    aria-pressed=move || pictures.is_live.get().to_string()
                    on:click=move |_| pictures.toggle_camera()
                >
                    {camera_name}
                </button>
                <button
                    type="button"
                    class="button quiet"
                    data-testid="back-to-sample"
                    hidden=move || !is_own()
                    on:click=move |_| pictures.load_sample()
                >
                    {page.say(pictures::BACK_TO_SAMPLE)}
                </button>
            </div>
            <p class="quiet-line" role="status">{note}</p>
        </div>
    }
    .into_any()
}

#[component]
fn Pad(page: Page, pictures: Pictures) -> AnyView {
    let drawn = Callback::new(move |(ink,): (Vec<f32>,)| pictures.draw(&ink));
    let pad = move || {
        let is_drawing = pictures.is_drawing.get();
        is_drawing.then(|| {
            view! {
                <div class="sketch">
                    <DrawPad page side=DRAWING hint=pictures::PAD_HINT drawn/>
                </div>
            }
        })
    };
    pad.into_any()
}
