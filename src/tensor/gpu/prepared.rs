//! A plan that is ready to run: its launches with pipelines, parameters and bind groups.
//! When it runs is left to the device.

use super::super::error::DeviceError;
use super::super::graph::Leaf;
use super::super::plan::{Operand, Place, Plan};
use super::buffers::{BufferId, Buffers};
use super::kernels::{Bound, Groups, Tiles, fuse, launches};
use super::pipelines::{Pipeline, Pipelines};

#[derive(Debug)]
pub struct Prepared {
    reads: Vec<(Leaf, usize)>,
    pub writes: Vec<(Leaf, usize)>,
    launches: Vec<Ready>,
    /// Parameters of all launches, one offset each.
    params: wgpu::BindGroup,
    /// The generation of buffers that the launches are bound to.
    bound: Option<usize>,
}

#[derive(Debug)]
struct Ready {
    pipeline: Pipeline,
    operands: Vec<BufferId>,
    group: Option<wgpu::BindGroup>,
    groups: [u32; 2],
}

/// A dynamic offset is a multiple of this, and no kernel has more parameters.
const PARAMS: usize = 256;
/// Groups in one dimension of a dispatch.
const FOLD: usize = 65_535;

impl Prepared {
    pub fn new(
        plan: &Plan,
        device: &wgpu::Device,
        queue: &wgpu::Queue,
        buffers: &mut Buffers,
        pipelines: &Pipelines,
        tiles: Tiles,
    ) -> Result<Self, DeviceError> {
        for (slot, &len) in plan.slots.iter().enumerate() {
            buffers.slot_room(slot, len)?;
        }
        let declared = plan.reads.iter().chain(&plan.writes);
        for (leaf, shape) in declared {
            buffers.leaf_room(*leaf, shape.len())?;
            if let Some(known) = buffers.leaf_mut(*leaf) {
                known.lengths.push(shape.len());
            }
        }
        let mut ready = Vec::new();
        let mut params: Vec<u8> = Vec::new();
        for fused in fuse(&plan.steps) {
            for launch in launches(fused, tiles) {
                let mut operands = Vec::new();
                for bound in &launch.operands {
                    operands.push(match *bound {
                        Bound::Input(at) => place(fused.step.inputs[at], buffers)?,
                        Bound::Output => place(fused.step.output, buffers)?,
                        Bound::Scratch(len) => buffers.scratch_room(len)?,
                    });
                }
                params.extend(launch.params.iter().flat_map(|word| word.to_le_bytes()));
                params.resize(params.len().next_multiple_of(PARAMS), 0);
                ready.push(Ready {
                    pipeline: pipelines.get(&launch.kernel),
                    operands,
                    group: None,
                    groups: fold(launch.groups, tiles),
                });
            }
        }
        Ok(Self {
            reads: plan
                .reads
                .iter()
                .map(|&(leaf, shape)| (leaf, shape.len()))
                .collect(),
            writes: plan
                .writes
                .iter()
                .map(|&(leaf, shape)| (leaf, shape.len()))
                .collect(),
            launches: ready,
            params: bind_params(&params, device, queue, pipelines),
            bound: None,
        })
    }

    /// Whether every leaf that is read holds what the plan was made for.
    pub fn check(&self, buffers: &Buffers) -> Result<(), DeviceError> {
        for &(leaf, expected) in &self.reads {
            let found = buffers.leaf(leaf).map_or(0, |known| known.len);
            if found == 0 {
                return Err(DeviceError::Missing(leaf));
            }
            if found != expected {
                return Err(DeviceError::Length {
                    leaf,
                    expected,
                    found,
                });
            }
        }
        Ok(())
    }

    /// Makes the bind groups, unless those that are there still fit.
    pub fn bind(&mut self, device: &wgpu::Device, buffers: &Buffers) {
        if self.bound == Some(buffers.generation) {
            return;
        }
        for ready in &mut self.launches {
            let entries: Vec<wgpu::BindGroupEntry> = (0..)
                .zip(&ready.operands)
                .map(|(binding, &id)| wgpu::BindGroupEntry {
                    binding,
                    resource: buffers.get(id).as_entire_binding(),
                })
                .collect();
            ready.group = Some(device.create_bind_group(&wgpu::BindGroupDescriptor {
                label: None,
                layout: &ready.pipeline.operands,
                entries: &entries,
            }));
        }
        self.bound = Some(buffers.generation);
    }

    pub fn encode(&self, pass: &mut wgpu::ComputePass) {
        for (at, ready) in self.launches.iter().enumerate() {
            pass.set_pipeline(&ready.pipeline.pipeline);
            pass.set_bind_group(0, ready.group.as_ref(), &[]);
            pass.set_bind_group(1, &self.params, &[(at * PARAMS) as u32]);
            pass.dispatch_workgroups(ready.groups[0], ready.groups[1], 1);
        }
    }
}

fn place(operand: Operand, buffers: &mut Buffers) -> Result<BufferId, DeviceError> {
    let len = operand.shape.len();
    match operand.place {
        Place::Leaf(leaf) => buffers.leaf_room(leaf, len),
        Place::Slot(slot) => buffers.slot_room(slot, len),
    }
}

fn fold(groups: Groups, tiles: Tiles) -> [u32; 2] {
    let groups = match groups {
        Groups::Count(groups) => groups,
        Groups::Over(items) => items.div_ceil(tiles.group),
    };
    let width = groups.min(FOLD);
    [width, groups.div_ceil(width.max(1))].map(|extent| extent as u32)
}

fn bind_params(
    params: &[u8],
    device: &wgpu::Device,
    queue: &wgpu::Queue,
    pipelines: &Pipelines,
) -> wgpu::BindGroup {
    let buffer = device.create_buffer(&wgpu::BufferDescriptor {
        label: None,
        size: params.len().max(PARAMS) as u64,
        usage: wgpu::BufferUsages::UNIFORM | wgpu::BufferUsages::COPY_DST,
        mapped_at_creation: false,
    });
    queue.write_buffer(&buffer, 0, params);
    let binding = wgpu::BufferBinding {
        buffer: &buffer,
        offset: 0,
        size: std::num::NonZero::new(PARAMS as u64),
    };
    device.create_bind_group(&wgpu::BindGroupDescriptor {
        label: None,
        layout: &pipelines.params,
        entries: &[wgpu::BindGroupEntry {
            binding: 0,
            resource: wgpu::BindingResource::Buffer(binding),
        }],
    })
}
