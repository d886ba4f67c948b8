//! Any edits of a reader's network, and any network in a link: what comes of it is a network that can be
//! traced, printed, told in a link and taken back.

use convlab::lesson::edit::field::Field;
use convlab::lesson::edit::history::History;
use convlab::lesson::edit::kind::Kind;
use convlab::lesson::edit::{Change, Following, Refusal, apply, place};
use convlab::lesson::link;
use convlab::lesson::state::Playground;
use convlab::lesson::state::network::{LAYERS, Network};
use convlab::nn::module::{Child, Module};
use convlab::nn::torch;
use convlab::nn::trace::{Mode, trace_prefix};
use convlab::tensor::rng::Rng;
use convlab::tensor::shape::Window;
use convlab::zoo::variant::Known;

use crate::edit::{done, edit};

/// A network of the course after some edits.
pub fn random(rng: &mut Rng) -> Network {
    let known = Known::ALL.get(rng.below(8) as usize);
    let mut network = known.map_or_else(Network::empty, |&known| Network::of(known));
    if rng.below(4) == 0 {
        network.side = 4 + rng.below(253);
    }
    for _ in 0..rng.below(4) {
        let kind = Kind::ALL[rng.below(Kind::ALL.len() as u32) as usize];
        let change = match rng.below(5) {
            0 => Change::AddAfter(kind),
            1 => Change::AddInside(kind),
            2 => Change::Wrap,
            3 => Change::Split,
            _ => Change::Remove,
        };
        let walked = network.module.walk();
        let at = rng.below(walked.len() as u32) as usize;
        let place = place::of(&network.module, &walked[at].0).unwrap();
        let done = apply(&network, &place, &change, Following::Adapt);
        network = done.map_or(network, |done| done.network);
    }
    network
}

#[test]
fn a_network_is_a_word_or_a_short_text() {
    let rows = [
        ("net=lenet", ""),
        ("net=googlenet&npx=96", "net=googlenet&npx=96"),
        ("net=empty", "net=empty"),
        ("net=", ""),
        ("net=c1.8k3,7~r,f,l5408.10", "net=c1.8k3,r,f,l5408.10"),
        ("npx=1000", "npx=256"),
        ("net=banana", ""),
        ("net=c1.8k999", "net=c1.8k64"),
        ("holder=modulelist&hidden=9", "holder=modulelist&hidden=4"),
    ];
    for (query, expected) in rows {
        let start = Playground::default();
        let found = link::read(&link::ALL, query, &start);
        assert_eq!(link::write(&link::ALL, &found, &start), expected, "{query}");
    }
    for (page, known) in [("modules", Known::Mlp), ("playground", Known::LeNet)] {
        let start = Playground::of(page);
        assert_eq!(start.module(), Network::of(known).module, "{page}");
        let other = link::read(&link::ALL, "net=nin&npx=224", &start);
        assert_eq!(other.module(), Network::of(Known::Nin).module, "{page}");
        assert_eq!(
            (other.side(), other.slug(), other.class()),
            (224, "net", "Net")
        );
    }
    let vgg = link::read(&link::ALL, "net=nin", &Playground::of("vgg"));
    assert_eq!((vgg.side(), vgg.slug()), (224, "vgg"));
}

fn random_change(rng: &mut Rng) -> Change {
    let kind = Kind::ALL[rng.below(Kind::ALL.len() as u32) as usize];
    let field = Field::ALL[rng.below(Field::ALL.len() as u32) as usize];
    let texts = [
        "1",
        "2",
        "3, 1",
        "0",
        "8",
        "64",
        "9999999",
        "true",
        "x",
        "1, 0, 2, 1",
        "0.1",
    ];
    let names = ["a", "b", "net", "0", "1", "forward", "p1", ""];
    let text = texts[rng.below(texts.len() as u32) as usize].to_owned();
    let name = names[rng.below(names.len() as u32) as usize].to_owned();
    match rng.below(18) {
        0..3 => Change::AddAfter(kind),
        3 => Change::AddInside(kind),
        4 => Change::Up,
        5 => Change::Down,
        6 => Change::Out,
        7 => Change::Into,
        8 => Change::Duplicate,
        9 => Change::Remove,
        10 => Change::Wrap,
        11 => Change::Split,
        12 => Change::AddBranch,
        13 => Change::Unwrap,
        14 => Change::Rename(name),
        _ => Change::Set(field, text),
    }
}

#[test]
fn any_edits_keep_a_tree_that_can_be_traced_printed_and_taken_back() {
    let mut rng = Rng::new(11);
    let (mut edits, mut works) = (0, 0);
    for round in 0..120 {
        let mut network = match Known::ALL.get(round % 8) {
            Some(&known) => Network::of(known),
            None => Network::empty(),
        };
        let mut history = History::default();
        let mut steps = vec![network.clone()];
        for _ in 0..40 {
            let walked = network.module.walk();
            let at = rng.below(walked.len() as u32) as usize;
            let place = place::of(&network.module, &walked[at].0).unwrap();
            let following = [Following::Adapt, Following::Stay][rng.below(2) as usize];
            let change = random_change(&mut rng);
            let Ok(done) = apply(&network, &place, &change, following) else {
                continue;
            };
            edits += 1;
            let module = &done.network.module;
            assert_eq!(
                Network::admit(module.clone()).as_ref(),
                Ok(module),
                "{change:?}"
            );
            assert!(place::at(module, &done.place).is_some(), "{change:?}");
            history.record(std::mem::replace(&mut network, done.network));
            steps.push(network.clone());
        }
        let prefix = trace_prefix(&network.module, network.input(), Mode::Eval);
        assert!(!torch::source("Net", &network.module).is_empty());
        match prefix.error {
            Some(error) => assert!(network.module.at(&error.path).is_some()),
            None => works += 1,
        }
        let forth = steps.clone();
        while let Some(before) = history.undo(network.clone()) {
            assert_eq!(steps.pop().as_ref(), Some(&network));
            network = before;
        }
        assert_eq!(steps, [network.clone()]);
        while let Some(after) = history.redo(network.clone()) {
            network = after;
            steps.push(network.clone());
        }
        assert_eq!(steps, forth);
    }
    // Neither branch of the test may be idle.
    assert!(edits > 1_500 && works > 5, "{edits} edits, {works} work");
}

#[test]
fn trees_that_are_no_readers_network() {
    let twins = vec![Child::new("a", Module::ReLU), Child::new("a", Module::ReLU)];
    let dot = vec![Child::new("a.b", Module::ReLU)];
    let many = vec![Module::ReLU; LAYERS + 1];
    let deep = (0..20).fold(Module::ReLU, |inner, _| Module::sequential(vec![inner]));
    let rows = [
        Module::Sequential(twins),
        Module::Sequential(dot),
        Module::sequential(many),
        deep,
    ];
    for module in rows {
        assert!(Network::admit(module.clone()).is_err(), "{module:?}");
    }
    let huge = Module::conv2d(0, usize::MAX, Window::square(0));
    let admitted = Network::admit(huge).unwrap();
    assert_eq!(
        admitted.at("0"),
        Some(&Module::conv2d(1, 8192, Window::square(1)))
    );
    for known in Known::ALL {
        let module = Network::of(known).module;
        assert_eq!(Network::admit(module.clone()), Ok(module), "{known:?}");
    }
}

#[test]
fn there_is_an_end_to_layers_and_to_depth() {
    let mut network = Network::empty();
    for _ in 0..LAYERS {
        network = done(&network, "", Change::AddInside(Kind::ReLU));
    }
    let more = edit(&network, "", Change::AddInside(Kind::ReLU));
    assert_eq!(more, Err(Refusal::TooManyLayers { most: LAYERS }));
    let mut network = done(&Network::empty(), "", Change::AddInside(Kind::ReLU));
    let end = loop {
        match edit(&network, "0", Change::Wrap) {
            Ok(done) => network = done.network,
            Err(refusal) => break refusal,
        }
    };
    assert!(matches!(end, Refusal::TooDeep { .. }));
}
