//! What crosses to the worker and back.

use convlab::data::fashion_mnist::ShardError;
use convlab::nn::safetensors::WeightsError;
use convlab::tensor::rng::Rng;
use convlab::tensor::shape::{Shape, ShapeError};
use convlab::train::protocol::{
    Activity, EpochPoint, Event, Failure, FeatureMap, Found, Inspection, Mistake, Numbers, Picture,
    Probe, Request, Rows, RunId, RunSpec, RunState, StepPoint, Vitals, decode, encode,
};
use convlab::train::shuffle::Shuffle;
use convlab::zoo::lenet::{LeNet, lenet};

use crate::support::spec;

const RUN: RunId = RunId(7);

fn requests() -> Vec<Request> {
    let run = RUN;
    vec![
        Request::Reset {
            run,
            spec: spec(lenet(LeNet::default())),
        },
        Request::Reset {
            run,
            spec: RunSpec {
                shuffle: Some(Shuffle {
                    seed: 7,
                    moves_weights: true,
                }),
                ..spec(lenet(LeNet::default()))
            },
        },
        Request::Start { run },
        Request::Pause { run },
        Request::Step { run },
        Request::LearningRate {
            run,
            learning_rate: 0.9,
        },
        Request::Probe {
            run,
            picture: Picture::Test(9_999),
            rows: Rows::All,
        },
        Request::Probe {
            run,
            picture: Picture::Pixels(vec![0.5; 784]),
            rows: Rows::All,
        },
        Request::Probe {
            run,
            picture: Picture::Test(0),
            rows: Rows::Only(vec![0, 130]),
        },
        Request::Measure {
            network: u32::MAX,
            spec: spec(lenet(LeNet::default())),
        },
        Request::Vitals { run },
        Request::Inspect { run },
        Request::Export { run },
        Request::Import {
            run,
            bytes: vec![0, 255],
        },
    ]
}

fn events() -> Vec<Event> {
    let run = RUN;
    let file = "train-0.bin".to_owned();
    let mut events = vec![
        Event::Ready {
            device: Found::Cpu { simd: true },
        },
        Event::Download {
            file: file.clone(),
            loaded: 1,
            total: 3_262_238,
        },
        Event::Progress {
            run,
            points: vec![StepPoint {
                step: 1,
                loss: 2.3,
                accuracy: 0.1,
            }],
            examples_per_second: 9_000.0,
            seconds_left: Some(30.5),
        },
        Event::Epoch {
            run,
            point: EpochPoint {
                epoch: 1,
                step: 235,
                loss: 1.8,
                train_accuracy: 0.33,
                test_loss: 1.1,
                test_accuracy: 0.59,
                seconds: 7.5,
            },
        },
        Event::Probe {
            run,
            probe: probe(),
        },
        Event::Measured {
            network: u32::MAX,
            examples_per_second: Ok(1234.5),
        },
        Event::Measured {
            network: 0,
            examples_per_second: Err(Failure::Memory { bytes: 1 << 40 }),
        },
        Event::Inspection {
            run,
            inspection: Inspection {
                step: 235,
                confusion: vec![1; 100],
                mistakes: vec![Mistake {
                    index: 3,
                    truth: 1,
                    predicted: 2,
                    probability: 0.99,
                    pixels: vec![200; 784],
                }],
            },
        },
        Event::Vitals {
            run,
            vitals: Vitals {
                step: 5,
                gradient_norms: vec![1e-7, 0.5],
                activities: vec![Activity {
                    mean: 0.25,
                    stuck: 1.0,
                }],
            },
        },
        Event::Exported {
            run,
            bytes: vec![8, 0, 0],
        },
        Event::Imported { run },
        Event::ImportFailed {
            run,
            errors: vec![WeightsError::Missing {
                name: "conv.0.bias".to_owned(),
            }],
        },
    ];
    let errors = [
        ShardError::Missing { status: Some(404) },
        ShardError::Truncated {
            expected: 2,
            found: 1,
        },
        ShardError::Altered,
    ];
    events.extend(errors.map(|error| Event::DownloadFailed {
        file: file.clone(),
        error,
    }));
    let states = [
        RunState::Loading,
        RunState::Running,
        RunState::Paused,
        RunState::Evaluating,
        RunState::Finished,
        RunState::Diverged,
    ];
    events.extend(states.map(|state| Event::State { run, state }));
    let failure = Failure::Network {
        path: "conv.0".to_owned(),
        error: ShapeError::NotFlat {
            found: Shape::new(1, 2, 3, 4),
        },
    };
    events.push(Event::Failed { run, failure });
    events
}

const NUMBERS: Numbers = Numbers {
    mean: 0.5,
    deviation: 0.25,
    low: -1.0,
    high: 1.0,
    zeros: 0.125,
};

fn probe() -> Probe {
    let map = FeatureMap {
        row: 1,
        path: "conv.0".to_owned(),
        shape: [1, 6, 24, 24],
        values: vec![-1.5; 6 * 24 * 24],
    };
    Probe {
        step: 3,
        picture: vec![0.25; 784],
        label: Some(9),
        probabilities: vec![0.1; 10],
        seconds: 0.01,
        numbers: vec![NUMBERS; 2],
        maps: vec![map.clone()],
        kernels: vec![map],
    }
}

#[test]
fn what_is_sent_is_what_arrives() {
    for request in requests() {
        assert_eq!(decode(&encode(&request)), Some(request.clone()));
        let is_measurement = matches!(request, Request::Measure { .. });
        assert_eq!(request.run() == RUN, !is_measurement);
    }
    for event in events() {
        assert_eq!(decode(&encode(&event)), Some(event.clone()));
        assert!(event.run().is_none_or(|run| run == RUN));
    }
}

#[test]
fn tensors_travel_as_four_bytes_a_number() {
    let event = Event::Probe {
        run: RUN,
        probe: probe(),
    };
    let numbers = 784 + 10 + 2 * 6 * 24 * 24;
    let bytes = encode(&event).len();
    assert!((4 * numbers..4 * numbers + 150).contains(&bytes), "{bytes}");
}

#[test]
fn no_bytes_make_it_panic() {
    let mut rng = Rng::new(3);
    let messages: Vec<Vec<u8>> = requests()
        .iter()
        .map(encode)
        .chain(events().iter().map(encode))
        .collect();
    for round in 0..20_000 {
        let mut bytes = match round % 3 {
            0 => (0..rng.below(64)).map(|_| rng.next_u32() as u8).collect(),
            _ => messages[rng.below(messages.len() as u32) as usize].clone(),
        };
        for _ in 0..rng.below(4) {
            if !bytes.is_empty() {
                let at = rng.below(bytes.len() as u32) as usize;
                bytes[at] = rng.next_u32() as u8;
            }
        }
        if round % 5 == 0 {
            bytes.truncate(rng.below(bytes.len() as u32 + 1) as usize);
        }
        // A damaged message is none, or another sound one.
        if let Some(request) = decode::<Request>(&bytes) {
            assert!(decode::<Request>(&encode(&request)).is_some());
        }
        if let Some(event) = decode::<Event>(&bytes) {
            assert!(decode::<Event>(&encode(&event)).is_some());
        }
    }
}

#[test]
fn a_message_cut_short_or_too_long_is_none() {
    for event in events() {
        let bytes = encode(&event);
        assert_eq!(
            decode::<Event>(&bytes[..bytes.len() - 1]),
            None,
            "{event:?}"
        );
        assert_eq!(
            decode::<Event>(&[&bytes[..], &[0]].concat()),
            None,
            "{event:?}"
        );
    }
}
