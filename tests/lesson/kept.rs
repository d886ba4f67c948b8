//! What the browser keeps of a run, and what it offers of it later.

use convlab::lesson::kept::{Age, Offer, Record, Stage};
use convlab::lesson::link::{self, Groups};
use convlab::lesson::state::Playground;
use convlab::tensor::rng::Rng;
use convlab::text::choices::NETWORKS;
use convlab::text::kept;
use convlab::text::lang::Lang;
use convlab::train::history::History;
use convlab::train::protocol::{EpochPoint, StepPoint};

const GROUPS: Groups = NETWORKS.groups;
const NOON: f64 = 1.8e12;
const MINUTE: f64 = 60_000.0;

/// `steps` steps, and the epochs that ended with one of them.
fn history(steps: u32, epochs: &[u32]) -> History {
    let step = |step| StepPoint {
        step,
        loss: 2.0 / step as f32,
        accuracy: 0.5,
    };
    let epoch = |(epoch, &step): (u32, &u32)| EpochPoint {
        epoch,
        step,
        loss: 1.0,
        train_accuracy: 0.5,
        test_loss: 1.0,
        test_accuracy: 0.625,
        seconds: 3.0,
    };
    History {
        steps: (1..=steps).map(step).collect(),
        epochs: (1..).zip(epochs).map(epoch).collect(),
    }
}

/// What the page `slug` keeps of a run that `query` describes.
fn kept(slug: &str, query: &str, history: History) -> Vec<u8> {
    let start = Playground::of(slug);
    let applied = link::read(GROUPS, query, &start);
    let step = history.steps.len() as u32;
    Record::new((GROUPS, &start), &applied, step, history, NOON).encode()
}

fn offered(slug: &str, bytes: &[u8]) -> Option<Offer> {
    Record::offer((GROUPS, &Playground::of(slug)), bytes)
}

/// What `slug` offers of a run of its own, in both languages, two minutes later.
fn check(slug: &str, query: &str, history: History, stage: Stage, parts: &[&str]) {
    let offer = offered(slug, &kept(slug, query, history.clone())).expect(query);
    let expected = link::read(GROUPS, query, &Playground::of(slug));
    assert_eq!(offer.chosen, expected, "{query}");
    assert_eq!(offer.history, history, "{query}");
    assert_eq!(offer.stage, stage, "{query}");
    let said = Lang::ALL.map(|lang| kept::offer(&offer, NOON + 2.5 * MINUTE, lang));
    assert!(said[0].contains("2 分钟前"), "{}", said[0]);
    assert!(said[1].contains("2 minutes ago"), "{}", said[1]);
    for part in parts {
        assert!(
            said.iter().all(|said| said.contains(part)),
            "{part}: {said:?}"
        );
    }
}

#[test]
fn a_run_comes_back_with_its_choices_and_its_history() {
    let few = "pictures=1000&batch=100&epochs=3";
    check(
        "lenet",
        few,
        history(14, &[10]),
        Stage::Underway,
        &["LeNet", "14", "30", "2", "3", "0.1429"],
    );
    // The steps are done and the last test is not.
    check(
        "lenet",
        few,
        history(30, &[10, 20]),
        Stage::Underway,
        &["30", "3"],
    );
    check(
        "lenet",
        few,
        history(30, &[10, 20, 30]),
        Stage::Finished,
        &["30", "62.5%"],
    );
    check("lenet", "padding=2", history(0, &[]), Stage::Imported, &[]);
    check(
        "googlenet",
        "ratio=8&px=28&lr=0.00037&seed=4294967295",
        history(1240, &[469, 938]),
        Stage::Underway,
        &["GoogLeNet", "28×28", "1/8", "1,240", "2,345"],
    );
}

#[test]
fn a_network_of_the_readers_own_comes_back() {
    let spelled = "net=c1.8k3,r,f,l5408.10&epochs=2";
    check(
        "playground",
        spelled,
        history(3, &[]),
        Stage::Underway,
        &["28×28"],
    );
    let bytes = kept("playground", spelled, history(3, &[]));
    let chosen = offered("playground", &bytes).unwrap().chosen;
    let start = Playground::of("playground");
    assert!(chosen.own_network);
    assert_eq!(link::write(GROUPS, &chosen, &start), spelled);
}

#[test]
fn a_record_whose_link_means_another_run_is_ignored() {
    let bytes = kept("lenet", "", history(3, &[]));
    assert!(offered("lenet", &bytes).is_some());
    // As when a later version of the course changes what a page starts from.
    for other in ["googlenet", "alexnet", "vgg"] {
        assert_eq!(offered(other, &bytes), None, "{other}");
    }
}

#[test]
fn bytes_that_are_no_record_are_ignored() {
    let good = kept("lenet", "epochs=2", history(40, &[]));
    assert_eq!(offered("lenet", &[]), None);
    for cut in 0..good.len() {
        assert_eq!(offered("lenet", &good[..cut]), None, "{cut} bytes");
    }
    let longer = [&good[..], &[0]].concat();
    assert_eq!(offered("lenet", &longer), None);
    let other_layout = [&[2], &good[1..]].concat();
    assert_eq!(offered("lenet", &other_layout), None);
    let mut rng = Rng::new(7);
    for _ in 0..20_000 {
        let mut bytes = good.clone();
        for _ in 0..=rng.below(6) {
            let at = rng.below(bytes.len() as u32) as usize;
            bytes[at] = rng.below(256) as u8;
        }
        // Whatever it is, it can be offered in words, or it is not offered.
        if let Some(offer) = offered("lenet", &bytes) {
            for lang in Lang::ALL {
                assert!(!kept::offer(&offer, NOON, lang).is_empty());
            }
        }
    }
}

#[test]
fn ages_are_said_in_the_largest_unit() {
    for (milliseconds, expected) in [
        (-5.0 * MINUTE, Age::Now),
        (f64::NAN, Age::Now),
        (0.0, Age::Now),
        (59_999.0, Age::Now),
        (MINUTE, Age::Minutes(1)),
        (59.9 * MINUTE, Age::Minutes(59)),
        (60.0 * MINUTE, Age::Hours(1)),
        (23.99 * 60.0 * MINUTE, Age::Hours(23)),
        (24.0 * 60.0 * MINUTE, Age::Days(1)),
        (1e300, Age::Days(u32::MAX / 1440)),
    ] {
        assert_eq!(
            Age::of(NOON, NOON + milliseconds),
            expected,
            "{milliseconds}"
        );
    }
}
