//! One of the course's networks with everything that a page can switch in it.
//! The words of a link for it are left to `lesson::link`.

use serde::{Deserialize, Serialize};

use super::Task;
use super::alexnet::{AlexNet, alexnet};
use super::googlenet::{GoogLeNet, googlenet};
use super::lenet::{Activation, LeNet, lenet};
use super::mlp::mlp;
use super::nin::{Nin, nin};
use super::vgg::{Vgg, vgg};
use crate::nn::module::Module;
use crate::tensor::shape::Shape;

/// The networks of the course, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Known {
    Mlp,
    LeNet,
    AlexNet,
    Vgg,
    Nin,
    GoogLeNet,
}

impl Known {
    pub const ALL: [Known; 6] = [
        Known::Mlp,
        Known::LeNet,
        Known::AlexNet,
        Known::Vgg,
        Known::Nin,
        Known::GoogLeNet,
    ];

    /// Its word in links, and the page about it.
    pub const fn slug(self) -> &'static str {
        match self {
            Known::Mlp => "mlp",
            Known::LeNet => "lenet",
            Known::AlexNet => "alexnet",
            Known::Vgg => "vgg",
            Known::Nin => "nin",
            Known::GoogLeNet => "googlenet",
        }
    }

    /// What people call it: the same in every language.
    pub const fn title(self) -> &'static str {
        match self {
            Known::Mlp => "MLP",
            Known::LeNet => "LeNet",
            Known::AlexNet => "AlexNet",
            Known::Vgg => "VGG-11",
            Known::Nin => "NiN",
            Known::GoogLeNet => "GoogLeNet",
        }
    }

    /// The name of its class in printed source.
    pub const fn class(self) -> &'static str {
        match self {
            Known::Vgg => "VGG11",
            Known::Mlp | Known::LeNet | Known::AlexNet | Known::Nin | Known::GoogLeNet => {
                self.title()
            }
        }
    }

    /// Ratios that leave every layer a channel.
    pub const fn ratios(self) -> &'static [u32] {
        match self {
            Known::Mlp | Known::LeNet => &[1],
            Known::AlexNet | Known::Vgg | Known::Nin => &[1, 2, 4, 8, 16],
            Known::GoogLeNet => &[1, 2, 4, 8],
        }
    }

    /// Sides of the picture that a page offers; each works.
    pub const fn sides(self) -> &'static [u32] {
        match self {
            Known::Mlp | Known::LeNet => &[28],
            Known::AlexNet | Known::Nin => &[96, 128, 224],
            Known::Vgg => &[32, 64, 96, 224],
            Known::GoogLeNet => &[28, 64, 96, 224],
        }
    }
}

/// A network of the course and its numbers. Those of another network are kept and have no effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variant {
    pub known: Known,
    /// Divides channels; one of [`Known::ratios`].
    pub ratio: u32,
    /// Rows, and columns, of the picture; one of [`Known::sides`].
    pub side: u32,
    pub lenet: LeNet,
    /// AlexNet's.
    pub activation: Activation,
    /// GoogLeNet's.
    pub b2_relu: bool,
}

/// The network that the course trains first.
impl Default for Variant {
    fn default() -> Self {
        Self::lesson(Known::LeNet)
    }
}

impl Variant {
    /// As the lesson has it. VGG-11 at ratio 8: the one that the course runs.
    pub fn lesson(known: Known) -> Self {
        let (ratio, side) = match known {
            Known::Mlp | Known::LeNet => (1, 28),
            Known::AlexNet | Known::Nin => (1, 224),
            Known::Vgg => (8, 224),
            Known::GoogLeNet => (1, 96),
        };
        Self {
            known,
            ratio,
            side,
            lenet: LeNet::default(),
            activation: Activation::ReLU,
            b2_relu: true,
        }
    }

    /// One picture.
    pub const fn input(&self) -> Shape {
        self.task().input()
    }

    pub fn module(&self) -> Module {
        let task = self.task();
        let ratio = self.ratio.max(1) as usize;
        match self.known {
            Known::Mlp => mlp(task),
            Known::LeNet => lenet(self.lenet),
            Known::AlexNet => alexnet(AlexNet {
                task,
                ratio,
                activation: self.activation,
            }),
            Known::Vgg => vgg(Vgg {
                task,
                ratio,
                hidden: 4096 / ratio,
            }),
            Known::Nin => nin(Nin { task, ratio }),
            Known::GoogLeNet => googlenet(GoogLeNet {
                task,
                ratio,
                b2_relu: self.b2_relu,
            }),
        }
    }

    const fn task(&self) -> Task {
        Task::fashion(self.side as usize)
    }
}
