//! The program of networks of the reader's own.

use crate::text::choices;
use crate::text::program::Program;
use crate::ui::app;

/// Opens the page that this program was loaded by.
pub fn start() {
    app::start(Program::Builder, choices::BUILDER, |_| Vec::new());
}
