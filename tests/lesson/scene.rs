//! Scenes as SVG text: one row a mark.

use convlab::lesson::role::Role;
use convlab::lesson::scene::{Anchor, Group, Label, Mark, Scene, Words};

fn svg(mark: Mark) -> String {
    let scene = Scene {
        width: 10.0,
        height: 20.0,
        marks: vec![mark],
    };
    let text = scene.to_svg("A <name>", |label| match label {
        Label::Input => "输入".to_owned(),
        Label::Output => "输出".to_owned(),
        Label::Parameters => "个参数".to_owned(),
        Label::Fold => "折叠".to_owned(),
        Label::Unfold => "展开".to_owned(),
    });
    let body = text
        .split_once('>')
        .and_then(|(_, rest)| rest.strip_suffix("</svg>"));
    body.expect("an svg element").to_owned()
}

fn check(mark: Mark, expected: &[&str]) {
    let text = svg(mark);
    for part in expected {
        assert!(text.contains(part), "{part}\nis not in\n{text}");
    }
}

#[test]
fn marks_become_elements() {
    let text = |words| Mark::Text {
        at: [1.0, 2.0],
        anchor: Anchor::End,
        words,
        role: Role::Name,
    };
    let rows: [(Mark, &[&str]); 7] = [
        (
            Mark::Rect {
                at: [1.0, 2.5],
                size: [3.0, 4.125],
                radius: 0.0,
                role: Role::Input,
            },
            &[
                "<rect x=\"1\" y=\"2.5\" width=\"3\" height=\"4.13\"",
                "class=\"role-input\"",
                "fill=\"#",
            ],
        ),
        (
            Mark::Polygon {
                points: vec![[0.0, -0.001], [1.0, f32::NAN]],
                role: Role::Kernel,
            },
            &["<polygon points=\"0,0 1,0\"", "role-kernel"],
        ),
        (
            Mark::Line {
                points: vec![[0.0, 1.0], [2.0, 3.0]],
                role: Role::Arrow,
            },
            &[
                "<polyline points=\"0,1 2,3\"",
                "fill=\"none\"",
                "stroke-width=\"1.5\"",
            ],
        ),
        (
            Mark::Circle {
                at: [1.0, 1.0],
                radius: 2.0,
                role: Role::Output,
            },
            &["<circle cx=\"1\" cy=\"1\" r=\"2\"", "role-output"],
        ),
        (
            text(Words::Plain("a<b & \"c\"".to_owned())),
            &[
                "text-anchor=\"end\"",
                ">a&lt;b &amp; &quot;c&quot;</text>",
                "font-size=\"15\"",
            ],
        ),
        (text(Words::Label(Label::Input)), &[">输入</text>"]),
        (
            Mark::Group(Group {
                path: Some("conv.0".to_owned()),
                role: Role::Block,
                title: Some("Conv2d".to_owned()),
                marks: vec![text(Words::Plain("x".to_owned()))],
            }),
            &[
                "<g class=\"role-block\" data-path=\"conv.0\" tabindex=\"0\"",
                "<title>Conv2d</title><text",
                "</text></g>",
            ],
        ),
    ];
    for (mark, expected) in rows {
        check(mark, expected);
    }
}

#[test]
fn the_root_carries_size_and_an_escaped_name() {
    let scene = Scene {
        width: 10.0,
        height: 20.0,
        marks: Vec::new(),
    };
    let text = scene.to_svg("A <name>", |_| String::new());
    for part in [
        "<rect class=\"scene-paper\" width=\"10\" height=\"20\"",
        "viewBox=\"0 0 10 20\"",
        "aria-label=\"A &lt;name&gt;\"",
        "xmlns=",
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
}

#[test]
fn padding_is_hatched_and_brings_its_pattern() {
    let rect = |role| Mark::Rect {
        at: [0.0, 0.0],
        size: [1.0, 1.0],
        radius: 0.0,
        role,
    };
    for (role, patterns) in [(Role::Padding, 1), (Role::Input, 0)] {
        let scene = Scene {
            width: 10.0,
            height: 20.0,
            marks: vec![rect(role), rect(role)],
        };
        let text = scene.to_svg("", |_| String::new());
        assert_eq!(
            text.matches("<pattern id=\"hatch\"").count(),
            patterns,
            "{role:?}"
        );
    }
}
