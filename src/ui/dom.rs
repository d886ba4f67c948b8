//! The browser as this app uses it: observers and listeners that end with their owner, files,
//! clipboard, storage. Nothing here knows what the app shows.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Element, Event, HtmlAnchorElement, HtmlElement, HtmlInputElement, IntersectionObserver,
    IntersectionObserverEntry, IntersectionObserverInit, ResizeObserver,
};

use crate::lesson::number;

/// Keeps `handle` alive until the current owner is cleaned up, then drops it.
pub fn keep<T: 'static>(handle: T) {
    StoredValue::new_local(handle);
}

struct Resize {
    observer: ResizeObserver,
    _callback: Closure<dyn FnMut()>,
}

impl Drop for Resize {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Calls `then` whenever the size of `element` changes, and once at the start.
pub fn on_resize(element: &Element, then: impl FnMut() + 'static) {
    let callback = Closure::<dyn FnMut()>::new(then);
    let Ok(observer) = ResizeObserver::new(callback.as_ref().unchecked_ref()) else {
        return;
    };
    observer.observe(element);
    keep(Resize {
        observer,
        _callback: callback,
    });
}

struct Sight {
    observer: IntersectionObserver,
    _callback: Closure<dyn FnMut(js_sys::Array)>,
}

impl Drop for Sight {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Tells `then` whether `element` is within `margin` of the visible part of the page,
/// at the start and at every change.
pub fn on_sight(element: &Element, margin: &str, then: impl Fn(bool) + 'static) {
    let callback = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
        let last = entries.iter().next_back();
        if let Some(entry) = last.and_then(|e| e.dyn_into::<IntersectionObserverEntry>().ok()) {
            then(entry.is_intersecting());
        }
    });
    let options = IntersectionObserverInit::new();
    options.set_root_margin(margin);
    let made = IntersectionObserver::new_with_options(callback.as_ref().unchecked_ref(), &options);
    let Ok(observer) = made else {
        return;
    };
    observer.observe(element);
    keep(Sight {
        observer,
        _callback: callback,
    });
}

/// Ends the present task, so that the browser can draw and answer; what follows is a new one.
pub async fn breathe() {
    pause(Duration::ZERO).await;
}

/// Goes on in a task of its own, so much later.
pub async fn pause(time: Duration) {
    let wait = js_sys::Promise::new(&mut |resolve, _| {
        let go_on = move || {
            // A function that the browser made does not throw.
            let _ = resolve.call0(&JsValue::NULL);
        };
        set_timeout(go_on, time);
    });
    // Never rejected.
    let _ = JsFuture::from(wait).await;
}

/// Device pixels per CSS pixel.
pub fn pixel_ratio() -> f64 {
    window().device_pixel_ratio().max(1.0)
}

/// Whole device pixels nearest to `length` CSS pixels at the normal size of type.
pub fn device_zoom(length: f64) -> usize {
    (length * root_font_size() / 16.0 * pixel_ratio())
        .round()
        .max(1.0) as usize
}

/// The nearest ancestor-or-self of an event's target that matches `selector`.
pub fn closest(event: &Event, selector: &str) -> Option<Element> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target.closest(selector).ok().flatten()
}

/// The path of the layer that an event points at.
pub fn pointed_path(event: &Event) -> Option<String> {
    closest(event, "[data-path]")?.get_attribute("data-path")
}

/// The input that an event happened at.
pub fn input(event: &Event) -> Option<HtmlInputElement> {
    event.target()?.dyn_into().ok()
}

/// Hands `bytes` to the reader as a file.
pub fn save(name: &str, mime: &str, bytes: &[u8]) {
    save_bytes(name, mime, &js_sys::Uint8Array::from(bytes));
}

/// The same for bytes that are the browser's own.
pub fn save_bytes(name: &str, mime: &str, bytes: &js_sys::Uint8Array) {
    let parts = js_sys::Array::of1(bytes);
    let kind = web_sys::BlobPropertyBag::new();
    kind.set_type(mime);
    let blob = web_sys::Blob::new_with_u8_array_sequence_and_options(&parts, &kind);
    let url = blob.and_then(|blob| web_sys::Url::create_object_url_with_blob(&blob));
    if let Ok(url) = url {
        save_url(name, &url);
        // The download has begun with the click; the browser holds what it needs.
        let _ = web_sys::Url::revoke_object_url(&url);
    }
}

/// Downloads what stands at `url` under `name`.
pub fn save_url(name: &str, url: &str) {
    let Ok(link) = document().create_element("a") else {
        return;
    };
    let link: HtmlAnchorElement = link.unchecked_into();
    link.set_href(url);
    link.set_download(name);
    link.click();
}

/// The bytes of a file that the reader chose.
///
/// # Errors
/// The browser's own message.
pub async fn read_file(file: &web_sys::File) -> Result<Vec<u8>, String> {
    let buffer = JsFuture::from(file.array_buffer()).await;
    let buffer = buffer.map_err(|error| format!("{error:?}"))?;
    Ok(js_sys::Uint8Array::new(&buffer).to_vec())
}

/// The file at `url`.
///
/// # Errors
/// The browser's own message, or the server's status.
pub async fn fetch_bytes(url: &str) -> Result<Vec<u8>, String> {
    let words = |error: wasm_bindgen::JsValue| format!("{error:?}");
    let response = JsFuture::from(window().fetch_with_str(url)).await;
    let response: web_sys::Response = response.map_err(words)?.unchecked_into();
    if !response.ok() {
        return Err(format!("HTTP {}", response.status()));
    }
    let buffer = JsFuture::from(response.array_buffer().map_err(words)?).await;
    Ok(js_sys::Uint8Array::new(&buffer.map_err(words)?).to_vec())
}

/// Copies `text`; `false` if the browser does not let a page do so here.
pub async fn copy(text: &str) -> bool {
    // Without a secure context there is no clipboard object at all, whatever the types say.
    let navigator = window().navigator();
    let clipboard = js_sys::Reflect::get(&navigator, &"clipboard".into());
    if clipboard.is_ok_and(|clipboard| clipboard.is_object())
        && JsFuture::from(navigator.clipboard().write_text(text))
            .await
            .is_ok()
    {
        return true;
    }
    copy_by_selection(text).unwrap_or(false)
}

fn copy_by_selection(text: &str) -> Option<bool> {
    let area = document().create_element("textarea").ok()?;
    area.set_text_content(Some(text));
    area.set_class_name("visually-hidden");
    let body = document().body()?;
    body.append_child(&area).ok()?;
    let call = |object: &JsValue, name: &str, arguments: &js_sys::Array| {
        let function = js_sys::Reflect::get(object, &name.into()).ok()?;
        let function = function.dyn_into::<js_sys::Function>().ok()?;
        js_sys::Reflect::apply(&function, object, arguments).ok()
    };
    call(&area, "select", &js_sys::Array::new())?;
    let copied = call(
        &document(),
        "execCommand",
        &js_sys::Array::of1(&"copy".into()),
    )?;
    area.remove();
    copied.as_bool()
}

/// Makes this browser remember a choice; `index.html` reads it before the first paint.
pub fn remember(key: &str, value: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        // A full or forbidden storage only means that the choice is not remembered.
        let _ = storage.set_item(key, value);
    }
}

/// Whether a media query holds now.
pub fn media(query: &str) -> bool {
    window()
        .match_media(query)
        .ok()
        .flatten()
        .is_some_and(|list| list.matches())
}

/// Whether the page is shown dark: by choice, or as the system is.
pub fn is_dark() -> bool {
    match root_attribute("data-theme").as_deref() {
        Some("dark") => true,
        Some("light") => false,
        Some(_) | None => media("(prefers-color-scheme: dark)"),
    }
}

/// CSS pixels of one rem.
pub fn root_font_size() -> f64 {
    let size = document().document_element().and_then(|root| {
        let style = window().get_computed_style(&root).ok()??;
        style.get_property_value("font-size").ok()
    });
    let pixels = size.and_then(|size| number::parse(size.trim_end_matches("px")));
    pixels.unwrap_or(16.0)
}

/// The root element's attribute of that name.
pub fn root_attribute(name: &str) -> Option<String> {
    document().document_element()?.get_attribute(name)
}

/// Sets it, or takes it away.
pub fn set_root_attribute(name: &str, value: Option<&str>) {
    if let Some(root) = document().document_element() {
        // Only a name with forbidden characters can fail; ours are literals.
        let _ = match value {
            Some(value) => root.set_attribute(name, value),
            None => root.remove_attribute(name),
        };
    }
}

/// Scrolls the strip of chapters, where it is one, to the chapter that is open.
pub fn show_current_chapter() {
    let find = |selector| {
        let found = document().query_selector(selector).ok().flatten()?;
        found.dyn_into::<HtmlElement>().ok()
    };
    if let (Some(strip), Some(current)) = (find(".chapters"), find(".chapters [aria-current]")) {
        let [strip_at, current_at] =
            [&strip, &current].map(|element| element.get_bounding_client_rect().left());
        strip.set_scroll_left(strip.scroll_left() + (current_at - strip_at) as i32 - 16);
    }
}

/// Brings the first of `selectors` that there is into view, gently unless motion is unwelcome
/// (the style sheet decides).
pub fn scroll_to(selectors: &[&str]) {
    let find = |selector: &&str| document().query_selector(selector).ok().flatten();
    let Some(element) = selectors.iter().find_map(find) else {
        return;
    };
    element.scroll_into_view();
    if let Ok(element) = element.dyn_into::<HtmlElement>() {
        // Without a tabindex it cannot take the focus, and need not.
        let _ = element.focus();
    }
}

/// Whether the page has an element of `selector`.
pub fn exists(selector: &str) -> bool {
    let found = document().query_selector(selector);
    found.ok().flatten().is_some()
}

/// Gives the focus to the first element of `selector`, once what changed stands in the page.
pub fn focus(selector: &str) {
    let selector = selector.to_owned();
    request_animation_frame(move || {
        let found = document().query_selector(&selector).ok().flatten();
        if let Some(element) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
            let _ = element.focus();
        }
    });
}
