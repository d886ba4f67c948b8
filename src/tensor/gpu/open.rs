//! Finds an adapter and opens a device on it, with the limits that networks need.
//! What is done with the device is left to the rest of this folder.

use super::super::adapter::{Adapter, OpenError};
use super::Gpu;
use super::faults::Faults;
use super::kernels::{LEAST, Room};

/// Parts of the names of adapters that are programs.
const SOFTWARE: [&str; 4] = ["llvmpipe", "swiftshader", "basic render", "software"];

/// Opens the fastest adapter there is.
///
/// # Errors
/// [`OpenError`] says what is missing.
pub async fn open() -> Result<Gpu, OpenError> {
    if !is_offered() {
        return Err(OpenError::NoWebGpu);
    }
    let instance = wgpu::Instance::new(wgpu::InstanceDescriptor::new_without_display_handle());
    let options = wgpu::RequestAdapterOptions {
        power_preference: wgpu::PowerPreference::HighPerformance,
        ..wgpu::RequestAdapterOptions::default()
    };
    let adapter = instance.request_adapter(&options).await;
    let adapter = adapter.map_err(|_| OpenError::NoAdapter)?;
    let limits = wanted(&adapter.limits());
    let descriptor = wgpu::DeviceDescriptor {
        required_limits: limits.clone(),
        ..wgpu::DeviceDescriptor::default()
    };
    let opened = adapter.request_device(&descriptor).await;
    let (device, queue) = opened.map_err(|error| OpenError::Refused(error.to_string()))?;
    let faults = Faults::default();
    faults.watch(&device);
    let facts = facts(&adapter, &device, &limits);
    Ok(Gpu::new(device, queue, faults, facts, room(&limits)))
}

/// WebGPU's defaults, but the adapter's own where networks are large, and for groups. An adapter that
/// allows less than the least of them refuses, in words.
fn wanted(adapter: &wgpu::Limits) -> wgpu::Limits {
    let own = room(adapter);
    wgpu::Limits {
        max_buffer_size: adapter.max_buffer_size,
        max_storage_buffer_binding_size: adapter.max_storage_buffer_binding_size,
        max_compute_workgroup_storage_size: own.storage.max(LEAST.storage),
        max_compute_invocations_per_workgroup: own.invocations.max(LEAST.invocations),
        max_compute_workgroup_size_x: own.width.max(LEAST.width),
        max_compute_workgroup_size_y: own.height.max(LEAST.height),
        ..wgpu::Limits::default()
    }
}

/// What groups get of these limits.
fn room(limits: &wgpu::Limits) -> Room {
    Room {
        invocations: limits.max_compute_invocations_per_workgroup,
        width: limits.max_compute_workgroup_size_x,
        height: limits.max_compute_workgroup_size_y,
        storage: limits.max_compute_workgroup_storage_size,
    }
}

fn facts(adapter: &wgpu::Adapter, device: &wgpu::Device, limits: &wgpu::Limits) -> Adapter {
    let info = adapter.get_info();
    let [vendor, architecture] = maker(device);
    let names = [
        &info.name,
        &info.driver,
        &info.driver_info,
        &vendor,
        &architecture,
    ];
    let named = names.map(|name| name.to_lowercase());
    let by_name = SOFTWARE
        .iter()
        .any(|part| named.iter().any(|name| name.contains(part)));
    Adapter {
        is_software: info.device_type == wgpu::DeviceType::Cpu || by_name,
        name: info.name,
        vendor,
        architecture,
        backend: info.backend.to_string(),
        max_buffer_size: limits.max_buffer_size,
        max_storage_binding: limits.max_storage_buffer_binding_size,
        invocations: limits.max_compute_invocations_per_workgroup,
        workgroup_storage: limits.max_compute_workgroup_storage_size,
        subgroups: adapter.features().contains(wgpu::Features::SUBGROUP),
    }
}

/// Vendor and architecture, where the browser tells them.
#[cfg(target_arch = "wasm32")]
fn maker(device: &wgpu::Device) -> [String; 2] {
    let info = device.as_webgpu().map(|device| device.adapter_info());
    info.map_or_else(Default::default, |info| {
        [info.vendor(), info.architecture()]
    })
}

#[cfg(not(target_arch = "wasm32"))]
fn maker(_: &wgpu::Device) -> [String; 2] {
    Default::default()
}

/// Whether `navigator.gpu` is there, in a page or in a worker.
#[cfg(target_arch = "wasm32")]
fn is_offered() -> bool {
    let of = |object: &js_sys::Object, key: &str| js_sys::Reflect::get(object, &key.into()).ok();
    let navigator = of(&js_sys::global(), "navigator").map(js_sys::Object::from);
    let gpu = navigator.and_then(|navigator| of(&navigator, "gpu"));
    gpu.is_some_and(|gpu| !gpu.is_undefined() && !gpu.is_null())
}

#[cfg(not(target_arch = "wasm32"))]
fn is_offered() -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All that an adapter has; more than it has, which it refuses, where that is too little.
    #[test]
    fn what_groups_ask_for() {
        let limits = wgpu::Limits {
            max_compute_workgroup_storage_size: 48 * 1024,
            ..wgpu::Limits::default()
        };
        assert_eq!(room(&wanted(&limits)), room(&limits));
        // Those of WebGL 2, which has no groups.
        let none = wgpu::Limits::downlevel_webgl2_defaults();
        assert_eq!(room(&wanted(&none)), LEAST);
    }
}
