//! One small network with sigmoid and with ReLU: what the two runs are, what has come of them, and
//! their curves and bars. Training is left to `train`, asking for it to `ui`.

use crate::lesson::format;
use crate::lesson::scene::Anchor;
use crate::lesson::state::labs::Activations;
use crate::lesson::svg::Svg;
use crate::nn::module::{Child, Module};
use crate::nn::optim::Optimizer;
use crate::nn::trace::{Mode, trace};
use crate::tensor::shape::{Shape, Window};
use crate::train::protocol::{RunSpec, StepPoint, Vitals};
use crate::zoo::lenet::Activation;

/// The two nets, the older activation first.
pub const NETS: [Activation; 2] = [Activation::Sigmoid, Activation::ReLU];
/// Steps of each run.
pub const STEPS: u32 = PICTURES.div_ceil(BATCH) * EPOCHS;
pub const PICTURES: u32 = 10_000;
pub const EPOCHS: u32 = 3;
pub const BATCH: u32 = 64;
/// Steps between two looks inside.
pub const EVERY: u32 = 5;
pub const SIDE: u32 = 28;
pub const INPUT: Shape = Shape::new(1, 1, SIDE as usize, SIDE as usize);

/// AlexNet's eight layers, small enough for 28×28 pixels and a page.
pub fn module(activation: Activation) -> Module {
    let act = || activation.module();
    let pool = || Module::MaxPool2d(Window::square(2).stride(2));
    let three = Window::square(3).padding(1);
    let conv = Module::sequential(vec![
        Module::conv2d(1, 8, Window::square(5).padding(2)),
        act(),
        pool(),
        Module::conv2d(8, 16, three),
        act(),
        pool(),
        Module::conv2d(16, 24, three),
        act(),
        Module::conv2d(24, 24, three),
        act(),
        Module::conv2d(24, 16, three),
        act(),
        pool(),
    ]);
    let fc = Module::sequential(vec![
        Module::linear(144, 64),
        act(),
        Module::linear(64, 64),
        act(),
        Module::linear(64, 10),
    ]);
    Module::Sequential(vec![
        Child::new("conv", conv),
        Child::new("flatten", Module::Flatten),
        Child::new("fc", fc),
    ])
}

pub fn spec(activation: Activation, cfg: &Activations) -> RunSpec {
    RunSpec {
        module: module(activation),
        side: SIDE,
        pictures: PICTURES,
        epochs: EPOCHS,
        batch_size: BATCH,
        learning_rate: cfg.learning_rate,
        optimizer: Optimizer::Adam,
        init: cfg.init,
        seed: cfg.seed,
        shuffle: None,
        workers: 1,
    }
}

/// The layers with weights: their paths, and where their weight stands among the parameters.
pub fn layers() -> Vec<(String, usize)> {
    let Ok(traced) = trace(&module(Activation::ReLU), INPUT, Mode::Eval) else {
        return Vec::new();
    };
    let layers = traced.rows.into_iter().filter(|row| row.parameters > 0);
    layers.map(|row| (row.path, row.params.start)).collect()
}

/// What has come of one run so far.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Record {
    /// One a step.
    pub losses: Vec<f32>,
    /// One a step, smoothed.
    pub smooth: Vec<f32>,
    /// On the test set, one an epoch.
    pub tested: Vec<f32>,
    pub vitals: Option<Vitals>,
}

/// How much of the smoothed loss is the past.
const MEMORY: f32 = 0.9;

impl Record {
    pub fn add(&mut self, point: &StepPoint) {
        let before = self.smooth.last().copied().unwrap_or(point.loss);
        self.losses.push(point.loss);
        self.smooth
            .push(before + (1.0 - MEMORY) * (point.loss - before));
    }

    /// The size of the gradient of each layer's weight.
    pub fn norms(&self, layers: &[(String, usize)]) -> Vec<f32> {
        let Some(vitals) = &self.vitals else {
            return Vec::new();
        };
        let norm = |(_, at): &(String, usize)| vitals.gradient_norms.get(*at).copied();
        layers.iter().filter_map(norm).collect()
    }

    /// How many times the last layer's gradient is the first one's.
    pub fn fall(&self, layers: &[(String, usize)]) -> Option<f32> {
        let norms = self.norms(layers);
        let (first, last) = (*norms.first()?, *norms.last()?);
        (first > 0.0).then_some(last / first)
    }
}

/// What the nets are called, the same in every language, and the classes of their marks.
pub const NAMES: [&str; 2] = ["sigmoid", "ReLU"];
pub const CLASSES: [&str; 2] = ["net-sigmoid", "net-relu"];

/// The gradients as paired bars on a scale of powers of ten, `width` pixels across.
pub fn bars(tracks: &[Record; 2], width: f32, label: &str) -> String {
    const ROW: f32 = 34.0;
    const BAR: f32 = 11.0;
    const LEFT: f32 = 64.0;
    const RIGHT: f32 = 16.0;
    const BELOW: f32 = 24.0;
    let layers = layers();
    let height = ROW * layers.len() as f32 + BELOW;
    let norms = tracks.each_ref().map(|track| track.norms(&layers));
    let (low, high) = decades(norms.iter().flatten().copied());
    let across = |x: f32| {
        let share = (x.log10() - low as f32) / (high - low) as f32;
        LEFT + (width - LEFT - RIGHT) * share.clamp(0.0, 1.0)
    };
    let mut svg = Svg::new(width, height);
    // A rule a decade, a number where there is room for it.
    let room = (width - LEFT - RIGHT) / (high - low) as f32;
    let every = (34.0 / room).ceil().max(1.0) as i32;
    for power in low..=high {
        let x = across(10f32.powi(power));
        svg.line("rule", [[x, 0.0], [x, height - BELOW]]);
        if (high - power) % every == 0 {
            svg.text(
                "",
                [x, height - 8.0],
                Anchor::Middle,
                &format::ten_to(power),
            );
        }
    }
    for (at, (path, _)) in layers.iter().enumerate() {
        let top = at as f32 * ROW + 4.0;
        let middle = top + BAR + 5.0;
        svg.text("name", [LEFT - 8.0, middle], Anchor::End, path);
        for (net, norms) in norms.iter().enumerate() {
            if let Some(norm) = norms.get(at).filter(|norm| **norm > 0.0) {
                let y = top + net as f32 * (BAR + 1.0);
                let length = (across(*norm) - LEFT).max(1.0);
                svg.rect(CLASSES[net], [LEFT, y], [length, BAR]);
            }
        }
    }
    svg.finish(label)
}

/// The powers of ten around all numbers, at least from 10⁻⁴ to 10⁰.
fn decades(numbers: impl Iterator<Item = f32>) -> (i32, i32) {
    let mut ends = (-4, 0);
    for number in numbers.filter(|x| x.is_finite() && *x > 0.0) {
        let power = number.log10();
        ends.0 = ends.0.min(power.floor() as i32);
        ends.1 = ends.1.max(power.ceil() as i32);
    }
    (ends.0.max(-12), ends.1.min(6))
}

/// The losses by step: raw faint under smoothed, ln 10 marked.
pub fn curves(tracks: &[Record; 2], width: f32, label: &str) -> String {
    const HEIGHT: f32 = 240.0;
    const SIDES: [f32; 4] = [10.0, 14.0, 24.0, 40.0];
    const MOST: f32 = 2.6;
    let [top, right, below, left] = SIDES;
    let across = |step: usize| left + (width - left - right) * step as f32 / STEPS as f32;
    let up = |loss: f32| top + (HEIGHT - top - below) * (1.0 - loss.min(MOST) / MOST);
    let mut svg = Svg::new(width, HEIGHT);
    for halves in 0..=5u8 {
        let loss = f32::from(halves) / 2.0;
        svg.line("rule", [[left, up(loss)], [width - right, up(loss)]]);
        let words = format!("{loss:.1}");
        svg.text("", [left - 6.0, up(loss) + 4.0], Anchor::End, &words);
    }
    let chance = 10f32.ln();
    svg.line("goal", [[left, up(chance)], [width - right, up(chance)]]);
    let words = "ln 10";
    svg.text("", [width - right, up(chance) - 5.0], Anchor::End, words);
    for step in (0..=STEPS as usize).step_by(100) {
        let words = step.to_string();
        svg.text("", [across(step), HEIGHT - 6.0], Anchor::Middle, &words);
    }
    for (track, class) in tracks.iter().zip(CLASSES) {
        for (values, kind) in [(&track.losses, " raw"), (&track.smooth, "")] {
            let every = values.len().div_ceil(240).max(1);
            let points = values.iter().enumerate().step_by(every);
            let points = points.map(|(at, loss)| [across(at + 1), up(*loss)]);
            svg.line(&format!("curve {class}{kind}"), points);
        }
    }
    svg.finish(label)
}
