//! Weights that come with the course: which network each file fits, how it was trained and what it reaches.
//! Made by `examples/train.rs`; `assets/weights/README.md` has the commands.

use super::variant::{Known, Variant};

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trained {
    pub known: Known,
    pub ratio: u32,
    pub side: u32,
    /// Below `weights/` on the site, below `assets/weights/` in the project.
    pub file: &'static str,
    pub epochs: u32,
    pub seed: u32,
    /// Share of the 10,000 test pictures that is right.
    pub accuracy: f32,
}

const ALL: [Trained; 5] = [
    Trained {
        known: Known::LeNet,
        ratio: 1,
        side: 28,
        file: "lenet.safetensors",
        epochs: 5,
        seed: 0,
        accuracy: 0.7517,
    },
    Trained {
        known: Known::AlexNet,
        ratio: 8,
        side: 96,
        file: "alexnet-8-96.safetensors",
        epochs: 4,
        seed: 0,
        accuracy: 0.8763,
    },
    Trained {
        known: Known::Vgg,
        ratio: 16,
        side: 64,
        file: "vgg-16-64.safetensors",
        epochs: 3,
        seed: 0,
        accuracy: 0.8846,
    },
    Trained {
        known: Known::Nin,
        ratio: 8,
        side: 224,
        file: "nin-8-224.safetensors",
        epochs: 3,
        seed: 0,
        accuracy: 0.8421,
    },
    Trained {
        known: Known::GoogLeNet,
        ratio: 8,
        side: 28,
        file: "googlenet-8-28.safetensors",
        epochs: 8,
        seed: 0,
        accuracy: 0.8541,
    },
];

impl Trained {
    pub const ALL: [Trained; 5] = ALL;

    /// The weights for that network at some size.
    pub fn of(known: Known) -> Option<Trained> {
        ALL.into_iter().find(|trained| trained.known == known)
    }

    /// The network that they fit.
    pub fn variant(&self) -> Variant {
        Variant {
            ratio: self.ratio,
            side: self.side,
            ..Variant::lesson(self.known)
        }
    }
}
