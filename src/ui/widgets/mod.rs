//! One widget of a chapter a file, named as its placeholder is; the rest are their larger pieces.

pub mod lenet_inside;
pub mod lenet_mistakes;
pub mod lenet_structure;
pub mod lenet_train;
pub mod lenet_weights;

mod curves;
mod draw_pad;
mod maps;
mod prediction;
mod readouts;
mod upload;
