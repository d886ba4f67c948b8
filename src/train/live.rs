//! One run under the reader's hands: what was asked for, what is due, what to tell.
//! The arithmetic is left to `session`.

use super::crew::Crew;
use super::keeping::Keeping;
use super::progress::{Left, Progress, rest_of_probes};
use super::protocol::{Event, Failure, Picture, Request, Rows, RunId, RunState};
use super::session::Session;
use super::test_pass::TestPass;
use crate::data::store::Store;
use crate::nn::safetensors::Dtype;

/// Seconds of steps between two looks at their losses, where looking costs a wait.
const AHEAD: f64 = 0.04;
/// Steps between two looks at most.
const MOST_AHEAD: usize = 32;

/// How far to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Goal {
    Rest,
    /// The epoch's test, if it is due.
    Test,
    /// One step, and the test if it ends the epoch.
    Step,
    End,
}

pub(super) struct LiveRun {
    pub(super) id: RunId,
    pub(super) session: Session,
    /// To be sent, in order.
    pub(super) events: Vec<Event>,
    goal: Goal,
    diverged: bool,
    announced: Option<RunState>,
    /// The epoch's steps are done and its test is not.
    pub(super) test_due: bool,
    inspection_due: bool,
    /// The test pass under way; the weights stay as they are until it is done or dropped.
    pass: Option<TestPass>,
    /// The last complete pass, while the weights are still those.
    tested: Option<TestPass>,
    picture: Option<(Picture, Rows)>,
    probe_due: bool,
    /// When the picture was last looked at, and the seconds it took.
    probed: (f64, f64),
    pub(super) progress: Progress,
    pass_seconds: f64,
    /// Steps before the next look at their losses.
    ahead: usize,
    pub(super) keeping: Keeping,
}

impl LiveRun {
    pub(super) fn new(id: RunId, session: Session) -> Self {
        Self {
            id,
            session,
            events: Vec::new(),
            goal: Goal::Rest,
            diverged: false,
            announced: None,
            test_due: false,
            inspection_due: false,
            pass: None,
            tested: None,
            picture: None,
            probe_due: false,
            probed: (f64::NEG_INFINITY, 0.0),
            progress: Progress::new(0.0),
            pass_seconds: 0.0,
            ahead: 1,
            keeping: Keeping::default(),
        }
    }

    /// From a checkpoint.
    pub(super) fn resumed(id: RunId, session: Session, test_due: bool, seconds: f64) -> Self {
        Self {
            test_due,
            progress: Progress::new(seconds),
            ..Self::new(id, session)
        }
    }

    pub(super) fn crew(&mut self) -> &mut Option<Box<dyn Crew>> {
        &mut self.session.crew
    }

    /// Does what can be done at once and notes the rest for [`LiveRun::work`].
    pub(super) async fn answer(
        &mut self,
        request: Request,
        store: &mut Store,
    ) -> Result<(), Failure> {
        let run = self.id;
        match request {
            // These make another run or need none: `trainer` answers them.
            Request::Reset { .. } | Request::Resume { .. } | Request::Measure { .. } => {}
            Request::Keep { .. } => self.keeping.wanted = self.session.can_be_kept(),
            Request::Start { .. } => self.go(Goal::End, store),
            Request::Step { .. } => self.go(Goal::Step, store),
            Request::Pause { .. } => {
                self.goal = Goal::Rest;
                self.announced = None;
            }
            Request::LearningRate { learning_rate, .. } => {
                self.session.set_learning_rate(learning_rate);
            }
            Request::Probe { picture, rows, .. } => {
                if matches!(picture, Picture::Test(_)) {
                    store.retry();
                    store.want_test();
                }
                self.picture = Some((picture, rows));
                self.probe_due = true;
            }
            Request::Inspect { .. } => {
                store.retry();
                store.want_test();
                self.inspection_due = true;
            }
            // Widgets ask a worker of their own, which is on the CPU.
            #[cfg(feature = "gpu-only")]
            Request::Sensitivity { .. } | Request::Vitals { .. } => {}
            #[cfg(not(feature = "gpu-only"))]
            Request::Sensitivity { row, inputs, .. } => {
                let sensitivity = self.session.sensitivity(row, inputs).await?;
                self.events.push(Event::Sensitivity { run, sensitivity });
            }
            #[cfg(not(feature = "gpu-only"))]
            Request::Vitals { .. } => {
                let vitals = self.session.vitals().await?;
                self.events.push(Event::Vitals { run, vitals });
            }
            Request::Export { .. } => {
                let bytes = self.session.export(Dtype::F32).await?;
                self.events.push(Event::Exported { run, bytes });
            }
            Request::Import { bytes, .. } => match self.session.import(&bytes)? {
                Ok(()) => {
                    self.diverged = false;
                    self.weights_changed();
                    // The weights that an epoch's test was waiting for are gone.
                    self.test_due = false;
                    self.probe_due = true;
                    self.keeping.note_import();
                    self.events.push(Event::Imported { run });
                }
                Err(errors) => self.events.push(Event::ImportFailed { run, errors }),
            },
        }
        Ok(())
    }

    pub(super) fn is_busy(&self, store: &Store) -> bool {
        self.keeping.due || self.probes(store) || self.tests(store) || self.trains(store)
    }

    /// The most urgent unit of what is due.
    pub(super) async fn work(
        &mut self,
        store: &Store,
        clock: &impl Fn() -> f64,
    ) -> Result<(), Failure> {
        let start = clock();
        if self.keeping.due {
            self.keep(clock).await?;
        } else if self.probes(store) {
            // A picture that cannot be shown is no reason to stop training.
            if let Err(failure) = self.probe(store, clock).await {
                let run = self.id;
                self.events.push(Event::Failed { run, failure });
            }
            let end = clock();
            self.probed = (end, end - start);
        } else if self.tests(store) {
            let done = self.test(store).await?;
            self.pass_seconds += clock() - start;
            if done {
                self.close_pass()?;
            }
        } else if self.trains(store) {
            let examples = self.train(store).await?;
            let seconds = clock() - start;
            self.progress.learnt(examples, seconds);
            let fitting = AHEAD / seconds.max(1e-6) * self.ahead as f64;
            self.ahead = (fitting as usize).clamp(1, MOST_AHEAD);
            self.keeping.note_step(clock());
        }
        self.report(clock());
        Ok(())
    }

    /// Gives up what was asked for but not done.
    pub(super) fn stop(&mut self) {
        self.goal = Goal::Rest;
        self.inspection_due = false;
        self.probe_due = false;
        self.keeping.due = false;
        self.announced = None;
    }

    /// Tells the state if it is news.
    pub(super) fn announce(&mut self, store: &Store) {
        let state = self.state(store);
        if self.announced == Some(state) {
            return;
        }
        self.tell(None);
        self.announced = Some(state);
        let run = self.id;
        self.events.push(Event::State { run, state });
        match state {
            RunState::Paused | RunState::Finished | RunState::Diverged => {
                self.probe_due = true;
                self.keeping.note_rest();
            }
            RunState::Loading | RunState::Running | RunState::Evaluating => {}
        }
    }

    fn state(&self, store: &Store) -> RunState {
        if self.diverged {
            return RunState::Diverged;
        }
        if self.is_finished() {
            return RunState::Finished;
        }
        match self.goal {
            Goal::Rest => RunState::Paused,
            Goal::Test | Goal::Step | Goal::End if !self.has_data(store) => RunState::Loading,
            Goal::Test | Goal::Step | Goal::End if self.test_due => RunState::Evaluating,
            Goal::Test | Goal::Step | Goal::End => RunState::Running,
        }
    }

    fn go(&mut self, goal: Goal, store: &mut Store) {
        store.retry();
        self.announced = None;
        if self.is_finished() {
            return;
        }
        store.want_test();
        store.want_train(self.session.spec().pictures as usize);
        self.diverged = false;
        self.goal = goal;
    }

    fn is_finished(&self) -> bool {
        self.session.is_finished() && !self.test_due
    }

    fn has_data(&self, store: &Store) -> bool {
        store.has_test() && store.has_train(self.session.spec().pictures as usize)
    }

    fn probes(&self, store: &Store) -> bool {
        let is_here = |picture: &Picture| match picture {
            Picture::Test(_) => store.has_test(),
            Picture::Pixels(_) => true,
        };
        self.probe_due && self.picture.as_ref().is_some_and(|(p, _)| is_here(p))
    }

    fn tests(&self, store: &Store) -> bool {
        store.has_test() && (self.inspection_due || self.test_due && self.goal != Goal::Rest)
    }

    fn trains(&self, store: &Store) -> bool {
        match self.goal {
            Goal::Rest | Goal::Test => false,
            Goal::Step | Goal::End => !self.test_due && self.has_data(store),
        }
    }

    async fn probe(&mut self, store: &Store, clock: &impl Fn() -> f64) -> Result<(), Failure> {
        self.probe_due = false;
        // Taken, so that a picture that cannot be shown is not tried again.
        if let Some((picture, rows)) = self.picture.take() {
            let probe = self.session.probe(&picture, &store.test, &rows, clock);
            let probe = probe.await?;
            self.picture = Some((picture, rows));
            let run = self.id;
            self.events.push(Event::Probe { run, probe });
        }
        Ok(())
    }

    /// Some steps; returns how many examples they learnt from.
    async fn train(&mut self, store: &Store) -> Result<usize, Failure> {
        self.weights_changed();
        let most = match self.goal {
            Goal::Step => 1,
            Goal::Rest | Goal::Test | Goal::End => self.ahead,
        };
        let advance = self.session.advance(&store.train, most).await?;
        self.test_due = self.session.is_epoch_over();
        for point in advance.points {
            self.progress.add(point);
        }
        if advance.diverged {
            self.diverge();
        } else if self.goal == Goal::Step {
            self.goal = if self.test_due {
                Goal::Test
            } else {
                Goal::Rest
            };
        }
        Ok(advance.examples)
    }

    /// One batch of the test pass; true when the pass is complete.
    async fn test(&mut self, store: &Store) -> Result<bool, Failure> {
        let mut pass = match (self.pass.take(), self.tested.take()) {
            (Some(pass), _) | (None, Some(pass)) => pass,
            (None, None) => {
                self.pass_seconds = 0.0;
                TestPass::default()
            }
        };
        let done = self.session.test_batch(&mut pass, &store.test).await?;
        if done {
            self.tested = Some(pass);
        } else {
            self.pass = Some(pass);
        }
        Ok(done)
    }

    /// Tells what a complete pass was made for.
    fn close_pass(&mut self) -> Result<(), Failure> {
        let Some(pass) = &self.tested else {
            return Ok(());
        };
        let run = self.id;
        let was_asked = std::mem::take(&mut self.inspection_due);
        // An epoch's test has seen every picture: what it found costs nothing more.
        if was_asked || self.test_due && pass.loss().is_finite() {
            let inspection = pass.inspection(self.session.step_count());
            self.events.push(Event::Inspection { run, inspection });
        }
        if !self.test_due {
            return Ok(());
        }
        if !pass.loss().is_finite() {
            // The epoch's last update broke the weights; its test is repeated with the good ones.
            self.session.fall_back()?;
            self.weights_changed();
            self.diverge();
            return Ok(());
        }
        let seconds = self.progress.close_epoch(self.pass_seconds);
        let point = self.session.epoch_point(pass, seconds);
        self.test_due = false;
        self.keeping.note_test();
        self.tell(None);
        self.events.push(Event::Epoch { run, point });
        if self.goal == Goal::Test || self.session.is_finished() {
            self.goal = Goal::Rest;
        }
        Ok(())
    }

    fn diverge(&mut self) {
        self.diverged = true;
        self.goal = Goal::Rest;
    }

    fn weights_changed(&mut self) {
        self.pass = None;
        self.tested = None;
    }

    fn report(&mut self, now: f64) {
        let workers = self.session.spec().workers;
        if self.progress.is_due(now, workers) {
            let (at, took) = self.probed;
            self.probe_due |= now - at >= rest_of_probes(took, workers);
            self.tell(Some(now));
        }
    }

    /// Sends the points that wait.
    pub(super) fn tell(&mut self, now: Option<f64>) {
        let (examples, epochs) = self.session.left();
        let pictures = f64::from(self.session.spec().pictures);
        let left = Left {
            examples: examples as f64 + f64::from(epochs) * pictures,
            tests: epochs + u32::from(examples > 0 || self.test_due),
        };
        self.events.extend(self.progress.tell(self.id, left, now));
    }
}
