//! Everything that a run needs to go on elsewhere, exactly where it stood. Where the bytes are kept is
//! left to the page.

use serde::{Deserialize, Serialize};

use super::protocol::{self, Failure, RunSpec};
use super::session::{AT_ONCE, Session, Standing};
use super::wire;
use crate::tensor::device::Device;
use crate::tensor::graph::Leaf;

/// Counts the layouts of a checkpoint.
const VERSION: u32 = 3;
/// Bytes of a checkpoint beside its numbers: more than a network's description takes.
const ABOUT: usize = 64 << 10;
/// Bytes of a checkpoint at most: several copies of it exist while it is made and travels.
pub const LIMIT: u64 = 256 << 20;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Checkpoint {
    version: u32,
    pub spec: RunSpec,
    pub standing: Standing,
    /// The steps of its epoch were done, and the test was not.
    pub test_due: bool,
    /// Seconds spent on the epoch under way.
    pub seconds: f64,
    /// Parameters in `state_dict` order; then, if it has learnt, the optimiser's slots, each in that order.
    /// Packed as they travel, since a large network has 70 MB of them.
    #[serde(skip)]
    numbers: Vec<u8>,
}

impl Checkpoint {
    /// The numbers where they are, then what else there is to tell, then how many bytes that takes.
    pub fn encode(self) -> Vec<u8> {
        let about = protocol::encode(&self);
        let mut bytes = self.numbers;
        bytes.extend_from_slice(&about);
        bytes.extend_from_slice(&(about.len() as u32).to_le_bytes());
        bytes
    }

    /// # Errors
    /// [`Failure::Checkpoint`] for bytes that are none.
    pub fn decode(bytes: &[u8]) -> Result<Self, Failure> {
        Self::read(bytes).ok_or(Failure::Checkpoint)
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let (rest, about) = bytes.split_last_chunk()?;
        let numbers = rest
            .len()
            .checked_sub(u32::from_le_bytes(*about) as usize)?;
        let (numbers, about) = rest.split_at(numbers);
        let known = protocol::decode::<Checkpoint>(about)?;
        let numbers = numbers.to_vec();
        (known.version == VERSION).then_some(Self { numbers, ..known })
    }
}

/// Bytes of one: every parameter, and every slot of its optimiser.
pub const fn bytes(parameters: u64, slots: u32) -> u64 {
    let numbers = parameters.saturating_mul(1 + slots as u64);
    numbers.saturating_mul(size_of::<f32>() as u64)
}

impl Session {
    /// Whether its checkpoints stay within [`LIMIT`].
    pub fn can_be_kept(&self) -> bool {
        let slots = self.spec.optimizer.slots();
        bytes(self.numbers() as u64, slots) <= LIMIT
    }

    /// # Errors
    /// Only what the device cannot do.
    pub async fn checkpoint(
        &mut self,
        test_due: bool,
        seconds: f64,
    ) -> Result<Checkpoint, Failure> {
        let leaves = self.kept_leaves();
        let len: usize = leaves.iter().map(|&leaf| self.len_of(leaf)).sum();
        let mut numbers = Vec::with_capacity(len * size_of::<f32>() + ABOUT);
        for leaves in leaves.chunks(AT_ONCE) {
            for &leaf in leaves {
                self.device.record(leaf)?;
            }
            wire::pack(&self.device.recorded().await?, &mut numbers);
        }
        Ok(Checkpoint {
            version: VERSION,
            spec: self.spec.clone(),
            standing: self.standing(),
            test_due,
            seconds,
            numbers,
        })
    }

    /// A session on `device` that stands where the checkpoint was taken.
    ///
    /// # Errors
    /// [`Failure::Checkpoint`] if the numbers do not fit the network; and as [`Session::new`].
    pub fn resume(checkpoint: &Checkpoint, device: Device) -> Result<Self, Failure> {
        let mut session = Session::new(checkpoint.spec.clone(), device)?;
        if checkpoint.standing.has_learnt {
            session.learning()?;
        }
        session.stand(checkpoint.standing);
        let mut rest = checkpoint.numbers.as_slice();
        for leaf in session.kept_leaves() {
            let own = rest.split_off(..session.len_of(leaf) * size_of::<f32>());
            let own = own.and_then(wire::unpack).ok_or(Failure::Checkpoint)?;
            session.device.upload(leaf, &own)?;
        }
        if !rest.is_empty() {
            return Err(Failure::Checkpoint);
        }
        session.keep()?;
        Ok(session)
    }

    /// What cannot be computed again.
    fn kept_leaves(&self) -> Vec<Leaf> {
        let params = 0..self.trace.params.len() as u32;
        let slots = match self.programs.learning() {
            Some(_) => self.spec.optimizer.slots(),
            None => 0,
        };
        let states = (0..slots).flat_map(|slot| {
            let params = params.clone();
            params.map(move |param| Leaf::State { param, slot })
        });
        params.clone().map(Leaf::Param).chain(states).collect()
    }

    fn len_of(&self, leaf: Leaf) -> usize {
        let param = match leaf {
            Leaf::Param(param) | Leaf::Grad(param) | Leaf::State { param, .. } => param,
            Leaf::Input | Leaf::Target | Leaf::Clock | Leaf::Output(_) => return 0,
        };
        let param = self.trace.params.get(param as usize);
        param.map_or(0, |param| param.shape.len())
    }
}
