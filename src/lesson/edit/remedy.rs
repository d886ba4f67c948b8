//! One press that mends a layer which cannot work, where there is one.

use super::{Change, adapt, kind::Kind, place};
use crate::nn::module::Module;
use crate::nn::trace::TraceError;
use crate::tensor::shape::ShapeError;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// Its number of inputs follows what arrives.
    Fit,
    /// A `Flatten` before it.
    Flatten,
}

pub fn remedy(module: &Module, error: &TraceError) -> Option<Remedy> {
    if adapt::is_mendable(module, error) {
        return Some(Remedy::Fit);
    }
    let is_first = place::of(module, &error.path)?.is_empty();
    match error.error {
        ShapeError::NotFlat { .. } if !is_first => Some(Remedy::Flatten),
        ShapeError::ZeroWindow { .. }
        | ShapeError::WindowTooLarge { .. }
        | ShapeError::PoolPadding { .. }
        | ShapeError::Channels { .. }
        | ShapeError::Features { .. }
        | ShapeError::NotFlat { .. }
        | ShapeError::NotSpatial { .. }
        | ShapeError::Mismatch { .. }
        | ShapeError::Branches { .. }
        | ShapeError::TooLarge => None,
    }
}

/// What puts a `Flatten` before a layer.
pub const FLATTEN: Change = Change::AddBefore(Kind::Flatten);
