//! What went wrong on the device. A browser tells it by callbacks and events, some time after the
//! call that is to blame; here it is kept, and every later call asks for it first.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::super::device::DeviceError;

/// Shared by all that use one device of wgpu's.
#[derive(Debug, Clone, Default)]
pub struct Faults(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    lost: Option<String>,
    /// The first other fault; those that follow are its consequences.
    fault: Option<DeviceError>,
    /// Bytes of the buffer that was asked for last: who runs out of memory does not say of what.
    asked: usize,
}

impl Faults {
    pub fn watch(&self, device: &wgpu::Device) {
        let faults = self.clone();
        device.set_device_lost_callback(move |_, words| faults.lose(&words));
        let faults = self.clone();
        device.on_uncaptured_error(Arc::new(move |error| faults.note(&error)));
    }

    /// # Errors
    /// The first fault there was.
    pub fn check(&self) -> Result<(), DeviceError> {
        let state = self.state();
        match (&state.lost, &state.fault) {
            (Some(words), _) => Err(DeviceError::Lost(words.clone())),
            (None, Some(fault)) => Err(fault.clone()),
            (None, None) => Ok(()),
        }
    }

    pub fn is_lost(&self) -> bool {
        self.state().lost.is_some()
    }

    pub fn lose(&self, words: &str) {
        self.state().lost.get_or_insert_with(|| words.to_owned());
    }

    pub fn asks_for(&self, bytes: usize) {
        self.state().asked = bytes;
    }

    /// Forgets what an earlier run got wrong; a device that is gone stays gone.
    pub fn forgive(&self) {
        self.state().fault = None;
    }

    fn note(&self, error: &wgpu::Error) {
        let mut state = self.state();
        let bytes = state.asked;
        state.fault.get_or_insert_with(|| match error {
            wgpu::Error::OutOfMemory { .. } => DeviceError::Memory { bytes },
            wgpu::Error::Validation { description, .. }
            | wgpu::Error::Internal { description, .. } => {
                DeviceError::Invalid(description.clone())
            }
        });
    }

    /// A panic elsewhere leaves nothing half-written here.
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
