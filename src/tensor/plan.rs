//! Liveness → order and buffers: which op runs when, and which buffer it writes.
//! A plan knows sizes, not numbers; a device owns the memory.

use super::graph::{Graph, Leaf, Op, Value};
use super::ops;
use super::shape::Shape;

/// What a run of a graph leaves behind: `value` is written straight into the buffer of `leaf`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Output {
    pub value: Value,
    pub leaf: Leaf,
}

/// Where the numbers of a value stand while a plan runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Leaf(Leaf),
    /// A temporary buffer, by position in [`Plan::slots`].
    Slot(usize),
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Operand {
    pub place: Place,
    pub shape: Shape,
}

/// One op with its buffers. An update op writes some of its inputs and has no other output.
/// `Op::Reshape` stands for a copy, where an alias cannot do.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    pub op: Op,
    pub inputs: Vec<Operand>,
    pub output: Operand,
}

/// A plan that a device has made ready to run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlanId(pub usize);

/// An executable order over a graph for one set of outputs (or in-place updates).
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    pub graph: Graph,
    pub outputs: Vec<Output>,
    pub steps: Vec<Step>,
    /// Numbers in each temporary buffer.
    pub slots: Vec<usize>,
    /// Leaves that must hold numbers before a run.
    pub reads: Vec<(Leaf, Shape)>,
    /// Leaves that a run fills.
    pub writes: Vec<(Leaf, Shape)>,
    /// Numbers in all temporaries if each had a buffer of its own.
    unshared: usize,
}

impl Plan {
    /// Schedules what `outputs` need, plus every in-place update op of the graph.
    pub fn new(graph: &Graph, outputs: &[Output]) -> Self {
        let needed = needed(graph, outputs);
        let read = |leaf| {
            let node = graph.nodes().iter().position(|n| n.op == Op::Leaf(leaf));
            node.is_some_and(|at| needed[at])
        };
        let mut builder = Builder::new(graph, &needed, outputs);
        let mut copies = Vec::new();
        for output in outputs {
            let at = root(graph, output.value);
            let own = builder.places[at].is_none() && !read(output.leaf);
            if own {
                builder.places[at] = Some(Place::Leaf(output.leaf));
            } else {
                copies.push(*output);
            }
        }
        for at in (0..graph.nodes().len()).filter(|&at| needed[at]) {
            builder.schedule(at);
        }
        for output in copies {
            builder.copy(output);
        }
        let leaves = graph.nodes().iter().zip(&needed);
        let reads = leaves.filter_map(|(node, &needed)| match node.op {
            Op::Leaf(leaf) if needed => Some((leaf, node.shape)),
            _ => None,
        });
        Self {
            graph: graph.clone(),
            outputs: outputs.to_vec(),
            reads: reads.collect(),
            writes: outputs
                .iter()
                .map(|output| (output.leaf, graph.shape(output.value)))
                .collect(),
            steps: builder.steps,
            slots: builder.slots,
            unshared: builder.unshared,
        }
    }

    /// Bytes of temporaries with reuse, and if every value kept a buffer of its own.
    pub fn memory(&self) -> [usize; 2] {
        [self.slots.iter().sum::<usize>(), self.unshared].map(|len| len * size_of::<f32>())
    }
}

/// The node whose buffer `value` shares: itself, unless it is a reshape.
fn root(graph: &Graph, value: Value) -> usize {
    let node = graph.node(value);
    match (node.op, node.inputs.first()) {
        (Op::Reshape, Some(&input)) => root(graph, input),
        _ => value.0 as usize,
    }
}

/// Nodes that an output or an update depends on.
fn needed(graph: &Graph, outputs: &[Output]) -> Vec<bool> {
    let nodes = graph.nodes();
    let mut needed: Vec<bool> = nodes
        .iter()
        .map(|node| ops::update(node.op).is_some())
        .collect();
    for output in outputs {
        needed[output.value.0 as usize] = true;
    }
    for at in (0..nodes.len()).rev() {
        if needed[at] {
            for input in &nodes[at].inputs {
                needed[input.0 as usize] = true;
            }
        }
    }
    needed
}

/// Hands out temporary buffers while it walks the graph in order.
struct Builder<'a> {
    graph: &'a Graph,
    /// Node after which the buffer of a root is free.
    last_use: Vec<usize>,
    places: Vec<Option<Place>>,
    /// Roots whose buffer went on to another one.
    passed_on: Vec<bool>,
    steps: Vec<Step>,
    slots: Vec<usize>,
    free: Vec<usize>,
    unshared: usize,
}

impl<'a> Builder<'a> {
    fn new(graph: &'a Graph, needed: &[bool], outputs: &[Output]) -> Self {
        let nodes = graph.nodes();
        let mut last_use: Vec<usize> = (0..nodes.len()).collect();
        for (at, node) in nodes.iter().enumerate().filter(|&(at, _)| needed[at]) {
            for &input in &node.inputs {
                last_use[root(graph, input)] = at;
            }
        }
        for output in outputs {
            last_use[root(graph, output.value)] = usize::MAX;
        }
        let leaf = |node: &super::graph::Node| match node.op {
            Op::Leaf(leaf) => Some(Place::Leaf(leaf)),
            _ => None,
        };
        Self {
            graph,
            last_use,
            passed_on: vec![false; nodes.len()],
            places: nodes.iter().map(leaf).collect(),
            steps: Vec::new(),
            slots: Vec::new(),
            free: Vec::new(),
            unshared: 0,
        }
    }

    fn schedule(&mut self, at: usize) {
        let node = &self.graph.nodes()[at];
        if matches!(node.op, Op::Leaf(_) | Op::Reshape) {
            return;
        }
        let inputs: Vec<Operand> = node.inputs.iter().map(|&i| self.operand(i)).collect();
        if ops::update(node.op).is_some() {
            self.places[at] = Some(inputs[0].place);
        }
        let place = self.places[at].or_else(|| self.inherit(at));
        let place = place.unwrap_or_else(|| self.take(node.shape.len()));
        self.places[at] = Some(place);
        self.steps.push(Step {
            op: node.op,
            inputs,
            output: Operand {
                place,
                shape: node.shape,
            },
        });
        self.release(at);
    }

    fn operand(&self, value: Value) -> Operand {
        let at = root(self.graph, value);
        // Inputs stand before their users, so the place is known.
        let place = self.places[at].unwrap_or(Place::Slot(0));
        Operand {
            place,
            shape: self.graph.shape(value),
        }
    }

    /// The smallest free buffer that is large enough, else the largest one, grown, else a new one.
    fn take(&mut self, len: usize) -> Place {
        self.unshared += len;
        let slots = &self.slots;
        let fits = |&at: &usize| slots[self.free[at]] >= len;
        let all = 0..self.free.len();
        let best = all
            .clone()
            .filter(fits)
            .min_by_key(|&at| slots[self.free[at]]);
        let best = best.or_else(|| all.max_by_key(|&at| slots[self.free[at]]));
        let slot = match best {
            Some(at) => self.free.swap_remove(at),
            None => {
                self.slots.push(0);
                self.slots.len() - 1
            }
        };
        self.slots[slot] = self.slots[slot].max(len);
        Place::Slot(slot)
    }

    /// The buffer of the operand that node `at` may overwrite, if nobody reads it any more.
    fn inherit(&mut self, at: usize) -> Option<Place> {
        let node = &self.graph.nodes()[at];
        let operand = ops::in_place(node.op)?;
        let roots = node.inputs.iter().map(|&input| root(self.graph, input));
        let own = roots.clone().nth(operand)?;
        let dies = self.last_use[own] == at && roots.filter(|&root| root == own).count() == 1;
        let place = self.places[own].filter(|place| dies && matches!(place, Place::Slot(_)))?;
        self.unshared += node.shape.len();
        self.passed_on[own] = true;
        Some(place)
    }

    /// Frees what node `at` used last, and its own output if nobody reads it.
    fn release(&mut self, at: usize) {
        let mut roots = vec![at];
        for &input in &self.graph.nodes()[at].inputs {
            let root = root(self.graph, input);
            if !roots.contains(&root) {
                roots.push(root);
            }
        }
        for root in roots {
            let over = self.last_use[root] <= at && !self.passed_on[root];
            if let (true, Some(Place::Slot(slot))) = (over, self.places[root]) {
                self.free.push(slot);
            }
        }
    }

    fn copy(&mut self, output: Output) {
        let input = self.operand(output.value);
        self.steps.push(Step {
            op: Op::Reshape,
            inputs: vec![input],
            output: Operand {
                place: Place::Leaf(output.leaf),
                shape: input.shape,
            },
        });
    }
}
