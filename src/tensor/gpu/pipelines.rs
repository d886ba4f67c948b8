//! Compiles each kernel once for a device, however many plans and steps use it.
//! Which kernels there are is left to `kernels`.

use std::sync::{Arc, Mutex, PoisonError};

use super::kernels::{Access, Kernel, Source};

/// Compiled kernels, shared by all that use one device of wgpu's.
#[derive(Debug, Clone)]
pub struct Pipelines {
    device: wgpu::Device,
    /// The head of every kernel's parameters, at an offset of its plan's buffer.
    pub params: wgpu::BindGroupLayout,
    #[allow(
        clippy::arc_with_non_send_sync,
        reason = "in a browser nothing of wgpu is Send"
    )]
    cache: Arc<Mutex<Cache>>,
}

#[derive(Debug, Default)]
struct Cache {
    modules: Vec<(Source, wgpu::ShaderModule)>,
    layouts: Vec<(&'static [Access], wgpu::BindGroupLayout)>,
    pipelines: Vec<(Kernel, Pipeline)>,
}

#[derive(Debug, Clone)]
pub struct Pipeline {
    pub pipeline: wgpu::ComputePipeline,
    /// Of the group that holds the operands.
    pub operands: wgpu::BindGroupLayout,
}

impl Pipelines {
    pub fn new(device: wgpu::Device) -> Self {
        let params = device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
            label: None,
            entries: &[entry(0, wgpu::BufferBindingType::Uniform, true)],
        });
        #[allow(
            clippy::arc_with_non_send_sync,
            reason = "in a browser nothing of wgpu is Send"
        )]
        let cache = Arc::new(Mutex::new(Cache::default()));
        Self {
            device,
            params,
            cache,
        }
    }

    /// The compiled kernel; a mistake in it is told to the device's error handler, later.
    pub fn get(&self, kernel: &Kernel) -> Pipeline {
        let mut cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
        let known = cache.pipelines.iter().find(|(known, _)| known == kernel);
        if let Some((_, pipeline)) = known {
            return pipeline.clone();
        }
        let module = self.module(&mut cache, kernel.source);
        let operands = self.layout(&mut cache, kernel.access);
        let layout = wgpu::PipelineLayoutDescriptor {
            label: None,
            bind_group_layouts: &[Some(&operands), Some(&self.params)],
            immediate_size: 0,
        };
        let layout = self.device.create_pipeline_layout(&layout);
        let constants: Vec<(&str, f64)> = kernel.constants.clone();
        let descriptor = wgpu::ComputePipelineDescriptor {
            label: Some(kernel.entry),
            layout: Some(&layout),
            module: &module,
            entry_point: Some(kernel.entry),
            compilation_options: wgpu::PipelineCompilationOptions {
                constants: &constants,
                // Every tile is written before it is read.
                zero_initialize_workgroup_memory: false,
            },
            cache: None,
        };
        let pipeline = Pipeline {
            pipeline: self.device.create_compute_pipeline(&descriptor),
            operands,
        };
        cache.pipelines.push((kernel.clone(), pipeline.clone()));
        pipeline
    }

    fn module(&self, cache: &mut Cache, source: Source) -> wgpu::ShaderModule {
        if let Some((_, module)) = cache.modules.iter().find(|(known, _)| *known == source) {
            return module.clone();
        }
        let module = self
            .device
            .create_shader_module(wgpu::ShaderModuleDescriptor {
                label: None,
                source: wgpu::ShaderSource::Wgsl(source.text().into()),
            });
        cache.modules.push((source, module.clone()));
        module
    }

    fn layout(&self, cache: &mut Cache, access: &'static [Access]) -> wgpu::BindGroupLayout {
        if let Some((_, layout)) = cache.layouts.iter().find(|(known, _)| *known == access) {
            return layout.clone();
        }
        let entries: Vec<wgpu::BindGroupLayoutEntry> = (0..)
            .zip(access)
            .map(|(binding, access)| {
                let read_only = *access == Access::Read;
                let kind = wgpu::BufferBindingType::Storage { read_only };
                entry(binding, kind, false)
            })
            .collect();
        let layout = self
            .device
            .create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
                label: None,
                entries: &entries,
            });
        cache.layouts.push((access, layout.clone()));
        layout
    }
}

fn entry(
    binding: u32,
    ty: wgpu::BufferBindingType,
    has_dynamic_offset: bool,
) -> wgpu::BindGroupLayoutEntry {
    wgpu::BindGroupLayoutEntry {
        binding,
        visibility: wgpu::ShaderStages::COMPUTE,
        ty: wgpu::BindingType::Buffer {
            ty,
            has_dynamic_offset,
            min_binding_size: None,
        },
        count: None,
    }
}
