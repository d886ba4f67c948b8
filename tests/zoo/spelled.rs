//! Networks as the text of a link: every network comes back, every wrong text says where and why.

use convlab::nn::module::{Child, Conv2d, Linear, Module};
use convlab::nn::spell::{
    CHANNEL_LIMIT, DEPTH_LIMIT, MODULE_LIMIT, NAME_LIMIT, Reason, SpellError, TEXT_LIMIT, is_name,
    parse, spell,
};
use convlab::tensor::rng::Rng;
use convlab::tensor::shape::{Padding, SIDE_LIMIT, Window};
use convlab::zoo::lenet::{LeNet, Pooling, lenet};
use convlab::zoo::variant::{Known, Variant};

use crate::modules;

/// Texts stand in a query as they are.
fn is_safe(text: &str) -> bool {
    text.bytes()
        .all(|c| c.is_ascii_alphanumeric() || b"._~(),!*".contains(&c))
}

fn check(module: &Module, expected: &str) {
    assert_eq!(spell(module), expected);
    assert_eq!(parse(expected).as_ref(), Ok(module), "{expected}");
}

#[test]
fn networks_of_the_course() {
    let of = |known| Variant::lesson(known).module();
    check(
        &of(Known::Mlp),
        "flatten~f,hidden~l784.256,act~r,output~l10",
    );
    check(
        &of(Known::LeNet),
        "conv(c1.6k5,s,m2,c16k5,s,m2),flatten~f,fc(l256.120,s,l84,s,l10)",
    );
    check(
        &of(Known::AlexNet),
        "conv(c1.96k11s4,r,m3s2,c256k5p2,r,m3s2,c384k3p1,r,c384k3p1,r,c256k3p1,r,m3s2),flatten~f,\
         fc(l6400.4096,r,d,l4096,r,d,l10)",
    );
    check(
        &of(Known::Vgg),
        "features(v1.1.8,v1.16,v2.32,v2.64,v2.64),flatten~f,fc(l3136.512,r,d,l512,r,d,l10)",
    );
    check(
        &of(Known::Nin),
        "features(n1.96k11s4,m3s2,n256k5p2,m3s2,n384k3p1,m3s2,d,n10k3p1),pool~g,flatten~f",
    );
    check(
        &of(Known::GoogLeNet),
        "b1(c1.64k7s2p3,r,m3s2p1),b2(c64,r,c192k3p1,r,m3s2p1),\
         b3(i64.96.128.16.32.32,i128.128.192.32.96.64,m3s2p1),\
         b4(i192.96.208.16.48.64,i160.112.224.24.64.64,i128.128.256.24.64.64,\
         i112.144.288.32.64.64,i256.160.320.32.128.128,m3s2p1),\
         b5(i256.160.320.32.128.128,i384.192.384.48.128.128,g),flatten~f,fc~l10",
    );
    for known in Known::ALL {
        for &ratio in known.ratios() {
            let variant = Variant {
                ratio,
                ..Variant::lesson(known)
            };
            let text = spell(&variant.module());
            assert!(text.len() < 300 && is_safe(&text), "{text}");
            assert_eq!(parse(&text), Ok(variant.module()));
        }
    }
}

#[test]
fn layers_of_every_kind() {
    check(
        &modules::branches(),
        "stem~c3.24k4s2.1p1.0.2.1x,act~t,mix*(p1(c8,r),p2((c12,r),(c16k3p1,r)),\
         p3((c2,r),(c4k5p2,r)),p4(m3s1p1,(c4,r))),pool~g,flatten~f,drop~d0.3,fc~l10",
    );
    check(
        &modules::numbered(),
        "c3.4k3.5s1.2p0.1d2.1,s,m4s1p1.0.2.1,a4s1p1.0.2.1,a4s1p1.0.2.1x,a3s1p1x,(m2),(),d,f",
    );
    check(&modules::single(), "!c3.2k4p1.0.2.1");
    check(&Module::Sequential(vec![]), "");
    check(&Module::sequential(vec![Module::ReLU]), "r");
    check(&Module::Concat(vec![]), "!*()");
    check(&Module::Dropout { p: 0.0 }, "!d0");
    let classic = lenet(LeNet {
        pooling: Pooling::Average,
        padding: 2,
        ..LeNet::default()
    });
    check(
        &classic,
        "conv(c1.6k5p2,s,a2,c16k5,s,a2),flatten~f,fc(l400.120,s,l84,s,l10)",
    );
    // Names out of order, and a layer that does not take what it gets.
    check(
        &Module::Sequential(vec![
            Child::new("1", Module::conv2d(1, 2, Window::square(1))),
            Child::new("0", Module::conv2d(3, 2, Window::square(1))),
        ]),
        "1~c1.2,0~c3.2",
    );
}

#[test]
fn other_spellings_of_the_same() {
    let rows = [
        ("0~c1.6k5s1p0d1", "c1.6k5"),
        ("c1.6,c6.16", "c1.6,c16"),
        ("m2s2.2p0.0.0.0", "m2"),
        ("d0.50", "d"),
        ("!(r,r)", "r,r"),
        ("conv~(r)", "conv(r)"),
        ("(c1.8k3p1,r,m2)", "v1.1.8"),
        ("v1.0.8", "(m2)"),
        ("c01.06", "c1.6"),
    ];
    for (text, canonical) in rows {
        let module = parse(text).unwrap();
        assert_eq!(spell(&module), canonical, "{text}");
    }
}

#[test]
fn what_is_wrong_and_where() {
    let module = |found| Reason::Module { found };
    let separator = |found| Reason::Separator { found };
    let number = |limit| Reason::Number { limit };
    let rows = [
        ("q", 0, module(Some('q'))),
        ("r,", 2, module(None)),
        ("r,,r", 2, module(Some(','))),
        ("*r", 1, module(Some('r'))),
        ("!", 1, module(None)),
        ("!r,r", 2, separator(',')),
        ("rr", 1, separator('r')),
        ("r)", 1, separator(')')),
        ("卷积", 0, module(Some('卷'))),
        ("r,m2卷", 4, separator('卷')),
        ("(r", 2, Reason::Unclosed),
        ("(r!", 2, separator('!')),
        ("2a~r", 0, Reason::Name),
        ("r,train(r)", 2, Reason::Name),
        ("an_attribute_of_25_letters~r", 0, Reason::Name),
        ("a~r,a~r", 4, Reason::Twice),
        ("1~r,r", 4, Reason::Twice),
        ("c1.", 3, number(CHANNEL_LIMIT)),
        ("c1.2k", 5, number(SIDE_LIMIT)),
        ("m32769", 1, number(SIDE_LIMIT)),
        ("l1.1048577", 3, number(CHANNEL_LIMIT)),
        ("m99999999999999999999999", 1, number(SIDE_LIMIT)),
        ("m2.2.2", 1, Reason::Count { found: 3 }),
        ("m2p1.2.3", 3, Reason::Count { found: 3 }),
        ("c1.2.3", 1, Reason::Count { found: 3 }),
        ("i1.2", 1, Reason::Count { found: 2 }),
        ("c6", 1, Reason::Channels),
        ("c1.2,f,l10", 8, Reason::Channels),
        ("d1.5", 1, Reason::Probability),
        ("d0.3.3", 1, Reason::Probability),
        ("d.5", 1, Reason::Probability),
        (
            "v1.200.64",
            9,
            Reason::TooMany {
                limit: MODULE_LIMIT,
            },
        ),
    ];
    for (text, at, reason) in rows {
        assert_eq!(parse(text), Err(SpellError { at, reason }), "{text}");
    }
    let deep = |depth: usize| "(".repeat(depth) + &")".repeat(depth);
    assert!(parse(&deep(DEPTH_LIMIT)).is_ok());
    let limit = DEPTH_LIMIT;
    let reason = Reason::TooDeep { limit };
    assert_eq!(
        parse(&deep(limit + 1)),
        Err(SpellError { at: limit, reason })
    );
    let many = |count: usize| vec!["r"; count].join(",");
    assert!(parse(&many(MODULE_LIMIT)).is_ok());
    let limit = MODULE_LIMIT;
    let (at, reason) = (2 * limit, Reason::TooMany { limit });
    assert_eq!(parse(&many(limit + 1)), Err(SpellError { at, reason }));
    let limit = TEXT_LIMIT;
    let (at, reason) = (0, Reason::TooLong { limit });
    assert_eq!(parse(&many(limit)), Err(SpellError { at, reason }));
}

#[test]
fn names_of_children() {
    for name in ["conv", "a_1", "0", "007", "B", &"x".repeat(NAME_LIMIT)] {
        assert!(is_name(name), "{name}");
    }
    for name in [
        "",
        "1a",
        "a.b",
        "a-b",
        "层",
        "_a",
        "class",
        "forward",
        "a b",
        &"x".repeat(NAME_LIMIT + 1),
    ] {
        assert!(!is_name(name), "{name}");
    }
}

fn size(rng: &mut Rng) -> usize {
    match rng.below(20) {
        0 => 0,
        1 => SIDE_LIMIT,
        _ => 1 + rng.below(5) as usize,
    }
}

fn window(rng: &mut Rng) -> Window {
    let side = |rng: &mut Rng| if rng.below(3) == 0 { size(rng) } else { 1 };
    let mut window = Window::square(size(rng));
    if rng.below(2) == 0 {
        window = window.padding(size(rng)).stride(size(rng));
    }
    if rng.below(3) == 0 {
        window.kernel[1] = side(rng);
        window.stride[1] = side(rng);
        window.padding.left = side(rng);
        window.padding.right = side(rng);
        window.dilation = [side(rng), side(rng)];
    }
    window
}

fn children(rng: &mut Rng, depth: u32) -> Vec<Child> {
    let names = ["conv", "x_", "c1", "m", "99", "fc_2"];
    let mut one = |i: u32| {
        let name = match rng.below(3) {
            0 => format!("{}{i}", names[rng.below(6) as usize]),
            _ => i.to_string(),
        };
        Child::new(&name, module(rng, depth - 1))
    };
    (0..depth + 1).map(&mut one).collect()
}

fn module(rng: &mut Rng, depth: u32) -> Module {
    let channels = |rng: &mut Rng| [1, 2, 2, 3, CHANNEL_LIMIT][rng.below(5) as usize];
    match rng.below(if depth > 0 { 18 } else { 11 }) {
        0..=2 => Module::Conv2d(Conv2d {
            in_channels: channels(rng),
            out_channels: channels(rng),
            window: window(rng),
            bias: rng.below(3) > 0,
        }),
        3 | 4 => Module::Linear(Linear {
            in_features: channels(rng),
            out_features: channels(rng),
            bias: rng.below(3) > 0,
        }),
        5 => Module::MaxPool2d(window(rng)),
        6 => Module::AvgPool2d {
            window: window(rng),
            count_include_pad: rng.below(2) == 0,
        },
        7 => Module::GlobalAvgPool2d,
        8 => [Module::ReLU, Module::Sigmoid, Module::Tanh][rng.below(3) as usize].clone(),
        9 => Module::Flatten,
        10 => Module::Dropout {
            p: [0.0, 0.5, 0.1, 1.0 / 3.0, f32::MIN_POSITIVE, 1.0][rng.below(6) as usize],
        },
        11..=15 => Module::Sequential(children(rng, depth)),
        _ => Module::Concat(children(rng, depth)),
    }
}

#[test]
fn any_network_comes_back() {
    let mut rng = Rng::new(11);
    for _ in 0..10_000 {
        let module = module(&mut rng, 3);
        let text = spell(&module);
        assert!(is_safe(&text), "{text}");
        assert_eq!(parse(&text), Ok(module), "{text}");
    }
}

/// What is accepted is spelled, read and spelled again the same, in no more letters.
fn settle(text: &str) -> bool {
    match parse(text) {
        Ok(module) => {
            let canonical = spell(&module);
            assert_eq!(parse(&canonical), Ok(module), "{text}");
            assert!(canonical.len() <= text.len(), "{text} → {canonical}");
            true
        }
        Err(error) => {
            assert!(error.at <= text.chars().count(), "{text}: {error:?}");
            false
        }
    }
}

#[test]
fn any_text_is_read_or_refused() {
    let alphabet: Vec<char> = "crmgstfldavnik0123456789..,,()()*!~xp_ -é卷"
        .chars()
        .collect();
    let mut rng = Rng::new(5);
    let letter = |rng: &mut Rng| alphabet[rng.below(alphabet.len() as u32) as usize];
    let mut accepted = 0;
    for _ in 0..50_000 {
        let length = rng.below(12);
        let text: String = (0..length).map(|_| letter(&mut rng)).collect();
        accepted += usize::from(settle(&text));
    }
    let known: Vec<String> = Known::ALL
        .iter()
        .map(|&known| spell(&Variant::lesson(known).module()))
        .collect();
    for round in 0..50_000 {
        let mut text: Vec<char> = known[round % known.len()].chars().collect();
        for _ in 0..=rng.below(3) {
            let at = rng.below(text.len() as u32) as usize;
            match rng.below(3) {
                0 => text[at] = letter(&mut rng),
                1 => text.insert(at, letter(&mut rng)),
                _ => drop(text.remove(at)),
            }
        }
        accepted += usize::from(settle(&text.iter().collect::<String>()));
    }
    // Neither side of the test may be idle.
    assert!(
        accepted > 5_000 && accepted < 95_000,
        "{accepted} of 100,000"
    );
}

#[test]
fn paddings_keep_their_sides() {
    let padding = Padding {
        top: 1,
        bottom: 2,
        left: 3,
        right: 4,
    };
    let window = Window {
        padding,
        ..Window::square(2)
    };
    check(
        &Module::sequential(vec![Module::MaxPool2d(window)]),
        "m2s1p1.2.3.4",
    );
}
