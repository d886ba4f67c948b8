//! The program of single ideas of networks.

use crate::text::choices;
use crate::text::program::Program;
use crate::ui::app;

/// Opens the page that this program was loaded by.
pub fn start() {
    app::start(Program::Labs, choices::LABS, |_| Vec::new());
}
