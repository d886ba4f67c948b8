//! What the worker tells, put into the lab's signals. What is asked of it is left to the lab itself.

use js_sys::Uint8Array;
use leptos::prelude::*;

use super::{Download, Lab, Pace, Weights};
use crate::data::fashion_mnist::ShardError;
use crate::lesson::state::Playground;
use crate::train::client::Beside;
use crate::train::protocol::{Event, Failure, Request, RunState};
use crate::ui::dom;
use crate::ui::notice::{self, Hand};

impl Lab {
    /// An event of another run than the present one is dropped.
    pub(super) fn hear(self, event: Event, beside: Beside) {
        if event.run().is_some_and(|run| run != self.run.get_value()) {
            return;
        }
        match event {
            Event::Download {
                file,
                loaded,
                total,
            } => self.note_download(Download {
                file,
                loaded,
                total,
            }),
            Event::DownloadFailed { file, error } => self.note_failure(file, error),
            Event::State { state, .. } => self.state.set(state),
            Event::Progress {
                points,
                examples_per_second,
                seconds_left,
                ..
            } => {
                self.history.update(|history| history.steps.extend(points));
                self.pace.set(Pace {
                    examples_per_second: Some(examples_per_second),
                    seconds_left,
                });
            }
            Event::Epoch { point, .. } => {
                self.history.update(|history| history.close_epoch(point));
                if notice::handed(Hand::Mistakes).is_some() {
                    self.send(|run| Request::Inspect { run });
                }
            }
            Event::Probe { probe, .. } => self.probe.set(Some(probe)),
            Event::Inspection { inspection, .. } => {
                self.inspecting.set(false);
                self.inspection.set(Some(inspection));
            }
            // Asked for by widgets with a worker of their own.
            Event::Sensitivity { .. } | Event::Vitals { .. } => {}
            // Heard before, by `engines`.
            Event::Ready { .. } | Event::Unavailable { .. } | Event::Measured { .. } => {}
            Event::Checkpoint { step, .. } => {
                if let Some(bytes) = beside {
                    self.keep(step, bytes);
                }
            }
            Event::Exported { .. } => {
                if let Some(bytes) = beside {
                    self.save(&bytes);
                }
            }
            Event::Imported { .. } => self.note_import(),
            Event::Failed { failure, .. } => self.note_refusal(failure),
            Event::ImportFailed { errors, .. } => self.weights.set(Weights::Refused(errors)),
        }
    }

    fn save(self, bytes: &Uint8Array) {
        let slug = self.playground.with_untracked(Playground::slug);
        let name = format!("{slug}.safetensors");
        dom::save_bytes(&name, "application/octet-stream", bytes);
        self.weights.set(Weights::Exported {
            bytes: bytes.length() as usize,
        });
    }

    fn note_import(self) {
        self.has_import.set_value(true);
        self.inspection.set(None);
        self.weights.update(|weights| {
            *weights = match weights {
                Weights::Fetching(trained) => Weights::Trained(*trained),
                Weights::Untouched
                | Weights::Exported { .. }
                | Weights::Imported
                | Weights::Trained(_)
                | Weights::Unreachable(..)
                | Weights::Refused(_) => Weights::Imported,
            };
        });
        self.look_again();
    }

    fn note_refusal(self, failure: Failure) {
        self.inspecting.set(false);
        // There may be no run that would say so itself.
        if self.state.get_untracked() == RunState::Loading {
            self.state.set(RunState::Paused);
        }
        self.refusal.set(Some(failure));
    }

    fn note_failure(self, file: String, error: ShardError) {
        self.downloads
            .update(|list| list.retain(|download| download.file != file));
        self.failures.update(|list| {
            list.retain(|(known, _)| *known != file);
            list.push((file, error));
        });
    }

    fn note_download(self, news: Download) {
        self.downloads.update(|list| {
            match list.iter_mut().find(|download| download.file == news.file) {
                Some(known) => *known = news,
                None => list.push(news),
            }
        });
    }
}
