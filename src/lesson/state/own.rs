//! The reader's network among a page's choices: one of the course is only named, so that a program
//! that shows no network holds none. The tree itself is left to `network`.

use std::sync::LazyLock;

use super::network::Network;
use crate::nn::module::Module;
use crate::zoo::variant::{Known, Variant};

/// Equal networks are equal here: a tree that the course has is never kept as one.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnNetwork {
    tree: Tree,
    pub side: u32,
}

#[derive(Debug, Clone, PartialEq)]
enum Tree {
    Known(Known),
    Built(Module),
}

/// Made once: making them takes longer than all the rest of a link.
static KNOWN: LazyLock<[(Known, Module); 6]> =
    LazyLock::new(|| Known::ALL.map(|known| (known, Network::of(known).module)));

/// The lesson's LeNet.
impl Default for OwnNetwork {
    fn default() -> Self {
        Self::of(Known::LeNet)
    }
}

impl From<Network> for OwnNetwork {
    fn from(network: Network) -> Self {
        let mut own = Self {
            tree: Tree::Known(Known::LeNet),
            side: network.side,
        };
        own.build(network.module);
        own
    }
}

impl OwnNetwork {
    /// A model of the course as the lesson has it.
    pub fn of(known: Known) -> Self {
        Self {
            tree: Tree::Known(known),
            side: Variant::lesson(known).side,
        }
    }

    pub fn get(&self) -> Network {
        Network {
            module: self.module(),
            side: self.side,
        }
    }

    pub fn module(&self) -> Module {
        match &self.tree {
            Tree::Known(known) => {
                let found = KNOWN.iter().find(|(one, _)| one == known);
                found.map_or_else(|| Network::of(*known).module, |(_, module)| module.clone())
            }
            Tree::Built(module) => module.clone(),
        }
    }

    /// Which of the course's it is.
    pub const fn known(&self) -> Option<Known> {
        match self.tree {
            Tree::Known(known) => Some(known),
            Tree::Built(_) => None,
        }
    }

    /// The tree of one of the course's, on the pictures that it reads now.
    pub fn name(&mut self, known: Known) {
        self.tree = Tree::Known(known);
    }

    /// Another tree, on the pictures that it reads now.
    pub fn build(&mut self, module: Module) {
        self.tree = match KNOWN.iter().find(|(_, known)| *known == module) {
            Some((known, _)) => Tree::Known(*known),
            None => Tree::Built(module),
        };
    }
}
