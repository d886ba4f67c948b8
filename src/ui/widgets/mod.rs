//! One widget of a chapter a file, named as its placeholder is; the rest are their larger pieces.

pub mod effective_field;
pub mod field;
pub mod filter;
pub mod layer_costs;
pub mod learn_kernel;
pub mod lenet_inside;
pub mod lenet_mistakes;
pub mod lenet_structure;
pub mod lenet_train;
pub mod lenet_weights;
pub mod one_by_one;
pub mod picture_channels;
pub mod pixel_shuffle;
pub mod shift;
pub mod slide;
pub mod unrolled;

mod curves;
mod maps;
mod patches;
mod prediction;
mod readouts;
mod transfers;
mod upload;
