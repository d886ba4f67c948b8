//! A run as a CSV file: a row a step, an epoch's figures in the row of its last step.
//! Saving it is left to `ui`.

use std::fmt::Write as _;

use crate::train::history::History;
use crate::train::protocol::EpochPoint;

const HEAD: &str =
    "step,loss,accuracy,epoch,epoch_loss,train_accuracy,test_loss,test_accuracy,seconds\n";

/// Full precision, a point as decimal sign, empty where an epoch goes on.
pub fn csv(history: &History) -> String {
    let mut out = String::from(HEAD);
    let mut epochs = history.epochs.iter().peekable();
    for point in &history.steps {
        let ended = epochs.next_if(|epoch| epoch.step <= point.step);
        // Writing into a String cannot fail; hence `let _`.
        let _ = write!(out, "{},{},{},", point.step, point.loss, point.accuracy);
        out.push_str(&ended.map_or_else(|| ",".repeat(5), figures));
        out.push('\n');
    }
    out
}

fn figures(epoch: &EpochPoint) -> String {
    let EpochPoint {
        epoch,
        step: _,
        loss,
        train_accuracy,
        test_loss,
        test_accuracy,
        seconds,
    } = epoch;
    format!("{epoch},{loss},{train_accuracy},{test_loss},{test_accuracy},{seconds}")
}
