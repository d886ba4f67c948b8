//! What widgets are made of: controls, figures, tables, messages. No part knows a chapter.

pub mod choice;
pub mod code;
pub mod file;
pub mod heat;
pub mod ledger;
pub mod matrix;
pub mod message;
pub mod news;
pub mod scene;
pub mod toolbar;
pub mod transport;
