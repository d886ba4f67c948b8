//! What learners see, tested as pure functions: links, numbers, scenes, colours.
//! Browsers are left to `tests/browser.rs` and `tests/e2e.rs`.

mod compare;
mod costs;
mod csv;
mod curves;
mod device;
mod diagram;
mod edit;
mod field;
mod filter;
mod format;
mod formula;
#[path = "../support/golden.rs"]
mod golden;
mod grid;
mod heat;
mod inside;
mod kept;
mod labs;
mod learn;
mod link;
mod link_shared;
mod network;
mod number;
mod one_by_one;
mod picture;
mod player;
mod question;
mod scene;
mod shift;
mod shuffled;
mod sizes;
mod slide;
mod source;
mod unrolled;
