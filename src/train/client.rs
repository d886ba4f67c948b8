//! The page's side of the worker: starts it, sends requests, hands events on.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Array, ArrayBuffer, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{ErrorEvent, MessageEvent, Worker, WorkerOptions, WorkerType};

use super::protocol::{self, Event, Request, RunId};

/// A running worker. Dropping it terminates the worker.
pub struct Client {
    worker: Worker,
    link: Rc<Link>,
    /// Kept as long as the worker may call them.
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(web_sys::Event)>,
}

/// Long bytes of an event, in the browser's own memory.
pub type Beside = Option<Uint8Array>;

/// What sending and receiving share.
#[derive(Default)]
struct Link {
    /// A worker hears nothing before it is ready: requests wait here till then.
    waiting: RefCell<Vec<Request>>,
    is_ready: Cell<bool>,
    has_failed: Cell<bool>,
    /// The run last begun: events of another are dropped.
    run: Cell<RunId>,
}

impl Client {
    /// Starts the worker whose script stands at `url`; `on_event` gets every event in order, with the long
    /// bytes that came beside it, `on_failure` a worker that could not start or crashed: once, and nothing after it.
    ///
    /// # Errors
    /// The browser's own message, if it refuses to make a worker.
    pub fn start(
        url: &str,
        on_event: impl Fn(Event, Beside) + 'static,
        on_failure: impl Fn(String) + 'static,
    ) -> Result<Self, String> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker =
            Worker::new_with_options(url, &options).map_err(|error| format!("{error:?}"))?;
        let link = Rc::new(Link::default());
        let fail = {
            let link = Rc::clone(&link);
            Rc::new(move |reason: String| {
                if !link.has_failed.replace(true) {
                    on_failure(reason);
                }
            })
        };
        let on_message = {
            let (worker, link, fail) = (worker.clone(), Rc::clone(&link), Rc::clone(&fail));
            move |message: MessageEvent| match read(&message.data()) {
                Ok(told) => link.receive(&worker, told, &on_event),
                Err(reason) => fail(reason),
            }
        };
        let on_error = move |event: web_sys::Event| {
            // No message: the script itself could not be had.
            let message = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message);
            fail(message.unwrap_or_default());
        };
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(on_message);
        let on_error = Closure::<dyn Fn(web_sys::Event)>::new(on_error);
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onmessageerror(Some(on_error.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Self {
            worker,
            link,
            _on_message: on_message,
            _on_error: on_error,
        })
    }

    /// Sends `request` now, or as soon as the worker is ready; to a failed worker, nothing.
    pub fn send(&self, request: &Request) {
        if let Request::Reset { run, .. } | Request::Resume { run, .. } = request {
            self.link.run.set(*run);
        }
        if self.link.has_failed.get() {
            return;
        }
        if self.link.is_ready.get() {
            post(&self.worker, request);
        } else {
            self.link.waiting.borrow_mut().push(request.clone());
        }
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onmessageerror(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

impl Link {
    fn receive(
        &self,
        worker: &Worker,
        (event, beside): (Event, Beside),
        on_event: &impl Fn(Event, Beside),
    ) {
        if let Event::Ready { .. } = event {
            self.is_ready.set(true);
            for request in self.waiting.take() {
                post(worker, &request);
            }
        }
        let is_old = event.run().is_some_and(|run| run != self.run.get());
        if !is_old && !self.has_failed.get() {
            on_event(event, beside);
        }
    }
}

/// The event in a message, or the last words of a worker that panicked.
fn read(data: &JsValue) -> Result<(Event, Beside), String> {
    if let Some(words) = data.as_string() {
        return Err(words);
    }
    let buffers = data.dyn_ref::<Array>();
    let bytes = |at| {
        let buffer = buffers?.get(at).dyn_into::<ArrayBuffer>().ok()?;
        Some(Uint8Array::new(&buffer))
    };
    let event = bytes(0).and_then(|bytes| protocol::decode(&bytes.to_vec()));
    let event = event.ok_or_else(|| "a message of another version".to_owned())?;
    Ok((event, bytes(1)))
}

fn post(worker: &Worker, request: &Request) {
    let buffer = Uint8Array::from(protocol::encode(request).as_slice()).buffer();
    // Posting a fresh buffer cannot fail.
    let _ = worker.post_message_with_transfer(&buffer, &Array::of1(&buffer));
}
