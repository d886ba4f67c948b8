//! The worker without a browser: requests in, events out, one unit of work at a time.
//! Messages, fetching and the event loop are left to `worker`; a run itself to `live`.

#[cfg(not(feature = "gpu-only"))]
use super::assistant::Assistant;
use super::checkpoint::Checkpoint;
use super::crew::Crew;
use super::live::LiveRun;
use super::measure::measure;
use super::protocol::{Event, Failure, Request, RunId, RunSpec, RunState};
use super::session::Session;
use crate::data::fashion_mnist::{Shard, ShardError};
use crate::data::store::Store;
use crate::tensor::device::Device;

pub struct Trainer {
    /// Seconds, from any start.
    clock: Box<dyn Fn() -> f64>,
    /// Makes an empty device for each run.
    device: Box<dyn Fn() -> Device>,
    /// While no run has them.
    crew: Option<Box<dyn Crew>>,
    /// What is asked of this worker by another one.
    #[cfg(not(feature = "gpu-only"))]
    assistant: Option<Assistant>,
    store: Store,
    run: RunId,
    live: Option<LiveRun>,
    /// To be measured, and what the asker calls it.
    candidate: Option<(u32, RunSpec)>,
    events: Vec<Event>,
}

impl Trainer {
    pub fn new(device: impl Fn() -> Device + 'static, clock: impl Fn() -> f64 + 'static) -> Self {
        Self {
            clock: Box::new(clock),
            device: Box::new(device),
            crew: None,
            #[cfg(not(feature = "gpu-only"))]
            assistant: None,
            store: Store::default(),
            run: RunId::default(),
            live: None,
            candidate: None,
            events: Vec::new(),
        }
    }

    /// Starts with data that is there already.
    pub fn with_store(self, store: Store) -> Self {
        Self { store, ..self }
    }

    /// With others who do tasks.
    pub fn with_crew(self, crew: Box<dyn Crew>) -> Self {
        let crew = Some(crew);
        Self { crew, ..self }
    }

    /// The events since the last call, in order.
    pub fn take_events(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.events)
    }

    /// The shard to fetch next, if one is needed.
    pub fn next_shard(&self) -> Option<&'static Shard> {
        self.store.next()
    }

    /// What came of fetching `shard`; nothing if no run waits for it any more.
    pub fn receive(&mut self, shard: &'static Shard, fetched: Result<Vec<u8>, ShardError>) {
        match fetched {
            Ok(bytes) => self.store.receive(shard, bytes),
            Err(error) if self.store.is_due(shard) => {
                self.store.give_up();
                self.lack(shard.file, error);
            }
            Err(_) => {}
        }
    }

    /// There is something for [`Trainer::work`] to do.
    pub fn is_busy(&self) -> bool {
        let live = self.live.as_ref();
        let waits = self.candidate.is_some() || self.store.has_packed();
        waits || live.is_some_and(|live| live.is_busy(&self.store))
    }

    /// Answers `request`; one of an old run is dropped.
    pub async fn handle(&mut self, request: Request) {
        let run = request.run();
        let answered = match (request, &mut self.live) {
            (Request::Reset { spec, .. }, _) if run >= self.run => self.reset(run, spec),
            (Request::Resume { checkpoint, .. }, _) if run >= self.run => {
                self.resume(run, &checkpoint)
            }
            (Request::Measure { network, spec }, _) => {
                self.candidate = Some((network, spec));
                Ok(())
            }
            (request, Some(live)) if run == self.run => live.answer(request, &mut self.store).await,
            // A run that could not be made, as was told, rests; before the first there is none.
            (_, None) if run == self.run && run > RunId::default() => {
                let state = RunState::Paused;
                self.events.push(Event::State { run, state });
                Ok(())
            }
            (_, Some(_) | None) => Ok(()),
        };
        self.settle(answered);
    }

    /// One unit of work: a network measured, a shard unpacked, a probe, a batch tested, or one optimiser
    /// step.
    pub async fn work(&mut self) {
        if let Some((network, spec)) = self.candidate.take() {
            let device = (self.device)();
            let crew = match &mut self.live {
                Some(live) => live.crew(),
                None => &mut self.crew,
            };
            let examples_per_second = measure(spec, device, crew, &self.clock).await;
            self.events.push(Event::Measured {
                network,
                examples_per_second,
            });
        } else if self.store.has_packed() {
            match self.store.unpack() {
                Ok(()) => self.settle(Ok(())),
                Err((file, error)) => self.lack(file, error),
            }
        } else if let Some(live) = &mut self.live {
            let worked = live.work(&self.store, &self.clock).await;
            if worked.is_err() {
                live.stop();
            }
            self.settle(worked);
        }
    }

    /// From now on does tasks for another worker; if it can: who asks one that cannot gets no answer,
    /// and does the work itself.
    #[cfg(not(feature = "gpu-only"))]
    pub fn assist(&mut self, spec: RunSpec) {
        self.assistant = Assistant::new(spec, (self.device)()).ok();
    }

    /// Who does them; nobody where the network cannot be made.
    #[cfg(not(feature = "gpu-only"))]
    pub fn assistant(&mut self) -> Option<&mut Assistant> {
        self.assistant.as_mut()
    }

    fn reset(&mut self, run: RunId, spec: RunSpec) -> Result<(), Failure> {
        self.leave(run);
        let session = Session::new(spec, (self.device)())?;
        self.take_up(LiveRun::new(run, session));
        Ok(())
    }

    fn resume(&mut self, run: RunId, bytes: &[u8]) -> Result<(), Failure> {
        self.leave(run);
        let checkpoint = Checkpoint::decode(bytes)?;
        let session = Session::resume(&checkpoint, (self.device)())?;
        let Checkpoint {
            test_due, seconds, ..
        } = checkpoint;
        self.take_up(LiveRun::resumed(run, session, test_due, seconds));
        Ok(())
    }

    /// The run that there was is over.
    fn leave(&mut self, run: RunId) {
        self.run = run;
        if let Some(mut live) = self.live.take() {
            self.crew = live.crew().take();
        }
        self.store.want_train(0);
    }

    fn take_up(&mut self, mut live: LiveRun) {
        *live.crew() = self.crew.take();
        self.live = Some(live);
    }

    /// A shard could not be had: says so, and waits for the reader.
    fn lack(&mut self, file: &str, error: ShardError) {
        self.events.push(Event::DownloadFailed {
            file: file.to_owned(),
            error,
        });
        if let Some(live) = &mut self.live {
            live.stop();
        }
        self.settle(Ok(()));
    }

    /// Reports a failure, then hands on what the run has to tell.
    fn settle(&mut self, done: Result<(), Failure>) {
        if let Err(failure) = done {
            let run = self.run;
            self.events.push(Event::Failed { run, failure });
        }
        if let Some(live) = &mut self.live {
            live.announce(&self.store);
            self.events.append(&mut live.events);
        }
    }
}
