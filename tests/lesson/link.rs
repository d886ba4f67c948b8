//! The URL is the state: round trips, bounds, and text that nobody meant as a link.

use std::ops::RangeInclusive;

use convlab::lesson::inside::inception::NAMES;
use convlab::lesson::link::{self, Field, Values};
use convlab::lesson::slide::slide;
use convlab::lesson::state::device::{Kind, WORKERS};
use convlab::lesson::state::holder::{HIDDEN, Holder};
use convlab::lesson::state::network::{self, Network};
use convlab::lesson::state::operation::{self, Operation};
use convlab::lesson::state::{self, Playground, RunChoice};
use convlab::nn::init::Init;
use convlab::nn::optim::Optimizer;
use convlab::tensor::rng::Rng;
use convlab::zoo::lenet::{Activation, Pooling};
use convlab::zoo::variant::{Known, Variant};

fn read(query: &str) -> Playground {
    link::read(&link::ALL, query, &Playground::default())
}

fn write(playground: &Playground) -> String {
    link::write(&link::ALL, playground, &Playground::default())
}

/// What the pages of the networks start from.
pub(crate) fn starts() -> [Playground; Known::ALL.len()] {
    Known::ALL.map(|known| Playground::of(known.slug()))
}

fn check(query: &str, expected: &str) {
    assert_eq!(write(&read(query)), expected, "{query:?}");
}

#[test]
fn query_to_canonical_query() {
    let rows = [
        ("", ""),
        ("?", ""),
        ("?epochs=3", "epochs=3"),
        (
            "activation=relu&pool=average&padding=2",
            "activation=relu&pool=average&padding=2",
        ),
        ("padding=2&pool=average", "pool=average&padding=2"),
        // The lesson's own values are not told.
        (
            "epochs=5&batch=256&lr=0.001&optimizer=adam&init=default&seed=0&picture=0",
            "",
        ),
        ("activation=sigmoid&pool=max&padding=0&pictures=60000", ""),
        // Clamped.
        ("epochs=0", "epochs=1"),
        ("epochs=101", "epochs=100"),
        ("batch=-7", "batch=1"),
        ("batch=99999999999999999999", "batch=1024"),
        ("lr=1e9", "lr=10"),
        ("lr=-1", "lr=0.000001"),
        ("lr=inf", "lr=10"),
        ("pictures=5", "pictures=1000"),
        ("pictures=70000", ""),
        ("block=4c", "block=4c"),
        ("block=3a&block=6z", ""),
        ("picture=10000", "picture=9999"),
        ("device=webgpu&workers=2", "device=webgpu&workers=2"),
        ("device=auto&workers=auto", ""),
        ("workers=0", "workers=1"),
        ("workers=1000", "workers=64"),
        ("workers=2&workers=many&device=gpu", "workers=2"),
        ("workers=3&workers=auto", ""),
        ("seed=4294967296", "seed=4294967295"),
        ("epochs=1e1", "epochs=10"),
        ("epochs=2.6", "epochs=3"),
        // Meaningless: as if it were not there.
        (
            "epochs=many&lr=NaN&padding=1&activation=Sigmoid&batch=&nothing=1",
            "",
        ),
        ("epochs", ""),
        ("&&=&=1&epochs=2&", "epochs=2"),
        // The last of a name wins, if it means something.
        ("epochs=2&epochs=3", "epochs=3"),
        ("epochs=2&epochs=x", "epochs=2"),
        // Percent-decoding.
        ("%65pochs=%37", "epochs=7"),
        ("epochs=%207+", "epochs=7"),
        ("epochs=%&lr=%zz&batch=%4", ""),
        ("epochs=%ff%fe", ""),
        ("epochs=7%", ""),
    ];
    for (query, expected) in rows {
        check(query, expected);
    }
}

fn random_playground(rng: &mut Rng, start: &Playground) -> Playground {
    let pick = |rng: &mut Rng, n: u32| rng.below(n) as usize;
    let mut playground = start.clone();
    let model = &mut playground.model;
    let known = model.known;
    let activation = [Activation::Sigmoid, Activation::ReLU, Activation::Tanh][pick(rng, 3)];
    if known == Known::AlexNet {
        model.activation = activation;
    } else {
        model.lenet.activation = activation;
    }
    model.lenet.pooling = [Pooling::Max, Pooling::Average][pick(rng, 2)];
    model.lenet.padding = state::PADDINGS[pick(rng, 2)];
    model.b2_relu = rng.below(2) == 0;
    model.ratio = known.ratios()[pick(rng, known.ratios().len() as u32)];
    model.side = known.sides()[pick(rng, known.sides().len() as u32)];
    // Spelling a network takes a while.
    if rng.below(20) == 0 {
        playground.network = crate::network::random(rng).into();
    }
    playground.pair.left = Known::ALL[pick(rng, 6)];
    playground.pair.right = Known::ALL[pick(rng, 6)];
    playground.keeping.holder = Holder::ALL[pick(rng, 5)];
    playground.keeping.hidden = 1 + rng.below(4);
    playground.run.epochs = 1 + rng.below(100);
    playground.run.batch_size = 1 + rng.below(1024);
    playground.run.learning_rate = 10f32.powf(rng.uniform(-6.0, 1.0)).clamp(1e-6, 10.0);
    playground.run.optimizer = [Optimizer::Sgd, Optimizer::Momentum, Optimizer::Adam][pick(rng, 3)];
    playground.run.init = [Init::Default, Init::Xavier, Init::He][pick(rng, 3)];
    playground.run.pictures = 1_000 + rng.below(59_001);
    playground.run.seed = rng.next_u32();
    playground.device.kind = [Kind::Auto, Kind::Cpu, Kind::WebGpu][pick(rng, 3)];
    playground.device.workers = (rng.below(2) == 0).then(|| 1 + rng.below(64));
    playground.picture = rng.below(10_000);
    playground.block = pick(rng, NAMES.len() as u32);
    // Operations as texts: the words are in bounds by the test below.
    for _ in 0..rng.below(6) {
        let query = random_query(rng);
        playground.operation = read(&query).operation;
    }
    playground
}

#[test]
fn every_state_survives_its_link() {
    let mut rng = Rng::new(1);
    for _ in 0..20_000 {
        let starts = starts();
        let start = &starts[rng.below(starts.len() as u32) as usize];
        let playground = random_playground(&mut rng, start);
        let query = link::write(&link::ALL, &playground, start);
        assert_eq!(link::read(&link::ALL, &query, start), playground, "{query}");
    }
}

/// Strings that are nearly links: names, signs, numbers, words and any characters at all.
pub(crate) fn random_query(rng: &mut Rng) -> String {
    let names: Vec<&str> = link::fields(&link::ALL).map(|field| field.name).collect();
    let mut query = String::new();
    for _ in 0..rng.below(5) {
        if rng.below(8) > 0 {
            query.push_str(names[rng.below(names.len() as u32) as usize]);
            query.push('=');
        }
        for _ in 0..1 + rng.below(3) {
            push_noise(&mut query, rng);
        }
        query.push('&');
    }
    query
}

fn push_noise(query: &mut String, rng: &mut Rng) {
    const WORDS: [&str; 21] = [
        "nin",
        "c1.8k3,r,f",
        "x(i8.4.4.4.4.4.4,m2)",
        "inf",
        "-inf",
        "NaN",
        "tanh",
        "relu",
        "average",
        "he",
        "sgd",
        "1e-7",
        "2",
        "own",
        "shape",
        "cell-1-2-3",
        "cell-",
        "book",
        "1,2;3!4*5",
        ",,;9",
        "max",
    ];
    match rng.below(8) {
        0 => query.push(['&', '=', '%', '+', '-', '.', '?', 'e'][rng.below(8) as usize]),
        1 => query.push_str(&rng.next_u32().to_string()),
        2 => query.push_str(&rng.below(5_000).to_string()),
        3 | 4 => query.push_str(WORDS[rng.below(WORDS.len() as u32) as usize]),
        5 => query.push_str(&rng.uniform(-20.0, 20.0).to_string()),
        6 => query.push_str(&format!("%{:02x}", rng.below(256))),
        _ => query.extend(char::from_u32(rng.below(0x11_0000))),
    }
}

fn is_operation_in_bounds(operation: &Operation) -> bool {
    let window = operation.window;
    let padding = window.padding;
    let channels = [operation.in_channels, operation.out_channels];
    let within = |sizes: &[usize], bounds: RangeInclusive<u32>| {
        sizes.iter().all(|&size| bounds.contains(&(size as u32)))
    };
    let finite = match slide(operation) {
        Ok(done) => done
            .x
            .data
            .iter()
            .chain(&done.weight.data)
            .all(|x| x.is_finite()),
        Err(_) => true,
    };
    finite
        && within(&operation.input, operation::INPUT)
        && within(&window.kernel, operation::KERNEL)
        && within(&window.stride, operation::STRIDE)
        && within(&window.dilation, operation::DILATION)
        && within(&channels, operation::CHANNELS)
        && within(
            &[padding.top, padding.bottom, padding.left, padding.right],
            operation::PADDING,
        )
        && (-999.0..=999.0).contains(&operation.bias)
}

fn in_bounds(playground: &Playground) -> bool {
    let (model, run) = (&playground.model, &playground.run);
    is_operation_in_bounds(&playground.operation)
        && Network::admit(playground.network.module()) == Ok(playground.network.module())
        && network::SIDE.contains(&playground.network.side)
        && HIDDEN.contains(&playground.keeping.hidden)
        && state::PADDINGS.contains(&playground.model.lenet.padding)
        && model.known.ratios().contains(&model.ratio)
        && model.known.sides().contains(&model.side)
        && state::EPOCHS.contains(&run.epochs)
        && state::BATCH_SIZE.contains(&run.batch_size)
        && state::LEARNING_RATE.contains(&run.learning_rate)
        && state::PICTURES.contains(&run.pictures)
        && playground
            .device
            .workers
            .is_none_or(|workers| WORKERS.contains(&workers))
        && state::PICTURE.contains(&playground.picture)
        && playground.block < NAMES.len()
}

#[test]
fn any_text_gives_a_state_in_bounds() {
    let mut rng = Rng::new(2);
    let mut told = 0;
    for start in starts().iter().cycle().take(150_000) {
        let query = random_query(&mut rng);
        let playground = link::read(&link::ALL, &query, start);
        assert!(in_bounds(&playground), "{query:?} → {playground:?}");
        let written = link::write(&link::ALL, &playground, start);
        let again = link::read(&link::ALL, &written, start);
        assert_eq!(again, playground, "{query:?}");
        told += usize::from(playground != *start);
    }
    // The strings are near enough to links to test the clamping.
    assert!(told > 20_000, "only {told} strings said anything");
}

#[test]
fn controls_set_and_get_by_name() {
    for start in starts() {
        for field in link::fields(&link::ALL) {
            check_control(field, &start);
        }
    }
    let mut playground = Playground::default();
    assert!(!link::set(&link::ALL, &mut playground, "nothing", "1"));
    assert_eq!(link::get(&link::ALL, &playground, "nothing"), None);
}

fn check_control(field: &Field, start: &Playground) {
    let name = field.name;
    let texts: Vec<String> = match &field.values {
        Values::Words(words) => words().into_iter().map(str::to_owned).collect(),
        Values::Listed(numbers) => numbers(start).iter().map(u32::to_string).collect(),
        Values::Whole(bounds) => vec![bounds.start().to_string(), bounds.end().to_string()],
        Values::Real(bounds) => vec![bounds.start().to_string(), bounds.end().to_string()],
        Values::Spelled => Vec::new(),
    };
    for text in texts {
        let mut playground = start.clone();
        assert!(
            link::set(&link::ALL, &mut playground, name, &text),
            "{name} {text}"
        );
        let got = link::get(&link::ALL, &playground, name);
        assert_eq!(got, Some(text), "{name}");
    }
    let mut playground = start.clone();
    assert!(
        !link::set(&link::ALL, &mut playground, name, "banana"),
        "{name}"
    );
    assert_eq!(playground, *start);
}

#[test]
fn a_page_of_a_network_starts_from_it() {
    for (page, expected) in [
        ("lenet", Known::LeNet),
        ("alexnet", Known::AlexNet),
        ("vgg", Known::Vgg),
        ("nin", Known::Nin),
        ("googlenet", Known::GoogLeNet),
        // Other pages speak of no network, or of the first.
        ("pooling", Known::LeNet),
        ("", Known::LeNet),
    ] {
        let start = Playground::of(page);
        assert_eq!(start.model, Variant::lesson(expected), "{page}");
        assert_eq!(start.run, RunChoice::of(expected), "{page}");
        for name in link::model::offered(expected) {
            assert!(link::field(&link::ALL, name).is_some(), "{name}");
        }
    }
}

#[test]
fn numbers_of_a_network_are_those_that_it_has() {
    for (page, query, expected) in [
        ("vgg", "ratio=4&px=64", "ratio=4&px=64"),
        // The nearest there is; the smaller of two as near.
        ("vgg", "ratio=3&px=100", "ratio=2&px=96"),
        ("vgg", "ratio=1000&px=0", "ratio=16&px=32"),
        ("vgg", "ratio=8&px=224", ""),
        ("vgg", "ratio=-1&px=inf", "ratio=1"),
        ("vgg", "ratio=&px=x", ""),
        (
            "googlenet",
            "ratio=16&px=28&b2relu=false",
            "ratio=8&px=28&b2relu=false",
        ),
        ("googlenet", "b2relu=true&b2relu=2", ""),
        ("lenet", "ratio=4&px=96", ""),
        ("alexnet", "activation=sigmoid", "activation=sigmoid"),
        ("alexnet", "activation=relu&init=he", ""),
        (
            "alexnet",
            "init=default&batch=256",
            "batch=256&init=default",
        ),
        ("nin", "lr=0.002", ""),
    ] {
        let start = Playground::of(page);
        let told = link::read(&link::ALL, query, &start);
        assert_eq!(
            link::write(&link::ALL, &told, &start),
            expected,
            "{page} {query}"
        );
    }
}

#[test]
fn lesson_settings_whatever_the_seed() {
    for (query, expected) in [
        ("", true),
        ("seed=7&picture=3", true),
        ("epochs=6", false),
        ("padding=2", false),
        ("init=he", false),
        ("device=cpu&workers=1", true),
        ("lr=0.002", false),
    ] {
        assert_eq!(read(query).is_lesson(), expected, "{query}");
    }
}
