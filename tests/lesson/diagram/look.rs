//! What a scene holds, laid open for tests: groups, bounds, words, boxes of text.

use convlab::lesson::format::count;
use convlab::lesson::role::Role;
use convlab::lesson::scene::{Anchor, Group, Handle, Mark, Scene, Words, text_width};

/// Left, top, right, bottom.
pub type Bounds = [f32; 4];

pub fn groups(scene: &Scene) -> Vec<&Group> {
    let groups = scene.marks.iter().filter_map(|mark| match mark {
        Mark::Group(group) => Some(group),
        Mark::Rect { .. }
        | Mark::Polygon { .. }
        | Mark::Ring { .. }
        | Mark::Line { .. }
        | Mark::Circle { .. }
        | Mark::Cell(_)
        | Mark::Raster { .. }
        | Mark::Handle(_)
        | Mark::Text { .. } => None,
    });
    groups.collect()
}

pub fn handles(scene: &Scene) -> Vec<&Handle> {
    let handles = scene.marks.iter().filter_map(|mark| match mark {
        Mark::Handle(handle) => Some(handle),
        Mark::Group(_)
        | Mark::Rect { .. }
        | Mark::Polygon { .. }
        | Mark::Ring { .. }
        | Mark::Line { .. }
        | Mark::Circle { .. }
        | Mark::Cell(_)
        | Mark::Raster { .. }
        | Mark::Text { .. } => None,
    });
    handles.collect()
}

/// Every mark's bounds and role; a text as its baseline's anchor.
pub fn bounds(mark: &Mark) -> Vec<(Bounds, Role)> {
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
        Mark::Handle(Handle { at: [x, y], .. }) => {
            around(&[[x - 8.0, y - 8.0], [x + 8.0, y + 8.0]], Role::Handle)
        }
        // It lies on the plane of its picture.
        Mark::Raster { .. } => Vec::new(),
    }
}

pub const fn is_body(role: Role) -> bool {
    matches!(
        role,
        Role::Input | Role::Feature | Role::Dense | Role::Output
    )
}

/// Of all that is drawn of a group's body.
pub fn body(group: &Group) -> Option<Bounds> {
    let marks = group.marks.iter().flat_map(bounds);
    let sheets = marks.filter(|(_, role)| is_body(*role));
    sheets.map(|(bounds, _)| bounds).reduce(|a, b| {
        [
            a[0].min(b[0]),
            a[1].min(b[1]),
            a[2].max(b[2]),
            a[3].max(b[3]),
        ]
    })
}

pub fn words(group: &Group) -> Vec<String> {
    let words = group.marks.iter().filter_map(|mark| match mark {
        Mark::Text { words, .. } => Some(said(words)),
        Mark::Rect { .. }
        | Mark::Polygon { .. }
        | Mark::Ring { .. }
        | Mark::Line { .. }
        | Mark::Circle { .. }
        | Mark::Cell(_)
        | Mark::Raster { .. }
        | Mark::Handle(_)
        | Mark::Group(_) => None,
    });
    words.collect()
}

fn said(words: &Words) -> String {
    match words {
        Words::Plain(words) => words.clone(),
        Words::Label(label) => format!("<{label:?}>"),
        Words::Counted(number, label) => format!("{} <{label:?}>", count(*number)),
    }
}

/// Boxes of all texts, with what they say.
pub fn texts(mark: &Mark) -> Vec<(Bounds, String)> {
    match mark {
        Mark::Text {
            at: [x, y],
            anchor,
            words,
            role,
        } => {
            let size = role.text_size().expect("a role of words");
            let said = match words {
                Words::Plain(words) => words.clone(),
                Words::Label(_) => "Input".to_owned(),
                Words::Counted(number, _) => format!("{} params", count(*number)),
            };
            let width = text_width(&said, size);
            let left = match anchor {
                Anchor::Start => *x,
                Anchor::Middle => x - width / 2.0,
                Anchor::End => x - width,
            };
            let bounds = [left, y - 0.75 * size, left + width, y + 0.2 * size];
            vec![(bounds, said)]
        }
        Mark::Group(group) => group.marks.iter().flat_map(texts).collect(),
        Mark::Rect { .. }
        | Mark::Polygon { .. }
        | Mark::Ring { .. }
        | Mark::Line { .. }
        | Mark::Circle { .. }
        | Mark::Cell(_)
        | Mark::Raster { .. }
        | Mark::Handle(_) => Vec::new(),
    }
}

/// Whether two boxes share more than an edge.
pub fn meet(a: Bounds, b: Bounds) -> bool {
    const EDGE: f32 = 0.01;
    let apart = |a: Bounds, b: Bounds, axis: usize| a[axis + 2] <= b[axis] + EDGE;
    let apart = |axis: usize| apart(a, b, axis) || apart(b, a, axis);
    !apart(0) && !apart(1)
}

pub fn grown(a: Bounds, by: f32) -> Bounds {
    [a[0] - by, a[1] - by, a[2] + by, a[3] + by]
}
