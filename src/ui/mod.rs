//! leptos components: thin views over `lesson` and `train`. What can be tested without a DOM
//! lives there, not here.

mod app;
mod dom;
mod lab;
mod language;
mod notice;
mod page;
mod parts;
pub mod programs;
mod store;
mod widgets;
