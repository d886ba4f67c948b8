//! Every choice a reader can make on a page: equal to the URL's query, always in bounds.
//! The words of the query are left to `link`.

pub mod compare;
pub mod device;
pub mod holder;
pub mod labs;
pub mod layer;
pub mod learning;
pub mod network;
pub mod numbers;
pub mod operation;
pub mod own;
pub mod pair;
pub mod picture;
pub mod pixelwise;
pub mod shift;
pub mod stack;

use std::ops::RangeInclusive;

use self::compare::Compare;
use self::device::DeviceChoice;
use self::holder::Keeping;
use self::labs::Labs;
use self::layer::Layer;
use self::learning::Learning;
use self::operation::Operation;
use self::own::OwnNetwork;
use self::pair::Pair;
use self::picture::Filter;
use self::pixelwise::Pixelwise;
use self::shift::Shift;
use self::stack::Stack;
use crate::nn::init::Init;
use crate::nn::module::Module;
use crate::nn::optim::Optimizer;
use crate::train::protocol::RunSpec;
use crate::zoo::lenet::Activation;
use crate::zoo::variant::{Known, Variant};

pub const EPOCHS: RangeInclusive<u32> = 1..=100;
pub const BATCH_SIZE: RangeInclusive<u32> = 1..=1024;
pub const LEARNING_RATE: RangeInclusive<f32> = 1e-6..=10.0;
/// Training pictures, from the front of the set.
pub const PICTURES: RangeInclusive<u32> = 1_000..=60_000;
/// Pictures of the test set.
pub const PICTURE: RangeInclusive<u32> = 0..=9_999;
pub const SEED: RangeInclusive<u32> = 0..=u32::MAX;
/// Padding of LeNet's first convolution, each side.
pub const PADDINGS: [usize; 2] = [0, 2];
/// What the reader's own network is called where a name of one word is needed.
pub const OWN: &str = "net";
/// Its class in printed source.
pub const OWN_CLASS: &str = "Net";

/// All choices of a page; a chapter uses those that its widgets have.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Playground {
    pub operation: Operation,
    pub filter: Filter,
    pub learning: Learning,
    pub stack: Stack,
    pub pixelwise: Pixelwise,
    pub shift: Shift,
    pub labs: Labs,
    /// The table of all models.
    pub compare: Compare,
    /// The convolution whose costs are counted.
    pub layer: Layer,
    /// The network of the course that the page is about; see [`Playground::module`].
    pub model: Variant,
    /// The two networks that it shows side by side.
    pub pair: Pair,
    /// The network that the reader builds.
    pub network: OwnNetwork,
    /// Whether the page runs that one, not `model`.
    pub own_network: bool,
    /// How a model keeps its hidden layers.
    pub keeping: Keeping,
    pub run: RunChoice,
    /// What it computes with: the same losses, but for rounding.
    pub device: DeviceChoice,
    /// Position in the test set of the picture looked at.
    pub picture: u32,
    /// The Inception block looked at, counted from 0.
    pub block: usize,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RunChoice {
    pub epochs: u32,
    pub batch_size: u32,
    pub learning_rate: f32,
    pub optimizer: Optimizer,
    pub init: Init,
    pub pictures: u32,
    pub seed: u32,
}

impl RunChoice {
    /// What trains that network well.
    pub const fn of(known: Known) -> Self {
        let (batch_size, learning_rate, init) = match known {
            Known::Mlp | Known::LeNet => (256, 0.001, Init::Default),
            Known::AlexNet | Known::GoogLeNet => (128, 0.001, Init::He),
            Known::Vgg => (64, 0.001, Init::He),
            Known::Nin => (128, 0.002, Init::He),
        };
        Self {
            epochs: 5,
            batch_size,
            learning_rate,
            optimizer: Optimizer::Adam,
            init,
            pictures: 60_000,
            seed: 0,
        }
    }
}

/// As the lesson trains LeNet.
impl Default for RunChoice {
    fn default() -> Self {
        Self::of(Known::LeNet)
    }
}

impl Playground {
    /// What the page of that name starts from: what its link need not say.
    pub fn of(page: &str) -> Self {
        let mut known = Known::ALL.into_iter();
        let known = known.find(|known| known.slug() == page);
        let model = known.map(Variant::lesson).unwrap_or_default();
        // The chapter on modules builds with the smallest network there is.
        let network = match page {
            "modules" => OwnNetwork::of(Known::Mlp),
            _ => OwnNetwork::default(),
        };
        Self {
            operation: Operation::of(page),
            filter: Filter::of(page),
            model,
            pair: Pair::of(page),
            network,
            own_network: matches!(page, "modules" | "playground"),
            run: RunChoice::of(model.known),
            ..Self::default()
        }
    }

    /// Whether the choices are the lesson's own for LeNet, seed aside: only then do its reference
    /// runs compare.
    pub fn is_lesson(&self) -> bool {
        let seedless = RunChoice {
            seed: RunChoice::default().seed,
            ..self.run
        };
        let is_lenet = if self.own_network {
            self.network == OwnNetwork::default()
        } else {
            self.model == Variant::default()
        };
        is_lenet && seedless == RunChoice::default()
    }

    /// The network that the page draws, counts, prints, runs and trains.
    pub fn module(&self) -> Module {
        if self.own_network {
            self.network.module()
        } else {
            self.model.module()
        }
    }

    /// Rows, and columns, of the picture that its network reads.
    pub const fn side(&self) -> u32 {
        if self.own_network {
            self.network.side
        } else {
            self.model.side
        }
    }

    /// What the names of files about its network begin with.
    pub const fn slug(&self) -> &'static str {
        if self.own_network {
            OWN
        } else {
            self.model.known.slug()
        }
    }

    /// The name of its class in printed source.
    pub const fn class(&self) -> &'static str {
        if self.own_network {
            OWN_CLASS
        } else {
            self.model.known.class()
        }
    }

    /// What people call its network: the same in every language.
    pub const fn title(&self) -> &'static str {
        if self.own_network {
            OWN_CLASS
        } else {
            self.model.known.title()
        }
    }

    /// Between the layers of its network.
    pub fn activation(&self) -> Activation {
        if self.own_network {
            return self.network.get().activation();
        }
        match self.model.known {
            Known::LeNet => self.model.lenet.activation,
            Known::AlexNet => self.model.activation,
            Known::Mlp | Known::Vgg | Known::Nin | Known::GoogLeNet => Activation::ReLU,
        }
    }

    /// What a single worker needs to run this choice.
    pub fn run_spec(&self) -> RunSpec {
        let RunChoice {
            epochs,
            batch_size,
            learning_rate,
            optimizer,
            init,
            pictures,
            seed,
        } = self.run;
        RunSpec {
            module: self.module(),
            side: self.side(),
            pictures,
            epochs,
            batch_size,
            learning_rate,
            optimizer,
            init,
            seed,
            shuffle: None,
            workers: 1,
        }
    }
}
