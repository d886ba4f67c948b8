//! Edits of a reader's network, as pure functions: add, move, duplicate, remove, wrap, branch, rename,
//! set a number. An edit that cannot be done says why and changes nothing; a network that cannot work
//! is a network all the same. Words are left to `text`, the steps back to `history`.

pub mod adapt;
pub mod field;
pub mod history;
pub mod kind;
pub mod names;
pub mod outline;
pub mod parameters;
pub mod place;
pub mod remedy;
mod tree;

use self::adapt::Adapted;
use self::field::Field;
use self::kind::Kind;
use self::place::Place;
use self::tree::Step;
use crate::lesson::state::network::{DEPTH, LAYERS, Network, Unfit};
use crate::nn::module::{Child, Module};

/// What is done at one place of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A new module before the one that stands there.
    AddBefore(Kind),
    /// A new module behind the one that stands there.
    AddAfter(Kind),
    /// A new module as the last child of the container that stands there.
    AddInside(Kind),
    Up,
    Down,
    /// Out of its container, to stand behind it.
    Out,
    /// Into the container beside it: the one before, else the one behind.
    Into,
    Duplicate,
    Remove,
    /// Into a `Sequential` of its own.
    Wrap,
    /// Into a `Concat`, with itself as a second branch.
    Split,
    /// One more branch of the `Concat` that stands there.
    AddBranch,
    /// A container's children into its place.
    Unwrap,
    Rename(String),
    Set(Field, String),
}

/// Whether layers follow when what arrives changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Following {
    Adapt,
    Stay,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Done {
    pub network: Network,
    /// Where what was edited stands now.
    pub place: Place,
    /// Layers that were made to fit.
    pub adapted: Vec<Adapted>,
}

/// Why an edit is not done, with its numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// No such place, or nothing there that could be edited so.
    NothingThere,
    /// The root stays where it is.
    Root,
    AlreadyFirst,
    AlreadyLast,
    /// Its container is the root.
    Outermost,
    /// No container stands beside it.
    NoContainer,
    NoName,
    LongName {
        most: usize,
    },
    Dot,
    NotPython,
    /// A keyword of Python, or an attribute that every `nn.Module` has.
    Reserved,
    /// A number says the place.
    Number {
        place: usize,
    },
    /// A sibling is called so.
    Duplicate {
        place: usize,
    },
    NoNumber,
    Bounds {
        low: usize,
        high: usize,
    },
    /// Not a share that dropout takes.
    Share,
    TooManyLayers {
        most: usize,
    },
    TooDeep {
        most: usize,
    },
    /// A link could not hold it.
    TooLong,
}

impl From<Unfit> for Refusal {
    fn from(unfit: Unfit) -> Self {
        match unfit {
            Unfit::TooManyLayers => Refusal::TooManyLayers { most: LAYERS },
            Unfit::TooDeep => Refusal::TooDeep { most: DEPTH },
            Unfit::Names => Refusal::NotPython,
            Unfit::TooLong => Refusal::TooLong,
        }
    }
}

/// `network` after one change at `place`.
///
/// # Errors
/// Why it cannot be done.
pub fn apply(
    network: &Network,
    place: &[usize],
    change: &Change,
    following: Following,
) -> Result<Done, Refusal> {
    let mut module = network.module.clone();
    let tree = &mut module;
    let sequential = |child| Module::Sequential(vec![child]);
    let place = match change {
        Change::AddBefore(kind) => tree::add_before(network, tree, place, *kind),
        Change::AddAfter(kind) => tree::add_after(network, tree, place, *kind),
        Change::AddInside(kind) => tree::add_inside(network, tree, place, *kind),
        Change::Up => tree::step(tree, place, Step::Up),
        Change::Down => tree::step(tree, place, Step::Down),
        Change::Out => tree::out(tree, place),
        Change::Into => tree::into(tree, place),
        Change::Duplicate => tree::duplicate(tree, place),
        Change::Remove => tree::remove(tree, place),
        Change::Wrap => tree::wrap(tree, place, sequential),
        Change::Split => tree::wrap(tree, place, twins),
        Change::AddBranch => tree::add_branch(network, tree, place),
        Change::Unwrap => tree::unwrap(tree, place),
        Change::Rename(name) => tree::rename(tree, place, name),
        Change::Set(field, text) => {
            let found = place::at_mut(tree, place).ok_or(Refusal::NothingThere)?;
            field::set(found, *field, text).map(|()| place.to_vec())
        }
    }?;
    finish(module, network.side, place, following)
}

/// The same layer twice, side by side.
fn twins(child: Child) -> Module {
    let twin = Child::new("1", child.module.clone());
    Module::Concat(vec![child, twin])
}

/// `network` on pictures of another side.
pub fn resized(network: &Network, side: u32, following: Following) -> Network {
    let done = finish(network.module.clone(), side, Place::new(), following);
    done.map_or_else(|_| network.clone(), |done| done.network)
}

/// The reader's network with every in_channels and in_features made to fit.
pub fn fitted(network: &Network) -> Network {
    resized(network, network.side, Following::Adapt)
}

fn finish(module: Module, side: u32, place: Place, following: Following) -> Result<Done, Refusal> {
    let mut network = Network {
        module: Network::admit(module)?,
        side,
    };
    let input = network.input();
    let adapted = match following {
        Following::Adapt => adapt::adapt(&mut network.module, input),
        Following::Stay => Vec::new(),
    };
    Ok(Done {
        network,
        place,
        adapted,
    })
}
