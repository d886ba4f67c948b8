//! What every widget of a page shares: the language, the choices (equal to the URL). A page may have
//! several programs, each with a `Page` of its own; `notice` keeps them equal.
//! How a page changes its language is left to `language`.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;

use super::dom;
use super::notice::Notice;
use crate::lesson::link;
use crate::lesson::state::Playground;
use crate::text::choices::Choices;
use crate::text::lang::{Lang, Text};

/// Changes of one control within this time are one step of the browser's history.
const ONE_STEP_MS: f64 = 1500.0;

#[derive(Clone, Copy)]
pub struct Page {
    pub lang: RwSignal<Lang>,
    pub playground: RwSignal<Playground>,
    /// The choices that the page's program knows, and their names.
    pub choices: Choices,
    /// The page's own choices: what its link need not say.
    pub start: StoredValue<Playground>,
    /// What the training run that exists was made from; `None` while there is none.
    pub applied: RwSignal<Option<Playground>>,
    /// Fires whenever colours or sizes change: what canvases repaint for.
    pub look: Trigger,
    /// The control changed last, and when.
    last_change: StoredValue<(&'static str, f64)>,
}

impl Page {
    /// The page as its HTML and URL say.
    pub fn open(choices: Choices) -> Self {
        let start = Playground::of(&dom::root_attribute("data-page").unwrap_or_default());
        let playground = RwSignal::new(link::read(choices.groups, &search(), &start));
        let page = Self {
            lang: RwSignal::new(language()),
            playground,
            choices,
            start: StoredValue::new(start),
            applied: RwSignal::new(None),
            look: watch_theme(),
            last_change: StoredValue::new(("", 0.0)),
        };
        page.read_run();
        page.listen();
        page
    }

    /// To the browser's history, and to the page's other programs.
    fn listen(self) {
        let handle = window_event_listener(leptos::ev::popstate, move |_| self.read_url());
        on_cleanup(move || handle.remove());
        Notice::Choices.on(move || {
            // What another program did in between is a step of its own.
            self.last_change.set_value(("", 0.0));
            self.read_url();
        });
        Notice::Language.on(move || {
            if self.lang.get_untracked() != language() {
                self.lang.set(language());
            }
        });
        Notice::Look.on(move || self.look.notify());
        Notice::Run.on(move || self.read_run());
    }

    fn read_url(self) {
        let told = self.read(&search());
        if self.playground.with_untracked(|now| *now != told) {
            self.playground.set(told);
        }
    }

    fn read_run(self) {
        let told = dom::root_attribute("data-applied").map(|query| self.read(&query));
        if self.applied.with_untracked(|now| *now != told) {
            self.applied.set(told);
        }
    }

    fn read(self, query: &str) -> Playground {
        self.start
            .with_value(|start| link::read(self.choices.groups, query, start))
    }

    /// Colours or sizes are others now, here and in the page's other programs.
    pub fn change_look(self) {
        self.look.notify();
        Notice::Look.post();
    }

    /// The language is what the page's HTML says now, here and in the page's other programs.
    pub fn change_language(self) {
        self.lang.set(language());
        Notice::Language.post();
    }

    /// Keeps the page's other programs told of the run that this one has.
    pub fn share_run(self) {
        Effect::new(move |_| {
            let told = self.applied.with(|applied| {
                let applied = applied.as_ref()?;
                let write = |start: &Playground| link::write(self.choices.groups, applied, start);
                Some(self.start.with_value(write))
            });
            dom::set_root_attribute("data-applied", told.as_deref());
            Notice::Run.post();
        });
    }

    /// The words of `text` in the page's language, and whenever that changes.
    pub fn say(self, text: Text) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
        move || text.get(self.lang.get())
    }

    /// Sets the choice `name` from a control's text and tells the URL; `false` if it means nothing.
    pub fn choose(self, name: &'static str, value: &str) -> bool {
        let mut next = self.playground.get_untracked();
        if !link::set(self.choices.groups, &mut next, name, value) {
            return false;
        }
        self.choose_as(next, name);
        true
    }

    /// Replaces every choice at once.
    pub fn choose_all(self, next: Playground) {
        self.choose_as(next, "");
    }

    /// Replaces every choice, as a change of the control `name`.
    pub fn choose_as(self, next: Playground, name: &'static str) {
        if self.playground.with_untracked(|now| *now != next) {
            let same_step = self.same_step(name);
            self.playground.set(next);
            self.tell_url(same_step);
        }
    }

    /// The control changed last; empty before the first change.
    pub fn last_changed(self) -> &'static str {
        self.last_change.get_value().0
    }

    /// Its address with every choice: path, query, fragment.
    pub fn address(self) -> String {
        let location = window().location();
        let path = location.pathname().unwrap_or_default();
        let hash = location.hash().unwrap_or_default();
        let query = self.playground.with_untracked(|now| {
            let groups = self.choices.groups;
            self.start
                .with_value(|start| link::rewrite(groups, &search(), now, start))
        });
        match query.as_str() {
            "" => format!("{path}{hash}"),
            query => format!("{path}?{query}{hash}"),
        }
    }

    /// Whether a change of `name` now belongs to the last one; remembers it.
    fn same_step(self, name: &'static str) -> bool {
        let now = js_sys::Date::now();
        let (last, when) = self.last_change.get_value();
        self.last_change.set_value((name, now));
        !name.is_empty() && last == name && now - when < ONE_STEP_MS
    }

    fn tell_url(self, same_step: bool) {
        let url = self.address();
        let Ok(history) = window().history() else {
            return;
        };
        let null = wasm_bindgen::JsValue::NULL;
        let told = if same_step {
            history.replace_state_with_url(&null, "", Some(&url))
        } else {
            history.push_state_with_url(&null, "", Some(&url))
        };
        // A sandboxed frame may forbid this; the choice holds all the same, in this program.
        if told.is_ok() {
            Notice::Choices.post();
        }
    }
}

/// The theme of the page, and the system's own while the page follows it.
fn watch_theme() -> Trigger {
    let theme = Trigger::new();
    if let Ok(Some(query)) = window().match_media("(prefers-color-scheme: dark)") {
        let then = Closure::<dyn FnMut()>::new(move || theme.notify());
        query.set_onchange(Some(then.as_ref().unchecked_ref()));
        dom::keep((query, then));
    }
    theme
}

/// The language that the page's HTML is in.
fn language() -> Lang {
    match dom::root_attribute("data-lang").as_deref() {
        Some("en") => Lang::En,
        Some(_) | None => Lang::Zh,
    }
}

fn search() -> String {
    window().location().search().unwrap_or_default()
}
