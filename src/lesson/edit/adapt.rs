//! Layers that follow what arrives: in_channels and in_features set from the trace.
//! Whether they should is the reader's choice.

use crate::lesson::state::network::INPUTS;
use crate::nn::module::Module;
use crate::nn::trace::{Mode, TraceError, trace_prefix};
use crate::tensor::shape::{Shape, ShapeError};

use super::place;

/// A layer that was made to fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adapted {
    pub path: String,
    pub from: usize,
    pub to: usize,
}

/// Sets every in_channels and in_features up to the first layer that cannot work for another reason.
pub fn adapt(module: &mut Module, input: Shape) -> Vec<Adapted> {
    let mut adapted = Vec::new();
    // Each turn mends one layer for good: what arrives there does not depend on it.
    for _ in 0..module.walk().len() {
        let error = trace_prefix(module, input, Mode::Eval).error;
        let Some(done) = error.and_then(|error| mend(module, &error)) else {
            break;
        };
        adapted.push(done);
    }
    adapted
}

/// Whether `error` is only a number of inputs that could follow.
pub fn is_mendable(module: &Module, error: &TraceError) -> bool {
    mend(&mut module.clone(), error).is_some()
}

fn mend(module: &mut Module, error: &TraceError) -> Option<Adapted> {
    let place = place::of(module, &error.path)?;
    let (number, to) = match (place::at_mut(module, &place)?, error.error) {
        (Module::Conv2d(conv), ShapeError::Channels { found, .. }) => {
            (&mut conv.in_channels, found)
        }
        (Module::Linear(linear), ShapeError::Features { found, .. }) => {
            (&mut linear.in_features, found)
        }
        (_, _) => return None,
    };
    if !INPUTS.contains(&to) {
        return None;
    }
    let from = std::mem::replace(number, to);
    (from != to).then(|| Adapted {
        path: error.path.clone(),
        from,
        to,
    })
}
