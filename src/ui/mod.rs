//! leptos components: thin views over `lesson` and `train`. What can be tested without a DOM
//! lives there, not here.

mod app;
mod dom;
mod lab;
mod language;
pub mod layers;
pub mod networks;
pub mod operations;
mod page;
mod parts;
mod widgets;
