//! Diagrams drawn from traces: what the course's networks look like. What holds of every drawing is in
//! `properties`.

#[path = "diagram/look.rs"]
mod look;
#[path = "diagram/networks.rs"]
mod networks;
#[path = "diagram/properties.rs"]
mod properties;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use convlab::lesson::diagram::{Direction, Folding, diagram};
use convlab::lesson::role::Role;
use convlab::lesson::scene::{Group, Label, Scene};
use convlab::zoo::lenet::{INPUT, LeNet, Pooling, lenet};
use convlab::zoo::variant::Known;

use crate::golden;

use look::{bounds, groups, handles, is_body, words};
use networks::{Network, lenets};

const DIRECTIONS: [Direction; 2] = [Direction::Across, Direction::Down];

fn drawn(network: &Network, folding: &Folding, direction: Direction) -> Scene {
    diagram(&network.module, &network.trace, folding, direction)
}

/// A line a block: path, words, marks by role, and the place of its front sheet or bar.
fn describe(scene: &Scene) -> String {
    let mut out = format!("{:.0}×{:.0}\n", scene.width, scene.height);
    for group in groups(scene) {
        if group.role == Role::Block {
            let _ = writeln!(out, "{}", line(group, 8));
        }
    }
    out
}

/// The same with groups: `+` before folded ones, `−` before open ones.
fn describe_all(scene: &Scene) -> String {
    let mut out = format!("{:.0}×{:.0}\n", scene.width, scene.height);
    for group in groups(scene) {
        let kind = match group.role {
            Role::Folded => "+",
            Role::Container => "−",
            _ => " ",
        };
        let _ = writeln!(out, "{kind} {}", line(group, 12));
    }
    let _ = writeln!(out, "{} handles", handles(scene).len());
    out
}

fn line(group: &Group, width: usize) -> String {
    const UNSAID: [&str; 7] = [
        "name",
        "shape",
        "note",
        "target",
        "chip-name",
        "frame-title",
        "arrow-head",
    ];
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let marks: Vec<_> = group.marks.iter().flat_map(bounds).collect();
    for (_, role) in &marks {
        let class = role.class().trim_start_matches("role-");
        *counts.entry(class).or_default() += 1;
    }
    let counts: Vec<String> = counts
        .into_iter()
        .filter(|(class, _)| !UNSAID.contains(class))
        .map(|(class, count)| format!("{count} {class}"))
        .collect();
    let mut bodies = marks.iter().rev();
    let body = bodies.find(|(_, role)| is_body(*role) || *role == Role::Frame);
    let place = body.map_or(String::new(), |([left, top, right, bottom], _)| {
        let [width, height] = [right - left, bottom - top];
        format!(" at {left:.0},{top:.0} {width:.0}×{height:.0}")
    });
    let path = group.path.as_deref().unwrap_or("?");
    let [words, counts] = [words(group).join(", "), counts.join(", ")];
    format!("{path:width$}{words} | {counts}{place}")
}

#[test]
fn lenet_across_and_down() {
    let classic = LeNet {
        padding: 2,
        pooling: Pooling::Average,
        ..LeNet::default()
    };
    let rows = [
        (
            "diagram-lenet-across.txt",
            LeNet::default(),
            Direction::Across,
        ),
        ("diagram-lenet-down.txt", LeNet::default(), Direction::Down),
        ("diagram-lenet-classic.txt", classic, Direction::Across),
    ];
    for (name, variant, direction) in rows {
        let network = Network::new(name, lenet(variant), INPUT);
        let start = Folding::start(&network.module, direction);
        assert_eq!(start, Folding::none());
        golden::check(name, &describe(&drawn(&network, &start, direction)));
    }
}

#[test]
fn larger_networks_folded_and_open() {
    for known in [Known::AlexNet, Known::Vgg, Known::Nin, Known::GoogLeNet] {
        let network = Network::of(known);
        for (way, direction) in [("across", Direction::Across), ("down", Direction::Down)] {
            let start = Folding::start(&network.module, direction);
            let open = Folding::none();
            let mut states = vec![("open", &open)];
            states.extend((start != open).then_some(("start", &start)));
            for (state, folding) in states {
                let scene = drawn(&network, folding, direction);
                let name = format!("diagram-{}-{state}-{way}.txt", network.name);
                golden::check(&name, &describe_all(&scene));
            }
        }
    }
}

#[test]
fn figures_fit_their_screens() {
    // A phone scales its figure by a sixth at most.
    for (direction, width) in [(Direction::Across, 1330.0), (Direction::Down, 400.0)] {
        for known in Known::ALL {
            let network = Network::of(known);
            let start = Folding::start(&network.module, direction);
            let scene = drawn(&network, &start, direction);
            assert!(scene.width <= width, "{known:?}: {}", scene.width);
        }
    }
    for network in lenets() {
        assert!(drawn(&network, &Folding::none(), Direction::Down).width <= 344.0);
    }
}

#[test]
fn few_words_are_translated() {
    let network = Network::new("lenet", lenet(LeNet::default()), INPUT);
    let folding = Folding::none().toggled("fc");
    let scene = drawn(&network, &folding, Direction::Across);
    let svg = scene.to_svg("LeNet", |label| match label {
        Label::Input => "输入".to_owned(),
        Label::Parameters => "个参数".to_owned(),
        Label::Fold => "折叠".to_owned(),
        Label::Unfold => "展开".to_owned(),
        Label::Output => unreachable!("no such word in this figure"),
    });
    assert_eq!(svg.matches("输入").count(), 1);
    for part in [
        "data-path=\"conv.0\"",
        "data-path=\"fc\" data-folded=\"\"",
        "data-fold=\"conv\"",
        "aria-expanded=\"true\" aria-label=\"折叠 conv\"",
        "aria-expanded=\"false\" aria-label=\"展开 fc\"",
        ">41,854 个参数</text>",
    ] {
        assert!(svg.contains(part), "{part}\nis not in\n{svg}");
    }
}

#[test]
fn the_page_has_a_colour_for_every_role_in_the_figure() {
    let css = include_str!("../../style/figures.css");
    let folded = Folding::none().toggled("b4.1");
    let scenes = [
        (Network::of(Known::GoogLeNet), folded),
        (Network::of(Known::AlexNet), Folding::none()),
    ];
    let scenes = scenes.map(|(network, folding)| {
        let scene = drawn(&network, &folding, Direction::Across);
        scene.to_svg("", |_| String::new())
    });
    let svg = scenes.concat();
    let classes: BTreeSet<&str> = svg
        .split("class=\"")
        .filter_map(|rest| rest.split('"').next())
        .filter(|class| class.starts_with("role-"))
        .collect();
    assert!(classes.len() > 16, "{classes:?}");
    let plain = [Role::Block, Role::Folded].map(Role::class);
    for class in classes.into_iter().filter(|class| !plain.contains(class)) {
        let named = css
            .split(['.', ' ', ',', ')', '{', ':'])
            .any(|word| word == class);
        assert!(named, "style/figures.css has no .{class}");
    }
}
