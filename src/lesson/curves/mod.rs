//! Loss and accuracy of a run, drawn by plotters on any backend: a canvas in the page, SVG in a file.
//! Axes and their labels are laid out here and not by plotters' mesh, which would measure each label
//! in the page's DOM at every redraw. Words come from above; export to PNG is left to the canvas.

mod crosshair;
mod draw;
mod layout;
mod pen;
mod reference;
mod theme;
mod ticks;
mod trail;

pub use crosshair::{Reading, nearest};
pub use draw::{draw, to_svg};
pub use layout::{Frame, Layout, Panel};
pub use reference::{LENET, Reference};
pub use theme::Theme;
pub use ticks::Tick;
pub use trail::Trail;

use crate::train::history::History;

/// What is drawn.
#[derive(Debug, Clone, Copy)]
pub struct Chart<'a> {
    pub history: &'a History,
    /// Follows the same history.
    pub trail: &'a Trail,
    /// Planned, so that the axis stands still while the run fills it.
    pub epochs: u32,
    pub steps_per_epoch: u32,
    pub loss_scale: AxisScale,
    /// Only beside a run with the very settings that the reference was made with.
    pub reference: Option<&'a Reference>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AxisScale {
    Linear,
    Log,
}

/// The words on the chart, in the page's language.
#[derive(Debug, Clone, Copy)]
pub struct Labels<'a> {
    pub loss: &'a str,
    pub accuracy: &'a str,
    pub step: &'a str,
    pub epoch: &'a str,
    pub train: &'a str,
    pub test: &'a str,
    /// The mean of the training loss over an epoch.
    pub epoch_mean: &'a str,
    pub reference: &'a str,
}

impl Chart<'_> {
    /// The last step on the axis: as planned, or further if the run went further.
    pub fn total_steps(&self) -> u32 {
        let done = self.history.steps.last().map_or(0, |point| point.step);
        self.epochs
            .saturating_mul(self.steps_per_epoch)
            .max(done)
            .max(1)
    }
}
