//! What is known of a WebGPU adapter, as plain data: it crosses to pages that hold no WebGPU.
//! Finding one is left to `gpu`.

use serde::{Deserialize, Serialize};

/// Why there is no device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum OpenError {
    /// This browser has no WebGPU, or not for this page.
    NoWebGpu,
    /// There is WebGPU, but nothing that it could run on.
    NoAdapter,
    /// The adapter gave no device, in its words.
    Refused(String),
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adapter {
    /// May be empty: browsers hide what would tell visitors apart.
    pub name: String,
    pub vendor: String,
    pub architecture: String,
    /// `vulkan`, `metal`, `dx12`, or `webgpu` where the browser hides which.
    pub backend: String,
    /// WebGPU emulated by the processor: never faster than our own kernels.
    pub is_software: bool,
    pub max_buffer_size: u64,
    pub max_storage_binding: u64,
    /// Invocations of one workgroup, and bytes that they share.
    pub invocations: u32,
    pub workgroup_storage: u32,
    pub subgroups: bool,
}
