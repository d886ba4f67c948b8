//! What a run's numbers mean while they come in: how far it is, and whether it sits on the plateau.
//! Words are left to `text`.

use crate::train::history::History;
use crate::train::protocol::RunSpec;

/// The loss of guessing evenly among ten classes.
pub const LN_10: f32 = std::f32::consts::LN_10;
/// The loss sits on the plateau while it is this near to ln 10.
const NEAR: f32 = 0.05;
/// Steps that the judgement looks back over: one batch alone is noisy.
const RECENT: usize = 8;

/// Steps that one epoch takes; the last batch may be smaller.
pub const fn steps_per_epoch(spec: &RunSpec) -> u32 {
    let batch = if spec.batch_size == 0 {
        1
    } else {
        spec.batch_size
    };
    spec.pictures.div_ceil(batch)
}

/// The epoch that the run is in, 1-based, after `step` steps; 0 before the first.
pub const fn epoch(step: u32, steps_per_epoch: u32) -> u32 {
    if steps_per_epoch == 0 {
        return 0;
    }
    step.div_ceil(steps_per_epoch)
}

/// The first epoch, and the loss has not left ln 10 yet.
pub fn on_plateau(history: &History, steps_per_epoch: u32) -> bool {
    let steps = &history.steps;
    let Some(last) = steps.last() else {
        return false;
    };
    let recent = &steps[steps.len().saturating_sub(RECENT)..];
    let mean = recent.iter().map(|point| point.loss).sum::<f32>() / recent.len() as f32;
    last.step < steps_per_epoch && (mean - LN_10).abs() < NEAR
}

#[cfg(test)]
mod tests {
    use super::{LN_10, epoch, on_plateau};
    use crate::train::history::History;
    use crate::train::protocol::StepPoint;

    #[test]
    fn epochs_are_counted_from_one() {
        for (step, steps, expected) in [(0, 235, 0), (1, 235, 1), (235, 235, 1), (236, 235, 2)] {
            assert_eq!(epoch(step, steps), expected, "step {step} of {steps}");
        }
        assert_eq!(epoch(5, 0), 0, "no steps at all");
    }

    #[test]
    fn the_plateau_is_the_first_epoch_near_ln_10() {
        let rows: [(&str, &[f32], u32, bool); 5] = [
            ("before the first step", &[], 235, false),
            ("at ln 10", &[LN_10, LN_10 + 0.02], 235, true),
            (
                "one odd batch",
                &[LN_10, LN_10, LN_10, LN_10 - 0.1],
                235,
                true,
            ),
            ("the fall", &[2.3, 2.2, 2.1, 2.0, 1.9], 235, false),
            ("a later epoch", &[LN_10, LN_10], 2, false),
        ];
        for (name, losses, steps, expected) in rows {
            let point = |(i, &loss): (usize, &f32)| StepPoint {
                step: i as u32 + 1,
                loss,
                accuracy: 0.1,
            };
            let history = History {
                steps: losses.iter().enumerate().map(point).collect(),
                epochs: Vec::new(),
            };
            assert_eq!(on_plateau(&history, steps), expected, "{name}");
        }
    }
}
