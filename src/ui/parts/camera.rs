//! The reader's camera, from the press of a button until it is dropped: a few frames a second.
//! What is done with a frame is left to whoever asked.

use std::time::Duration;

use leptos::leptos_dom::helpers::IntervalHandle;
use leptos::prelude::*;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DomException, HtmlVideoElement, MediaDevices, MediaStream, MediaStreamConstraints,
    MediaStreamTrack,
};

use super::decode::{self, Decoded};
use crate::lesson::photo;

/// Between two frames.
const PAUSE: Duration = Duration::from_millis(125);

/// Why there is no camera.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    Denied,
    NoCamera,
    /// Pages that came over a plain connection have no cameras.
    Insecure,
    Failed,
}

/// A camera at work; it is switched off when this is dropped.
pub struct Camera {
    stream: MediaStream,
    video: HtmlVideoElement,
    timer: Option<IntervalHandle>,
}

impl Drop for Camera {
    fn drop(&mut self) {
        if let Some(timer) = self.timer {
            timer.clear();
        }
        for track in self.stream.get_tracks().iter() {
            if let Ok(track) = track.dyn_into::<MediaStreamTrack>() {
                track.stop();
            }
        }
        self.video.set_src_object(None);
    }
}

impl Camera {
    /// Asks the reader for the camera.
    ///
    /// # Errors
    /// Why there is none.
    pub async fn open() -> Result<Self, Refusal> {
        let devices = devices().ok_or(Refusal::Insecure)?;
        let wishes = MediaStreamConstraints::new();
        wishes.set_video(&JsValue::TRUE);
        let asked = devices.get_user_media_with_constraints(&wishes);
        let asked = asked.map_err(|error| refusal(&error))?;
        let stream = JsFuture::from(asked).await;
        let stream = stream.map_err(|error| refusal(&error))?;
        let stream: MediaStream = stream.dyn_into().map_err(|_| Refusal::Failed)?;
        let video = document().create_element("video").ok();
        let video = video.and_then(|video| video.dyn_into::<HtmlVideoElement>().ok());
        let camera = Self {
            stream,
            video: video.ok_or(Refusal::Failed)?,
            timer: None,
        };
        camera.video.set_muted(true);
        camera.video.set_src_object(Some(&camera.stream));
        let playing = camera.video.play().map_err(|_| Refusal::Failed)?;
        let playing = JsFuture::from(playing).await;
        playing.map(|_| camera).map_err(|_| Refusal::Failed)
    }

    /// Hands a frame after the other to `then`.
    pub fn watch(&mut self, then: impl Fn(Decoded) + 'static) {
        let video = self.video.clone();
        let look = move || {
            if let Some(frame) = frame(&video) {
                then(frame);
            }
        };
        self.timer = set_interval_with_handle(look, PAUSE).ok();
    }
}

fn frame(video: &HtmlVideoElement) -> Option<Decoded> {
    let size = photo::reduced([video.video_height(), video.video_width()]).ok()?;
    decode::pixels(size, |context, [height, width]| {
        context
            .draw_image_with_html_video_element_and_dw_and_dh(video, 0.0, 0.0, width, height)
            .ok()
    })
}

/// Without a secure context there is no such object, whatever the types say.
fn devices() -> Option<MediaDevices> {
    let navigator = window().navigator();
    let devices = js_sys::Reflect::get(&navigator, &"mediaDevices".into()).ok()?;
    devices.dyn_into().ok()
}

fn refusal(error: &JsValue) -> Refusal {
    let name = error.dyn_ref::<DomException>().map(DomException::name);
    match name.as_deref() {
        Some("NotAllowedError" | "SecurityError") => Refusal::Denied,
        Some("NotFoundError" | "OverconstrainedError") => Refusal::NoCamera,
        Some(_) | None => Refusal::Failed,
    }
}
