//! Numbers on their way back: buffers that the machine can read, and the wait for them.
//! What is copied into them is left to the device.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};

use super::super::error::DeviceError;
use super::buffers::bytes;
use super::faults::Faults;

/// Numbers in a staging buffer of the ring.
const RING: usize = 4096;

/// Buffers that hold what was recorded since the last call, filled one after another.
#[derive(Debug, Default)]
pub struct Ring {
    filled: Vec<Staging>,
    free: Vec<Staging>,
}

/// A buffer that the machine can read, and how many numbers it holds.
#[derive(Debug)]
pub struct Staging {
    pub buffer: wgpu::Buffer,
    len: usize,
}

impl Ring {
    /// Where the next `len` numbers go, in bytes.
    pub fn place(&mut self, device: &wgpu::Device, len: usize) -> (&wgpu::Buffer, u64) {
        let room = |last: &Staging| bytes(last.len + len) <= last.buffer.size();
        if !self.filled.last().is_some_and(room) {
            let fits = |free: &Staging| bytes(len) <= free.buffer.size();
            let free = self.free.iter().position(fits);
            let staging = free.map(|at| self.free.swap_remove(at));
            let mut staging = staging.unwrap_or_else(|| Staging::new(device, len.max(RING)));
            staging.len = 0;
            self.filled.push(staging);
        }
        let at = self.filled.len() - 1;
        let last = &mut self.filled[at];
        let start = bytes(last.len);
        last.len += len;
        (&last.buffer, start)
    }

    /// All that was recorded; to be given back with [`Ring::reuse`].
    pub fn take(&mut self) -> Vec<Staging> {
        std::mem::take(&mut self.filled)
    }

    /// Buffers of the usual size are kept.
    pub fn reuse(&mut self, read: Vec<Staging>) {
        let usual = |staging: &Staging| staging.buffer.size() == bytes(RING);
        self.free.extend(read.into_iter().filter(usual));
    }
}

impl Staging {
    /// For `len` numbers.
    pub fn new(device: &wgpu::Device, len: usize) -> Self {
        let buffer = device.create_buffer(&wgpu::BufferDescriptor {
            label: None,
            size: bytes(len),
            usage: wgpu::BufferUsages::MAP_READ | wgpu::BufferUsages::COPY_DST,
            mapped_at_creation: false,
        });
        Self { buffer, len }
    }
}

/// What a wait needs of the device: nothing borrowed, as others use the device meanwhile.
#[derive(Debug, Clone)]
pub struct Reader {
    pub device: wgpu::Device,
    pub faults: Faults,
}

impl Reader {
    /// The numbers of all staging buffers, once they are computed; the buffers are free again afterwards.
    ///
    /// # Errors
    /// The device's fault, if it had one meanwhile.
    pub async fn read(&self, all: &[Staging]) -> Result<Vec<f32>, DeviceError> {
        // All are asked for before the first is waited for.
        let mappings: Vec<Mapping> = all.iter().map(|staging| self.map(staging)).collect();
        let mut numbers = Vec::new();
        for (mapping, staging) in mappings.into_iter().zip(all) {
            let mapped = mapping.await;
            self.faults.check()?;
            if !mapped {
                // Without another fault, only the loss of the device keeps a buffer of ours from it.
                self.faults.lose("mapAsync");
                self.faults.check()?;
            }
            staging.append_to(&mut numbers)?;
        }
        Ok(numbers)
    }

    fn map(&self, Staging { buffer, len }: &Staging) -> Mapping {
        let mapping = Mapping {
            device: self.device.clone(),
            state: Arc::default(),
        };
        let state = Arc::clone(&mapping.state);
        buffer.map_async(wgpu::MapMode::Read, ..bytes(*len), move |result| {
            let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
            state.mapped = Some(result.is_ok());
            if let Some(waker) = state.waker.take() {
                waker.wake();
            }
        });
        mapping
    }
}

impl Staging {
    /// Copies what is mapped.
    fn append_to(&self, numbers: &mut Vec<f32>) -> Result<(), DeviceError> {
        let view = self.buffer.get_mapped_range(..bytes(self.len));
        let view = view.map_err(|error| DeviceError::Invalid(error.to_string()))?;
        numbers.extend(view.as_chunks().0.iter().copied().map(f32::from_le_bytes));
        drop(view);
        self.buffer.unmap();
        Ok(())
    }
}

#[derive(Debug, Default)]
struct State {
    mapped: Option<bool>,
    waker: Option<Waker>,
}

/// Ready when a buffer is mapped, or never will be.
struct Mapping {
    device: wgpu::Device,
    state: Arc<Mutex<State>>,
}

impl Future for Mapping {
    type Output = bool;

    fn poll(self: Pin<&mut Self>, context: &mut Context) -> Poll<bool> {
        // Natively nobody else drives the device; it fails only where the device is lost, which the
        // callback tells too. In a browser this does nothing.
        let _ = self.device.poll(wgpu::PollType::wait_indefinitely());
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        match state.mapped {
            Some(mapped) => Poll::Ready(mapped),
            None => {
                state.waker = Some(context.waker().clone());
                Poll::Pending
            }
        }
    }
}

/// In a browser a buffer lives until it is collected as garbage, which no one waits for.
impl Drop for Staging {
    fn drop(&mut self) {
        self.buffer.destroy();
    }
}
