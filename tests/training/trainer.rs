//! Requests in, events out: the worker without a browser.

use convlab::nn::module::Module;
use convlab::nn::optim::Optimizer;
use convlab::tensor::device::Device;
use convlab::tensor::rng::Rng;
use convlab::train::block_on::block_on;
use convlab::train::protocol::{Event, Failure, Picture, Request, Rows, RunId, RunSpec, RunState};
use convlab::train::trainer::Trainer;

use crate::desk::{RUN, TICK, ask, epochs, finish, points, probes, ready, states, ticking};
use crate::support::{deep, dense, spec};

#[test]
fn a_run_from_start_to_end() {
    use RunState::{Evaluating, Finished, Paused, Running};
    let mut trainer = ready(spec(dense()));
    assert_eq!(states(&finish(&mut trainer)), [Paused]);
    ask(&mut trainer, Request::Start { run: RUN });
    let events = finish(&mut trainer);
    assert_eq!(
        states(&events),
        [Running, Evaluating, Running, Evaluating, Finished]
    );
    assert_eq!(epochs(&events), 2);
    let steps: Vec<u32> = points(&events).iter().map(|point| point.step).collect();
    assert_eq!(steps, [1, 2, 3, 4, 5, 6, 7, 8]);
    let Some(Event::Progress {
        seconds_left,
        examples_per_second,
        ..
    }) = events
        .iter()
        .rfind(|event| matches!(event, Event::Progress { .. }))
    else {
        panic!("no progress in {events:?}");
    };
    assert!(*examples_per_second > 0.0);
    assert!(
        seconds_left.is_some_and(|left| left < 1.0),
        "{seconds_left:?}"
    );

    ask(&mut trainer, Request::Start { run: RUN });
    assert_eq!(states(&finish(&mut trainer)), [Finished]);
}

#[test]
fn a_step_is_one_step() {
    use RunState::{Evaluating, Paused, Running};
    let mut trainer = ready(spec(dense()));
    finish(&mut trainer);
    for step in 1..=5 {
        ask(&mut trainer, Request::Step { run: RUN });
        let events = finish(&mut trainer);
        let found = points(&events);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].step, step);
        // The fourth step ends the epoch.
        if step == 4 {
            assert_eq!(states(&events), [Running, Evaluating, Paused]);
        } else {
            assert_eq!(states(&events), [Running, Paused]);
        }
        assert_eq!(epochs(&events), usize::from(step == 4));
    }
}

#[test]
fn a_picture_that_cannot_be_shown_stops_no_training() {
    let mut trainer = ready(spec(dense()));
    ask(&mut trainer, Request::Start { run: RUN });
    block_on(trainer.work());
    let picture = Picture::Test(9_999_999);
    ask(
        &mut trainer,
        Request::Probe {
            run: RUN,
            picture,
            rows: Rows::All,
        },
    );
    let events = finish(&mut trainer);
    assert!(
        events
            .iter()
            .any(|event| matches!(event, Event::Failed { .. }))
    );
    assert_eq!(points(&events).len(), 8);
    assert_eq!(states(&events).last(), Some(&RunState::Finished));
}

#[test]
fn pause_gets_in_before_the_next_step() {
    let mut trainer = ready(spec(dense()));
    ask(&mut trainer, Request::Start { run: RUN });
    for _ in 0..2 {
        block_on(trainer.work());
    }
    ask(&mut trainer, Request::Pause { run: RUN });
    assert!(!trainer.is_busy());
    let events = finish(&mut trainer);
    assert_eq!(points(&events).len(), 2);
    assert_eq!(states(&events).last(), Some(&RunState::Paused));
}

#[test]
fn nothing_a_reader_does_in_between_changes_the_numbers() {
    let spec = RunSpec {
        epochs: 6,
        ..spec(deep(Module::Tanh))
    };
    let mut straight = ready(spec.clone());
    ask(&mut straight, Request::Start { run: RUN });
    let expected = points(&finish(&mut straight));

    let mut rng = Rng::new(5);
    let mut trainer = ready(spec);
    let mut events = Vec::new();
    while !states(&events).contains(&RunState::Finished) {
        let run = RUN;
        ask(
            &mut trainer,
            match rng.below(8) {
                0 => Request::Pause { run },
                1 => Request::Step { run },
                2 => Request::Inspect { run },
                3 => Request::Probe {
                    run,
                    picture: Picture::Test(rng.below(300)),
                    rows: Rows::All,
                },
                4 => Request::Export { run },
                5 => Request::Import {
                    run,
                    bytes: vec![1, 2, 3],
                },
                _ => Request::Start { run },
            },
        );
        for _ in 0..rng.below(4) {
            if trainer.is_busy() {
                block_on(trainer.work());
            }
        }
        events.extend(trainer.take_events());
    }
    assert_eq!(points(&events), expected);
    assert_eq!(epochs(&events), 6);
    assert!(
        events
            .iter()
            .all(|event| !matches!(event, Event::Failed { .. }))
    );
}

#[test]
fn progress_comes_5_times_a_second_with_a_probe() {
    let mut trainer = ready(RunSpec {
        epochs: 100,
        batch_size: 5,
        ..spec(dense())
    });
    let picture = Picture::Test(0);
    ask(
        &mut trainer,
        Request::Probe {
            run: RUN,
            picture,
            rows: Rows::All,
        },
    );
    ask(&mut trainer, Request::Start { run: RUN });
    finish_steps(&mut trainer, 200);
    let events = trainer.take_events();
    let count = events
        .iter()
        .filter(|event| matches!(event, Event::Progress { .. }))
        .count();
    // A unit of work looks at the clock three times: 200 units are 2.4 s. An epoch flushes as well.
    let seconds = 200.0 * 3.0 * TICK;
    let most = (seconds * 5.0) as usize + 2 * epochs(&events) + 2;
    assert!((10..=most).contains(&count), "{count}");
    // The first is asked for.
    let probes = probes(&events);
    assert!((3..=count + 1).contains(&probes), "{probes} of {count}");
}

fn finish_steps(trainer: &mut Trainer, units: usize) {
    for _ in 0..units {
        block_on(trainer.work());
    }
}

#[test]
fn old_runs_are_history() {
    let mut trainer = ready(spec(dense()));
    let (run, spec) = (RunId(2), spec(dense()));
    ask(
        &mut trainer,
        Request::Reset {
            run,
            spec: spec.clone(),
        },
    );
    trainer.take_events();
    ask(&mut trainer, Request::Start { run: RUN });
    ask(&mut trainer, Request::Export { run: RUN });
    ask(&mut trainer, Request::Reset { run: RUN, spec });
    assert_eq!(trainer.take_events(), []);
    assert!(!trainer.is_busy());
    ask(&mut trainer, Request::Start { run });
    let events = finish(&mut trainer);
    assert!(
        events.iter().all(|event| event.run() == Some(run)),
        "{events:?}"
    );
}

#[test]
fn a_request_before_any_run_is_nothing() {
    let mut trainer = Trainer::new(Device::cpu, ticking());
    ask(&mut trainer, Request::Start { run: RunId(0) });
    assert_eq!(finish(&mut trainer), []);
}

#[test]
fn a_run_that_could_not_be_made_says_that_it_rests() {
    let mut trainer = Trainer::new(Device::cpu, ticking());
    let checkpoint = b"none".to_vec();
    let run = RUN;
    ask(&mut trainer, Request::Resume { run, checkpoint });
    let failure = Failure::Checkpoint;
    assert_eq!(trainer.take_events(), [Event::Failed { run, failure }]);
    ask(&mut trainer, Request::Start { run });
    let state = RunState::Paused;
    assert_eq!(finish(&mut trainer), [Event::State { run, state }]);
}

#[test]
fn an_inspection_is_of_the_weights_as_they_are() {
    let mut trainer = ready(spec(dense()));
    let count = |events: &[Event]| {
        let inspection = |event: &Event| match event {
            Event::Inspection { inspection, .. } => Some(inspection.clone()),
            _ => None,
        };
        events.iter().filter_map(inspection).collect::<Vec<_>>()
    };
    ask(&mut trainer, Request::Inspect { run: RUN });
    let before = count(&finish(&mut trainer));
    ask(&mut trainer, Request::Start { run: RUN });
    ask(&mut trainer, Request::Inspect { run: RUN });
    let events = finish(&mut trainer);
    let during = count(&events);
    assert_eq!(during[0], before[0], "asked for before the first step");
    let steps: Vec<u32> = during.iter().map(|inspection| inspection.step).collect();
    assert_eq!(steps, [0, 4, 8], "and one comes with every epoch's test");
    ask(&mut trainer, Request::Inspect { run: RUN });
    let after = count(&finish(&mut trainer));
    assert_eq!((before.len(), after.len()), (1, 1));
    assert_eq!((before[0].step, after[0].step), (0, 8));
    assert_eq!(during.last(), after.first());
    assert_eq!(after[0].confusion.iter().sum::<u32>(), 300);
    let right = after[0].confusion.iter().step_by(11).sum::<u32>();
    let Some(Event::Epoch { point, .. }) = events
        .iter()
        .rfind(|event| matches!(event, Event::Epoch { .. }))
    else {
        panic!("no epoch in {events:?}");
    };
    assert_eq!(point.test_accuracy, (f64::from(right) / 300.0) as f32);
}

#[test]
fn a_probe_follows_the_training() {
    let mut trainer = ready(spec(dense()));
    let picture = Picture::Test(7);
    ask(
        &mut trainer,
        Request::Probe {
            run: RUN,
            picture,
            rows: Rows::All,
        },
    );
    assert_eq!(probes(&finish(&mut trainer)), 1);
    ask(&mut trainer, Request::Step { run: RUN });
    let events = finish(&mut trainer);
    let Some(Event::Probe { probe, .. }) = events.last() else {
        panic!("no probe in {events:?}");
    };
    assert_eq!((probe.step, probe.label), (1, Some(7)));
    ask(
        &mut trainer,
        Request::Probe {
            run: RUN,
            picture: Picture::Test(300),
            rows: Rows::All,
        },
    );
    let failure = Failure::Picture {
        index: 300,
        pictures: 300,
    };
    let failed = Event::Failed { run: RUN, failure };
    assert!(finish(&mut trainer).contains(&failed));
    assert!(!trainer.is_busy());
}

#[test]
fn a_diverged_run_says_so_and_can_go_on() {
    use RunState::{Diverged, Finished};
    let wild = RunSpec {
        optimizer: Optimizer::Sgd,
        learning_rate: 1e30,
        ..spec(deep(Module::ReLU))
    };
    let mut trainer = ready(wild);
    ask(&mut trainer, Request::Start { run: RUN });
    let events = finish(&mut trainer);
    assert_eq!(states(&events).last(), Some(&Diverged));
    assert!(points(&events).iter().all(|point| point.loss.is_finite()));
    ask(
        &mut trainer,
        Request::LearningRate {
            run: RUN,
            learning_rate: 1e-3,
        },
    );
    ask(&mut trainer, Request::Start { run: RUN });
    let events = finish(&mut trainer);
    assert_eq!(states(&events).last(), Some(&Finished));
}

#[test]
fn a_broken_weight_file_is_told_and_forgotten() {
    let mut trainer = ready(spec(dense()));
    finish(&mut trainer);
    ask(
        &mut trainer,
        Request::Import {
            run: RUN,
            bytes: Vec::new(),
        },
    );
    let events = finish(&mut trainer);
    assert!(matches!(&events[..], [Event::ImportFailed { errors, .. }] if !errors.is_empty()));
}

#[test]
fn a_network_that_cannot_work_is_told() {
    let mut trainer = Trainer::new(Device::cpu, ticking());
    let spec = spec(Module::linear(3, 10));
    ask(&mut trainer, Request::Reset { run: RUN, spec });
    assert!(matches!(
        &trainer.take_events()[..],
        [Event::Failed {
            run: RUN,
            failure: Failure::Network { .. }
        }]
    ));
}
