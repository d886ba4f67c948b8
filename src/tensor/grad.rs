//! Reverse mode: a graph grows by the ops that compute its gradients.
//! The rule of each op stands with the op, in `ops`.

use super::graph::{Graph, Value};
use super::shape::ShapeError;

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
    let _ = (graph, loss, wrt);
    todo!("core")
}
