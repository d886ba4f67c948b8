//! Runs plans on a GPU through WebGPU. Pipelines, buffers and bind groups are made in `prepare`;
//! a run only encodes dispatches, and what was encoded is submitted when somebody uploads or reads.
//! What the kernels compute is left to `ops/*.wgsl`.

mod buffers;
mod commands;
mod faults;
mod kernels;
pub mod open;
mod pipelines;
mod prepared;
mod readback;

use std::cell::RefCell;

use super::adapter::Adapter;
use super::error::DeviceError;
use super::graph::Leaf;
use super::plan::{Plan, PlanId};
use buffers::{Buffers, bytes};
use commands::Commands;
use faults::Faults;
use kernels::Tiles;
use pipelines::Pipelines;
use prepared::Prepared;
use readback::{Reader, Ring, Staging};

pub use kernels::{Engine, LEAST, Room};
pub use open::open;

/// A device of WebGPU's with memory and plans of its own.
#[derive(Debug)]
pub struct Gpu {
    device: wgpu::Device,
    queue: wgpu::Queue,
    faults: Faults,
    facts: Adapter,
    pipelines: Pipelines,
    tiles: Tiles,
    /// Reading back submits what is pending, and asks for nothing but a look.
    commands: RefCell<Commands>,
    buffers: Buffers,
    plans: Vec<Prepared>,
    ring: Ring,
}

impl Gpu {
    fn new(
        device: wgpu::Device,
        queue: wgpu::Queue,
        faults: Faults,
        facts: Adapter,
        room: Room,
    ) -> Self {
        let pipelines = Pipelines::new(device.clone());
        let engine = match facts.is_software {
            true => Engine::Direct,
            false => Engine::Tiled,
        };
        let tiles = Tiles::new(engine, room);
        Self::with(device, queue, faults, facts, pipelines, tiles)
    }

    fn with(
        device: wgpu::Device,
        queue: wgpu::Queue,
        faults: Faults,
        facts: Adapter,
        pipelines: Pipelines,
        tiles: Tiles,
    ) -> Self {
        let allowed = facts.max_buffer_size.min(facts.max_storage_binding);
        let buffers = Buffers::new(device.clone(), faults.clone(), allowed);
        Self {
            device,
            queue,
            faults,
            facts,
            pipelines,
            tiles,
            commands: RefCell::default(),
            buffers,
            plans: Vec::new(),
            ring: Ring::default(),
        }
    }

    /// Another one on the same device of WebGPU's: nothing in it, but every pipeline that was ever
    /// compiled. Faults of earlier work are forgotten, but for the loss of the device.
    #[must_use]
    pub fn fresh(&self) -> Self {
        self.faults.forgive();
        Self::with(
            self.device.clone(),
            self.queue.clone(),
            self.faults.clone(),
            self.facts.clone(),
            self.pipelines.clone(),
            self.tiles,
        )
    }

    /// As [`Gpu::fresh`], with the other way to compute products: whatever an adapter is, both work.
    #[must_use]
    pub fn fresh_with(&self, engine: Engine) -> Self {
        let mut other = self.fresh();
        other.tiles.engine = engine;
        other
    }

    /// As [`Gpu::fresh`], with tiles as on an adapter that allows a group so much.
    #[must_use]
    pub fn fresh_within(&self, room: Room) -> Self {
        Self {
            tiles: Tiles::new(Engine::Tiled, room),
            ..self.fresh()
        }
    }

    pub fn facts(&self) -> &Adapter {
        &self.facts
    }

    pub fn is_lost(&self) -> bool {
        self.faults.is_lost()
    }

    /// Gives the device up, as a driver's crash would: what then happens can be tried.
    pub fn lose(&self) {
        self.device.destroy();
    }

    /// Gives it a shader that is none, as a mistake of ours would.
    pub fn misuse(&self) {
        let source = wgpu::ShaderSource::Wgsl("no shader".into());
        let _ = self
            .device
            .create_shader_module(wgpu::ShaderModuleDescriptor {
                label: None,
                source,
            });
    }

    /// Submits what is pending, without waiting for it.
    pub fn flush(&self) {
        let mut commands = self.commands.borrow_mut();
        if !commands.is_empty() {
            commands.submit(&self.queue);
        }
    }

    pub(super) fn prepare(&mut self, plan: &Plan) -> Result<PlanId, DeviceError> {
        self.faults.check()?;
        let Self {
            device,
            queue,
            buffers,
            pipelines,
            tiles,
            ..
        } = self;
        let prepared = Prepared::new(plan, device, queue, buffers, pipelines, *tiles);
        self.move_replaced();
        self.plans.push(prepared?);
        self.faults.check()?;
        Ok(PlanId(self.plans.len() - 1))
    }

    /// Nothing tells how much memory is left; whether a buffer may be so large is looked at when it is made.
    pub(super) fn try_room(&self) -> Result<(), DeviceError> {
        self.faults.check()
    }

    pub(super) fn upload(&mut self, leaf: Leaf, data: &[f32]) -> Result<(), DeviceError> {
        self.faults.check()?;
        let lengths = self
            .buffers
            .leaf(leaf)
            .map_or(&[][..], |known| &known.lengths);
        if let (false, Some(&expected)) = (lengths.contains(&data.len()), lengths.last()) {
            return Err(DeviceError::Length {
                leaf,
                expected,
                found: data.len(),
            });
        }
        // What is pending reads the old numbers; what is written now would overtake it.
        self.flush();
        let id = self.buffers.leaf_room(leaf, data.len())?;
        self.move_replaced();
        let raw: Vec<u8> = data
            .iter()
            .flat_map(|number| number.to_le_bytes())
            .collect();
        self.queue.write_buffer(self.buffers.get(id), 0, &raw);
        if let Some(known) = self.buffers.leaf_mut(leaf) {
            known.len = data.len();
        }
        Ok(())
    }

    pub(super) fn run(&mut self, plan: PlanId) -> Result<(), DeviceError> {
        self.faults.check()?;
        let prepared = &mut self.plans[plan.0];
        prepared.check(&self.buffers)?;
        prepared.bind(&self.device, &self.buffers);
        prepared.encode(self.commands.get_mut().pass(&self.device));
        for (leaf, len) in &prepared.writes {
            if let Some(known) = self.buffers.leaf_mut(*leaf) {
                known.len = *len;
            }
        }
        Ok(())
    }

    pub(super) fn record(&mut self, leaf: Leaf) -> Result<(), DeviceError> {
        self.faults.check()?;
        let (buffer, len) = held(&self.buffers, leaf)?;
        let (to, start) = self.ring.place(&self.device, len);
        let encoder = self.commands.get_mut().encoder(&self.device);
        encoder.copy_buffer_to_buffer(buffer, 0, to, start, bytes(len));
        Ok(())
    }

    pub(super) async fn recorded(&mut self) -> Result<Vec<f32>, DeviceError> {
        self.faults.check()?;
        self.flush();
        let filled = self.ring.take();
        let numbers = self.reader().read(&filled).await?;
        self.ring.reuse(filled);
        Ok(numbers)
    }

    pub(super) async fn download(&self, leaf: Leaf) -> Result<Vec<f32>, DeviceError> {
        self.faults.check()?;
        let (buffer, len) = held(&self.buffers, leaf)?;
        let staging = Staging::new(&self.device, len);
        self.copy(buffer, &staging, len);
        self.flush();
        self.reader().read(&[staging]).await
    }

    fn copy(&self, buffer: &wgpu::Buffer, to: &Staging, len: usize) {
        let mut commands = self.commands.borrow_mut();
        let encoder = commands.encoder(&self.device);
        encoder.copy_buffer_to_buffer(buffer, 0, &to.buffer, 0, bytes(len));
    }

    fn reader(&self) -> Reader {
        Reader {
            device: self.device.clone(),
            faults: self.faults.clone(),
        }
    }

    /// Copies numbers out of buffers that became too small, and lets those go.
    fn move_replaced(&mut self) {
        let replaced = self.buffers.take_replaced();
        if replaced.is_empty() {
            return;
        }
        let encoder = self.commands.get_mut().encoder(&self.device);
        for [old, new] in &replaced {
            encoder.copy_buffer_to_buffer(old, 0, new, 0, old.size());
        }
        self.flush();
        replaced.iter().for_each(|[old, _]| old.destroy());
    }
}

fn held(buffers: &Buffers, leaf: Leaf) -> Result<(&wgpu::Buffer, usize), DeviceError> {
    match buffers.leaf(leaf) {
        Some(known) if known.len > 0 => Ok((buffers.get(known.buffer), known.len)),
        _ => Err(DeviceError::Missing(leaf)),
    }
}
