//! A worker for one widget: a run, its events, and what went wrong. Without the whole lab's signals;
//! what is made of the events is left to the widget.

use leptos::prelude::*;

use super::{Download, worker_url};
use crate::data::fashion_mnist::ShardError;
use crate::lesson::device::Engine;
use crate::train::client::Client;
use crate::train::protocol::{Event, Failure, Request, RunId, RunSpec};

#[derive(Clone, Copy)]
pub struct Slim {
    client: StoredValue<Option<Client>, LocalStorage>,
    run: StoredValue<RunId>,
    hear: Callback<(Event,)>,
    pub download: RwSignal<Option<Download>>,
    pub failed: RwSignal<Option<(String, ShardError)>>,
    /// The worker itself could not start or crashed, in the browser's words.
    pub crash: RwSignal<Option<String>>,
    pub refusal: RwSignal<Option<Failure>>,
}

impl Slim {
    /// Starts nothing. `hear` gets every event of the present run.
    pub fn new(hear: Callback<(Event,)>) -> Self {
        Self {
            client: StoredValue::new_local(None),
            run: StoredValue::new(RunId::default()),
            hear,
            download: RwSignal::new(None),
            failed: RwSignal::new(None),
            crash: RwSignal::new(None),
            refusal: RwSignal::new(None),
        }
    }

    /// A new run, paused before its first step; starts the worker if there is none.
    pub fn renew(self, spec: RunSpec) {
        self.wake();
        self.run.update_value(|run| run.0 += 1);
        self.ask(|run| Request::Reset { run, spec });
    }

    /// Asks something of the present run.
    pub fn ask(self, request: impl FnOnce(RunId) -> Request) {
        let request = request(self.run.get_value());
        self.client.with_value(|client| {
            if let Some(client) = client {
                client.send(&request);
            }
        });
    }

    /// What went wrong is being tried again.
    pub fn forget_failures(self) {
        self.failed.set(None);
        self.crash.set(None);
        self.refusal.set(None);
    }

    /// There is a worker; none before the first run and after a crash.
    pub fn is_awake(self) -> bool {
        self.client.with_value(Option::is_some)
    }

    fn wake(self) {
        if self.is_awake() {
            return;
        }
        let url = worker_url(Engine::Cpu);
        match Client::start(
            &url,
            move |event, _| self.tell(event),
            move |w| self.fail(w),
        ) {
            Ok(client) => self.client.set_value(Some(client)),
            Err(words) => self.crash.set(Some(words)),
        }
    }

    fn tell(self, event: Event) {
        match &event {
            Event::Download {
                file,
                loaded,
                total,
            } => self.download.set(Some(Download {
                file: file.clone(),
                loaded: *loaded,
                total: *total,
            })),
            Event::DownloadFailed { file, error } => {
                self.failed.set(Some((file.clone(), error.clone())));
            }
            Event::Failed { failure, .. } => self.refusal.set(Some(failure.clone())),
            Event::Ready { .. }
            | Event::Unavailable { .. }
            | Event::Checkpoint { .. }
            | Event::State { .. }
            | Event::Progress { .. }
            | Event::Epoch { .. }
            | Event::Probe { .. }
            | Event::Inspection { .. }
            | Event::Exported { .. }
            | Event::Imported { .. }
            | Event::Measured { .. }
            | Event::Sensitivity { .. }
            | Event::Vitals { .. }
            | Event::ImportFailed { .. } => {}
        }
        self.hear.run((event,));
    }

    fn fail(self, words: String) {
        self.client.set_value(None);
        self.crash.set(Some(words));
    }
}
