//! The device's memory: a buffer for each leaf and each slot, and one for scratch.
//! A buffer that has to grow is replaced; who bound the old one binds anew.

use super::super::error::DeviceError;
use super::super::graph::Leaf;
use super::faults::Faults;

/// A buffer's place in [`Buffers`]: it stays when the buffer is replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BufferId(usize);

#[derive(Debug)]
pub struct Buffers {
    device: wgpu::Device,
    faults: Faults,
    /// Bytes that a buffer may have.
    allowed: u64,
    all: Vec<wgpu::Buffer>,
    leaves: Vec<LeafBuffer>,
    /// Slot k of every plan, as plans run one after another.
    slots: Vec<BufferId>,
    scratch: Option<BufferId>,
    /// Rises when a buffer is replaced.
    pub generation: usize,
    /// Old and new, until the numbers are copied.
    replaced: Vec<[wgpu::Buffer; 2]>,
}

#[derive(Debug)]
pub struct LeafBuffer {
    pub leaf: Leaf,
    pub buffer: BufferId,
    /// Numbers that it holds: 0 if nothing was put into it.
    pub len: usize,
    /// Lengths that plans declare.
    pub lengths: Vec<usize>,
}

/// Kernels read and write fours.
const ALIGNMENT: u64 = 16;

pub fn bytes(len: usize) -> u64 {
    (len as u64).saturating_mul(size_of::<f32>() as u64)
}

impl Buffers {
    pub fn new(device: wgpu::Device, faults: Faults, allowed: u64) -> Self {
        Self {
            device,
            faults,
            allowed,
            all: Vec::new(),
            leaves: Vec::new(),
            slots: Vec::new(),
            scratch: None,
            generation: 0,
            replaced: Vec::new(),
        }
    }

    pub fn get(&self, id: BufferId) -> &wgpu::Buffer {
        &self.all[id.0]
    }

    pub fn leaf(&self, leaf: Leaf) -> Option<&LeafBuffer> {
        self.leaves.iter().find(|known| known.leaf == leaf)
    }

    pub fn leaf_mut(&mut self, leaf: Leaf) -> Option<&mut LeafBuffer> {
        self.leaves.iter_mut().find(|known| known.leaf == leaf)
    }

    /// The buffer of `leaf` with room for `len` numbers, made on first use.
    ///
    /// # Errors
    /// [`DeviceError::Limit`] if one buffer may not be so large.
    pub fn leaf_room(&mut self, leaf: Leaf, len: usize) -> Result<BufferId, DeviceError> {
        if let Some(known) = self.leaf(leaf) {
            let id = known.buffer;
            self.grow(id, len)?;
            return Ok(id);
        }
        let buffer = self.make(len)?;
        self.leaves.push(LeafBuffer {
            leaf,
            buffer,
            len: 0,
            lengths: Vec::new(),
        });
        Ok(buffer)
    }

    /// The buffer of slot `slot` with room for `len` numbers.
    ///
    /// # Errors
    /// [`DeviceError::Limit`] if one buffer may not be so large.
    pub fn slot_room(&mut self, slot: usize, len: usize) -> Result<BufferId, DeviceError> {
        if let Some(&id) = self.slots.get(slot) {
            self.grow(id, len)?;
            return Ok(id);
        }
        let id = self.make(len)?;
        self.slots.push(id);
        Ok(id)
    }

    /// Memory between two dispatches of one step.
    ///
    /// # Errors
    /// [`DeviceError::Limit`] if one buffer may not be so large.
    pub fn scratch_room(&mut self, len: usize) -> Result<BufferId, DeviceError> {
        if let Some(id) = self.scratch {
            self.grow(id, len)?;
            return Ok(id);
        }
        let id = self.make(len)?;
        self.scratch = Some(id);
        Ok(id)
    }

    fn fits(&self, len: usize) -> Result<(), DeviceError> {
        let (needed, allowed) = (bytes(len), self.allowed);
        if needed > allowed {
            return Err(DeviceError::Limit { needed, allowed });
        }
        Ok(())
    }

    /// Pairs of old and new buffers whose numbers have to move.
    pub fn take_replaced(&mut self) -> Vec<[wgpu::Buffer; 2]> {
        std::mem::take(&mut self.replaced)
    }

    fn make(&mut self, len: usize) -> Result<BufferId, DeviceError> {
        let buffer = self.create(len)?;
        self.all.push(buffer);
        Ok(BufferId(self.all.len() - 1))
    }

    fn grow(&mut self, id: BufferId, len: usize) -> Result<(), DeviceError> {
        if bytes(len) <= self.all[id.0].size() {
            return Ok(());
        }
        let larger = self.create(len)?;
        let old = std::mem::replace(&mut self.all[id.0], larger.clone());
        self.replaced.push([old, larger]);
        self.generation += 1;
        Ok(())
    }

    fn create(&self, len: usize) -> Result<wgpu::Buffer, DeviceError> {
        self.fits(len)?;
        let size = bytes(len).max(1).next_multiple_of(ALIGNMENT);
        self.faults.asks_for(bytes(len) as usize);
        Ok(self.device.create_buffer(&wgpu::BufferDescriptor {
            label: None,
            size,
            usage: wgpu::BufferUsages::STORAGE
                | wgpu::BufferUsages::COPY_SRC
                | wgpu::BufferUsages::COPY_DST,
            mapped_at_creation: false,
        }))
    }
}

/// In a browser a buffer lives until it is collected as garbage, which no one waits for.
impl Drop for Buffers {
    fn drop(&mut self) {
        self.all.iter().for_each(wgpu::Buffer::destroy);
    }
}
