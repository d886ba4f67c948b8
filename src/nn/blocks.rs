//! The blocks that networks repeat: made from a few numbers, and found again in a tree.
//! Which network repeats which is left to `zoo`; how a block is drawn, printed or spelled to those who do.

use super::module::{Child, Conv2d, Module};
use crate::tensor::shape::Window;

/// A block and the numbers it is made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Block {
    Vgg(VggBlock),
    Nin(NinBlock),
    Inception(Inception),
}

/// `convs` times a 3×3 convolution that keeps the size and a ReLU, then a pooling that halves it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VggBlock {
    pub convs: usize,
    pub in_channels: usize,
    pub out_channels: usize,
}

/// A convolution and two 1×1 convolutions, a ReLU after each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NinBlock {
    pub in_channels: usize,
    pub out_channels: usize,
    pub window: Window,
}

/// Four branches side by side: 1×1 ‖ 1×1 → 3×3 ‖ 1×1 → 5×5 ‖ pooling → 1×1, a ReLU after every convolution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Inception {
    pub in_channels: usize,
    pub c1: usize,
    pub c2: [usize; 2],
    pub c3: [usize; 2],
    pub c4: usize,
}

impl Block {
    pub fn module(self) -> Module {
        match self {
            Block::Vgg(block) => block.module(),
            Block::Nin(block) => block.module(),
            Block::Inception(block) => block.module(),
        }
    }

    /// The block that `module` is, to the last number; `None` for anything else.
    pub fn of(module: &Module) -> Option<Block> {
        let guess = match module {
            Module::Sequential(children) => {
                let first = conv(&children.first()?.module)?;
                match children.last()?.module {
                    Module::MaxPool2d(_) => Block::Vgg(VggBlock {
                        convs: children.len() / 2,
                        in_channels: first.in_channels,
                        out_channels: first.out_channels,
                    }),
                    _ => Block::Nin(NinBlock {
                        in_channels: first.in_channels,
                        out_channels: first.out_channels,
                        window: first.window,
                    }),
                }
            }
            Module::Concat(branches) => Block::Inception(Inception::guess(branches)?),
            _ => return None,
        };
        (guess.module() == *module).then_some(guess)
    }

    /// The name of the function or class that makes it in PyTorch.
    pub const fn name(self) -> &'static str {
        match self {
            Block::Vgg(_) => "vgg_block",
            Block::Nin(_) => "nin_block",
            Block::Inception(_) => "Inception",
        }
    }
}

impl VggBlock {
    pub fn module(self) -> Module {
        let three = Window::square(3).padding(1);
        let mut modules = Vec::new();
        let mut channels = self.in_channels;
        for _ in 0..self.convs {
            modules.push(Module::conv2d(channels, self.out_channels, three));
            modules.push(Module::ReLU);
            channels = self.out_channels;
        }
        modules.push(Module::MaxPool2d(Window::square(2).stride(2)));
        Module::sequential(modules)
    }
}

impl NinBlock {
    pub fn module(self) -> Module {
        let channels = self.out_channels;
        let pixelwise = || Module::conv2d(channels, channels, Window::square(1));
        Module::sequential(vec![
            Module::conv2d(self.in_channels, channels, self.window),
            Module::ReLU,
            pixelwise(),
            Module::ReLU,
            pixelwise(),
            Module::ReLU,
        ])
    }
}

impl Inception {
    /// Names of the branches.
    pub const BRANCHES: [&'static str; 4] = ["p1", "p2", "p3", "p4"];

    pub fn module(self) -> Module {
        let input = self.in_channels;
        let one = Window::square(1);
        let three = Window::square(3).padding(1);
        let five = Window::square(5).padding(2);
        let relu = || Module::ReLU;
        let through = |[narrow, wide]: [usize; 2], window: Window| {
            vec![
                Module::conv2d(input, narrow, one),
                relu(),
                Module::conv2d(narrow, wide, window),
                relu(),
            ]
        };
        let branches = [
            vec![Module::conv2d(input, self.c1, one), relu()],
            through(self.c2, three),
            through(self.c3, five),
            vec![
                Module::MaxPool2d(three),
                Module::conv2d(input, self.c4, one),
                relu(),
            ],
        ];
        let named = Self::BRANCHES.into_iter().zip(branches);
        let children = named.map(|(name, branch)| Child::new(name, Module::sequential(branch)));
        Module::Concat(children.collect())
    }

    pub const fn out_channels(self) -> usize {
        self.c1 + self.c2[1] + self.c3[1] + self.c4
    }

    /// Parameters if the 3×3 and the 5×5 read the input directly, without the 1×1 before them.
    pub fn parameters_without_reduction(self) -> usize {
        let conv = |out: usize, area: usize| out * (self.in_channels * area + 1);
        conv(self.c1, 1) + conv(self.c2[1], 9) + conv(self.c3[1], 25) + conv(self.c4, 1)
    }

    fn guess(branches: &[Child]) -> Option<Inception> {
        let [p1, p2, p3, p4] = branches else {
            return None;
        };
        let at = |branch: &Child, layer: usize| conv(&branch.module.children().get(layer)?.module);
        let first = at(p1, 0)?;
        Some(Inception {
            in_channels: first.in_channels,
            c1: first.out_channels,
            c2: [at(p2, 0)?.out_channels, at(p2, 2)?.out_channels],
            c3: [at(p3, 0)?.out_channels, at(p3, 2)?.out_channels],
            c4: at(p4, 1)?.out_channels,
        })
    }
}

fn conv(module: &Module) -> Option<Conv2d> {
    match module {
        Module::Conv2d(conv) => Some(*conv),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Block, Inception, Module, NinBlock, VggBlock};
    use crate::tensor::shape::Window;

    #[test]
    fn a_block_is_found_again_and_nothing_else_is() {
        let blocks = [
            Block::Vgg(VggBlock {
                convs: 2,
                in_channels: 3,
                out_channels: 8,
            }),
            Block::Nin(NinBlock {
                in_channels: 1,
                out_channels: 96,
                window: Window::square(11).stride(4),
            }),
            Block::Inception(Inception {
                in_channels: 192,
                c1: 64,
                c2: [96, 128],
                c3: [16, 32],
                c4: 32,
            }),
        ];
        for block in blocks {
            assert_eq!(Block::of(&block.module()), Some(block));
            let (Module::Sequential(mut children) | Module::Concat(mut children)) = block.module()
            else {
                continue;
            };
            children.pop();
            assert_eq!(Block::of(&Module::Sequential(children.clone())), None);
            assert_eq!(Block::of(&Module::Concat(children)), None);
        }
        assert_eq!(Block::of(&Module::ReLU), None);
        assert_eq!(Block::of(&Module::Sequential(vec![])), None);
    }

    #[test]
    fn a_reduction_saves_what_the_lesson_says() {
        let block = |in_channels, c1, c2, c3, c4| Inception {
            in_channels,
            c1,
            c2,
            c3,
            c4,
        };
        let first = block(192, 64, [96, 128], [16, 32], 32);
        let last = block(832, 384, [192, 384], [48, 128], 128);
        assert_eq!(first.parameters_without_reduction(), 393_472);
        assert_eq!(last.parameters_without_reduction(), 5_964_800);
    }
}
