//! The plans that a session runs on its device, and the names of their results.
//! When they run is left to `session`.

use super::protocol::{Failure, RunSpec};
use super::task::Task;
use crate::nn::optim::{self, Optimizer};
use crate::nn::trace::{Mode, Param, trace};
use crate::tensor::device::Device;
use crate::tensor::grad::grad;
use crate::tensor::graph::{Graph, Leaf, Op, Value};
use crate::tensor::plan::{Output, Plan, PlanId};
use crate::tensor::shape::Shape;

/// Mean loss of the batch.
pub const LOSS: Leaf = Leaf::Output(0);
/// How many of the batch are right.
pub const CORRECT: Leaf = Leaf::Output(1);
pub const PROBABILITIES: Leaf = Leaf::Output(2);

/// What row `row` of the trace computes, in the probe's plan.
pub fn map(row: usize) -> Leaf {
    Leaf::Output(3 + row as u32)
}

/// A copy of a parameter from before an update: a slot behind the optimiser's own.
fn kept(param: u32, optimizer: Optimizer, generation: u32) -> Leaf {
    Leaf::State {
        param,
        slot: optimizer.slots() + generation,
    }
}

/// Plans by what they do; those that read a batch are made once for each of its sizes.
#[derive(Debug, Default)]
pub struct Programs {
    tasks: Vec<((Task, usize), PlanId)>,
    probe: Option<PlanId>,
    #[cfg(not(feature = "gpu-only"))]
    pub vitals: Vec<(usize, PlanId)>,
    learning: Option<Learning>,
}

/// What only a run that learns needs: a network that is only looked at keeps its weights and no more.
#[derive(Debug, Clone)]
pub struct Learning {
    /// Parameters follow their gradients.
    pub update: PlanId,
    /// Copies the parameters aside, one plan a generation.
    pub keep: Vec<PlanId>,
    /// Takes them back.
    pub restore: Vec<PlanId>,
}

impl Programs {
    /// The plans of a run that has learnt; `None` before [`Programs::learn`].
    pub fn learning(&self) -> Option<Learning> {
        self.learning.clone()
    }

    /// Makes them.
    pub fn learn(
        &mut self,
        device: &mut Device,
        params: &[Param],
        optimizer: Optimizer,
        generations: usize,
    ) -> Result<Learning, Failure> {
        let updates = optim::updates(optimizer, params)?;
        let mut learning = Learning {
            update: device.prepare(Plan::new(&updates, &[]))?,
            keep: Vec::new(),
            restore: Vec::new(),
        };
        let live = |param| Leaf::Param(param);
        for generation in 0..generations as u32 {
            let aside = |param| kept(param, optimizer, generation);
            learning
                .keep
                .push(device.prepare(copy(params, live, aside))?);
            learning
                .restore
                .push(device.prepare(copy(params, aside, live))?);
        }
        self.learning = Some(learning.clone());
        Ok(learning)
    }

    /// `task` for `batch` pictures.
    pub fn task(
        &mut self,
        task: Task,
        device: &mut Device,
        spec: &RunSpec,
        batch: usize,
    ) -> Result<PlanId, Failure> {
        memo(&mut self.tasks, (task, batch), || {
            Ok(device.prepare(plan(task, spec, batch)?)?)
        })
    }

    /// What every layer makes of one picture, in evaluation mode.
    pub fn probe(&mut self, device: &mut Device, spec: &RunSpec) -> Result<PlanId, Failure> {
        match self.probe {
            Some(plan) => Ok(plan),
            None => {
                let plan = device.prepare(probe(spec)?)?;
                self.probe = Some(plan);
                Ok(plan)
            }
        }
    }
}

/// The plan for `key`, made once.
pub fn memo<K: PartialEq>(
    known: &mut Vec<(K, PlanId)>,
    key: K,
    make: impl FnOnce() -> Result<PlanId, Failure>,
) -> Result<PlanId, Failure> {
    if let Some(&(_, plan)) = known.iter().find(|(known, _)| *known == key) {
        return Ok(plan);
    }
    let plan = make()?;
    known.push((key, plan));
    Ok(plan)
}

/// Learning: loss, right answers and gradients, in training mode. Testing: loss and probabilities, in
/// evaluation mode.
fn plan(task: Task, spec: &RunSpec, batch: usize) -> Result<Plan, Failure> {
    let mode = match task {
        Task::Learn => Mode::Train,
        Task::Test => Mode::Eval,
    };
    let traced = trace(&spec.module, spec.input().with_n(batch), mode)?;
    let mut graph = traced.graph;
    let loss = compare(&mut graph, Op::CrossEntropy, traced.output)?;
    let mut outputs = vec![output(loss, LOSS)];
    match task {
        Task::Learn => {
            let correct = compare(&mut graph, Op::Correct, traced.output)?;
            outputs.push(output(correct, CORRECT));
            let params: Vec<Value> = (0..)
                .zip(&traced.params)
                .map(|(param, Param { shape, .. })| graph.leaf(Leaf::Param(param), *shape))
                .collect();
            let grads = (0..).zip(grad(&mut graph, loss, &params)?);
            outputs
                .extend(grads.filter_map(|(param, value)| Some(output(value?, Leaf::Grad(param)))));
        }
        Task::Test => {
            let probabilities = graph.apply(Op::Softmax, &[traced.output])?;
            outputs.push(output(probabilities, PROBABILITIES));
        }
    }
    Ok(Plan::new(&graph, &outputs))
}

fn probe(spec: &RunSpec) -> Result<Plan, Failure> {
    let traced = trace(&spec.module, spec.input(), Mode::Eval)?;
    let mut graph = traced.graph;
    let probabilities = graph.apply(Op::Softmax, &[traced.output])?;
    let mut outputs = vec![output(probabilities, PROBABILITIES)];
    let rows = traced.rows.iter().enumerate();
    outputs.extend(rows.map(|(row, traced)| output(traced.value, map(row))));
    Ok(Plan::new(&graph, &outputs))
}

/// Appends an op of logits and the batch's targets.
fn compare(graph: &mut Graph, op: Op, logits: Value) -> Result<Value, Failure> {
    let batch = graph.shape(logits).n();
    let target = graph.leaf(Leaf::Target, Shape::matrix(batch, 1));
    Ok(graph.apply(op, &[logits, target])?)
}

fn copy(params: &[Param], from: impl Fn(u32) -> Leaf, to: impl Fn(u32) -> Leaf) -> Plan {
    let mut graph = Graph::new();
    let outputs: Vec<Output> = (0..)
        .zip(params)
        .map(|(param, Param { shape, .. })| output(graph.leaf(from(param), *shape), to(param)))
        .collect();
    Plan::new(&graph, &outputs)
}

fn output(value: Value, leaf: Leaf) -> Output {
    Output { value, leaf }
}
