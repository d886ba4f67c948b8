//! The page's side of the worker: starts it, sends requests, hands events on.

use super::protocol::{Event, Request};

/// A running worker. Dropping it terminates the worker.
#[derive(Debug)]
pub struct Client {}

impl Client {
    /// Starts the worker whose script stands at `url`; `on_event` gets every event in order,
    /// `on_failure` a worker that could not start or crashed.
    ///
    /// # Errors
    /// The browser's own message, if it refuses to make a worker.
    pub fn start(
        url: &str,
        on_event: impl Fn(Event) + 'static,
        on_failure: impl Fn(String) + 'static,
    ) -> Result<Self, String> {
        let _ = (url, on_event, on_failure);
        todo!("train")
    }

    pub fn send(&self, request: &Request) {
        let _ = request;
        todo!("train")
    }
}
