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
    free: Vec<wgpu::Buffer>,
}

#[derive(Debug)]
struct Staging {
    buffer: wgpu::Buffer,
    len: usize,
}

impl Ring {
    /// Where the next `len` numbers go, in bytes.
    pub fn place(&mut self, device: &wgpu::Device, len: usize) -> (&wgpu::Buffer, u64) {
        let room = |last: &Staging| bytes(last.len + len) <= last.buffer.size();
        if !self.filled.last().is_some_and(room) {
            let fits = |free: &wgpu::Buffer| bytes(len) <= free.size();
            let free = self.free.iter().position(fits);
            let buffer = free.map(|at| self.free.swap_remove(at));
            let buffer = buffer.unwrap_or_else(|| staging(device, len.max(RING)));
            self.filled.push(Staging { buffer, len: 0 });
        }
        let at = self.filled.len() - 1;
        let last = &mut self.filled[at];
        let start = bytes(last.len);
        last.len += len;
        (&last.buffer, start)
    }

    /// All that was recorded, in order, once it has been computed.
    ///
    /// # Errors
    /// What became of the work that was to fill it.
    pub async fn read(&mut self, reader: Reader) -> Result<Vec<f32>, DeviceError> {
        let mut numbers = Vec::new();
        for Staging { buffer, len } in std::mem::take(&mut self.filled) {
            numbers.extend(reader.read(&buffer, len).await?);
            self.free.push(buffer);
        }
        Ok(numbers)
    }
}

/// A buffer for `len` numbers that the machine can read.
pub fn staging(device: &wgpu::Device, len: usize) -> wgpu::Buffer {
    device.create_buffer(&wgpu::BufferDescriptor {
        label: None,
        size: bytes(len),
        usage: wgpu::BufferUsages::MAP_READ | wgpu::BufferUsages::COPY_DST,
        mapped_at_creation: false,
    })
}

/// What a wait needs of the device: nothing borrowed, as others use the device meanwhile.
#[derive(Debug, Clone)]
pub struct Reader {
    pub device: wgpu::Device,
    pub faults: Faults,
}

impl Reader {
    /// The first `len` numbers of a staging buffer, which is free again afterwards.
    ///
    /// # Errors
    /// The device's fault, if it had one meanwhile.
    pub async fn read(&self, buffer: &wgpu::Buffer, len: usize) -> Result<Vec<f32>, DeviceError> {
        let mapping = Mapping {
            device: self.device.clone(),
            state: Arc::default(),
        };
        let state = Arc::clone(&mapping.state);
        buffer.map_async(wgpu::MapMode::Read, ..bytes(len), move |result| {
            let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
            state.mapped = Some(result.is_ok());
            if let Some(waker) = state.waker.take() {
                waker.wake();
            }
        });
        if !mapping.await {
            // Only the loss of the device keeps a buffer of ours from being mapped.
            self.faults.lose("mapAsync");
        }
        self.faults.check()?;
        let view = buffer.get_mapped_range(..bytes(len));
        let view = view.map_err(|error| DeviceError::Invalid(error.to_string()))?;
        let numbers = view.as_chunks().0.iter().copied().map(f32::from_le_bytes);
        let numbers = numbers.collect();
        drop(view);
        buffer.unmap();
        Ok(numbers)
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
