//! What holds of every drawing, whatever the network and whatever is folded.

use std::collections::BTreeSet;

use convlab::lesson::diagram::{Direction, Entry, Folding, compare, diagram, is_within};
use convlab::lesson::role::Role;
use convlab::lesson::scene::{Group, Mark, Scene};

use super::DIRECTIONS;
use super::look::{body, bounds, groups, grown, handles, is_body, meet, texts};
use super::networks::{Network, lenets, networks, random};

/// Every network in every folding and direction.
fn each(check: impl Fn(&Network, &Folding, &Scene, &str)) {
    let random = (0..160).map(random);
    for network in lenets().into_iter().chain(networks()).chain(random) {
        for (i, folding) in network.foldings().iter().enumerate() {
            for direction in DIRECTIONS {
                let scene = diagram(&network.module, &network.trace, folding, direction);
                let what = format!("{} {direction:?}, folding {i}", network.name);
                check(&network, folding, &scene, &what);
            }
        }
    }
}

fn with<'a>(scene: &'a Scene, roles: &[Role]) -> Vec<&'a Group> {
    let groups = groups(scene).into_iter();
    groups.filter(|group| roles.contains(&group.role)).collect()
}

fn path(group: &Group) -> &str {
    group.path.as_deref().expect("a path")
}

fn inside(scene: &Scene, what: &str) {
    let marks = scene.marks.iter().flat_map(bounds);
    let marks = marks.map(|(bounds, role)| (bounds, format!("{role:?}")));
    let texts = scene.marks.iter().flat_map(texts);
    for ([left, top, right, bottom], name) in marks.chain(texts) {
        let inside = left >= 0.0 && top >= 0.0 && right <= scene.width && bottom <= scene.height;
        assert!(
            inside,
            "{what}: {name} {left},{top} to {right},{bottom} in {}×{}",
            scene.width, scene.height
        );
    }
}

fn legible(scene: &Scene, what: &str) {
    let texts: Vec<_> = scene.marks.iter().flat_map(texts).collect();
    for (i, (a, first)) in texts.iter().enumerate() {
        for (b, second) in &texts[i + 1..] {
            assert!(!meet(*a, *b), "{what}: {first:?} {a:?} on {second:?} {b:?}");
        }
    }
    let solid = scene.marks.iter().flat_map(bounds);
    for (b, role) in solid.filter(|(_, role)| is_body(*role) || *role == Role::Handle) {
        for (a, words) in &texts {
            assert!(!meet(*a, b), "{what}: {words:?} {a:?} on {role:?} {b:?}");
        }
    }
}

#[test]
fn everything_lies_inside_the_figure() {
    each(|_, _, scene, what| inside(scene, what));
}

#[test]
fn no_text_lies_on_another_or_on_a_body() {
    each(|_, _, scene, what| legible(scene, what));
}

#[test]
fn a_row_is_drawn_once_or_lies_in_one_folded_group() {
    each(|network, _, scene, what| {
        let open = with(scene, &[Role::Block]);
        let folded = with(scene, &[Role::Folded]);
        for row in &network.trace.rows {
            let own = open.iter().filter(|group| path(group) == row.path);
            let over = folded
                .iter()
                .filter(|group| is_within(&row.path, path(group)));
            assert_eq!(own.count() + over.count(), 1, "{what}: {:?}", row.path);
        }
    });
}

#[test]
fn rows_are_drawn_in_order() {
    for network in lenets().into_iter().chain(networks()) {
        for direction in DIRECTIONS {
            let scene = diagram(&network.module, &network.trace, &Folding::none(), direction);
            let drawn = with(&scene, &[Role::Block]).into_iter().map(path);
            let rows = network.trace.rows.iter().map(|row| &*row.path);
            assert!(drawn.eq(rows), "{}", network.name);
        }
    }
}

#[test]
fn blocks_lie_side_by_side() {
    each(|_, _, scene, what| {
        let all = scene.marks.iter().flat_map(bounds);
        let targets = all.filter(|(_, role)| *role == Role::Target);
        let targets: Vec<_> = targets.map(|(bounds, _)| bounds).collect();
        for (i, a) in targets.iter().enumerate() {
            for b in &targets[i + 1..] {
                let within = a[0] <= b[0] && b[2] <= a[2] && a[1] <= b[1] && b[3] <= a[3];
                assert!(!meet(*a, *b) || within, "{what}: {a:?} {b:?}");
            }
        }
    });
}

/// The group that stands for row `at`, past the layers that only sit on another's body.
fn owner<'a>(network: &Network, blocks: &[&'a Group], at: usize) -> &'a Group {
    let row = &network.trace.rows[at];
    let stands_for = |group: &&&Group| match group.role {
        Role::Folded => is_within(&row.path, path(group)),
        _ => path(group) == row.path,
    };
    let group = blocks.iter().find(stands_for).expect("a group");
    match body(group) {
        Some(_) => group,
        None => owner(network, blocks, row.from[0]),
    }
}

/// Links of `group` that touch both bodies.
fn links(group: &Group, from: &Group) -> usize {
    let ends = [from, group].map(|group| grown(body(group).expect("a body"), 13.0));
    let touches = |points: &[[f32; 2]]| {
        ends.iter().all(|end| {
            let within =
                |[x, y]: &[f32; 2]| end[0] <= *x && *x <= end[2] && end[1] <= *y && *y <= end[3];
            points.iter().any(within)
        })
    };
    let is_link = |mark: &&Mark| match mark {
        Mark::Polygon { points, role } => {
            matches!(role, Role::Projection | Role::Fan) && touches(points)
        }
        Mark::Line { points, role } => {
            let ends = [points.first(), points.last()];
            *role == Role::Arrow && touches(&ends.map(|end| *end.expect("an end")))
        }
        Mark::Group(_)
        | Mark::Rect { .. }
        | Mark::Ring { .. }
        | Mark::Circle { .. }
        | Mark::Cell(_)
        | Mark::Raster { .. }
        | Mark::Handle(_)
        | Mark::Text { .. } => false,
    };
    group.marks.iter().filter(is_link).count()
}

#[test]
fn links_join_what_feeds_what() {
    each(|network, _, scene, what| {
        let blocks = with(scene, &[Role::Block, Role::Folded]);
        for (at, row) in network.trace.rows.iter().enumerate() {
            let own = owner(network, &blocks, at);
            for &from in &row.from {
                let source = owner(network, &blocks, from);
                if !std::ptr::eq(own, source) {
                    let (to, from) = (path(own), path(source));
                    assert!(links(own, source) > 0, "{what}: {to:?} reads {from:?}");
                }
            }
        }
    });
}

#[test]
fn a_group_that_is_drawn_has_one_handle() {
    each(|network, folding, scene, what| {
        let seen = with(scene, &[Role::Container, Role::Folded]);
        let seen: BTreeSet<&str> = seen.into_iter().map(path).collect();
        let handles = handles(scene);
        let paths: BTreeSet<&str> = handles.iter().map(|handle| &*handle.path).collect();
        assert_eq!(paths.len(), handles.len(), "{what}: {paths:?}");
        assert_eq!(paths, seen, "{what}");
        for handle in handles {
            assert_eq!(handle.folded, folding.is_folded(&handle.path), "{what}");
            assert!(network.module.at(&handle.path).is_some(), "{what}");
        }
    });
}

fn entry(network: &Network) -> Entry<'_> {
    Entry {
        name: "Network",
        module: &network.module,
        trace: &network.trace,
    }
}

#[test]
fn comparisons_are_legible() {
    let networks = networks();
    for a in &networks {
        for b in &networks {
            for direction in DIRECTIONS {
                let entries = [a, b, &networks[3]].map(entry);
                let scene = compare(&entries, direction);
                let what = format!("{} and {}", a.name, b.name);
                inside(&scene, &what);
                legible(&scene, &what);
                assert!(handles(&scene).is_empty());
            }
        }
    }
    assert!(compare(&[], Direction::Across).marks.is_empty());
}

#[test]
fn comparisons_are_drawn_to_one_scale() {
    let networks = networks();
    let sides = [("lenet", 28.0_f32), ("alexnet", 224.0), ("googlenet", 96.0)];
    let found = sides.map(|(name, _)| {
        let network = networks.iter().find(|network| network.name == name);
        entry(network.expect("a network"))
    });
    let scene = compare(&found, Direction::Across);
    let inputs = with(&scene, &[Role::Block]).into_iter();
    let inputs: Vec<_> = inputs.filter(|group| path(group).ends_with('/')).collect();
    let width = |group: &Group| body(group).map_or(0.0, |[left, _, right, _]| right - left);
    assert_eq!(inputs.len(), sides.len());
    for (group, (name, side)) in inputs.iter().zip(sides) {
        let expected = (side / 224.0).sqrt() * width(inputs[1]);
        assert!((width(group) - expected).abs() < 0.1, "{name}");
    }
}
