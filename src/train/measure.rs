//! How fast a network would train on this machine, told before it does: real gradients of random
//! pictures, in larger and larger batches until the clock can tell. No weight changes.

use super::batches::stream;
use super::crew::Crew;
use super::protocol::{Failure, RunSpec};
use super::session::Session;
use crate::tensor::device::Device;

/// The stream of randomness that no epoch uses.
const STREAM: u32 = u32::MAX;
/// A measurement of this many seconds is good enough.
const ENOUGH: f64 = 0.08;
/// How often the CPU tries the largest batch where it takes less: a program is slower while it is new.
const REPEATS: u32 = 8;
/// How much larger the next batch is.
const LARGER: usize = 4;

/// Pictures learnt from in a second. The crew helps as it would in the run, and is handed back.
pub async fn measure(
    spec: RunSpec,
    device: Device,
    crew: &mut Option<Box<dyn Crew>>,
    clock: &impl Fn() -> f64,
) -> Result<f32, Failure> {
    let mut session = Session::new(spec, device)?;
    session.crew = crew.take();
    let workers = session.spec.workers as usize;
    if let Some(crew) = &mut session.crew {
        crew.enlist(&session.spec, workers.saturating_sub(1));
        crew.gather().await;
    }
    let most = session.spec.batch_size as usize;
    let mut batch = workers.clamp(1, most);
    let (mut fastest, mut repeats) = (f64::INFINITY, REPEATS);
    if !session.device.is_immediate() {
        repeats = 1;
    }
    let measured = loop {
        match session.time(batch, clock).await {
            Ok(seconds) => fastest = fastest.min(seconds),
            Err(failure) => break Err(failure),
        }
        repeats -= u32::from(batch == most);
        if fastest >= ENOUGH || repeats == 0 {
            break Ok((batch as f64 / fastest.max(1e-6)) as f32);
        }
        if batch < most {
            batch = (batch * LARGER).min(most);
            fastest = f64::INFINITY;
        }
    };
    *crew = session.crew.take();
    measured
}

impl Session {
    /// Seconds that the gradients of a batch take. Others, and devices that answer later, make their plan
    /// with the first task: that one is not timed.
    async fn time(&mut self, batch: usize, clock: &impl Fn() -> f64) -> Result<f64, Failure> {
        let mut rng = stream(self.spec.seed, STREAM);
        let len = self.spec.input().with_n(batch).len();
        self.input = (0..len).map(|_| rng.unit()).collect();
        self.target = vec![0.0; batch];
        if self.crew.is_some() || !self.device.is_immediate() {
            self.gradients(None).await?;
        }
        let start = clock();
        self.gradients(None).await?;
        Ok(clock() - start)
    }
}
