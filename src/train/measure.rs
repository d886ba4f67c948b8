//! How fast a network would train on this machine, told before it does: real gradients of random
//! pictures, in larger and larger batches until the clock can tell. No weight changes.

use super::batches::stream;
use super::protocol::{Event, Failure, RunSpec};
use super::session::Session;
use crate::tensor::device::Device;
use crate::tensor::graph::Leaf;

/// The stream of randomness that no epoch uses.
const STREAM: u32 = u32::MAX;
/// A measurement of this many seconds is good enough.
const ENOUGH: f64 = 0.08;
/// How much larger the next batch is.
const LARGER: usize = 4;

/// Nothing for a network that cannot run: whoever starts it hears why.
pub fn measure(spec: RunSpec, clock: &impl Fn() -> f64) -> Option<Event> {
    let mut session = Session::new(spec, Device::cpu()).ok()?;
    let most = session.spec().batch_size as usize;
    let mut batch = 1;
    loop {
        let seconds = session.time(batch, clock).ok()?;
        if seconds >= ENOUGH || batch == most {
            return Some(Event::Measured {
                examples_per_second: (batch as f64 / seconds.max(1e-6)) as f32,
            });
        }
        batch = (batch * LARGER).min(most);
    }
}

impl Session {
    fn time(&mut self, batch: usize, clock: &impl Fn() -> f64) -> Result<f64, Failure> {
        let plan = self
            .programs
            .gradient(&mut self.device, &self.spec, batch)?;
        let mut rng = stream(self.spec.seed, STREAM);
        let len = self.spec.input().with_n(batch).len();
        let pixels: Vec<f32> = (0..len).map(|_| rng.unit()).collect();
        self.device.upload(Leaf::Input, &pixels)?;
        self.device.upload(Leaf::Target, &vec![0.0; batch])?;
        self.upload_clock()?;
        let start = clock();
        self.device.run(plan)?;
        Ok(clock() - start)
    }
}
