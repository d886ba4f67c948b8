//! The file that a reader takes home.

use convlab::lesson::csv::csv;
use convlab::train::history::History;
use convlab::train::protocol::{EpochPoint, StepPoint};

#[test]
fn a_row_a_step_and_epochs_where_they_end() {
    let step = |step, loss| StepPoint {
        step,
        loss,
        accuracy: 0.5,
    };
    let history = History {
        steps: vec![step(1, 2.25), step(2, 1.5), step(3, f32::NAN)],
        epochs: vec![EpochPoint {
            epoch: 1,
            step: 2,
            loss: 1.9,
            train_accuracy: 0.25,
            test_loss: 1.4,
            test_accuracy: 0.75,
            seconds: 8.5,
        }],
    };
    let expected = "\
step,loss,accuracy,epoch,epoch_loss,train_accuracy,test_loss,test_accuracy,seconds
1,2.25,0.5,,,,,,
2,1.5,0.5,1,1.9,0.25,1.4,0.75,8.5
3,NaN,0.5,,,,,,
";
    assert_eq!(csv(&history), expected);
    assert_eq!(csv(&History::default()).lines().count(), 1);
}
