//! The layer that the address asks for, `#layer-conv.0`: how one program of a page asks another to open
//! a layer, and how a link does. Opening it is left to whoever shows layers.

use leptos::prelude::*;
use web_sys::Event;

const PREFIX: &str = "#layer-";
const EVENT: &str = "hashchange";

/// Asks for a layer, also where the address asks for it already.
pub fn ask(path: &str) {
    let location = window().location();
    let page = location.pathname().unwrap_or_default();
    let query = location.search().unwrap_or_default();
    let url = format!("{page}{query}{PREFIX}{path}");
    if let Ok(history) = window().history() {
        // No entry of its own: back leads to what was chosen before, not to every layer looked at.
        let null = wasm_bindgen::JsValue::NULL;
        let _ = history.replace_state_with_url(&null, "", Some(&url));
    }
    if let Ok(event) = Event::new(EVENT) {
        // Fails only for an event that is under way already.
        let _ = window().dispatch_event(&event);
    }
}

/// Its path.
pub fn asked() -> Option<String> {
    let hash = window().location().hash().ok()?;
    hash.strip_prefix(PREFIX).map(str::to_owned)
}

/// Calls `then` whenever a layer may have been asked for.
pub fn on_ask(then: impl Fn() + 'static) {
    let handle = window_event_listener_untyped(EVENT, move |_| then());
    on_cleanup(move || handle.remove());
}
