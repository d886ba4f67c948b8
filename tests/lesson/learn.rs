//! The lesson's experiment: a kernel learns to find edges.

use convlab::lesson::learn::learn;
use convlab::lesson::state::learning::{Example, Learning, Target};

#[test]
fn twenty_steps_find_the_lessons_kernel() {
    let task = learn(&Learning::default());
    let row = [0.0, 1.0, 0.0, 0.0, 0.0, -1.0, 0.0];
    assert!(task.wanted.data.chunks(7).all(|numbers| numbers == row));
    assert_eq!(task.wanted.data.len(), 6 * 7);
    let last = task.states.last().expect("21 states");
    assert_eq!(task.states.len(), 21);
    let found = &last.kernel.data;
    assert!(
        (found[0] - 0.99).abs() < 0.02 && (found[1] + 1.01).abs() < 0.02,
        "{found:?}"
    );
    let losses: Vec<f32> = task.states.iter().map(|state| state.loss).collect();
    assert!(
        losses.windows(2).all(|pair| pair[1] < pair[0]),
        "{losses:?}"
    );
}

#[test]
fn the_bound_of_the_rate_is_where_descent_turns_into_ascent() {
    let lesson = Learning::default();
    let bound = learn(&lesson).highest_rate;
    assert!((bound - 1.0 / 30.0).abs() < 1e-5, "{bound}");
    for example in [Example::Edges, Example::Noise] {
        for target in [Target::Edge, Target::SobelX, Target::SobelY] {
            let choice = Learning {
                example,
                target,
                steps: 200,
                ..lesson.clone()
            };
            let bound = learn(&choice).highest_rate;
            let ends = |share: f32| {
                let rate = bound * share;
                let states = learn(&Learning {
                    rate,
                    ..choice.clone()
                })
                .states;
                [states[100].loss, states[200].loss]
            };
            let [middle, end] = ends(0.97);
            assert!(end <= middle, "{choice:?}: {middle} {end}");
            let [middle, end] = ends(1.03);
            assert!(end > middle || end.is_nan(), "{choice:?}: {middle} {end}");
        }
    }
}

#[test]
fn an_edge_picture_does_not_tell_rows_apart_but_noise_does() {
    let far = |example, rate| {
        let task = learn(&Learning {
            example,
            target: Target::SobelX,
            rate,
            steps: 200,
            ..Learning::default()
        });
        let last = task.states.last().expect("201 states");
        let pairs = last.kernel.data.iter().zip(&task.target.data);
        let distance = pairs.map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
        (last.loss, distance)
    };
    let (loss, distance) = far(Example::Edges, 0.01);
    assert!(loss < 0.05 && distance > 0.2, "{loss} {distance}");
    let (loss, distance) = far(Example::Noise, 0.01);
    assert!(loss < 5.0, "{loss} {distance}");
}
