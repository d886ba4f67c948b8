//! A stack of layers as a reader builds it, to see how far its units see; and the stacks of the
//! course. How it is spelled is left to `link`, what its units see to `nn::receptive`.

use std::ops::RangeInclusive;

use crate::nn::module::Module;
use crate::tensor::shape::{Padding, Window};

/// Layers that a reader may stack; a block of branches counts as one.
pub const LAYERS: usize = 8;
pub const BRANCHES: usize = 6;
/// Layers of one branch.
pub const BRANCH_LAYERS: usize = 4;
/// Rows and columns of the picture.
pub const SIDE: RangeInclusive<u32> = 8..=96;
pub const KERNEL: RangeInclusive<u32> = 1..=11;
pub const STRIDE: RangeInclusive<u32> = 1..=4;
pub const PADDING: RangeInclusive<u32> = 0..=5;
pub const DILATION: RangeInclusive<u32> = 1..=6;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LayerKind {
    Conv,
    MaxPool,
    AvgPool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layer {
    pub kind: LayerKind,
    pub window: Window,
}

/// What stands at one place of the stack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    Layer(Layer),
    /// All read the same input; their outputs are joined over channels.
    Branches(Vec<Vec<Layer>>),
}

/// A unit that is looked at, whether or not there is one at that place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// In the middle of the last layer.
    Middle,
    At {
        /// Row of the trace; 0 is the picture.
        row: usize,
        place: [usize; 2],
    },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stack {
    /// At most [`LAYERS`], but for a stack of the course.
    pub pieces: Vec<Piece>,
    pub side: usize,
    pub unit: Unit,
}

/// LeNet's convolutions and poolings on its own picture.
impl Default for Stack {
    fn default() -> Self {
        Self {
            pieces: Known::LeNet.pieces(),
            side: Known::LeNet.side(),
            unit: Unit::Middle,
        }
    }
}

/// A stack that has a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Known {
    LeNet,
    TwoThrees,
    ThreeThrees,
    OneSeven,
    Dilated,
    AlexNet,
    Vgg11,
    NiN,
    Inception,
    GoogLeNet,
}

impl Known {
    pub const ALL: [Known; 10] = [
        Known::LeNet,
        Known::TwoThrees,
        Known::ThreeThrees,
        Known::OneSeven,
        Known::Dilated,
        Known::AlexNet,
        Known::Vgg11,
        Known::NiN,
        Known::Inception,
        Known::GoogLeNet,
    ];

    /// A side of the picture at which all of it works and can be looked at.
    pub const fn side(self) -> usize {
        match self {
            Known::LeNet
            | Known::TwoThrees
            | Known::ThreeThrees
            | Known::OneSeven
            | Known::Dilated => 28,
            Known::AlexNet | Known::Vgg11 | Known::NiN | Known::Inception | Known::GoogLeNet => 96,
        }
    }

    pub fn pieces(self) -> Vec<Piece> {
        let row = |layers: &[Layer]| layers.iter().copied().map(Piece::Layer).collect();
        let three = conv(3, 1, 1);
        let halve = max(2, 2, 0);
        let drop = max(3, 2, 0);
        match self {
            Known::LeNet => row(&[conv(5, 1, 0), halve, conv(5, 1, 0), halve]),
            Known::TwoThrees => row(&[conv(3, 1, 0); 2]),
            Known::ThreeThrees => row(&[conv(3, 1, 0); 3]),
            Known::OneSeven => row(&[conv(7, 1, 0)]),
            Known::Dilated => row(&[1, 2, 4].map(|d| spread(3, d))),
            Known::AlexNet => {
                let five = conv(5, 1, 2);
                let first = conv(11, 4, 0);
                row(&[first, drop, five, drop, three, three, three, drop])
            }
            Known::Vgg11 => [1, 1, 2, 2, 2]
                .iter()
                .flat_map(|&convs| vec![three; convs].into_iter().chain([halve]))
                .map(Piece::Layer)
                .collect(),
            Known::NiN => {
                let heads = [(conv(11, 4, 0), true), (conv(5, 1, 2), true)];
                let heads = heads.into_iter().chain([(three, true), (three, false)]);
                let one = conv(1, 1, 0);
                heads
                    .flat_map(|(head, pooled)| {
                        [head, one, one].into_iter().chain(pooled.then_some(drop))
                    })
                    .map(Piece::Layer)
                    .collect()
            }
            Known::Inception => [row(&STEM[..]), vec![inception()]].concat(),
            Known::GoogLeNet => {
                let pool = Piece::Layer(max(3, 2, 1));
                let blocks = |count| vec![inception(); count];
                let ends = [
                    blocks(2),
                    vec![pool.clone()],
                    blocks(5),
                    vec![pool],
                    blocks(2),
                ];
                [row(&STEM[..]), ends.concat()].concat()
            }
        }
    }
}

/// GoogLeNet's b1 and b2.
const STEM: [Layer; 5] = [
    conv(7, 2, 3),
    max(3, 2, 1),
    conv(1, 1, 0),
    conv(3, 1, 1),
    max(3, 2, 1),
];

fn inception() -> Piece {
    let one = conv(1, 1, 0);
    Piece::Branches(vec![
        vec![one],
        vec![one, conv(3, 1, 1)],
        vec![one, conv(5, 1, 2)],
        vec![max(3, 1, 1), one],
    ])
}

const fn conv(k: usize, s: usize, p: usize) -> Layer {
    let kind = LayerKind::Conv;
    let window = Window::square(k).stride(s).padding(p);
    Layer { kind, window }
}

const fn max(k: usize, s: usize, p: usize) -> Layer {
    let kind = LayerKind::MaxPool;
    let window = Window::square(k).stride(s).padding(p);
    Layer { kind, window }
}

const fn spread(k: usize, d: usize) -> Layer {
    let mut layer = conv(k, 1, 0);
    layer.window.dilation = [d, d];
    layer
}

impl Layer {
    /// What a reader adds.
    pub const NEW: Layer = conv(3, 1, 0);

    fn module(self, channels: &mut usize) -> Module {
        match self.kind {
            LayerKind::Conv => Module::conv2d(std::mem::replace(channels, 1), 1, self.window),
            LayerKind::MaxPool => Module::MaxPool2d(self.window),
            LayerKind::AvgPool => Module::AvgPool2d {
                window: self.window,
                count_include_pad: true,
            },
        }
    }

    /// The same with every number in bounds.
    pub fn clamped(self) -> Self {
        let clamp = |pair: [usize; 2], bounds: RangeInclusive<u32>| {
            pair.map(|n| n.clamp(*bounds.start() as usize, *bounds.end() as usize))
        };
        let Padding { top, left, .. } = self.window.padding;
        let [down, across] = clamp([top, left], PADDING);
        Self {
            kind: self.kind,
            window: Window {
                kernel: clamp(self.window.kernel, KERNEL),
                stride: clamp(self.window.stride, STRIDE),
                padding: Padding {
                    top: down,
                    bottom: down,
                    left: across,
                    right: across,
                },
                dilation: clamp(self.window.dilation, DILATION),
            },
        }
    }
}

impl Piece {
    /// Every layer of it, branch by branch.
    pub fn layers(&self) -> Vec<Layer> {
        match self {
            Piece::Layer(layer) => vec![*layer],
            Piece::Branches(branches) => branches.concat(),
        }
    }

    fn module(&self, channels: &mut usize) -> Module {
        match self {
            Piece::Layer(layer) => layer.module(channels),
            Piece::Branches(branches) => {
                let mut joined = 0;
                let branch = |layers: &Vec<Layer>| {
                    let mut own = *channels;
                    let made = layers.iter().map(|layer| layer.module(&mut own)).collect();
                    joined += own;
                    Module::sequential(made)
                };
                let made = branches.iter().map(branch).collect();
                *channels = joined;
                match Module::sequential(made) {
                    Module::Sequential(children) => Module::Concat(children),
                    other => other,
                }
            }
        }
    }
}

impl Stack {
    /// The first `count` pieces as a network that has one channel between layers: what a unit sees does
    /// not depend on how many there are.
    pub fn module(&self, count: usize) -> Module {
        let mut channels = 1;
        let pieces = self.pieces.iter().take(count);
        Module::sequential(pieces.map(|piece| piece.module(&mut channels)).collect())
    }

    pub fn known(&self) -> Option<Known> {
        let mut all = Known::ALL.into_iter();
        all.find(|known| known.pieces() == self.pieces)
    }

    /// Weights of its convolutions in units of C², where every layer has C channels.
    pub fn weights(&self) -> usize {
        let layers = self.pieces.iter().flat_map(Piece::layers);
        let convs = layers.filter(|layer| layer.kind == LayerKind::Conv);
        convs
            .map(|layer| layer.window.kernel[0] * layer.window.kernel[1])
            .sum()
    }
}
