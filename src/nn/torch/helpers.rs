//! What printed source defines above the network: the course's blocks, and what PyTorch lacks.
//! When one is called is left to the parent.

use super::layer::{pair, uneven};
use crate::nn::blocks::Block;
use crate::nn::module::Module;

/// In the order of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Helper {
    Concat,
    Padded,
    MeanOfReal,
    VggBlock,
    NinBlock,
    Inception,
}

impl Helper {
    /// What the expression of a layer, or the constructor of a container, calls.
    pub(super) fn of(module: &Module) -> Option<Helper> {
        match module {
            Module::Concat(_) => Some(Helper::Concat),
            Module::Conv2d(conv) => uneven(&conv.window.padding).map(|_| Helper::Padded),
            Module::AvgPool2d {
                window,
                count_include_pad: false,
            } => uneven(&window.padding).map(|_| Helper::MeanOfReal),
            Module::AvgPool2d { .. }
            | Module::Linear(_)
            | Module::MaxPool2d(_)
            | Module::GlobalAvgPool2d
            | Module::ReLU
            | Module::Sigmoid
            | Module::Tanh
            | Module::Flatten
            | Module::Dropout { .. }
            | Module::Sequential(_) => None,
        }
    }

    pub(super) const fn of_block(block: Block) -> Helper {
        match block {
            Block::Vgg(_) => Helper::VggBlock,
            Block::Nin(_) => Helper::NinBlock,
            Block::Inception(_) => Helper::Inception,
        }
    }

    /// Its code needs `torch` itself, not only `torch.nn`.
    pub(super) const fn needs_torch(self) -> bool {
        match self {
            Helper::Concat | Helper::MeanOfReal | Helper::Inception => true,
            Helper::Padded | Helper::VggBlock | Helper::NinBlock => false,
        }
    }

    /// Its code needs `torch.nn.functional`.
    pub(super) const fn needs_functional(self) -> bool {
        match self {
            Helper::Padded | Helper::MeanOfReal => true,
            Helper::Concat | Helper::VggBlock | Helper::NinBlock | Helper::Inception => false,
        }
    }

    pub(super) const fn code(self) -> &'static str {
        match self {
            Helper::Concat => CONCAT,
            Helper::Padded => PADDED,
            Helper::MeanOfReal => MEAN_OF_REAL,
            Helper::VggBlock => VGG_BLOCK,
            Helper::NinBlock => NIN_BLOCK,
            Helper::Inception => INCEPTION,
        }
    }
}

/// The block that is printed as a call; `None` too where the function lacks an argument for it.
pub(super) fn block(module: &Module) -> Option<Block> {
    Block::of(module).filter(|block| match block {
        Block::Nin(nin) => nin.window.dilation == [1, 1] && uneven(&nin.window.padding).is_none(),
        Block::Vgg(_) | Block::Inception(_) => true,
    })
}

/// The arguments of a block's function or class: `1, 96, kernel_size=11, stride=4, padding=0`.
pub(super) fn block_arguments(block: Block) -> String {
    match block {
        Block::Vgg(vgg) => format!("{}, {}, {}", vgg.convs, vgg.in_channels, vgg.out_channels),
        Block::Nin(nin) => {
            let window = nin.window;
            format!(
                "{}, {}, kernel_size={}, stride={}, padding={}",
                nin.in_channels,
                nin.out_channels,
                pair(window.kernel),
                pair(window.stride),
                pair([window.padding.top, window.padding.left]),
            )
        }
        Block::Inception(inception) => {
            let ([c2a, c2b], [c3a, c3b]) = (inception.c2, inception.c3);
            let (input, c1, c4) = (inception.in_channels, inception.c1, inception.c4);
            format!("{input}, {c1}, ({c2a}, {c2b}), ({c3a}, {c3b}), {c4}")
        }
    }
}

const CONCAT: &str = r#"class Concat(nn.Sequential):
    """All children read the same input; their outputs are joined over channels."""

    def forward(self, x):
        return torch.cat([branch(x) for branch in self], dim=1)"#;

const PADDED: &str = r#"def padded(layer, sides):
    """Zeros (left, right, top, bottom) around what `layer` reads."""
    layer.register_forward_pre_hook(lambda _, inputs: F.pad(inputs[0], sides))
    return layer"#;

const MEAN_OF_REAL: &str = r#"class MeanOfReal(nn.Module):
    """The average over what a window sees, padding left out of the count."""

    def __init__(self, pool, sides):
        super().__init__()
        self.pool = pool
        self.sides = sides

    def forward(self, x):
        ones = torch.ones_like(x)
        return self.pool(F.pad(x, self.sides)) / self.pool(F.pad(ones, self.sides))"#;

const VGG_BLOCK: &str = r"def vgg_block(num_convs, in_channels, out_channels):
    layers = []
    for _ in range(num_convs):
        layers.append(nn.Conv2d(in_channels, out_channels, kernel_size=3, padding=1))
        layers.append(nn.ReLU())
        in_channels = out_channels
    layers.append(nn.MaxPool2d(kernel_size=2))
    return nn.Sequential(*layers)";

const NIN_BLOCK: &str = r"def nin_block(in_channels, out_channels, kernel_size, stride, padding):
    return nn.Sequential(
        nn.Conv2d(in_channels, out_channels, kernel_size, stride, padding),
        nn.ReLU(),
        nn.Conv2d(out_channels, out_channels, kernel_size=1),
        nn.ReLU(),
        nn.Conv2d(out_channels, out_channels, kernel_size=1),
        nn.ReLU(),
    )";

const INCEPTION: &str = r"class Inception(nn.Module):
    def __init__(self, in_channels, c1, c2, c3, c4):
        super().__init__()
        self.p1 = nn.Sequential(
            nn.Conv2d(in_channels, c1, kernel_size=1),
            nn.ReLU(),
        )
        self.p2 = nn.Sequential(
            nn.Conv2d(in_channels, c2[0], kernel_size=1),
            nn.ReLU(),
            nn.Conv2d(c2[0], c2[1], kernel_size=3, padding=1),
            nn.ReLU(),
        )
        self.p3 = nn.Sequential(
            nn.Conv2d(in_channels, c3[0], kernel_size=1),
            nn.ReLU(),
            nn.Conv2d(c3[0], c3[1], kernel_size=5, padding=2),
            nn.ReLU(),
        )
        self.p4 = nn.Sequential(
            nn.MaxPool2d(kernel_size=3, stride=1, padding=1),
            nn.Conv2d(in_channels, c4, kernel_size=1),
            nn.ReLU(),
        )

    def forward(self, x):
        branches = [self.p1(x), self.p2(x), self.p3(x), self.p4(x)]
        return torch.cat(branches, dim=1)";
