//! What the labs of AlexNet, VGG, NiN and GoogLeNet compute and draw: a file a lab.
//! Their choices are left to `state::labs`, their words to `text::labs`.

pub mod activations;
pub mod augmentation;
pub mod average;
pub mod dropout;
pub mod kernel_stack;
pub mod pixelwise;
pub mod reduction;
