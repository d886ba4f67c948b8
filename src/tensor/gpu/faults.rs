//! What went wrong on the device. A browser tells it by callbacks and events, some time after the
//! call that is to blame; here it is kept, and every later call asks for it first.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::super::error::DeviceError;

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

    /// Forgets that an earlier run was too large; what else was wrong stays wrong.
    pub fn forgive(&self) {
        let fault = &mut self.state().fault;
        if matches!(fault, Some(DeviceError::Memory { .. })) {
            *fault = None;
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_fault_counts_and_a_loss_counts_more() {
        let faults = Faults::default();
        assert_eq!(faults.check(), Ok(()));
        faults.asks_for(77);
        let source = || Box::new(std::fmt::Error);
        faults.note(&wgpu::Error::OutOfMemory { source: source() });
        let description = String::from("a buffer that is none");
        let invalid = wgpu::Error::Validation {
            source: source(),
            description,
        };
        faults.note(&invalid);
        assert_eq!(faults.check(), Err(DeviceError::Memory { bytes: 77 }));
        faults.forgive();
        assert_eq!(faults.check(), Ok(()));
        faults.note(&invalid);
        faults.forgive();
        let description = "a buffer that is none".into();
        assert_eq!(faults.check(), Err(DeviceError::Invalid(description)));
        faults.lose("unplugged");
        faults.lose("again");
        assert_eq!(faults.check(), Err(DeviceError::Lost("unplugged".into())));
    }
}
