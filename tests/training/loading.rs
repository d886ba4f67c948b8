//! Which shards are fetched when, and what becomes of broken ones.

use std::fs;
use std::path::Path;

use convlab::data::fashion_mnist::{Shard, ShardError, TEST};
use convlab::data::store::DataSet;
use convlab::tensor::device::Device;
use convlab::train::block_on::block_on;
use convlab::train::protocol::{Event, Picture, Request, Rows, RunId, RunState};
use convlab::train::trainer::Trainer;

use crate::desk::{RUN, ask, finish, points, probes, states, ticking};
use crate::support::{bands, dense, spec};

fn file(shard: &Shard) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/data/fashion-mnist");
    fs::read(folder.join(shard.file)).unwrap()
}

#[test]
fn only_sound_shards_are_trained_on_and_only_those_needed() {
    use RunState::{Loading, Paused};
    let mut trainer = Trainer::new(Device::cpu, ticking());
    ask(
        &mut trainer,
        Request::Reset {
            run: RUN,
            spec: spec(dense()),
        },
    );
    finish(&mut trainer);
    assert_eq!(trainer.next_shard(), None, "a reset fetches nothing");
    ask(&mut trainer, Request::Start { run: RUN });
    assert_eq!(states(&finish(&mut trainer)), [Loading]);
    let test = trainer.next_shard().unwrap();
    assert_eq!(test.file, TEST.file);

    let lost = ShardError::Missing { status: Some(404) };
    trainer.receive(test, Err(lost.clone()));
    let failed = |error| Event::DownloadFailed {
        file: TEST.file.to_owned(),
        error,
    };
    let events = finish(&mut trainer);
    assert_eq!(events[0], failed(lost));
    assert_eq!(states(&events), [Paused]);
    assert_eq!(trainer.next_shard(), None, "it waits for the reader");

    ask(&mut trainer, Request::Start { run: RUN });
    let mut altered = file(test);
    altered[5_000] ^= 1;
    trainer.receive(test, Ok(altered));
    let events = finish(&mut trainer);
    assert!(events.contains(&failed(ShardError::Altered)));
    assert_eq!(states(&events), [Loading, Paused]);

    ask(&mut trainer, Request::Start { run: RUN });
    trainer.receive(test, Ok(file(test)));
    let first = trainer.next_shard().unwrap();
    assert_eq!(first.file, "train-0.bin");
    trainer.receive(first, Ok(file(first)));
    assert_eq!(trainer.next_shard(), None, "50 pictures are in the first");
    let mut events = Vec::new();
    while points(&events).is_empty() {
        block_on(trainer.work());
        events.extend(trainer.take_events());
    }
    assert!(states(&events).contains(&RunState::Running));
}

/// A run is reset while a shard is on its way, and the next run can do without that shard.
#[test]
fn a_shard_that_nobody_waits_for_may_fail() {
    let mut trainer = Trainer::new(Device::cpu, ticking());
    let (run, picture) = (RUN, Picture::Test(0));
    let reset = |run| Request::Reset {
        run,
        spec: spec(dense()),
    };
    ask(&mut trainer, reset(run));
    ask(&mut trainer, Request::Start { run });
    let test = trainer.next_shard().unwrap();
    trainer.receive(test, Ok(file(test)));
    let late = trainer.next_shard().unwrap();
    let next = RunId(run.0 + 1);
    ask(&mut trainer, reset(next));
    ask(
        &mut trainer,
        Request::Probe {
            run: next,
            picture,
            rows: Rows::All,
        },
    );
    trainer.receive(late, Err(ShardError::Missing { status: None }));
    let events = finish(&mut trainer);
    let failed = |event: &Event| matches!(event, Event::DownloadFailed { .. });
    assert!(!events.iter().any(failed), "{events:?}");
    assert_eq!(probes(&events), 1);
}

#[test]
fn a_probe_needs_the_test_shard_only() {
    let mut trainer = Trainer::new(Device::cpu, ticking());
    ask(
        &mut trainer,
        Request::Reset {
            run: RUN,
            spec: spec(dense()),
        },
    );
    ask(
        &mut trainer,
        Request::Probe {
            run: RUN,
            picture: Picture::Test(0),
            rows: Rows::All,
        },
    );
    assert_eq!(probes(&finish(&mut trainer)), 0);
    let test = trainer.next_shard().unwrap();
    trainer.receive(test, Ok(file(test)));
    assert_eq!(trainer.next_shard(), None);
    let events = finish(&mut trainer);
    let Some(Event::Probe { probe, .. }) = events.last() else {
        panic!("no probe in {events:?}");
    };
    assert_eq!(probe.label, Some(9));
}

#[test]
fn a_data_set_of_shards_is_one_row_of_pictures() {
    let shard = |seed| {
        let set = bands(10, seed);
        let picture = |index| set.get(index).map(|(pixels, _)| pixels.to_vec()).unwrap();
        let labels = (0..10).map(|index| set.get(index).unwrap().1).collect();
        convlab::data::fashion_mnist::Pictures {
            pixels: (0..10).flat_map(picture).collect(),
            labels,
        }
    };
    let set = DataSet::new(vec![shard(1), shard(2)]);
    assert_eq!(set.len(), 20);
    assert_eq!(set.get(13).unwrap().0, shard(2).picture(3));
    assert_eq!(set.get(20), None);
    assert_eq!(DataSet::default().get(0), None);
}
