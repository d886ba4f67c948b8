//! Module ⇄ a short text that a link can hold: only letters, digits and `. _ ~ ( ) , ! *`.
//! Which networks of the course have a word of their own is left to those who know them.
//!
//! ```text
//! network   a list of children; a network that is no Sequential: ! and the module
//! child     module, name~module or name(children); a child named by its position needs no name
//! (…)       Sequential            *(…)  Concat
//! c1.6k5s2p1d1x   Conv2d: in, out, then kernel_size (1), stride (1), padding (0), dilation (1); x: no bias
//! l256.10x        Linear: in, out; x: no bias
//! m3s2p1d1        MaxPool2d: kernel_size, stride (as the kernel), padding (0), dilation (1)
//! a3s2p1x         AvgPool2d: the same; x: padding is not counted
//! g r s t f d0.3  AdaptiveAvgPool2d(1), ReLU, Sigmoid, Tanh, Flatten, Dropout (0.5)
//! v1.2.64         vgg_block: in, convolutions, out
//! n1.96k11s4      nin_block: in, out and its window
//! i192.64.96.128.16.32.32   Inception: in and the six numbers of its branches
//! ```
//!
//! A pair `3.5` is height and width, four paddings are top, bottom, left, right. The number of input
//! channels or features is left out where it is the number that comes out of what stands before.

mod flow;
mod names;
mod parse;
mod scan;

use self::flow::Flow;
pub use self::names::{NAME_LIMIT, is_name};
pub use self::parse::parse;
pub use self::scan::{Reason, SpellError};
use super::blocks::Block;
use super::module::{Child, Module};
use crate::tensor::shape::{Padding, Window};

/// Characters of a text.
pub const TEXT_LIMIT: usize = 8_000;
/// Modules in a tree, containers among them.
pub const MODULE_LIMIT: usize = 400;
/// Containers within each other.
pub const DEPTH_LIMIT: usize = 16;
/// Channels or features.
pub const CHANNEL_LIMIT: usize = 1 << 20;

/// The text of a network. [`parse`] makes the same network of it, within its limits.
pub fn spell(module: &Module) -> String {
    let mut writer = Writer::default();
    if let Module::Sequential(children) = module {
        writer.chain(children);
    } else {
        writer.text.push('!');
        writer.module(module);
    }
    writer.text
}

#[derive(Default)]
struct Writer {
    text: String,
    flow: Flow,
}

impl Writer {
    fn chain(&mut self, children: &[Child]) {
        for (i, child) in children.iter().enumerate() {
            self.child(i, child);
        }
    }

    fn branches(&mut self, children: &[Child]) {
        let entry = self.flow;
        for (i, child) in children.iter().enumerate() {
            self.flow = entry;
            self.child(i, child);
        }
    }

    fn child(&mut self, i: usize, Child { name, module }: &Child) {
        if i > 0 {
            self.text.push(',');
        }
        if *name != i.to_string() {
            let container = matches!(module, Module::Sequential(_) | Module::Concat(_));
            self.text += name;
            if !container || Block::of(module).is_some() {
                self.text.push('~');
            }
        }
        self.module(module);
    }

    fn module(&mut self, module: &Module) {
        let entry = self.flow;
        match (Block::of(module), module) {
            (Some(block), _) => self.block(block),
            (None, Module::Sequential(children)) => {
                self.text.push('(');
                self.chain(children);
                self.text.push(')');
            }
            (None, Module::Concat(children)) => {
                self.text += "*(";
                self.branches(children);
                self.text.push(')');
            }
            (None, layer) => self.layer(layer),
        }
        self.flow = entry.through(module);
    }

    fn block(&mut self, block: Block) {
        match block {
            Block::Vgg(vgg) => {
                self.channels("v", vgg.in_channels, &[vgg.convs, vgg.out_channels]);
            }
            Block::Nin(nin) => {
                self.channels("n", nin.in_channels, &[nin.out_channels]);
                self.kernel(&nin.window);
            }
            Block::Inception(block) => {
                let ([a, b], [c, d]) = (block.c2, block.c3);
                self.channels("i", block.in_channels, &[block.c1, a, b, c, d, block.c4]);
            }
        }
    }

    fn layer(&mut self, layer: &Module) {
        match layer {
            Module::Conv2d(conv) => {
                self.channels("c", conv.in_channels, &[conv.out_channels]);
                self.kernel(&conv.window);
                self.without(conv.bias);
            }
            Module::Linear(linear) => {
                self.channels("l", linear.in_features, &[linear.out_features]);
                self.without(linear.bias);
            }
            Module::MaxPool2d(window) => self.pool("m", window),
            Module::AvgPool2d {
                window,
                count_include_pad,
            } => {
                self.pool("a", window);
                self.without(*count_include_pad);
            }
            Module::GlobalAvgPool2d => self.text.push('g'),
            Module::ReLU => self.text.push('r'),
            Module::Sigmoid => self.text.push('s'),
            Module::Tanh => self.text.push('t'),
            Module::Flatten => self.text.push('f'),
            // PyTorch's default.
            Module::Dropout { p: 0.5 } => self.text.push('d'),
            Module::Dropout { p } => self.text += &format!("d{p}"),
            // Written by `module`.
            Module::Sequential(_) | Module::Concat(_) => {}
        }
    }

    /// A letter and its numbers, the input's first: left out where it is known.
    fn channels(&mut self, letter: &str, input: usize, others: &[usize]) {
        let input = (self.flow.channels != Some(input)).then_some(input);
        let numbers: Vec<usize> = input.into_iter().chain(others.iter().copied()).collect();
        self.numbers(letter, &numbers);
    }

    fn kernel(&mut self, window: &Window) {
        self.pair("k", window.kernel, Some([1, 1]));
        self.slide(window, [1, 1]);
    }

    fn pool(&mut self, letter: &str, window: &Window) {
        self.pair(letter, window.kernel, None);
        self.slide(window, window.kernel);
    }

    fn slide(&mut self, window: &Window, stride: [usize; 2]) {
        self.pair("s", window.stride, Some(stride));
        let Padding {
            top,
            bottom,
            left,
            right,
        } = window.padding;
        if (top, left) == (bottom, right) {
            self.pair("p", [top, left], Some([0, 0]));
        } else {
            self.numbers("p", &[top, bottom, left, right]);
        }
        self.pair("d", window.dilation, Some([1, 1]));
    }

    fn pair(&mut self, letter: &str, pair: [usize; 2], default: Option<[usize; 2]>) {
        if Some(pair) == default {
            return;
        }
        let count = if pair[0] == pair[1] { 1 } else { 2 };
        self.numbers(letter, &pair[..count]);
    }

    fn numbers(&mut self, letter: &str, numbers: &[usize]) {
        let words: Vec<String> = numbers.iter().map(usize::to_string).collect();
        self.text += letter;
        self.text += &words.join(".");
    }

    fn without(&mut self, has: bool) {
        if !has {
            self.text.push('x');
        }
    }
}
