//! The pixel-shuffle demonstration's runs and curves. That they train is left to `training`.

use convlab::lesson::shuffled::{Net, Track, apart, chart, runs, steps};
use convlab::train::protocol::StepPoint;

fn track(losses: &[f32]) -> Track {
    let mut track = Track::default();
    for (step, &loss) in (1..).zip(losses) {
        track.add(&StepPoint {
            step,
            loss,
            accuracy: 0.5,
        });
    }
    track
}

#[test]
fn each_network_runs_unshuffled_first() {
    let runs = runs(4);
    let nets: Vec<Net> = runs.iter().map(|run| run.net).collect();
    assert_eq!(nets[..3], [Net::Dense; 3]);
    assert_eq!(nets[3..], [Net::Conv; 2]);
    assert!(runs[0].shuffle.is_none() && runs[3].shuffle.is_none());
    for run in runs {
        assert!(run.spec(4).shuffle.is_none_or(|shuffle| shuffle.seed == 4));
    }
    assert_eq!(steps(), 471);
}

#[test]
fn the_difference_is_the_largest_of_the_steps_both_have() {
    let (a, b) = (track(&[2.0, 1.0]), track(&[2.0, 1.5, 9.0]));
    assert_eq!(apart(&a, &b), Some(0.5));
    assert_eq!(apart(&a, &Track::default()), None);
}

#[test]
fn a_curve_a_run() {
    let svg = chart(&[track(&[1.0; 471]), track(&[1.0])], "a \"name\"");
    assert!(svg.contains("aria-label=\"a &quot;name&quot;\""));
    assert!(svg.contains("run-0") && svg.contains("run-1") && !svg.contains("run-2"));
    assert!(svg.len() < 8_000, "{}", svg.len());
    assert!(chart(&[], "").ends_with("</svg>"));
}
