//! Diagrams drawn from traces: what each block is made of, and that nothing lies on anything else.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use convlab::lesson::diagram::{Direction, diagram};
use convlab::lesson::role::Role;
use convlab::lesson::scene::{Group, Label, Mark, Scene, Words};
use convlab::nn::module::Module;
use convlab::nn::trace::{Mode, Trace, trace};
use convlab::tensor::shape::{Padding, Shape, Window};
use convlab::zoo::lenet::{Activation, INPUT, LeNet, Pooling, lenet};

use crate::golden;

const DIRECTIONS: [Direction; 2] = [Direction::Across, Direction::Down];

fn traced(module: &Module, input: Shape) -> Trace {
    trace(module, input, Mode::Eval).expect("a network that works")
}

/// Every LeNet there is, and networks with what LeNet lacks.
fn networks() -> Vec<Trace> {
    let mut networks = Vec::new();
    for activation in [Activation::Sigmoid, Activation::ReLU, Activation::Tanh] {
        for pooling in [Pooling::Max, Pooling::Average] {
            for padding in [0, 2] {
                let variant = LeNet {
                    activation,
                    pooling,
                    padding,
                };
                networks.push(traced(&lenet(variant), INPUT));
            }
        }
    }
    let uneven = Window {
        kernel: [3, 5],
        stride: [2, 1],
        padding: Padding {
            top: 1,
            bottom: 2,
            left: 0,
            right: 3,
        },
        dilation: [2, 1],
    };
    let odd = Module::sequential(vec![
        Module::conv2d(3, 512, uneven),
        Module::ReLU,
        Module::Dropout { p: 0.5 },
        Module::MaxPool2d(Window::square(3).stride(2).padding(1)),
        Module::GlobalAvgPool2d,
        Module::Flatten,
        Module::linear(512, 1000),
    ]);
    networks.push(traced(&odd, Shape::new(1, 3, 40, 30)));
    networks.push(traced(&Module::linear(4, 1), Shape::matrix(1, 4)));
    networks.push(traced(&Module::Sequential(Vec::new()), INPUT));
    networks
}

fn groups(scene: &Scene) -> Vec<&Group> {
    let groups = scene.marks.iter().filter_map(|mark| match mark {
        Mark::Group(group) => Some(group),
        Mark::Rect { .. }
        | Mark::Polygon { .. }
        | Mark::Ring { .. }
        | Mark::Line { .. }
        | Mark::Circle { .. }
        | Mark::Cell(_)
        | Mark::Raster { .. }
        | Mark::Text { .. } => None,
    });
    groups.collect()
}

/// Left, top, right, bottom and role; a text as its baseline's anchor.
fn bounds(mark: &Mark) -> Vec<([f32; 4], Role)> {
    let around = |points: &[[f32; 2]], role: Role| {
        let fold = |a: usize, start: f32, pick: fn(f32, f32) -> f32| {
            points.iter().map(|point| point[a]).fold(start, pick)
        };
        let (low, high) = (f32::INFINITY, f32::NEG_INFINITY);
        let [left, top] = [fold(0, low, f32::min), fold(1, low, f32::min)];
        vec![(
            [left, top, fold(0, high, f32::max), fold(1, high, f32::max)],
            role,
        )]
    };
    match mark {
        Mark::Rect {
            at: [x, y],
            size: [w, h],
            role,
            ..
        } => around(&[[*x, *y], [x + w, y + h]], *role),
        Mark::Polygon { points, role } | Mark::Line { points, role } => around(points, *role),
        Mark::Ring { outer, role, .. } => around(outer, *role),
        Mark::Circle {
            at: [x, y],
            radius: r,
            role,
        } => around(&[[x - r, y - r], [x + r, y + r]], *role),
        Mark::Text { at, role, .. } => around(&[*at], *role),
        Mark::Group(group) => group.marks.iter().flat_map(bounds).collect(),
        Mark::Cell(cell) => {
            let [x, y] = cell.at;
            around(&[[x, y], [x + cell.size, y + cell.size]], cell.role)
        }
        // It lies on the plane of its picture.
        Mark::Raster { .. } => Vec::new(),
    }
}

fn words(group: &Group) -> Vec<String> {
    let words = group.marks.iter().filter_map(|mark| match mark {
        Mark::Text {
            words: Words::Plain(words),
            ..
        } => Some(words.clone()),
        Mark::Text {
            words: Words::Label(label),
            ..
        } => Some(format!("<{label:?}>")),
        Mark::Rect { .. }
        | Mark::Polygon { .. }
        | Mark::Ring { .. }
        | Mark::Line { .. }
        | Mark::Circle { .. }
        | Mark::Cell(_)
        | Mark::Raster { .. }
        | Mark::Group(_) => None,
    });
    words.collect()
}

/// A line a block: path, words, marks by role, and the place of its front sheet or bar.
fn describe(scene: &Scene) -> String {
    let mut out = format!("{:.0}×{:.0}\n", scene.width, scene.height);
    for group in groups(scene) {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        let marks: Vec<_> = group.marks.iter().flat_map(bounds).collect();
        for (_, role) in &marks {
            *counts
                .entry(role.class().trim_start_matches("role-"))
                .or_default() += 1;
        }
        let counts: Vec<String> = counts
            .into_iter()
            .filter(|(class, _)| !["name", "shape", "note", "target", "chip-name"].contains(class))
            .map(|(class, count)| format!("{count} {class}"))
            .collect();
        let body = marks.iter().rev().find(|(_, role)| {
            matches!(
                role,
                Role::Input | Role::Feature | Role::Dense | Role::Output
            )
        });
        let place = body.map_or(String::new(), |([left, top, right, bottom], _)| {
            format!(
                " at {left:.0},{top:.0} {:.0}×{:.0}",
                right - left,
                bottom - top
            )
        });
        let path = group.path.as_deref().unwrap_or("?");
        let _ = writeln!(
            out,
            "{path:8}{} | {}{place}",
            words(group).join(", "),
            counts.join(", ")
        );
    }
    out
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
        let scene = diagram(&traced(&lenet(variant), INPUT), direction);
        golden::check(name, &describe(&scene));
    }
}

#[test]
fn every_row_is_a_group_in_order() {
    for trace in networks() {
        for direction in DIRECTIONS {
            let scene = diagram(&trace, direction);
            let drawn: Vec<_> = groups(&scene)
                .iter()
                .map(|group| group.path.clone())
                .collect();
            let rows: Vec<_> = trace
                .rows
                .iter()
                .map(|row| Some(row.path.clone()))
                .collect();
            assert_eq!(drawn, rows);
        }
    }
}

#[test]
fn everything_lies_inside_the_figure() {
    for trace in networks() {
        for direction in DIRECTIONS {
            let scene = diagram(&trace, direction);
            for ([left, top, right, bottom], role) in scene.marks.iter().flat_map(bounds) {
                let inside = left >= 0.0 && top >= 0.0 && right <= scene.width;
                assert!(
                    inside && bottom <= scene.height,
                    "{role:?} {left},{top} to {right},{bottom} in {}×{}",
                    scene.width,
                    scene.height
                );
            }
        }
    }
}

#[test]
fn blocks_lie_side_by_side() {
    for trace in networks() {
        for direction in DIRECTIONS {
            let scene = diagram(&trace, direction);
            let all = scene.marks.iter().flat_map(bounds);
            let targets: Vec<[f32; 4]> = all
                .filter(|(_, role)| *role == Role::Target)
                .map(|(bounds, _)| bounds)
                .collect();
            for (i, a) in targets.iter().enumerate() {
                for b in &targets[i + 1..] {
                    let apart = a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] || b[3] <= a[1];
                    let within = a[0] <= b[0] && b[2] <= a[2] && a[1] <= b[1] && b[3] <= a[3];
                    assert!(apart || within, "{a:?} {b:?}");
                }
            }
        }
    }
}

#[test]
fn a_phone_is_wide_enough_for_lenet() {
    for trace in networks().iter().take(12) {
        assert!(diagram(trace, Direction::Down).width <= 344.0);
    }
}

#[test]
fn the_input_is_the_only_word_to_translate() {
    let scene = diagram(&traced(&lenet(LeNet::default()), INPUT), Direction::Across);
    let svg = scene.to_svg("LeNet", |label| match label {
        Label::Input => "输入".to_owned(),
        Label::Output => unreachable!("no such word in this figure"),
    });
    assert_eq!(svg.matches("输入").count(), 1);
    assert!(svg.contains("data-path=\"conv.0\""));
}

#[test]
fn the_page_has_a_colour_for_every_role_in_the_figure() {
    let css = include_str!("../../style/figures.css");
    let classic = LeNet {
        padding: 2,
        ..LeNet::default()
    };
    let scene = diagram(&traced(&lenet(classic), INPUT), Direction::Across);
    let svg = scene.to_svg("LeNet", |_| String::new());
    let classes: BTreeSet<&str> = svg
        .split("class=\"")
        .skip(2)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert!(classes.len() > 12, "{classes:?}");
    for class in classes
        .into_iter()
        .filter(|class| *class != Role::Block.class())
    {
        let named = css
            .split(['.', ' ', ',', ')', '{'])
            .any(|word| word == class);
        assert!(named, "style/figures.css has no .{class}");
    }
}
