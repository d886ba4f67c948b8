//! Text → module. It may come from anywhere: every wrong text ends in an error with its place, and none
//! costs more memory than a network of [`MODULE_LIMIT`] modules. The grammar stands in `spell`.

use super::flow::Flow;
use super::scan::{Reason, Scanner, SpellError};
use super::{CHANNEL_LIMIT, DEPTH_LIMIT, MODULE_LIMIT, TEXT_LIMIT, is_name};
use crate::nn::blocks::{Block, Inception, NinBlock, VggBlock};
use crate::nn::module::{Child, Conv2d, Linear, Module};

/// The network that `text` spells.
///
/// # Errors
/// The first place that cannot be read.
pub fn parse(text: &str) -> Result<Module, SpellError> {
    let mut parser = Parser {
        scan: Scanner { text, at: 0 },
        modules: 0,
        flow: Flow::default(),
    };
    if text.len() > TEXT_LIMIT {
        let reason = Reason::TooLong { limit: TEXT_LIMIT };
        return Err(parser.scan.wrong(reason));
    }
    let module = if parser.scan.take(b'!') {
        parser.module(0)?
    } else {
        Module::Sequential(parser.children(0, Join::Chain)?)
    };
    match parser.scan.found() {
        None => Ok(module),
        Some(found) => Err(parser.scan.wrong(Reason::Separator { found })),
    }
}

/// How children follow each other.
#[derive(Clone, Copy, PartialEq)]
enum Join {
    Chain,
    Branches,
}

struct Parser<'a> {
    scan: Scanner<'a>,
    /// Modules so far.
    modules: usize,
    flow: Flow,
}

impl Parser<'_> {
    /// Counts modules before they are made.
    fn count(&mut self, modules: usize) -> Result<(), SpellError> {
        self.modules = self.modules.saturating_add(modules);
        if self.modules > MODULE_LIMIT {
            return Err(self.scan.wrong(Reason::TooMany {
                limit: MODULE_LIMIT,
            }));
        }
        Ok(())
    }

    fn children(&mut self, depth: usize, join: Join) -> Result<Vec<Child>, SpellError> {
        let mut children: Vec<Child> = Vec::new();
        if matches!(self.scan.peek(), None | Some(b')')) {
            return Ok(children);
        }
        let entry = self.flow;
        loop {
            let start = self.scan.at;
            if join == Join::Branches {
                self.flow = entry;
            }
            let child = self.child(depth, children.len())?;
            if children.iter().any(|other| other.name == child.name) {
                return Err(SpellError {
                    at: start,
                    reason: Reason::Twice,
                });
            }
            children.push(child);
            if !self.scan.take(b',') {
                return Ok(children);
            }
        }
    }

    fn child(&mut self, depth: usize, position: usize) -> Result<Child, SpellError> {
        let word = self
            .scan
            .run(|letter| letter.is_ascii_alphanumeric() || letter == b'_');
        let after = self.scan.text.as_bytes().get(self.scan.at + word.len());
        // No layer is followed by one of these.
        let is_named = !word.is_empty() && matches!(after, Some(b'~' | b'(' | b'*'));
        let name = if is_named {
            let name = word.to_owned();
            if !is_name(&name) {
                return Err(self.scan.wrong(Reason::Name));
            }
            self.scan.at += name.len();
            self.scan.take(b'~');
            name
        } else {
            position.to_string()
        };
        let module = self.module(depth)?;
        Ok(Child { name, module })
    }

    fn module(&mut self, depth: usize) -> Result<Module, SpellError> {
        let entry = self.flow;
        let module = match self.scan.peek() {
            Some(b'(') => Module::Sequential(self.container(depth, Join::Chain)?),
            Some(b'*') => {
                self.scan.at += 1;
                Module::Concat(self.container(depth, Join::Branches)?)
            }
            Some(_) | None => self.layer()?,
        };
        self.flow = entry.through(&module);
        Ok(module)
    }

    fn container(&mut self, depth: usize, join: Join) -> Result<Vec<Child>, SpellError> {
        let limit = DEPTH_LIMIT;
        if depth >= limit {
            return Err(self.scan.wrong(Reason::TooDeep { limit }));
        }
        self.count(1)?;
        if !self.scan.take(b'(') {
            return Err(self.scan.wrong(Reason::Module {
                found: self.scan.found(),
            }));
        }
        let children = self.children(depth + 1, join)?;
        if self.scan.take(b')') {
            return Ok(children);
        }
        let reason = self.scan.found();
        let reason = reason.map_or(Reason::Unclosed, |found| Reason::Separator { found });
        Err(self.scan.wrong(reason))
    }

    fn layer(&mut self) -> Result<Module, SpellError> {
        let unknown = self.scan.wrong(Reason::Module {
            found: self.scan.found(),
        });
        let Some(letter) = self.scan.peek() else {
            return Err(unknown);
        };
        self.count(1)?;
        self.scan.at += 1;
        Ok(match letter {
            b'c' => {
                let [in_channels, out_channels] = self.channels()?;
                Module::Conv2d(Conv2d {
                    in_channels,
                    out_channels,
                    window: self.scan.kernel()?,
                    bias: !self.scan.take(b'x'),
                })
            }
            b'l' => {
                let [in_features, out_features] = self.channels()?;
                Module::Linear(Linear {
                    in_features,
                    out_features,
                    bias: !self.scan.take(b'x'),
                })
            }
            b'm' => Module::MaxPool2d(self.scan.pool()?),
            b'a' => Module::AvgPool2d {
                window: self.scan.pool()?,
                count_include_pad: !self.scan.take(b'x'),
            },
            b'g' => Module::GlobalAvgPool2d,
            b'r' => Module::ReLU,
            b's' => Module::Sigmoid,
            b't' => Module::Tanh,
            b'f' => Module::Flatten,
            b'd' => self.dropout()?,
            b'v' | b'n' | b'i' => self.block(letter)?.module(),
            _ => return Err(unknown),
        })
    }

    fn dropout(&mut self) -> Result<Module, SpellError> {
        let digits = self
            .scan
            .run(|letter| letter.is_ascii_digit() || letter == b'.');
        let (p, length) = match digits {
            "" => (Some(0.5), 0),
            digits => (probability(digits), digits.len()),
        };
        let p = p.ok_or_else(|| self.scan.wrong(Reason::Probability))?;
        self.scan.at += length;
        Ok(Module::Dropout { p })
    }

    /// `v`, `n`, and `i` for anything else.
    fn block(&mut self, letter: u8) -> Result<Block, SpellError> {
        Ok(match letter {
            b'v' => {
                let [in_channels, convs, out_channels] = self.channels()?;
                self.count(convs.saturating_mul(2).saturating_add(1))?;
                Block::Vgg(VggBlock {
                    convs,
                    in_channels,
                    out_channels,
                })
            }
            b'n' => {
                let [in_channels, out_channels] = self.channels()?;
                let window = self.scan.kernel()?;
                self.count(6)?;
                Block::Nin(NinBlock {
                    in_channels,
                    out_channels,
                    window,
                })
            }
            _ => {
                let [in_channels, c1, a, b, c, d, c4] = self.channels()?;
                self.count(17)?;
                Block::Inception(Inception {
                    in_channels,
                    c1,
                    c2: [a, b],
                    c3: [c, d],
                    c4,
                })
            }
        })
    }

    /// Numbers of which the first, the input's, may be left out where it is known.
    fn channels<const N: usize>(&mut self) -> Result<[usize; N], SpellError> {
        let start = self.scan.wrong(Reason::Channels);
        let mut numbers = self.scan.numbers(CHANNEL_LIMIT, N)?;
        if numbers.len() + 1 == N {
            numbers.insert(0, self.flow.channels.ok_or(start)?);
        }
        let found = numbers.len();
        numbers.try_into().map_err(|_| SpellError {
            reason: Reason::Count { found },
            ..start
        })
    }
}

/// `0`, `1` or a decimal between, with digits on both sides of its dot.
fn probability(digits: &str) -> Option<f32> {
    let p: f32 = digits.parse().ok()?;
    let whole = !digits.starts_with('.') && !digits.ends_with('.');
    (whole && (0.0..=1.0).contains(&p)).then_some(p)
}
