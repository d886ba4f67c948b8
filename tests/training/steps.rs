//! The golden that the browser's test reads too.

use crate::golden;

#[path = "../support/steps.rs"]
mod steps;

#[test]
fn the_same_steps_natively_and_in_a_browser() {
    golden::check("lenet-steps.txt", &steps::describe());
}
