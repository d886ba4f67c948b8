//! The parts of a figure in their places, and their marks: cells, the frames around them, names of
//! branches. Where they stand was decided by `strip` and `down`.

use super::Direction;
use super::block::Block;
use super::body::Placed;
use super::link;
use super::spelled::Spelled;
use super::style::{Style, size};
use super::words;
use crate::lesson::role::Role;
use crate::lesson::scene::{Anchor, Group, Handle, Mark, Point, text_width};

pub(super) enum Piece<'a> {
    Cell(Cell<'a>),
    Frame(Frame<'a>),
    /// The name of a branch, on a baseline.
    Lane {
        at: Point,
        name: &'a str,
    },
}

/// A block with everything that depends on its place.
pub(super) struct Cell<'a> {
    pub block: &'a Block,
    pub style: &'static Style,
    /// Which way lines come and go.
    pub flow: Direction,
    pub placed: Placed,
    /// What can be pointed at; of a folded group its card too.
    pub area: Area,
    /// Where its first line of words begins, and its first chip.
    pub words: Point,
    pub chips: Point,
    /// Bends of the line from each row that feeds it; without any it is linked to the body before it.
    pub ways: Vec<Vec<Point>>,
    /// Whether a folded group can be unfolded.
    pub handle: bool,
}

pub(super) struct Frame<'a> {
    pub spelled: &'a Spelled,
    pub area: Area,
    pub style: &'static Style,
    pub flow: Direction,
    pub handle: bool,
}

/// Top left corner and size.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Area {
    pub at: Point,
    pub size: [f32; 2],
}

impl Area {
    pub fn between([left, top]: Point, [right, bottom]: Point) -> Self {
        Self {
            at: [left, top],
            size: [right - left, bottom - top],
        }
    }

    pub fn grown(self, by: f32) -> Self {
        Self {
            at: self.at.map(|start| start - by),
            size: self.size.map(|length| length + 2.0 * by),
        }
    }

    fn mark(self, radius: f32, role: Role) -> Mark {
        Mark::Rect {
            at: self.at,
            size: self.size,
            radius,
            role,
        }
    }
}

fn move_by(point: &mut Point, by: Point) {
    *point = [point[0] + by[0], point[1] + by[1]];
}

impl Piece<'_> {
    pub fn shift(&mut self, by: Point) {
        match self {
            Piece::Cell(cell) => {
                cell.placed.shift(by);
                let points = [&mut cell.area.at, &mut cell.words, &mut cell.chips];
                points.into_iter().for_each(|point| move_by(point, by));
                let bends = cell.ways.iter_mut().flatten();
                bends.for_each(|point| move_by(point, by));
            }
            Piece::Frame(frame) => move_by(&mut frame.area.at, by),
            Piece::Lane { at, .. } => move_by(at, by),
        }
    }

    /// Lines from `source` come by way of `bends` first.
    pub fn enter(&mut self, source: usize, bends: &[Point]) {
        if let Piece::Cell(cell) = self {
            let ways = cell.block.from.iter().zip(&mut cell.ways);
            for (_, way) in ways.filter(|(from, _)| **from == source) {
                way.splice(0..0, bends.iter().copied());
            }
        }
    }
}

/// All marks, in reading order. `prefix` stands before every path.
pub(super) fn marks(pieces: &[Piece], prefix: &str) -> Vec<Mark> {
    let cells: Vec<&Cell> = pieces.iter().filter_map(cell).collect();
    let rows = cells.iter().flat_map(|cell| cell.block.owned()).max();
    let mut owner: Vec<Option<&Cell>> = vec![None; rows.map_or(0, |row| row + 1)];
    for &cell in &cells {
        cell.block.owned().for_each(|row| owner[row] = Some(cell));
    }
    let overhang = |cell: &Cell| {
        let next = cells.iter().find_map(|next| next.overhang(cell));
        next.unwrap_or_default()
    };
    let mut marks = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Cell(cell) => marks.extend(cell.marks(&owner, overhang(cell))),
            Piece::Frame(frame) => marks.extend(frame.marks().into_iter().flatten()),
            Piece::Lane { at, name } => {
                marks.push(words::text(*at, Anchor::Start, name, Role::LaneName));
            }
        }
    }
    if !prefix.is_empty() {
        marks.iter_mut().for_each(|mark| rename(mark, prefix));
    }
    marks
}

const fn cell<'a, 'b>(piece: &'b Piece<'a>) -> Option<&'b Cell<'a>> {
    match piece {
        Piece::Cell(cell) => Some(cell),
        Piece::Frame(_) | Piece::Lane { .. } => None,
    }
}

fn rename(mark: &mut Mark, prefix: &str) {
    if let Mark::Group(group) = mark {
        if let Some(path) = &mut group.path {
            path.insert_str(0, prefix);
        }
        group.marks.iter_mut().for_each(|mark| rename(mark, prefix));
    }
}

impl Cell<'_> {
    /// Lines end before the padding around it.
    fn marks(&self, owner: &[Option<&Cell>], overhang: [f32; 2]) -> Vec<Mark> {
        let anchor = match self.flow {
            Direction::Across => Anchor::Middle,
            Direction::Down => Anchor::Start,
        };
        let mut marks = Vec::new();
        if self.block.folded {
            marks.push(self.area.mark(9.0, Role::Card));
        }
        marks.push(self.area.mark(8.0, Role::Target));
        marks.extend(self.placed.marks(self.block.place));
        for (from, way) in self.block.from.iter().zip(&self.ways) {
            let from = owner.get(*from).copied().flatten();
            marks.extend(
                from.into_iter()
                    .flat_map(|from| self.link(from, way, overhang)),
            );
        }
        marks.extend(words::lines(self.block, self.words, anchor, self.style));
        let group = Mark::Group(Group {
            path: Some(self.block.path.clone()),
            role: if self.block.folded {
                Role::Folded
            } else {
                Role::Block
            },
            title: Some(self.block.title.clone()),
            marks,
        });
        let chips = words::chips(self.block, self.chips, anchor, self.style);
        let [x, y] = self.area.at;
        let x = match self.flow {
            Direction::Across => x + 15.0,
            Direction::Down => x + self.area.size[0] - 15.0,
        };
        let handle = self
            .handle
            .then(|| handle(&self.block.path, [x, y + 15.0], true));
        [group].into_iter().chain(chips).chain(handle).collect()
    }

    /// Of the padding that this cell draws around `before`, if it is linked to it.
    fn overhang(&self, before: &Cell) -> Option<[f32; 2]> {
        let rows: Vec<usize> = before.block.owned().collect();
        let mut ways = self.block.from.iter().zip(&self.ways);
        let is_linked = ways.any(|(from, way)| way.is_empty() && rows.contains(from));
        let before = (before.block, &before.placed);
        is_linked.then(|| link::overhang(before, self.block, self.style.ring))?
    }

    fn link(&self, from: &Cell, way: &[Point], overhang: [f32; 2]) -> Vec<Mark> {
        if way.is_empty() {
            let before = (from.block, &from.placed);
            return link::link(
                before,
                (self.block, &self.placed),
                self.flow,
                self.style.ring,
            );
        }
        let mut points = vec![from.placed.exit(from.flow)];
        points.extend(way);
        let [x, y] = self.placed.entry(self.flow);
        points.push(match self.flow {
            Direction::Across => [x - overhang[0], y],
            Direction::Down => [x, y - overhang[1]],
        });
        link::wire(points, self.flow)
    }
}

impl Frame<'_> {
    /// For the handle.
    const HANDLE: f32 = 26.0;

    /// What the title of `spelled` needs.
    pub fn least(spelled: &Spelled, style: &Style, flow: Direction, handle: bool) -> f32 {
        let space = if handle { Self::HANDLE } else { 0.0 };
        let heading = Self::heading(spelled, flow);
        text_width(heading, size(style.heading)) * 1.08 + 24.0 + space
    }

    /// A phone has no room for numbers.
    fn heading(spelled: &Spelled, flow: Direction) -> &str {
        match flow {
            Direction::Across => &spelled.heading,
            Direction::Down => &spelled.name,
        }
    }

    fn marks(&self) -> [Option<Mark>; 2] {
        let Area {
            at: [left, top],
            size: [width, _],
        } = self.area;
        let right = left + width;
        let space = if self.handle { Self::HANDLE } else { 0.0 };
        // The name stands where no link passes.
        let (x, anchor, at) = match self.flow {
            Direction::Across => (left + 12.0 + space, Anchor::Start, left + 21.0),
            Direction::Down => (right - 12.0 - space, Anchor::End, right - 21.0),
        };
        let middle = top + self.style.head / 2.0;
        let baseline = middle + size(self.style.heading) / 3.0;
        let title = words::text(
            [x, baseline],
            anchor,
            Self::heading(self.spelled, self.flow),
            self.style.heading,
        );
        let frame = Mark::Group(Group {
            path: Some(self.spelled.path.clone()),
            role: Role::Container,
            title: Some(self.spelled.title.clone()),
            marks: vec![self.area.mark(10.0, Role::Frame), title],
        });
        let handle = self
            .handle
            .then(|| handle(&self.spelled.path, [at, middle], false));
        [Some(frame), handle]
    }
}

fn handle(path: &str, at: Point, folded: bool) -> Mark {
    Mark::Handle(Handle {
        at,
        path: path.to_owned(),
        folded,
    })
}
