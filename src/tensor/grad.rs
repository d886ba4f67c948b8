//! Reverse mode: a graph grows by the ops that compute its gradients.
//! The rule of each op stands with the op, in `ops`.

use super::graph::{Graph, Op, Value};
use super::ops;
use super::shape::{Shape, ShapeError};

/// Appends the backward pass of the scalar `loss` and returns ∂loss/∂w for each `w` of `wrt`
/// (`None` where the loss does not depend on it).
///
/// # Errors
/// Only if a rule builds a shape that does not fit, which the op tests rule out.
pub fn grad(
    graph: &mut Graph,
    loss: Value,
    wrt: &[Value],
) -> Result<Vec<Option<Value>>, ShapeError> {
    let one = graph.constant(1.0, Shape::SCALAR);
    pull_back(graph, loss, one, wrt)
}

/// As [`grad`], for any `output` and the gradient `upstream` of something with respect to it.
/// Appends only what the answer needs: a path that leads to no `wrt` is not walked.
///
/// # Errors
/// As [`grad`].
pub fn pull_back(
    graph: &mut Graph,
    output: Value,
    upstream: Value,
    wrt: &[Value],
) -> Result<Vec<Option<Value>>, ShapeError> {
    let leads = leads_to(graph, wrt);
    let mut grads: Vec<Option<Value>> = vec![None; leads.len()];
    grads[output.0 as usize] = Some(upstream);
    for at in (0..=output.0).rev() {
        let node = graph.node(Value(at)).clone();
        let Some(upstream) = grads[at as usize] else {
            continue;
        };
        for (position, &input) in node.inputs.iter().enumerate() {
            let slot = input.0 as usize;
            if !leads[slot] {
                continue;
            }
            let part = ops::gradient(graph, Value(at), position, upstream)?;
            grads[slot] = match (grads[slot], part) {
                (Some(sum), Some(part)) => Some(graph.apply(Op::Add, &[sum, part])?),
                (sum, part) => sum.or(part),
            };
        }
    }
    Ok(wrt.iter().map(|value| grads[value.0 as usize]).collect())
}

/// Nodes from which a path goes down to one of `wrt`.
fn leads_to(graph: &Graph, wrt: &[Value]) -> Vec<bool> {
    let mut leads = vec![false; graph.nodes().len()];
    for value in wrt {
        leads[value.0 as usize] = true;
    }
    for (at, node) in graph.nodes().iter().enumerate() {
        leads[at] |= node.inputs.iter().any(|input| leads[input.0 as usize]);
    }
    leads
}
