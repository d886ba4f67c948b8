//! What joins a block to the one before: a window that projects onto the cell it makes, with the
//! padding it may reach into, or strands between fully connected layers.

use super::Direction;
use super::block::{Block, Form};
use super::body::Placed;
use crate::lesson::role::Role;
use crate::lesson::scene::{Mark, Point, Span};
use crate::tensor::shape::Window;

/// The output cell that is shown, as shares of height and width.
const CELL: [f32; 2] = [0.3, 0.6];

pub(super) fn link(
    before: (&Block, &Placed),
    block: (&Block, &Placed),
    direction: Direction,
    ring: f32,
) -> Vec<Mark> {
    match (block.0.window, before.0.form) {
        (Some(window), Form::Volume { height, width, .. }) => {
            let [outer, inner] = padding(&window, [height, width], before.1, ring);
            let projection = projection(&window, [height, width], before.1, outer, block);
            let ring = (inner != outer).then_some(Mark::Ring {
                outer,
                inner,
                role: Role::Padding,
            });
            ring.into_iter().chain(projection).collect()
        }
        (Some(_), Form::Bar { .. }) | (None, _) => fan(before.1, block, direction),
    }
}

/// How far the padding that `block` draws around the one before it reaches to the left and up.
pub(super) fn overhang(before: (&Block, &Placed), block: &Block, ring: f32) -> Option<[f32; 2]> {
    let (Some(window), Form::Volume { height, width, .. }) = (block.window, before.0.form) else {
        return None;
    };
    let [outer, inner] = padding(&window, [height, width], before.1, ring);
    Some([0, 1].map(|a| inner[0][a] - outer[0][a]))
}

/// The front sheet with the padding around it, as wide as it is in cells but at most `most`; and without.
fn padding(window: &Window, cells: [usize; 2], placed: &Placed, most: f32) -> [Span; 2] {
    let pad = window.padding;
    let inner = placed.span(cells, [0.0, 0.0], cells.map(|n| n as f32));
    let outer = placed.span(
        cells,
        [-(pad.top as f32), -(pad.left as f32)],
        window.padded(cells).map(|n| n as f32),
    );
    let outer = [
        [0, 1].map(|a| outer[0][a].max(inner[0][a] - most)),
        [0, 1].map(|a| outer[1][a].min(inner[1][a] + most)),
    ];
    [outer, inner]
}

fn projection(
    window: &Window,
    input: [usize; 2],
    before: &Placed,
    within: Span,
    (block, placed): (&Block, &Placed),
) -> Vec<Mark> {
    let output = match block.form {
        Form::Volume { height, width, .. } => [height, width],
        Form::Bar { .. } => [1, 1],
    };
    let cell = [0, 1].map(|a| (output[a] as f32 * CELL[a]) as usize);
    let first = [
        (cell[0] * window.stride[0]) as f32 - window.padding.top as f32,
        (cell[1] * window.stride[1]) as f32 - window.padding.left as f32,
    ];
    let read = before.span(input, first, window.extent().map(|n| n as f32));
    let read = read.map(|corner| [0, 1].map(|a| corner[a].clamp(within[0][a], within[1][a])));
    let made = match block.form {
        Form::Volume { .. } => placed.span(output, cell.map(|n| n as f32), [1.0, 1.0]),
        Form::Bar { .. } => placed.span([1, 1], [0.0, 0.0], [1.0, 1.0]),
    };
    let (from, to) = (corners(read), corners(made));
    let ray = |i: usize| Mark::Line {
        points: vec![from[i], to[i]],
        role: Role::Ray,
    };
    let mut marks = vec![
        Mark::Polygon {
            points: hull([from, to].concat()),
            role: Role::Projection,
        },
        rect(read),
    ];
    marks.extend((0..4).map(ray));
    marks.extend(matches!(block.form, Form::Volume { .. }).then(|| rect(made)));
    marks
}

fn corners([[left, top], [right, bottom]]: Span) -> [Point; 4] {
    [[left, top], [right, top], [right, bottom], [left, bottom]]
}

fn rect([[left, top], [right, bottom]]: Span) -> Mark {
    Mark::Rect {
        at: [left, top],
        size: [right - left, bottom - top],
        radius: 0.0,
        role: Role::Kernel,
    }
}

/// The space between two bodies; crossed strands where every unit reads every unit.
fn fan(before: &Placed, (block, placed): (&Block, &Placed), direction: Direction) -> Vec<Mark> {
    let ([x, y], [width, height]) = placed.face();
    let [from, to] = match direction {
        Direction::Across => [leaving(before, direction), [[x, y], [x, y + height]]],
        Direction::Down => [leaving(before, direction), [[x, y], [x + width, y]]],
    };
    let veil = Mark::Polygon {
        points: vec![from[0], to[0], to[1], from[1]],
        role: Role::Fan,
    };
    let pairs = if block.dense {
        vec![
            [from[0], to[0]],
            [from[0], to[1]],
            [from[1], to[0]],
            [from[1], to[1]],
        ]
    } else {
        vec![[from[0], to[0]], [from[1], to[1]]]
    };
    let strands = pairs.into_iter().map(|pair| Mark::Line {
        points: pair.to_vec(),
        role: Role::Strand,
    });
    std::iter::once(veil).chain(strands).collect()
}

/// The side of a body that looks at the next one.
fn leaving(placed: &Placed, direction: Direction) -> [Point; 2] {
    let ([x, y], [width, height]) = placed.face();
    let depth = placed.body.depth();
    match direction {
        Direction::Across => [
            [x + width + depth[0], y - depth[1]],
            [x + width, y + height],
        ],
        Direction::Down => [[x, y + height], [x + width, y + height]],
    }
}

/// A bent line from one body to another, with a head.
pub(super) fn wire(points: Vec<Point>, flow: Direction) -> Vec<Mark> {
    const HEAD: f32 = 4.0;
    let Some(&[x, y]) = points.last() else {
        return Vec::new();
    };
    let wings = match flow {
        Direction::Across => [[x - 1.8 * HEAD, y - HEAD], [x - 1.8 * HEAD, y + HEAD]],
        Direction::Down => [[x - HEAD, y - 1.8 * HEAD], [x + HEAD, y - 1.8 * HEAD]],
    };
    vec![
        Mark::Line {
            points,
            role: Role::Arrow,
        },
        Mark::Polygon {
            points: vec![[x, y], wings[0], wings[1]],
            role: Role::ArrowHead,
        },
    ]
}

/// The convex hull, by Andrew's monotone chain.
fn hull(mut points: Vec<Point>) -> Vec<Point> {
    points.sort_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
    let turn = |a: Point, b: Point, c: Point| {
        (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    };
    let chain = |points: &mut dyn Iterator<Item = Point>| {
        let mut chain: Vec<Point> = Vec::new();
        for point in points {
            while chain.len() >= 2
                && turn(chain[chain.len() - 2], chain[chain.len() - 1], point) <= 0.0
            {
                chain.pop();
            }
            chain.push(point);
        }
        chain.pop();
        chain
    };
    let mut lower = chain(&mut points.iter().copied());
    lower.extend(chain(&mut points.iter().rev().copied()));
    lower
}
