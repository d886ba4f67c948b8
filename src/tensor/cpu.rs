//! Runs plans on the CPU, one step after another, with the kernels of `ops`.
//! All memory is made in `prepare` and `upload`; a run allocates nothing.

use std::mem::take;

use super::error::DeviceError;
use super::graph::{Leaf, Op};
use super::ops::{
    self, Scratch,
    update::{Feed, MAX_WRITTEN},
};
use super::plan::{Operand, Place, Plan, PlanId};
use super::shape::Shape;
use super::tensor::{View, ViewMut};

/// Buffers and plans. A leaf's buffer is as long as what was last put into it: 0 if nothing was.
#[derive(Debug, Default)]
pub struct Cpu {
    buffers: Vec<Vec<f32>>,
    /// A few dozen at most, looked up in `prepare` and `upload` only: a hash map weighs 6 KB in wasm.
    leaves: Vec<LeafBuffer>,
    /// Buffer of each slot; slot k of every plan, as plans run one after another.
    slots: Vec<usize>,
    scratch: Scratch,
    plans: Vec<Prepared>,
    recorded: Vec<f32>,
    /// Numbers that were recorded last time: room for as many is made at once.
    usually_recorded: usize,
}

#[derive(Debug)]
struct LeafBuffer {
    leaf: Leaf,
    buffer: usize,
    /// Lengths that plans declare.
    lengths: Vec<usize>,
}

/// A plan with buffers in place of names.
#[derive(Debug)]
struct Prepared {
    reads: Vec<(Leaf, Resolved)>,
    writes: Vec<Resolved>,
    steps: Vec<Step>,
}

#[derive(Debug)]
struct Step {
    op: Op,
    inputs: Vec<Resolved>,
    output: Resolved,
}

#[derive(Debug, Clone, Copy)]
struct Resolved {
    buffer: usize,
    shape: Shape,
}

impl Resolved {
    /// Without numbers if the buffer is being written.
    fn view(self, buffers: &[Vec<f32>]) -> View<'_> {
        let data = buffers[self.buffer].get(..self.shape.len());
        View {
            shape: self.shape,
            data: data.unwrap_or_default(),
        }
    }
}

impl Cpu {
    pub(super) fn prepare(&mut self, plan: Plan) -> Result<PlanId, DeviceError> {
        for (slot, &len) in plan.slots.iter().enumerate() {
            if slot == self.slots.len() {
                self.slots.push(self.buffers.len());
                self.buffers.push(Vec::new());
            }
            grow(&mut self.buffers[self.slots[slot]], len)?;
        }
        let reads = plan.reads.iter();
        let reads = reads.map(|&(leaf, shape)| Ok((leaf, self.declare(leaf, shape)?)));
        let reads = reads.collect::<Result<_, _>>()?;
        let writes = plan.writes.iter();
        let writes = writes.map(|&(leaf, shape)| self.declare(leaf, shape));
        let writes = writes.collect::<Result<_, _>>()?;
        let steps: Vec<Step> = plan.steps.iter().map(|step| self.resolve(step)).collect();
        for step in &steps {
            let shapes: Vec<Shape> = step.inputs.iter().map(|input| input.shape).collect();
            let need = ops::scratch(step.op, &shapes, step.output.shape);
            let bytes = need.bytes();
            let reserved = self.scratch.reserve(need);
            reserved.map_err(|_| DeviceError::Memory { bytes })?;
        }
        self.plans.push(Prepared {
            reads,
            writes,
            steps,
        });
        Ok(PlanId(self.plans.len() - 1))
    }

    pub(super) fn upload(&mut self, leaf: Leaf, data: &[f32]) -> Result<(), DeviceError> {
        let buffer = self.leaf(leaf);
        let lengths = self.known(leaf).map_or(&[][..], |known| &known.lengths);
        if let (false, Some(&expected)) = (lengths.contains(&data.len()), lengths.last()) {
            return Err(DeviceError::Length {
                leaf,
                expected,
                found: data.len(),
            });
        }
        self.buffers[buffer].clear();
        reserve(&mut self.buffers[buffer], data.len())?;
        self.buffers[buffer].extend_from_slice(data);
        Ok(())
    }

    pub(super) fn run(&mut self, plan: PlanId) -> Result<(), DeviceError> {
        let Self {
            buffers,
            scratch,
            plans,
            ..
        } = self;
        let Prepared {
            reads,
            writes,
            steps,
        } = &plans[plan.0];
        for &(leaf, Resolved { buffer, shape }) in reads {
            let (expected, found) = (shape.len(), buffers[buffer].len());
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
        for write in writes {
            buffers[write.buffer].resize(write.shape.len(), 0.0);
        }
        for step in steps {
            step.run(buffers, scratch);
        }
        Ok(())
    }

    pub(super) fn numbers(&self, leaf: Leaf) -> &[f32] {
        let known = self.known(leaf);
        known.map_or(&[], |known| &self.buffers[known.buffer])
    }

    pub(super) fn numbers_mut(&mut self, leaf: Leaf) -> &mut [f32] {
        match self.known(leaf).map(|known| known.buffer) {
            Some(buffer) => &mut self.buffers[buffer],
            None => &mut [],
        }
    }

    pub(super) fn record(&mut self, leaf: Leaf) -> Result<(), DeviceError> {
        let buffer = self.filled(leaf)?;
        if self.recorded.is_empty() {
            self.recorded.reserve_exact(self.usually_recorded);
        }
        self.recorded.extend_from_slice(&self.buffers[buffer]);
        Ok(())
    }

    pub(super) fn recorded(&mut self) -> Vec<f32> {
        self.usually_recorded = self.recorded.len();
        take(&mut self.recorded)
    }

    pub(super) fn download(&self, leaf: Leaf) -> Result<Vec<f32>, DeviceError> {
        Ok(self.buffers[self.filled(leaf)?].clone())
    }

    /// The buffer of `leaf`, if there is anything in it.
    fn filled(&self, leaf: Leaf) -> Result<usize, DeviceError> {
        let buffer = self.known(leaf).map(|known| known.buffer);
        let filled = buffer.filter(|&buffer| !self.buffers[buffer].is_empty());
        filled.ok_or(DeviceError::Missing(leaf))
    }

    fn known(&self, leaf: Leaf) -> Option<&LeafBuffer> {
        self.leaves.iter().find(|known| known.leaf == leaf)
    }

    /// The buffer of `leaf`, made on first use.
    fn leaf(&mut self, leaf: Leaf) -> usize {
        if let Some(known) = self.known(leaf) {
            return known.buffer;
        }
        let buffer = self.buffers.len();
        self.buffers.push(Vec::new());
        self.leaves.push(LeafBuffer {
            leaf,
            buffer,
            lengths: Vec::new(),
        });
        buffer
    }

    /// The buffer of `leaf` with room for `shape`.
    fn declare(&mut self, leaf: Leaf, shape: Shape) -> Result<Resolved, DeviceError> {
        let buffer = self.leaf(leaf);
        let known = self.leaves.iter_mut().find(|known| known.leaf == leaf);
        if let Some(known) = known {
            known.lengths.push(shape.len());
        }
        reserve(&mut self.buffers[buffer], shape.len())?;
        Ok(Resolved { buffer, shape })
    }

    fn resolve(&mut self, step: &super::plan::Step) -> Step {
        let mut find = |operand: Operand| match operand.place {
            Place::Leaf(leaf) => Resolved {
                buffer: self.leaf(leaf),
                shape: operand.shape,
            },
            Place::Slot(slot) => Resolved {
                buffer: self.slots[slot],
                shape: operand.shape,
            },
        };
        Step {
            op: step.op,
            inputs: step.inputs.iter().map(|&input| find(input)).collect(),
            output: find(step.output),
        }
    }
}

/// Room for `len` numbers in all, tried before it is taken: a network too large for the machine is an
/// answer, not a crash.
fn reserve(buffer: &mut Vec<f32>, len: usize) -> Result<(), DeviceError> {
    let more = len.saturating_sub(buffer.len());
    let bytes = len.saturating_mul(size_of::<f32>());
    let reserved = buffer.try_reserve_exact(more);
    reserved.map_err(|_| DeviceError::Memory { bytes })
}

fn grow(buffer: &mut Vec<f32>, len: usize) -> Result<(), DeviceError> {
    reserve(buffer, len)?;
    buffer.resize(len.max(buffer.len()), 0.0);
    Ok(())
}

impl Step {
    /// What is written is taken out of `buffers` meanwhile, so that the rest can be read.
    fn run(&self, buffers: &mut [Vec<f32>], scratch: &mut Scratch) {
        let Some(update) = ops::update(self.op) else {
            let mut data = take(&mut buffers[self.output.buffer]);
            let output = ViewMut {
                shape: self.output.shape,
                data: &mut data[..self.output.shape.len()],
            };
            let input = |i: usize| self.inputs[i].view(buffers);
            ops::run(self.op, self.inputs.len(), &input, output, scratch);
            buffers[self.output.buffer] = data;
            return;
        };
        let mut written: [Vec<f32>; MAX_WRITTEN] = Default::default();
        for (data, &i) in written.iter_mut().zip(update.written()) {
            *data = take(&mut buffers[self.inputs[i].buffer]);
        }
        let [grad, clock] = update.read().map(|i| self.inputs[i].view(buffers).data);
        let slices = written.each_mut().map(Vec::as_mut_slice);
        update.run(slices, Feed { grad, clock });
        for (data, &i) in written.iter_mut().zip(update.written()) {
            buffers[self.inputs[i].buffer] = take(data);
        }
    }
}
