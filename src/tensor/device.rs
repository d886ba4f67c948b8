//! Where plans run. A device stores and runs; it has no method named after an op.
//! WebGPU joins as a second variant, which is why reading back is async already.

use super::graph::Leaf;
use super::plan::Plan;

/// A plan that a device has made ready to run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlanId(pub usize);

#[derive(Debug)]
pub enum Device {
    Cpu,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeviceError {
    /// A plan reads a leaf that was never uploaded or computed.
    Missing(Leaf),
    /// `upload` with a length that differs from the leaf's.
    Length {
        leaf: Leaf,
        expected: usize,
        found: usize,
    },
}

impl Device {
    pub fn cpu() -> Self {
        Device::Cpu
    }

    /// Makes buffers for `plan`; leaves of the same name are shared with every other plan.
    pub fn prepare(&mut self, plan: Plan) -> PlanId {
        let _ = plan;
        todo!("core")
    }

    /// Fills the buffer of `leaf`, making it if no plan has yet.
    pub fn upload(&mut self, leaf: Leaf, data: &[f32]) -> Result<(), DeviceError> {
        let _ = (leaf, data);
        todo!("core")
    }

    pub fn run(&mut self, plan: PlanId) -> Result<(), DeviceError> {
        let _ = plan;
        todo!("core")
    }

    /// A copy of the numbers of `leaf` once everything submitted has run.
    pub async fn download(&self, leaf: Leaf) -> Result<Vec<f32>, DeviceError> {
        let _ = leaf;
        todo!("core")
    }
}
