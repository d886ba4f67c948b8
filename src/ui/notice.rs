//! What the programs of one page tell one another: window events that carry nothing. What each is about
//! stands in the document or with the window, where a program that starts later finds it too.

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
    /// A picture went through the network; see [`Hand::Probe`].
    Probe,
    /// Which rows other programs show; see [`Hand::Rows`].
    Rows,
    /// Somebody wants to see a picture go through.
    Picture,
    /// Somebody wants the mistakes of the weights as they are.
    Inspect,
}

impl Notice {
    const fn name(self) -> &'static str {
        match self {
            Notice::Choices => "convlab-choices",
            Notice::Language => "convlab-language",
            Notice::Look => "convlab-look",
            Notice::Run => "convlab-run",
            Notice::Probe => "convlab-probe",
            Notice::Rows => "convlab-rows",
            Notice::Picture => "convlab-picture",
            Notice::Inspect => "convlab-inspect",
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

/// Bytes that programs hand one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hand {
    Probe,
    /// Rows of the trace that other programs show.
    Rows,
    /// Left by whoever posts [`Notice::Picture`].
    Wish,
    /// Left by whoever shows mistakes.
    Mistakes,
}

impl Hand {
    /// The property of the window that holds them.
    const fn name(self) -> &'static str {
        match self {
            Hand::Probe => "convlabProbe",
            Hand::Rows => "convlabRows",
            Hand::Wish => "convlabWish",
            Hand::Mistakes => "convlabMistakes",
        }
    }
}

/// Leaves `bytes` for the other programs, which look when a notice says so.
pub fn hand_over(hand: Hand, bytes: &[u8]) {
    let bytes = Uint8Array::from(bytes);
    // The window takes any property.
    let _ = Reflect::set(&window(), &hand.name().into(), &bytes);
}

/// What was handed over last.
pub fn handed(hand: Hand) -> Option<Vec<u8>> {
    let held = Reflect::get(&window(), &hand.name().into()).ok()?;
    Some(held.dyn_ref::<Uint8Array>()?.to_vec())
}
