//! A run goes on from a checkpoint exactly as if it had never stopped.

use convlab::nn::module::Module;
use convlab::nn::optim::Optimizer;
use convlab::tensor::device::Device;
use convlab::tensor::rng::Rng;
use convlab::train::block_on::block_on;
use convlab::train::checkpoint::{Checkpoint, LIMIT, bytes};
use convlab::train::protocol::{Event, Failure, Request, RunId, RunSpec, RunState};
use convlab::train::session::Session;
use convlab::train::trainer::Trainer;

use crate::desk::{RUN, ask, finish, points, ready, states};
use crate::support::{bands, bits, deep, good_step, session, spec, train};

fn resumed(session: &mut Session) -> Session {
    let bytes = block_on(session.checkpoint(false, 0.0)).unwrap().encode();
    Session::resume(&Checkpoint::decode(&bytes).unwrap(), Device::cpu()).unwrap()
}

#[test]
fn same_losses_and_weights_after_it() {
    let data = bands(50, 1);
    for optimizer in [Optimizer::Sgd, Optimizer::Momentum, Optimizer::Adam] {
        // 50 pictures in batches of 16 are four steps an epoch: in the middle, at its end, and before all.
        for stop in [0, 1, 3, 4, 6] {
            let spec = RunSpec {
                optimizer,
                ..spec(deep(Module::ReLU))
            };
            let mut whole = session(spec);
            for _ in 0..stop {
                good_step(&mut whole, &data);
            }
            let mut rest = resumed(&mut whole);
            assert_eq!(rest.step_count(), stop);
            let name = format!("{optimizer:?} after {stop}");
            assert_eq!(train(&mut rest, &data), train(&mut whole, &data), "{name}");
            assert_eq!(bits(&rest), bits(&whole), "{name}");
        }
    }
}

/// All checkpoints of a run that keeps them.
fn kept(events: &[Event]) -> Vec<(u32, Vec<u8>)> {
    let checkpoint = |event: &Event| match event {
        Event::Checkpoint { step, bytes, .. } => Some((*step, bytes.clone())),
        _ => None,
    };
    events.iter().filter_map(checkpoint).collect()
}

#[test]
fn a_run_is_kept_while_it_learns_and_when_it_rests() {
    let long = RunSpec {
        epochs: 300,
        ..spec(deep(Module::ReLU))
    };
    let mut trainer = ready(long);
    ask(&mut trainer, Request::Keep { run: RUN });
    assert_eq!(kept(&finish(&mut trainer)), [], "nothing was learnt");
    ask(&mut trainer, Request::Step { run: RUN });
    let steps: Vec<u32> = kept(&finish(&mut trainer)).iter().map(|k| k.0).collect();
    assert_eq!(steps, [1], "it rests after a step");
    ask(&mut trainer, Request::Start { run: RUN });
    let events = finish(&mut trainer);
    let kept = kept(&events);
    assert!(kept.len() > 3, "{} checkpoints of a long run", kept.len());
    assert_eq!(kept.last().map(|k| k.0), Some(1200), "and of its end");
    // Everything up to a checkpoint was told before it.
    let mut told = 1;
    for event in &events {
        match event {
            Event::Progress { points, .. } => told = points.last().map_or(told, |p| p.step),
            Event::Checkpoint { step, .. } => assert_eq!(*step, told),
            _ => {}
        }
    }
}

#[test]
fn another_trainer_goes_on_where_one_stopped() {
    let (spec, next) = (spec(deep(Module::Sigmoid)), RunId(2));
    let mut whole = ready(spec.clone());
    ask(&mut whole, Request::Start { run: RUN });
    let whole = finish(&mut whole);

    let mut first = ready(spec);
    ask(&mut first, Request::Keep { run: RUN });
    // The fourth step ends an epoch: its test is part of what is to be done.
    for _ in 0..3 {
        ask(&mut first, Request::Step { run: RUN });
        finish(&mut first);
    }
    ask(&mut first, Request::Step { run: RUN });
    block_on(first.work());
    ask(&mut first, Request::Pause { run: RUN });
    let (step, checkpoint) = kept(&finish(&mut first)).pop().unwrap();
    assert_eq!(step, 4);

    let mut second = ready(spec_of_another());
    let resume = Request::Resume {
        run: next,
        checkpoint,
    };
    ask(&mut second, resume);
    ask(&mut second, Request::Start { run: next });
    let rest = finish(&mut second);
    assert_eq!(points(&rest), points(&whole)[4..]);
    let ends = |events: &[Event]| -> Vec<_> {
        let end = |event: &Event| match event {
            Event::Epoch { point, .. } => Some((point.epoch, point.loss, point.test_loss)),
            _ => None,
        };
        events.iter().filter_map(end).collect()
    };
    assert_eq!(ends(&rest), ends(&whole));
    assert_eq!(states(&rest).last(), Some(&RunState::Finished));
}

#[test]
fn a_test_that_is_done_is_kept_as_done() {
    let mut trainer = ready(spec(deep(Module::Sigmoid)));
    ask(&mut trainer, Request::Keep { run: RUN });
    // The fourth step ends an epoch; a pause comes before its test, another one right after it.
    for _ in 0..3 {
        ask(&mut trainer, Request::Step { run: RUN });
        finish(&mut trainer);
    }
    ask(&mut trainer, Request::Step { run: RUN });
    block_on(trainer.work());
    let mut due = Vec::new();
    for request in [Request::Pause { run: RUN }, Request::Step { run: RUN }] {
        ask(&mut trainer, request);
        let ended = |event: &Event| matches!(event, Event::Epoch { .. });
        let mut events = trainer.take_events();
        while trainer.is_busy() && !events.iter().any(ended) {
            block_on(trainer.work());
            events.extend(trainer.take_events());
        }
        ask(&mut trainer, Request::Pause { run: RUN });
        events.extend(finish(&mut trainer));
        let (step, bytes) = kept(&events).pop().unwrap();
        assert_eq!(step, 4);
        due.push(Checkpoint::decode(&bytes).unwrap().test_due);
    }
    assert_eq!(due, [true, false]);
}

fn spec_of_another() -> RunSpec {
    spec(Module::sequential(vec![
        Module::Flatten,
        Module::linear(784, 10),
    ]))
}

#[test]
fn what_is_no_checkpoint_is_refused() {
    let data = bands(50, 1);
    let mut session = session(spec(deep(Module::ReLU)));
    good_step(&mut session, &data);
    let good = block_on(session.checkpoint(false, 0.0)).unwrap().encode();
    let mut rng = Rng::new(5);
    let refused = |bytes: Vec<u8>| {
        let mut trainer = Trainer::new(Device::cpu, || 0.0);
        let checkpoint = bytes;
        ask(
            &mut trainer,
            Request::Resume {
                run: RUN,
                checkpoint,
            },
        );
        let failed = |event: &Event| matches!(event, Event::Failed { failure, .. } if *failure == Failure::Checkpoint);
        finish(&mut trainer).iter().any(failed)
    };
    for cut in [0, 1, 2, 7, good.len() / 2, good.len() - 4, good.len() - 1] {
        assert!(refused(good[..cut].to_vec()), "cut to {cut}");
    }
    for _ in 0..200 {
        let len = rng.below(300) as usize;
        assert!(refused((0..len).map(|_| rng.next_u32() as u8).collect()));
    }
    // Flipped bits may give another sound run; they never give a panic.
    for _ in 0..2000 {
        let mut bytes = good.clone();
        let at = rng.below(200.min(bytes.len() as u32)) as usize;
        bytes[at] ^= 1 << rng.below(8);
        refused(bytes);
    }
}

/// GoogLeNet is kept, AlexNet at full size is not: the page says so.
#[test]
fn the_largest_networks_are_not_kept() {
    assert!(bytes(5_977_530, Optimizer::Adam.slots()) <= LIMIT);
    assert!(bytes(46_764_746, Optimizer::Adam.slots()) > LIMIT);
}
