//! An Inception block with and without its 1×1 reductions: what each branch makes, costs and sees.
//! The block is taken from the model itself.

use crate::lesson::format;
use crate::lesson::scene::{Anchor, text_width};
use crate::lesson::state::labs::{Block, Reduce, Reduction};
use crate::lesson::svg::Svg;
use crate::nn::blocks::{self, Inception};
use crate::nn::module::Module;
use crate::nn::torch::{Line, arguments};
use crate::nn::trace::{Mode, Trace, trace};
use crate::tensor::shape::{Shape, Window};
use crate::zoo::variant::{Known, Variant};

/// The four branches, in order.
pub const BRANCHES: usize = 4;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    /// `1×1 → 3×3`
    pub name: String,
    pub channels: usize,
    pub parameters: u64,
    /// For one sample.
    pub macs: u64,
    /// Rows, and columns, of the picture that a unit sees, and by how many jumps of the input that is
    /// more than before the block.
    pub field: usize,
    pub more: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    pub numbers: Inception,
    /// What the block reads: C×H×W of one sample.
    pub input: Shape,
    /// Receptive field and jump before the block.
    pub before: [usize; 2],
    pub branches: Vec<Branch>,
}

impl Outcome {
    pub fn parameters(&self) -> u64 {
        self.branches.iter().map(|branch| branch.parameters).sum()
    }

    pub fn macs(&self) -> u64 {
        self.branches.iter().map(|branch| branch.macs).sum()
    }

    pub fn channels(&self) -> usize {
        self.branches.iter().map(|branch| branch.channels).sum()
    }
}

/// The lesson's GoogLeNet, traced once.
pub struct Blocks {
    module: Module,
    trace: Option<Trace>,
}

impl Blocks {
    pub fn new() -> Self {
        let googlenet = Variant::lesson(Known::GoogLeNet);
        let module = googlenet.module();
        let trace = trace(&module, googlenet.input(), Mode::Eval).ok();
        Self { module, trace }
    }

    pub fn outcome(&self, cfg: &Reduction) -> Option<Outcome> {
        let walk = self.module.walk();
        let inceptions = walk.iter().filter_map(|(path, module)| {
            match blocks::Block::of(module).filter(|_| matches!(module, Module::Concat(_)))? {
                blocks::Block::Inception(numbers) => Some((path, numbers)),
                blocks::Block::Vgg(_) | blocks::Block::Nin(_) => None,
            }
        });
        let (path, numbers) = inceptions.into_iter().nth(position(cfg.block))?;
        let trace = self.trace.as_ref()?;
        let row = trace.rows.iter().find(|row| row.path == *path)?;
        // The block's rows end with its join; its branches read what stands before the first of them.
        let first = trace
            .rows
            .iter()
            .find(|row| row.path.starts_with(&format!("{path}.")))?;
        let before = trace.rows.get(*first.from.first()?)?.receptive?;
        let input = Shape::new(1, numbers.in_channels, row.output.h(), row.output.w());
        let branches = branches(numbers, cfg.reduce)
            .into_iter()
            .map(|branch| measure(&branch, input, before.size[0], before.jump[0]));
        Some(Outcome {
            numbers,
            input,
            before: [before.size[0], before.jump[0]],
            branches: branches.collect::<Option<_>>()?,
        })
    }
}

impl Default for Blocks {
    fn default() -> Self {
        Self::new()
    }
}

const fn position(block: Block) -> usize {
    block as usize
}

/// The layers of each branch; without reduction the large windows read the input itself.
fn branches(numbers: Inception, reduce: Reduce) -> [Vec<Module>; BRANCHES] {
    let Inception {
        in_channels,
        c1,
        c2,
        c3,
        c4,
    } = numbers;
    let one = |from, to| Module::conv2d(from, to, Window::square(1));
    let wide = |from, to, k: usize| Module::conv2d(from, to, Window::square(k).padding(k / 2));
    let through = |[narrow, out]: [usize; 2], k| match reduce {
        Reduce::With => vec![one(in_channels, narrow), wide(narrow, out, k)],
        Reduce::Without => vec![wide(in_channels, out, k)],
    };
    [
        vec![one(in_channels, c1)],
        through(c2, 3),
        through(c3, 5),
        vec![
            Module::MaxPool2d(Window::square(3).stride(1).padding(1)),
            one(in_channels, c4),
        ],
    ]
}

fn measure(layers: &[Module], input: Shape, field: usize, jump: usize) -> Option<Branch> {
    let traced = trace(&Module::sequential(layers.to_vec()), input, Mode::Eval).ok()?;
    let last = traced.rows.last()?;
    let more = last.receptive?.size[0] - 1;
    let name = |module: &Module| {
        let k = module.window(input).map_or(1, |window| window.kernel[0]);
        match module {
            Module::MaxPool2d(_) => format!("max {k}×{k}"),
            _ => format!("{k}×{k}"),
        }
    };
    let names: Vec<String> = layers.iter().map(name).collect();
    Some(Branch {
        name: names.join(" → "),
        channels: last.output.c(),
        parameters: traced.parameters(),
        macs: traced.macs(),
        field: field + more * jump,
        more,
    })
}

/// Each branch as one line of PyTorch.
pub fn source(outcome: &Outcome, reduce: Reduce) -> Vec<Line> {
    let names = Inception::BRANCHES;
    let mut lines = vec!["from torch import nn".to_owned(), String::new()];
    for (name, layers) in names.iter().zip(branches(outcome.numbers, reduce)) {
        let layer = |module: &Module| {
            let relu = match module {
                Module::Conv2d(_) => ", nn.ReLU()",
                _ => "",
            };
            format!("nn.{}({}){relu}", module.name(), arguments(module))
        };
        let layers: Vec<String> = layers.iter().map(layer).collect();
        lines.push(format!("{name} = nn.Sequential({})", layers.join(", ")));
    }
    let line = |text| Line { text, path: None };
    lines.into_iter().map(line).collect()
}

/// Whose bar, what its pieces are long by, what the whole width stands for.
type Bar<'a> = (&'a Outcome, fn(&Branch) -> u64, u64);

/// Three stacked bars, a piece a branch: output channels, parameters with and without the reductions.
/// The last two share a scale.
pub fn figure(both: &[Outcome; 2], width: f32, label: &str, names: [&str; 3]) -> String {
    const ROW: f32 = 62.0;
    const BAR: f32 = 26.0;
    const TYPE: f32 = 12.0;
    let [with, without] = both;
    let most = without.parameters().max(with.parameters());
    let rows: [Bar<'_>; 3] = [
        (
            with,
            |branch| branch.channels as u64,
            with.channels() as u64,
        ),
        (with, |branch| branch.parameters, most),
        (without, |branch| branch.parameters, most),
    ];
    let mut svg = Svg::new(width, ROW * rows.len() as f32);
    for (at, ((outcome, of, most), name)) in rows.into_iter().zip(names).enumerate() {
        let top = at as f32 * ROW + 22.0;
        let total: u64 = outcome.branches.iter().map(of).sum();
        let words = format!("{name} · {}", format::count(total));
        svg.text("name", [0.0, top - 7.0], Anchor::Start, &words);
        let mut left = 0.0;
        for (branch, class) in outcome.branches.iter().zip(CLASSES) {
            let length = width * of(branch) as f32 / most.max(1) as f32;
            // A hair between the pieces.
            svg.rect(class, [left, top], [(length - 1.0).max(0.5), BAR]);
            let words = format::count(of(branch));
            if text_width(&words, TYPE) + 8.0 < length {
                let middle = [left + length / 2.0, top + BAR / 2.0 + 4.0];
                svg.text("on-bar", middle, Anchor::Middle, &words);
            }
            left += length;
        }
    }
    svg.finish(label)
}

/// The classes of the branches' pieces.
pub const CLASSES: [&str; BRANCHES] = ["branch-0", "branch-1", "branch-2", "branch-3"];
