//! Several networks in one figure, drawn to one scale: under one another, or side by side on a phone.
//! How one network is drawn is left to `across` and `down`.

use super::body::Measure;
use super::folding::Folding;
use super::strip::Pen;
use super::style::{MARGIN, NARROW, SMALL};
use super::{Direction, Room, across, down, pieces, tree, words};
use crate::lesson::role::Role;
use crate::lesson::scene::{Anchor, Scene};
use crate::nn::module::Module;
use crate::nn::trace::Trace;

/// A network of a comparison.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    pub name: &'a str,
    pub module: &'a Module,
    /// Of `module`.
    pub trace: &'a Trace,
}

/// For the name of a network.
const HEAD: f32 = 30.0;

/// So many networks stand side by side on a phone.
const BESIDE: usize = 2;

/// Groups are folded as [`Folding::start`] has them, and stay so. Paths have the network's name and a
/// slash before them.
pub fn compare(entries: &[Entry], room: impl Into<Room>) -> Scene {
    let Room { direction, row } = room.into();
    let traces: Vec<&Trace> = entries.iter().map(|entry| entry.trace).collect();
    let pen = Pen {
        measure: Measure::of(&traces, direction),
        style: match direction {
            Direction::Across => &SMALL,
            Direction::Down => &NARROW,
        },
        handles: false,
    };
    let mut scene = Scene {
        width: 0.0,
        height: 0.0,
        marks: Vec::new(),
    };
    // Where the next network stands.
    let mut at = [0.0, 0.0];
    for (
        i,
        Entry {
            name,
            module,
            trace,
        },
    ) in (1..).zip(entries)
    {
        let folding = Folding::start(module, direction);
        let items = tree::items(module, trace, &folding);
        let (mut own, [width, height]) = match direction {
            Direction::Across => across::across(&items, pen, row as f32),
            Direction::Down => down::down(&items, pen),
        };
        own.iter_mut()
            .for_each(|piece| piece.shift([at[0], at[1] + HEAD]));
        scene.marks.push(words::text(
            [at[0] + MARGIN, at[1] + MARGIN + 14.0],
            Anchor::Start,
            name,
            Role::NetworkName,
        ));
        scene.marks.extend(pieces::marks(&own, &format!("{name}/")));
        scene.width = scene.width.max(at[0] + width);
        scene.height = scene.height.max(at[1] + HEAD + height);
        at = match direction {
            Direction::Down if i % BESIDE > 0 => [at[0] + width - MARGIN / 2.0, at[1]],
            Direction::Across | Direction::Down => [0.0, scene.height],
        };
    }
    scene
}
