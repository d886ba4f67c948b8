//! Edits of a reader's network: what each does, why one is refused, and that any sequence of them
//! leaves a network that can be traced, printed and taken back.

use convlab::lesson::edit::field::{self, Field};
use convlab::lesson::edit::kind::Kind;
use convlab::lesson::edit::{Change, Done, Following, Refusal, apply, fitted, place, resized};
use convlab::lesson::state::network::{NAME, Network};
use convlab::nn::module::{Child, Module};
use convlab::nn::trace::{Mode, trace};
use convlab::tensor::shape::{ShapeError, Window};
use convlab::zoo::variant::Known;

pub fn edit(network: &Network, path: &str, change: Change) -> Result<Done, Refusal> {
    let place = place::of(&network.module, path).unwrap();
    apply(network, &place, &change, Following::Adapt)
}

pub fn done(network: &Network, path: &str, change: Change) -> Network {
    edit(network, path, change).unwrap().network
}

/// The tree in a line: `conv(0:Conv2d 1:ReLU) fc:Linear`.
fn spelled(module: &Module) -> String {
    let one = |child: &Child| match &child.module {
        Module::Sequential(_) => format!("{}({})", child.name, spelled(&child.module)),
        Module::Concat(_) => format!("{}[{}]", child.name, spelled(&child.module)),
        layer => format!("{}:{}", child.name, layer.name()),
    };
    let all: Vec<String> = module.children().iter().map(one).collect();
    all.join(" ")
}

fn output(network: &Network) -> [usize; 4] {
    let traced = trace(&network.module, network.input(), Mode::Eval).unwrap();
    traced.graph.shape(traced.output).0
}

#[test]
fn each_change() {
    let mlp = Network::of(Known::Mlp);
    let all = "flatten:Flatten hidden:Linear act:ReLU output:Linear";
    assert_eq!(spelled(&mlp.module), all);
    let rows: [(&str, Change, &str, &str); 15] = [
        (
            "act",
            Change::AddAfter(Kind::Dropout),
            "flatten:Flatten hidden:Linear act:ReLU drop:Dropout output:Linear",
            "drop",
        ),
        (
            "flatten",
            Change::AddBefore(Kind::ReLU),
            "act2:ReLU flatten:Flatten hidden:Linear act:ReLU output:Linear",
            "act2",
        ),
        (
            "act",
            Change::AddAfter(Kind::Linear),
            "flatten:Flatten hidden:Linear act:ReLU fc:Linear output:Linear",
            "fc",
        ),
        (
            "",
            Change::AddInside(Kind::ReLU),
            "flatten:Flatten hidden:Linear act:ReLU output:Linear act2:ReLU",
            "act2",
        ),
        (
            "act",
            Change::Up,
            "flatten:Flatten act:ReLU hidden:Linear output:Linear",
            "act",
        ),
        (
            "act",
            Change::Down,
            "flatten:Flatten hidden:Linear output:Linear act:ReLU",
            "act",
        ),
        (
            "hidden",
            Change::Duplicate,
            "flatten:Flatten hidden:Linear hidden2:Linear act:ReLU output:Linear",
            "hidden2",
        ),
        (
            "act",
            Change::Remove,
            "flatten:Flatten hidden:Linear output:Linear",
            "output",
        ),
        (
            "output",
            Change::Remove,
            "flatten:Flatten hidden:Linear act:ReLU",
            "act",
        ),
        (
            "hidden",
            Change::Wrap,
            "flatten:Flatten hidden(0:Linear) act:ReLU output:Linear",
            "hidden",
        ),
        (
            "hidden",
            Change::Split,
            "flatten:Flatten hidden[0:Linear 1:Linear] act:ReLU output:Linear",
            "hidden",
        ),
        (
            "hidden",
            Change::Rename("dense".to_owned()),
            "flatten:Flatten dense:Linear act:ReLU output:Linear",
            "dense",
        ),
        (
            "hidden",
            Change::AddAfter(Kind::Sequential),
            "flatten:Flatten hidden:Linear block() act:ReLU output:Linear",
            "block",
        ),
        (
            "hidden",
            Change::Set(Field::OutFeatures, "32".to_owned()),
            all,
            "hidden",
        ),
        (
            "",
            Change::AddInside(Kind::Concat),
            "flatten:Flatten hidden:Linear act:ReLU output:Linear branches[0:Linear 1:Linear]",
            "branches",
        ),
    ];
    for (path, change, expected, now) in rows {
        let done = edit(&mlp, path, change.clone()).unwrap();
        assert_eq!(spelled(&done.network.module), expected, "{change:?}");
        let found = place::path(&done.network.module, &done.place);
        assert_eq!(found, now, "{change:?}");
    }
}

#[test]
fn in_and_out_of_containers() {
    let lenet = Network::of(Known::LeNet);
    let inside = done(&lenet, "flatten", Change::Into);
    let conv = "0:Conv2d 1:Sigmoid 2:MaxPool2d 3:Conv2d 4:Sigmoid 5:MaxPool2d";
    let fc = "0:Linear 1:Sigmoid 2:Linear 3:Sigmoid 4:Linear";
    assert_eq!(
        spelled(&inside.module),
        format!("conv({conv} flatten:Flatten) fc({fc})")
    );
    assert_eq!(done(&inside, "conv.flatten", Change::Out), lenet);
    let out = done(&lenet, "conv.5", Change::Out);
    assert_eq!(
        spelled(&out.module),
        format!(
            "conv({}) pool:MaxPool2d flatten:Flatten fc({fc})",
            &conv[..conv.len() - " 5:MaxPool2d".len()]
        )
    );
    let flat = done(&lenet, "fc", Change::Unwrap);
    assert_eq!(
        spelled(&flat.module),
        format!(
            "conv({conv}) flatten:Flatten fc:Linear act:Sigmoid fc2:Linear act2:Sigmoid fc3:Linear"
        )
    );
    assert_eq!(output(&flat), [1, 10, 1, 1]);
    // Into the container behind, where there is none before.
    let first = Network {
        module: Module::sequential(vec![Module::ReLU, Module::sequential(vec![Module::Tanh])]),
        side: 28,
    };
    let moved = done(&first, "0", Change::Into);
    assert_eq!(spelled(&moved.module), "0(0:ReLU 1:Tanh)");
}

#[test]
fn branches() {
    let google = Network::of(Known::GoogLeNet);
    let more = edit(&google, "b3.0", Change::AddBranch).unwrap();
    let path = place::path(&more.network.module, &more.place);
    assert_eq!(path, "b3.0.p5");
    // 256 of the four branches, 64 of the new one as of p4's copy or a 1×1: the next block follows.
    let next = more.network.module.at("b3.1.p1.0");
    let Some(Module::Conv2d(conv)) = next else {
        panic!("{next:?}")
    };
    assert!(conv.in_channels > 256 && more.adapted.len() == 4);
    assert_eq!(output(&more.network), [1, 10, 1, 1]);
    // A layer that shrinks the picture gets itself once more.
    let lenet = Network::of(Known::LeNet);
    let split = done(&lenet, "conv.0", Change::Split);
    let three = done(&split, "conv.0", Change::AddBranch);
    let branches = three.module.at("conv.0").unwrap().children();
    assert_eq!(branches.len(), 3);
    assert_eq!(branches[2].module, branches[1].module);
    assert_eq!(output(&three), [1, 10, 1, 1]);
}

#[test]
fn every_refusal() {
    let mlp = Network::of(Known::Mlp);
    let numbered = Network {
        module: Module::sequential(vec![Module::ReLU, Module::ReLU]),
        side: 28,
    };
    let rename = |name: &str| Change::Rename(name.to_owned());
    let set = |field, text: &str| Change::Set(field, text.to_owned());
    let long = "a".repeat(NAME + 1);
    let bounds = |low, high| Refusal::Bounds { low, high };
    let rows = [
        (&mlp, "", Change::Up, Refusal::Root),
        (&mlp, "", Change::Remove, Refusal::Root),
        (&mlp, "", Change::Wrap, Refusal::Root),
        (&mlp, "", Change::AddAfter(Kind::ReLU), Refusal::Root),
        (&mlp, "", rename("net"), Refusal::Root),
        (&mlp, "flatten", Change::Up, Refusal::AlreadyFirst),
        (&mlp, "output", Change::Down, Refusal::AlreadyLast),
        (&mlp, "output", Change::Out, Refusal::Outermost),
        (&mlp, "output", Change::Into, Refusal::NoContainer),
        (
            &mlp,
            "act",
            Change::AddInside(Kind::ReLU),
            Refusal::NothingThere,
        ),
        (&mlp, "act", Change::AddBranch, Refusal::NothingThere),
        (&mlp, "act", Change::Unwrap, Refusal::NothingThere),
        (&mlp, "act", rename(" "), Refusal::NoName),
        (&mlp, "act", rename(&long), Refusal::LongName { most: NAME }),
        (&mlp, "act", rename("a.b"), Refusal::Dot),
        (&mlp, "act", rename("9a"), Refusal::NotPython),
        (&mlp, "act", rename("激活"), Refusal::NotPython),
        (&mlp, "act", rename("class"), Refusal::Reserved),
        (&mlp, "act", rename("forward"), Refusal::Reserved),
        (&mlp, "act", rename("__init__"), Refusal::NotPython),
        (
            &mlp,
            "act",
            rename("hidden"),
            Refusal::Duplicate { place: 1 },
        ),
        (&numbered, "0", rename("1"), Refusal::Number { place: 0 }),
        (
            &mlp,
            "hidden",
            set(Field::OutFeatures, "many"),
            Refusal::NoNumber,
        ),
        (
            &mlp,
            "hidden",
            set(Field::OutFeatures, "1.5"),
            Refusal::NoNumber,
        ),
        (
            &mlp,
            "hidden",
            set(Field::OutFeatures, "0"),
            bounds(1, 65_536),
        ),
        (
            &mlp,
            "hidden",
            set(Field::OutFeatures, "1e9"),
            bounds(1, 65_536),
        ),
        (
            &mlp,
            "hidden",
            set(Field::KernelSize, "3"),
            Refusal::NothingThere,
        ),
    ];
    for (network, path, change, refusal) in rows {
        assert_eq!(
            edit(network, path, change.clone()),
            Err(refusal),
            "{path} {change:?}"
        );
    }
}

#[test]
fn numbers_of_layers() {
    let mut conv = Module::conv2d(1, 6, Window::square(5));
    let rows = [
        (Field::InChannels, "3", "3"),
        (Field::OutChannels, "8", "8"),
        (Field::KernelSize, "(3, 5)", "3, 5"),
        (Field::KernelSize, "7×7", "7"),
        (Field::Stride, " 2 ", "2"),
        (Field::Padding, "1，2", "1, 2"),
        (Field::Padding, "0, 1, 0, 1", "0, 1, 0, 1"),
        (Field::Dilation, "2", "2"),
        (Field::Bias, "false", "false"),
    ];
    for (field, text, expected) in rows {
        field::set(&mut conv, field, text).unwrap();
        assert_eq!(
            field::get(&conv, field).as_deref(),
            Some(expected),
            "{field:?}"
        );
    }
    let listed = field::fields(&conv);
    assert!(
        listed
            .iter()
            .all(|&field| field::get(&conv, field).is_some())
    );
    assert_eq!(field::get(&conv, Field::P), None);
    let mut drop = Module::Dropout { p: 0.5 };
    assert_eq!(field::set(&mut drop, Field::P, "1"), Err(Refusal::Share));
    assert_eq!(field::set(&mut drop, Field::P, "0.25"), Ok(()));
    assert_eq!(drop, Module::Dropout { p: 0.25 });
}

#[test]
fn layers_follow_or_clash() {
    let mlp = Network::of(Known::Mlp);
    let place = place::of(&mlp.module, "hidden").unwrap();
    let narrow = Change::Set(Field::OutFeatures, "32".to_owned());
    let done = apply(&mlp, &place, &narrow, Following::Adapt).unwrap();
    assert_eq!(done.adapted.len(), 1);
    let one = &done.adapted[0];
    assert_eq!((one.path.as_str(), one.from, one.to), ("output", 256, 32));
    let stays = apply(&mlp, &place, &narrow, Following::Stay)
        .unwrap()
        .network;
    let error = trace(&stays.module, stays.input(), Mode::Eval).unwrap_err();
    assert_eq!(error.path, "output");
    assert_eq!(
        error.error,
        ShapeError::Features {
            expected: 256,
            found: 32
        }
    );
    assert_eq!(fitted(&stays), done.network);
    // A larger picture: the first dense layer follows.
    let large = resized(&Network::of(Known::LeNet), 64, Following::Adapt);
    assert_eq!(output(&large), [1, 10, 1, 1]);
    assert!(
        trace(
            &resized(&mlp, 64, Following::Stay).module,
            large.input(),
            Mode::Eval
        )
        .is_err()
    );
}

#[test]
fn every_kind_fits_where_it_is_added() {
    let start = Network::of(Known::LeNet);
    for kind in Kind::ALL {
        assert_eq!(Kind::parse(kind.name()), Some(kind));
        let flat = matches!(kind, Kind::Linear);
        let path = if flat { "flatten" } else { "conv.0" };
        let more = done(&start, path, Change::AddAfter(kind));
        if matches!(kind, Kind::Flatten | Kind::GlobalAvgPool2d) {
            continue;
        }
        assert_eq!(output(&more), [1, 10, 1, 1], "{kind:?}");
    }
    // From nothing.
    let mut network = Network::empty();
    for kind in [
        Kind::Conv2d,
        Kind::ReLU,
        Kind::MaxPool2d,
        Kind::Inception,
        Kind::Flatten,
        Kind::Linear,
    ] {
        network = done(&network, "", Change::AddInside(kind));
    }
    assert_eq!(output(&network), [1, 10, 1, 1]);
    assert_eq!(
        spelled(&network.module),
        "0:Conv2d 1:ReLU 2:MaxPool2d 3[p1(0:Conv2d 1:ReLU) p2(0:Conv2d 1:ReLU 2:Conv2d 3:ReLU) \
         p3(0:Conv2d 1:ReLU 2:Conv2d 3:ReLU) p4(0:MaxPool2d 1:Conv2d 2:ReLU)] 4:Flatten 5:Linear"
    );
}
