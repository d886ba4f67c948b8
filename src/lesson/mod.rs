//! Everything the learner sees, as pure functions: scenes, diagrams, curves, numbers, links.
//! No DOM, no clock: time, frames and clicks are inputs. Words are left to `text`.

pub mod bank;
pub mod costs;
pub mod csv;
pub mod curves;
pub mod detail;
pub mod diagram;
pub mod edit;
pub mod field;
pub mod filter;
pub mod format;
pub mod formula;
pub mod grid;
pub mod heat;
pub mod learn;
pub mod link;
pub mod number;
pub mod one_by_one;
pub mod photo;
pub mod picture;
pub mod player;
pub mod progress;
pub mod python;
pub mod question;
pub mod registration;
pub mod role;
pub mod scene;
pub mod shift;
pub mod shuffled;
pub mod sizes;
pub mod slide;
pub mod stage;
pub mod state;
pub mod unrolled;
pub mod zoom;
