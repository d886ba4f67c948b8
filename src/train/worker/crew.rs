//! A crew of workers that this worker starts: no shared memory, so any static host will do.
//! What they compute is left to `train::crew`.

use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::Rc;

use js_sys::{Array, ArrayBuffer, Float32Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent, Worker, WorkerOptions, WorkerType};

use super::lists::list;
use super::wake::Wake;
use crate::train::crew::Crew;
use crate::train::protocol::{self, RunSpec};

/// Milliseconds that a measurement waits for one that was started.
const PATIENCE: i32 = 5000;

/// Workers made from the script of this one, by whom they assist.
pub struct Hands {
    script: String,
    spec: Option<RunSpec>,
    hands: Vec<Hand>,
}

/// Dropping it ends the worker.
struct Hand {
    /// `None` where the browser gives no more.
    worker: Option<Worker>,
    heard: Rc<Heard>,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn()>,
}

#[derive(Default)]
struct Heard {
    /// What it is to work on.
    spec: RefCell<Option<RunSpec>>,
    is_ready: Cell<bool>,
    has_failed: Cell<bool>,
    /// It was given enough time.
    is_late: Cell<bool>,
    /// The last task is still to be answered.
    is_asked: Cell<bool>,
    /// Tasks without an answer: only that of the last one counts.
    waiting: Cell<u32>,
    answer: RefCell<Option<Float32Array>>,
    /// Memory of the last answer, for the next task.
    room: RefCell<Option<ArrayBuffer>>,
    news: Wake,
}

impl Hands {
    pub fn new(scope: &DedicatedWorkerGlobalScope) -> Self {
        Self {
            script: scope.location().href(),
            spec: None,
            hands: Vec::new(),
        }
    }
}

impl Crew for Hands {
    fn enlist(&mut self, spec: &RunSpec, members: usize) {
        self.hands.truncate(members);
        if self.spec.as_ref() != Some(spec) {
            self.spec = Some(spec.clone());
            // One that could not do the last work may be able to do this.
            if self.hands.iter().any(|hand| hand.heard.has_failed.get()) {
                self.hands.clear();
            }
            for hand in &self.hands {
                hand.enlist(spec);
            }
        }
        while self.hands.len() < members {
            self.hands.push(Hand::start(&self.script, spec));
        }
    }

    fn gather(&mut self) -> Pin<Box<dyn Future<Output = ()> + '_>> {
        Box::pin(async {
            for hand in &self.hands {
                while !hand.heard.is_settled() {
                    hand.heard.news.wait().await;
                }
            }
        })
    }

    fn ask(&mut self, member: usize, task: &[&[f32]]) {
        if let Some(hand) = self.hands.get(member) {
            hand.ask(task);
        }
    }

    fn answer<'a>(
        &'a mut self,
        member: usize,
        into: &'a mut Vec<f32>,
    ) -> Pin<Box<dyn Future<Output = bool> + 'a>> {
        Box::pin(async move {
            match self.hands.get(member) {
                Some(hand) => hand.answer(into).await,
                None => false,
            }
        })
    }
}

impl Hand {
    fn start(script: &str, spec: &RunSpec) -> Self {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(script, &options).ok();
        let heard = Rc::new(Heard::default());
        heard.spec.replace(Some(spec.clone()));
        let on_message = {
            let (heard, worker) = (Rc::clone(&heard), worker.clone());
            move |message: MessageEvent| heard.hear(&message.data(), worker.as_ref())
        };
        let on_error = {
            let heard = Rc::clone(&heard);
            move || heard.fail()
        };
        let on_late = {
            let heard = Rc::clone(&heard);
            move || {
                heard.is_late.set(true);
                heard.news.set();
            }
        };
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(on_message);
        let on_error = Closure::<dyn Fn()>::new(on_error);
        // It may outlive the hand.
        set_timeout(&Closure::<dyn Fn()>::new(on_late).into_js_value(), PATIENCE);
        match &worker {
            Some(worker) => {
                worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
                worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
                worker.set_onmessageerror(Some(on_error.as_ref().unchecked_ref()));
            }
            None => heard.fail(),
        }
        Self {
            worker,
            heard,
            _on_message: on_message,
            _on_error: on_error,
        }
    }

    /// A worker hears nothing before it is ready; then it is told at once.
    fn enlist(&self, spec: &RunSpec) {
        self.heard.spec.replace(Some(spec.clone()));
        if let (Some(worker), true) = (&self.worker, self.heard.is_ready.get()) {
            tell(worker, spec);
        }
    }

    fn ask(&self, task: &[&[f32]]) {
        let Some(worker) = &self.worker else {
            return;
        };
        if !self.heard.is_ready.get() || self.heard.has_failed.get() {
            return;
        }
        let task = list(self.heard.room.take(), task);
        self.heard.answer.replace(None);
        // Posting a buffer of one's own cannot fail.
        let _ = worker.post_message_with_transfer(&task, &Array::of1(&task.buffer()));
        self.heard.is_asked.set(true);
        self.heard.waiting.set(self.heard.waiting.get() + 1);
    }

    async fn answer(&self, into: &mut Vec<f32>) -> bool {
        while self.heard.is_asked.get() {
            if let Some(list) = self.heard.answer.take() {
                into.resize(list.length() as usize, 0.0);
                list.copy_to(into);
                self.heard.room.replace(Some(list.buffer()));
                self.heard.is_asked.set(false);
                return !into.is_empty();
            }
            self.heard.news.wait().await;
        }
        false
    }
}

impl Drop for Hand {
    fn drop(&mut self) {
        if let Some(worker) = &self.worker {
            worker.set_onmessage(None);
            worker.set_onerror(None);
            worker.set_onmessageerror(None);
            worker.terminate();
        }
    }
}

impl Heard {
    fn is_settled(&self) -> bool {
        self.is_ready.get() || self.has_failed.get() || self.is_late.get()
    }

    fn hear(&self, data: &JsValue, worker: Option<&Worker>) {
        if let Some(list) = data.dyn_ref::<Float32Array>() {
            self.waiting.set(self.waiting.get().saturating_sub(1));
            if self.waiting.get() == 0 {
                self.answer.replace(Some(list.clone()));
                self.news.set();
            }
            return;
        }
        // An event: its greeting. A worker that panics says so in a string.
        if data.is_string() {
            return self.fail();
        }
        if let (Some(worker), Some(spec)) = (worker, &*self.spec.borrow()) {
            tell(worker, spec);
        }
        self.is_ready.set(true);
        self.news.set();
    }

    fn fail(&self) {
        self.has_failed.set(true);
        self.is_asked.set(false);
        self.news.set();
    }
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(action: &JsValue, milliseconds: i32);
}

/// A spec is a view of bytes, where a request is their buffer.
fn tell(worker: &Worker, spec: &RunSpec) {
    // Posting fresh bytes cannot fail.
    let _ = worker.post_message(&Uint8Array::from(protocol::encode(spec).as_slice()));
}
