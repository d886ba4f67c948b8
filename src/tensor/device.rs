//! Where plans run. A device stores and runs; it has no method named after an op.
//! Reading back is async: a GPU answers later.

#[cfg(not(feature = "gpu-only"))]
use super::cpu::Cpu;
use super::error::DeviceError;
#[cfg(feature = "gpu")]
use super::gpu::Gpu;
use super::graph::Leaf;
use super::plan::{Plan, PlanId};

/// With the feature `gpu-only` there is no CPU, and its kernels are left out of the program.
#[derive(Debug)]
pub enum Device {
    #[cfg(not(feature = "gpu-only"))]
    Cpu(Cpu),
    #[cfg(feature = "gpu")]
    Gpu(Box<Gpu>),
}

impl Device {
    #[cfg(not(feature = "gpu-only"))]
    pub fn cpu() -> Self {
        Device::Cpu(Cpu::default())
    }

    #[cfg(feature = "gpu")]
    pub fn gpu(gpu: Gpu) -> Self {
        Device::Gpu(Box::new(gpu))
    }

    /// Whether a run is over when [`Device::run`] returns: reading costs no wait then.
    pub fn is_immediate(&self) -> bool {
        match self {
            #[cfg(not(feature = "gpu-only"))]
            Device::Cpu(_) => true,
            #[cfg(feature = "gpu")]
            Device::Gpu(_) => false,
        }
    }

    /// Makes buffers for `plan`; leaves of the same name are shared with every other plan.
    ///
    /// # Errors
    /// [`DeviceError::Memory`] if there is no room for them.
    pub fn prepare(&mut self, plan: Plan) -> Result<PlanId, DeviceError> {
        match self {
            #[cfg(not(feature = "gpu-only"))]
            Device::Cpu(cpu) => cpu.prepare(plan),
            #[cfg(feature = "gpu")]
            Device::Gpu(gpu) => gpu.prepare(&plan),
        }
    }

    /// Whether there is room for `numbers` more, before the first of them is made. A GPU does not tell.
    ///
    /// # Errors
    /// [`DeviceError::Memory`] if there is not.
    pub fn try_room(&self, numbers: usize) -> Result<(), DeviceError> {
        #[cfg(feature = "gpu-only")]
        let _ = numbers;
        match self {
            #[cfg(not(feature = "gpu-only"))]
            Device::Cpu(_) => {
                let tried = Vec::<f32>::new().try_reserve_exact(numbers);
                let bytes = numbers.saturating_mul(size_of::<f32>());
                tried.map_err(|_| DeviceError::Memory { bytes })
            }
            #[cfg(feature = "gpu")]
            Device::Gpu(gpu) => gpu.try_room(),
        }
    }

    /// Fills the buffer of `leaf`, making it if no plan has yet.
    ///
    /// # Errors
    /// [`DeviceError::Length`] if plans use the leaf, but none at this length;
    /// [`DeviceError::Memory`] if there is no room for it.
    pub fn upload(&mut self, leaf: Leaf, data: &[f32]) -> Result<(), DeviceError> {
        match self {
            #[cfg(not(feature = "gpu-only"))]
            Device::Cpu(cpu) => cpu.upload(leaf, data),
            #[cfg(feature = "gpu")]
            Device::Gpu(gpu) => gpu.upload(leaf, data),
        }
    }

    /// What `leaf` holds, where it is in this processor's memory; nothing elsewhere, or if nothing filled it.
    #[cfg(not(feature = "gpu-only"))]
    pub fn numbers(&self, leaf: Leaf) -> &[f32] {
        match self {
            Device::Cpu(cpu) => cpu.numbers(leaf),
            #[cfg(feature = "gpu")]
            Device::Gpu(_) => &[],
        }
    }

    /// The same, to be written.
    #[cfg(not(feature = "gpu-only"))]
    pub fn numbers_mut(&mut self, leaf: Leaf) -> &mut [f32] {
        match self {
            Device::Cpu(cpu) => cpu.numbers_mut(leaf),
            #[cfg(feature = "gpu")]
            Device::Gpu(_) => &mut [],
        }
    }

    /// Runs every step of `plan` once.
    ///
    /// # Errors
    /// A leaf that the plan reads is empty or has another length; then nothing has run.
    pub fn run(&mut self, plan: PlanId) -> Result<(), DeviceError> {
        match self {
            #[cfg(not(feature = "gpu-only"))]
            Device::Cpu(cpu) => cpu.run(plan),
            #[cfg(feature = "gpu")]
            Device::Gpu(gpu) => gpu.run(plan),
        }
    }

    /// Sets aside what `leaf` holds at this point of the work, for [`Device::recorded`].
    ///
    /// # Errors
    /// [`DeviceError::Missing`] if nothing ever filled it.
    pub fn record(&mut self, leaf: Leaf) -> Result<(), DeviceError> {
        match self {
            #[cfg(not(feature = "gpu-only"))]
            Device::Cpu(cpu) => cpu.record(leaf),
            #[cfg(feature = "gpu")]
            Device::Gpu(gpu) => gpu.record(leaf),
        }
    }

    /// Everything set aside since the last call, in order: one wait for many steps.
    ///
    /// # Errors
    /// What became of the work that was to fill it.
    pub async fn recorded(&mut self) -> Result<Vec<f32>, DeviceError> {
        match self {
            #[cfg(not(feature = "gpu-only"))]
            Device::Cpu(cpu) => Ok(cpu.recorded()),
            #[cfg(feature = "gpu")]
            Device::Gpu(gpu) => gpu.recorded().await,
        }
    }

    /// A copy of the numbers of `leaf` once everything submitted has run.
    ///
    /// # Errors
    /// [`DeviceError::Missing`] if nothing ever filled it.
    pub async fn download(&self, leaf: Leaf) -> Result<Vec<f32>, DeviceError> {
        match self {
            #[cfg(not(feature = "gpu-only"))]
            Device::Cpu(cpu) => cpu.download(leaf),
            #[cfg(feature = "gpu")]
            Device::Gpu(gpu) => gpu.download(leaf).await,
        }
    }
}
