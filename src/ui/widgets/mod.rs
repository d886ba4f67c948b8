//! One widget of a chapter a file, named as its placeholder is; the rest are their larger pieces.

pub mod activations;
pub mod augmentation;
pub mod average;
pub mod builder;
pub mod dropout;
pub mod effective_field;
pub mod field;
pub mod filter;
pub mod kernel_stack;
pub mod layer_costs;
pub mod learn_kernel;
pub mod model_inside;
pub mod model_mistakes;
pub mod model_structure;
pub mod model_table;
pub mod model_train;
pub mod model_weights;
pub mod one_by_one;
pub mod picture_channels;
pub mod pixel_shuffle;
pub mod pixelwise;
pub mod reduction;
pub mod shift;
pub mod side_by_side;
pub mod slide;
pub mod unrolled;

mod curves;
mod maps;
mod origin;
mod patches;
mod prediction;
mod readouts;
mod sizes;
mod transfers;
mod upload;
