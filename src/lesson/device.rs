//! Which device a run gets: how many workers, when a comparison is worth its time, who wins it, and what
//! counts as the device's own fault. Words are left to `text`, the workers themselves to `ui`.

use super::sizes;
use super::state::device::Kind;
use crate::tensor::adapter::{Adapter, OpenError};
use crate::train::protocol::{self, Failure, RunSpec};

/// A run that takes longer than so many seconds on the CPU is worth a comparison.
const LONG: f32 = 20.0;
/// More workers are taken only when asked for: a machine has other things to do, and each holds a network.
const MOST: u32 = 8;
/// Nor do the helpers of the first one take more bytes than this together, unasked.
const HELPERS: u64 = 512 << 20;

/// The worker that has a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Cpu,
    Gpu,
}

/// Pictures learnt from in a second, measured on either device.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rates {
    /// `None` if it was too slow to answer in time.
    pub cpu: Option<f32>,
    pub gpu: f32,
}

/// What a comparison came to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Compared {
    pub network: u32,
    pub rates: Rates,
    pub winner: Engine,
}

/// What comes before a run of automatic choice that could begin on another device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Before {
    /// It begins where it is, on the CPU.
    Nothing,
    /// The CPU is measured, then WebGPU if the run is long.
    Measure,
    /// WebGPU takes it: it was faster before.
    Move,
}

/// Why WebGPU does not do what was asked of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Fault {
    Unavailable(OpenError),
    /// No answer in time.
    Silent,
    /// Its worker stopped, in the browser's words.
    Crashed(String),
    Failed(Failure),
}

impl Fault {
    /// The device's own fault, which another device need not share.
    ///
    /// # Errors
    /// The failure itself, if any device would fail alike.
    pub fn of(failure: Failure) -> Result<Self, Failure> {
        match failure {
            Failure::Limit { .. }
            | Failure::Lost(_)
            | Failure::Invalid(_)
            | Failure::Memory { .. }
            | Failure::Device { .. } => Ok(Fault::Failed(failure)),
            Failure::Network { .. }
            | Failure::Output(_)
            | Failure::Picture { .. }
            | Failure::Pixels { .. }
            | Failure::Checkpoint => Err(failure),
        }
    }
}

/// A failure of WebGPU, which automatic choice remembers.
#[derive(Debug, Clone, PartialEq)]
pub struct Failed {
    pub fault: Fault,
    /// That was to run; `None` before there was one.
    pub network: Option<u32>,
}

impl Failed {
    /// Whether WebGPU would fail this network too, as far as is known: another one may be small enough.
    pub fn concerns(&self, network: u32) -> bool {
        match &self.fault {
            Fault::Failed(Failure::Limit { .. } | Failure::Memory { .. }) => {
                self.network == Some(network)
            }
            Fault::Unavailable(_) | Fault::Silent | Fault::Crashed(_) | Fault::Failed(_) => true,
        }
    }
}

/// What WebGPU's failure meant for the run.
#[derive(Debug, Clone, PartialEq)]
pub struct Fallback {
    pub fault: Fault,
    /// The step from which the run goes on on the CPU; 0 where it had not begun.
    pub step: u32,
}

/// CPU workers of a run, on a machine of so many cores, whose network has weights of so many bytes.
pub fn workers(chosen: Option<u32>, cores: u32, weights: u64) -> u32 {
    let helpers = HELPERS / sizes::helper(weights).max(1);
    let automatic = helpers.saturating_add(1).min(u64::from(MOST)) as u32;
    chosen.unwrap_or(automatic).clamp(1, cores.max(1))
}

/// Where a run of that choice begins.
pub fn first(kind: Kind, gpu_has_failed: bool) -> Engine {
    match kind {
        Kind::WebGpu if !gpu_has_failed => Engine::Gpu,
        Kind::Auto | Kind::Cpu | Kind::WebGpu => Engine::Cpu,
    }
}

/// Tells apart what is measured: the same number, the same gradients to compute (FNV-1a).
pub fn network(spec: &RunSpec) -> u32 {
    let bytes = protocol::encode(&(&spec.module, spec.side, spec.batch_size, spec.workers));
    bytes.iter().fold(0x811c_9dc5, |hash, &byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

/// Whether the rest of a run, so many seconds on the CPU, is worth looking for a faster device. So is
/// one that the CPU was too slow to tell of.
pub fn is_long(seconds: Option<f32>) -> bool {
    seconds.is_none_or(|seconds| seconds > LONG)
}

/// What to do before the rest of a run, so many seconds on the CPU as far as is known; `winner` of an
/// earlier comparison of the same network.
pub fn before(seconds: Option<f32>, winner: Option<Engine>) -> Before {
    match winner {
        None if is_long(seconds) => Before::Measure,
        Some(Engine::Gpu) if is_long(seconds) => Before::Move,
        None | Some(Engine::Cpu | Engine::Gpu) => Before::Nothing,
    }
}

/// Whether an adapter is worth measuring against the CPU.
pub fn is_rival(adapter: &Adapter) -> bool {
    !adapter.is_software
}

/// The device for a long run of automatic choice, once all that can be known is.
pub fn pick(found: Option<&Adapter>, rates: Option<Rates>) -> Engine {
    match (found, rates) {
        (Some(adapter), Some(Rates { cpu, gpu }))
            if is_rival(adapter) && gpu > cpu.unwrap_or(0.0) =>
        {
            Engine::Gpu
        }
        (Some(_) | None, Some(_) | None) => Engine::Cpu,
    }
}
