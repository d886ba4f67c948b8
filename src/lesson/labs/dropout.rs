//! One layer's units under dropout: the course's own op with its own clock and salt, mask after mask.
//! What a unit says is left to `text`.

use crate::lesson::format;
use crate::lesson::scene::Anchor;
use crate::lesson::state::labs::Dropout;
use crate::lesson::svg::Svg;
use crate::nn::module::Module;
use crate::nn::torch::Line;
use crate::nn::trace::{Mode, trace};
use crate::tensor::graph::{CLOCK, Op};
use crate::tensor::ops;
use crate::tensor::rng::Rng;
use crate::tensor::shape::Shape;
use crate::tensor::tensor::Tensor;

/// Units of the layer.
pub const UNITS: usize = 32;

/// What dropout makes of the units, for every mask up to the one that is looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct Masks {
    /// What goes in: the same always.
    pub input: Vec<f32>,
    /// What comes out, a row a mask; in evaluation one row that is the input itself.
    pub outputs: Vec<Vec<f32>>,
}

/// What the layer puts out before dropout: numbers above nought in two digits, as after a ReLU.
pub fn units() -> Vec<f32> {
    let mut rng = Rng::new(29);
    let unit = |_| (rng.below(190) + 10) as f32 / 100.0;
    (0..UNITS).map(unit).collect()
}

/// Runs `nn.Dropout` for the masks 0 to `mask`: the clock's step is the mask, its seed the reader's.
pub fn masks(cfg: &Dropout) -> Masks {
    let input = units();
    let outputs = run(cfg, &input).unwrap_or_default();
    Masks { input, outputs }
}

/// The graph's one op, run by its own kernel: a device would bring every other kernel to the page.
fn run(cfg: &Dropout, input: &[f32]) -> Option<Vec<Vec<f32>>> {
    let layer = Module::Dropout { p: cfg.p };
    let x = Tensor::new(Shape::matrix(1, input.len()), input.to_vec());
    let traced = trace(&layer, x.shape, cfg.mode).ok()?;
    let Op::Dropout { p, salt } = traced.graph.node(traced.output).op else {
        // Off: the output is the input itself.
        return Some(vec![x.data]);
    };
    let mask = |step: u32| {
        let clock = [step as f32, 0.0, (cfg.seed & 0x00ff_ffff) as f32, 0.0];
        let clock = Tensor::new(CLOCK, clock.into());
        let mut y = Tensor::zeros(x.shape);
        ops::dropout::dropout(p, salt, x.view(), clock.view(), y.view_mut());
        y.data
    };
    Some((0..=cfg.mask).map(mask).collect())
}

impl Masks {
    /// The outputs under the mask that is looked at.
    pub fn now(&self) -> &[f32] {
        self.outputs.last().map_or(&[], Vec::as_slice)
    }

    /// Units that the mask leaves.
    pub fn kept(&self) -> usize {
        self.now().iter().filter(|y| **y != 0.0).count()
    }

    /// A unit's output averaged over the masks so far, one number a mask.
    pub fn running(&self, unit: usize) -> Vec<f32> {
        let mut sum = 0.0;
        let mean = |(count, output): (usize, &Vec<f32>)| {
            sum += f64::from(output.get(unit).copied().unwrap_or(0.0));
            (sum / (count + 1) as f64) as f32
        };
        self.outputs.iter().enumerate().map(mean).collect()
    }

    /// The largest distance of a unit's average over all masks from its input.
    pub fn apart(&self) -> f32 {
        let count = self.outputs.len().max(1) as f64;
        let far = |(unit, x): (usize, &f32)| {
            let outputs = self.outputs.iter().filter_map(|output| output.get(unit));
            let mean = outputs.map(|y| f64::from(*y)).sum::<f64>() / count;
            (mean - f64::from(*x)).abs() as f32
        };
        self.input.iter().enumerate().map(far).fold(0.0, f32::max)
    }
}

pub fn mean(values: &[f32]) -> f32 {
    let sum: f64 = values.iter().map(|x| f64::from(*x)).sum();
    (sum / values.len().max(1) as f64) as f32
}

/// `0.84 ÷ (1 − 0.5) = 1.68`, or what stands in its place.
pub fn arithmetic(cfg: &Dropout, x: f32, y: f32) -> String {
    let two = |x| format::fixed(x, 2);
    match cfg.mode {
        Mode::Eval => format!("{} → {}", two(x), two(y)),
        Mode::Train if y == 0.0 => format!("{} × 0 = 0", two(x)),
        Mode::Train => format!("{} ÷ (1 − {}) = {}", two(x), cfg.p, two(y)),
    }
}

/// The average of one unit over ever more masks, `width` pixels wide, beside its output in evaluation.
pub fn chart(masks: &Masks, unit: usize, width: f32, label: &str) -> String {
    const HEIGHT: f32 = 180.0;
    const SIDES: [f32; 4] = [10.0, 12.0, 24.0, 44.0];
    let [top, right, below, left] = SIDES;
    let x = masks.input.get(unit).copied().unwrap_or(0.0);
    let running = masks.running(unit);
    let most = running.iter().copied().fold(2.0 * x, f32::max).max(0.1);
    let count = running.len().max(2);
    let across = |at: usize| left + (width - left - right) * at as f32 / (count - 1) as f32;
    let up = |y: f32| top + (HEIGHT - top - below) * (1.0 - y / most);
    let mut svg = Svg::new(width, HEIGHT);
    for share in [0.0, 0.5, 1.0] {
        let y = most * share;
        svg.line("rule", [[left, up(y)], [width - right, up(y)]]);
        let words = format::fixed(y, 2);
        svg.text("", [left - 6.0, up(y) + 4.0], Anchor::End, &words);
    }
    svg.line("goal", [[left, up(x)], [width - right, up(x)]]);
    let every = running.len().div_ceil(400).max(1);
    let last = running.len().saturating_sub(1);
    let drawn = running
        .iter()
        .enumerate()
        .filter(|(at, _)| at % every == 0 || *at == last);
    svg.line("running", drawn.map(|(at, y)| [across(at), up(*y)]));
    if let Some(y) = running.last() {
        svg.circle("running-end", [across(last), up(*y)], 3.5);
    }
    for at in [0, (count - 1) / 2, count - 1] {
        let anchor = match at {
            0 => Anchor::Start,
            at if at == count - 1 => Anchor::End,
            _ => Anchor::Middle,
        };
        let words = format::count(at as u64 + 1);
        svg.text("", [across(at), HEIGHT - 6.0], anchor, &words);
    }
    svg.finish(label)
}

/// The layer in PyTorch, in the present mode.
pub fn source(cfg: &Dropout) -> Vec<Line> {
    let mode = match cfg.mode {
        Mode::Train => "dropout.train()  # a new mask at every call",
        Mode::Eval => "dropout.eval()   # the input as it is",
    };
    let lines = [
        "import torch".to_owned(),
        "from torch import nn".to_owned(),
        String::new(),
        format!("dropout = nn.Dropout(p={})", cfg.p),
        mode.to_owned(),
        format!("x = torch.rand(1, {UNITS})"),
        "y = dropout(x)".to_owned(),
    ];
    lines.map(|text| Line { text, path: None }).into()
}
