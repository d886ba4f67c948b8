//! Words in two languages: interface strings, errors, chapters and the static pages made of them.

pub mod chapters;
pub mod choices;
pub mod compare;
pub mod device;
pub mod errors;
pub mod kept;
pub mod labs;
pub mod lang;
pub mod names;
#[cfg(not(target_arch = "wasm32"))]
pub mod pages;
pub mod pictures;
pub mod program;
pub mod sentences;
pub mod sizes;
pub mod strings;
pub mod widget;
