//! What the programs of one page tell one another: window events that carry nothing. What each is about
//! stands in the document, where a program that starts later finds it too.

use std::cell::Cell;

use js_sys::{Reflect, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::Event;

thread_local! {
    static IS_POSTING: Cell<bool> = const { Cell::new(false) };
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// The choices, in the URL.
    Choices,
    /// The language, in the root's `data-lang`.
    Language,
    /// Colours or sizes.
    Look,
    /// What the run that exists was made from, in the root's `data-applied`.
    Run,
    /// The run that exists has something new to show.
    History,
    /// Somebody wants to see it; see [`hand_over`].
    HistoryWanted,
}

impl Notice {
    const fn name(self) -> &'static str {
        match self {
            Notice::Choices => "convlab-choices",
            Notice::Language => "convlab-language",
            Notice::Look => "convlab-look",
            Notice::Run => "convlab-run",
            Notice::History => "convlab-history",
            Notice::HistoryWanted => "convlab-history-wanted",
        }
    }

    /// To the other programs, who hear it before this returns.
    pub fn post(self) {
        if let Ok(event) = Event::new(self.name()) {
            IS_POSTING.set(true);
            // Fails for an event that is being posted already only.
            let _ = window().dispatch_event(&event);
            IS_POSTING.set(false);
        }
    }

    /// Calls `then` whenever another program posts this; a program does not hear itself.
    pub fn on(self, then: impl Fn() + 'static) {
        let handle = window_event_listener_untyped(self.name(), move |_| {
            if !IS_POSTING.get() {
                then();
            }
        });
        on_cleanup(move || handle.remove());
    }
}

/// The property of the window that holds what is handed over.
const HANDS: &str = "convlabHistory";

/// Leaves `bytes` for whoever posted [`Notice::HistoryWanted`]: it looks as soon as that returns.
pub fn hand_over(bytes: &[u8]) {
    let bytes = Uint8Array::from(bytes);
    // The window takes any property.
    let _ = Reflect::set(&window(), &HANDS.into(), &bytes);
}

/// What was handed over last; nothing where no program trains.
pub fn handed() -> Option<Vec<u8>> {
    let held = Reflect::get(&window(), &HANDS.into()).ok()?;
    Some(held.dyn_ref::<Uint8Array>()?.to_vec())
}
