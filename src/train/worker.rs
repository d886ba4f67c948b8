//! The worker's side: takes messages, fetches shards, and lets the trainer work in slices between them.
//! What the messages mean is left to `trainer`.

mod assist;
#[cfg(not(feature = "gpu-only"))]
mod crew;
mod fetch;
#[cfg(not(feature = "gpu-only"))]
mod lists;
mod wake;

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use js_sys::{Array, ArrayBuffer, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, MessageChannel, MessageEvent, MessagePort, Performance};

use self::wake::Wake;
use super::protocol::{self, Event, Found, Request};
use super::trainer::Trainer;
use crate::data::fashion_mnist::{Shard, ShardError};
use crate::tensor::device::Device;

/// Milliseconds of work between two looks at the messages; a single step may take longer.
const SLICE: f64 = 40.0;

/// Makes this worker a trainer on the CPU, with others of its kind where a run asks for them. Data lie
/// in `data/fashion-mnist/` beside the worker's script.
#[cfg(not(feature = "gpu-only"))]
pub fn start() {
    let scope = scope();
    let trainer =
        Trainer::new(Device::cpu, seconds(&scope)).with_crew(Box::new(crew::Hands::new(&scope)));
    let device = Found::Cpu {
        simd: cfg!(target_feature = "simd128"),
    };
    listen(scope, trainer, Event::Ready { device });
}

/// Makes this worker a trainer on WebGPU, if there is any.
#[cfg(feature = "gpu")]
pub async fn start_gpu() {
    let scope = scope();
    match crate::tensor::gpu::open().await {
        Ok(gpu) => {
            let device = Found::Gpu(gpu.facts().clone());
            let trainer = Trainer::new(move || Device::gpu(gpu.fresh()), seconds(&scope));
            listen(scope, trainer, Event::Ready { device });
        }
        Err(reason) => post(&scope, Event::Unavailable { reason }),
    }
}

fn scope() -> DedicatedWorkerGlobalScope {
    report_panics();
    js_sys::global().unchecked_into()
}

fn listen(scope: DedicatedWorkerGlobalScope, trainer: Trainer, greeting: Event) {
    let inbox = Rc::new(Inbox::default());
    let on_message = {
        let inbox = Rc::clone(&inbox);
        move |message: MessageEvent| {
            let data = message.data();
            let Some(buffer) = data.dyn_ref::<ArrayBuffer>() else {
                return inbox.push(Message::Peer(data));
            };
            if let Some(request) = protocol::decode(&Uint8Array::new(buffer).to_vec()) {
                inbox.push(Message::Request(request));
            }
        }
    };
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(on_message);
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // The worker listens as long as it lives.
    on_message.forget();
    post(&scope, greeting);
    spawn_local(serve(scope, inbox, trainer));
}

enum Message {
    Request(Request),
    /// From another worker: views of numbers or bytes, where a request is a buffer.
    Peer(JsValue),
    Fetched(&'static Shard, Result<Vec<u8>, ShardError>),
}

/// What waits to be handled.
#[derive(Default)]
struct Inbox {
    messages: RefCell<VecDeque<Message>>,
    filled: Wake,
}

impl Inbox {
    fn push(&self, message: Message) {
        self.messages.borrow_mut().push_back(message);
        self.filled.set();
    }

    fn take(&self) -> Option<Message> {
        self.messages.borrow_mut().pop_front()
    }

    fn is_empty(&self) -> bool {
        self.messages.borrow().is_empty()
    }
}

/// Milliseconds, from any start.
fn milliseconds(scope: &DedicatedWorkerGlobalScope) -> impl Fn() -> f64 + use<> {
    let clock = scope.performance();
    move || {
        clock
            .as_ref()
            .map_or_else(js_sys::Date::now, Performance::now)
    }
}

fn seconds(scope: &DedicatedWorkerGlobalScope) -> impl Fn() -> f64 + use<> {
    let now = milliseconds(scope);
    move || now() / 1000.0
}

async fn serve(scope: DedicatedWorkerGlobalScope, inbox: Rc<Inbox>, mut trainer: Trainer) {
    let now = milliseconds(&scope);
    let gap = Gap::new();
    let mut is_fetching = false;
    let mut trusts_cache = true;
    loop {
        while let Some(message) = inbox.take() {
            match message {
                Message::Request(request) => trainer.handle(request).await,
                Message::Peer(data) => assist::hear(&scope, &mut trainer, &data).await,
                Message::Fetched(shard, fetched) => {
                    is_fetching = false;
                    trainer.receive(shard, fetched);
                }
            }
            trusts_cache &= hand_out(&scope, &mut trainer);
        }
        if let (false, Some(shard)) = (is_fetching, trainer.next_shard()) {
            is_fetching = true;
            spawn_local(load(scope.clone(), Rc::clone(&inbox), shard, trusts_cache));
        }
        if trainer.is_busy() {
            let start = now();
            while trainer.is_busy() && inbox.is_empty() && now() - start < SLICE {
                trainer.work().await;
                trusts_cache &= hand_out(&scope, &mut trainer);
            }
            gap.pass().await;
        } else {
            inbox.filled.wait().await;
        }
    }
}

/// Posts the trainer's events; false if one of them is a broken download.
fn hand_out(scope: &DedicatedWorkerGlobalScope, trainer: &mut Trainer) -> bool {
    let mut is_sound = true;
    for event in trainer.take_events() {
        is_sound &= !matches!(event, Event::DownloadFailed { .. });
        post(scope, event);
    }
    is_sound
}

async fn load(
    scope: DedicatedWorkerGlobalScope,
    inbox: Rc<Inbox>,
    shard: &'static Shard,
    trusts_cache: bool,
) {
    let progress = |loaded| {
        let event = Event::Download {
            file: shard.file.to_owned(),
            loaded,
            total: shard.bytes,
        };
        post(&scope, event);
    };
    let fetched = fetch::fetch(&scope, shard, trusts_cache, progress).await;
    inbox.push(Message::Fetched(shard, fetched));
}

/// An event, and its long bytes beside it.
fn post(scope: &DedicatedWorkerGlobalScope, mut event: Event) {
    let buffer = |bytes: &[u8]| Uint8Array::from(bytes).buffer();
    let beside = event.take_bytes();
    let buffers = Array::of1(&buffer(&protocol::encode(&event)));
    if let Some(bytes) = beside {
        buffers.push(&buffer(&bytes));
    }
    // Posting fresh buffers cannot fail.
    let _ = scope.post_message_with_transfer(&buffers, &buffers);
}

/// A panic ends the worker: the page gets its words as a plain string, the only message that is one. The
/// console has the trap that follows.
fn report_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
        let _ = scope.post_message(&panic.to_string().into());
    }));
}

/// Lets everything else that waits in the event loop run. A message to oneself is not slowed down
/// in a hidden tab, as a timer is.
struct Gap {
    door: Option<MessagePort>,
    passed: Rc<Wake>,
}

impl Gap {
    fn new() -> Self {
        let passed = Rc::new(Wake::default());
        let on_message = {
            let passed = Rc::clone(&passed);
            Closure::<dyn Fn()>::new(move || passed.set())
        };
        let door = MessageChannel::new().ok().map(|channel| {
            let exit = channel.port1();
            exit.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
            channel.port2()
        });
        on_message.forget();
        Self { door, passed }
    }

    async fn pass(&self) {
        if let Some(door) = &self.door
            && door.post_message(&JsValue::NULL).is_ok()
        {
            self.passed.wait().await;
        }
    }
}
