//! Numbers of the course's networks: traced, never typed.
//! Which network has which numbers is left to `zoo::variant`.

use crate::lesson::format::{self, count};
use crate::nn::blocks::Block;
use crate::nn::module::Module;
use crate::nn::optim::Optimizer;
use crate::nn::summary::{TrainingMemory, summary};
use crate::nn::trace::{Mode, Row, Trace, trace};
use crate::tensor::shape::Shape;
use crate::zoo::Task;
use crate::zoo::alexnet::{AlexNet, alexnet};
use crate::zoo::lenet::{Activation, LeNet};
use crate::zoo::variant::{Known, Variant};

/// The networks that the text speaks of; a longer name stands before one that it begins with.
const MODELS: [&str; 13] = [
    "mlp",
    "lenet.padded",
    "lenet",
    "alexnet.original",
    "alexnet",
    "vgg.full",
    "vgg",
    "nin",
    "googlenet.small",
    "googlenet.quarter",
    "googlenet.narrow",
    "googlenet.low",
    "googlenet",
];

/// `MODEL.[PATH.]QUANTITY`.
///
/// MODEL is one of [`MODELS`]: `original` AlexNet reads 3×227×227 and tells 1000 classes apart, VGG-11
/// has ratio 8 unless `full`, GoogLeNet is `small` at 28×28 and ratio 8, `quarter` at 28×28 and ratio 4,
/// `low` at 28×28 and full width, `narrow` at 96×96 and ratio 8. PATH is a layer (`conv.0`), a part
/// (`fc`), or `PART.hidden`, the dense layers of a part without the last; left out for the whole. QUANTITY is one of
///
/// * `parameters`, `macs`, their `…-share` of the whole, and `parameters-times.MODEL`, `macs-times.MODEL`:
///   how many times another network's; `reuse`, multiply-adds for each parameter;
/// * `memory`, `adam` (the weights; the whole state that Adam trains with), with `-mb` in powers of ten;
/// * `output`, `receptive`, `jump`, `leftover` of the last layer;
/// * of a single layer `weights`, and `dense-weights`, `dense-weights-ratio`, `dense-macs-ratio` of the dense
///   layer in its place; of an Inception block `unreduced`, its parameters without the 1×1 before 3×3 and 5×5;
/// * of the whole also `depth` (layers with weights on the longest path) and `activations` (memory of all
///   outputs for one sample).
pub fn of_model(key: &str) -> Option<String> {
    let (name, rest) = split(key)?;
    let model = Model::of(name)?;
    for times in ["parameters-times.", "macs-times."] {
        if let Some((path, other)) = rest.split_once(times) {
            let other = Model::of(other)?;
            let part = model.part(path.trim_end_matches('.'));
            let whole = other.part("");
            return match times.starts_with('p') {
                true => times_of(parameters(&part), parameters(&whole)),
                false => times_of(macs(&part), macs(&whole)),
            };
        }
    }
    let (path, quantity) = rest.rsplit_once('.').unwrap_or(("", rest));
    model.quantity(path, quantity)
}

fn split(key: &str) -> Option<(&'static str, &str)> {
    let named = |name: &'static str| {
        let rest = key.strip_prefix(name)?.strip_prefix('.')?;
        Some((name, rest))
    };
    MODELS.into_iter().find_map(named)
}

/// A network, traced.
struct Model {
    module: Module,
    trace: Trace,
}

impl Model {
    fn of(name: &str) -> Option<Model> {
        let (module, input) = network(name)?;
        let trace = trace(&module, input, Mode::Eval).ok()?;
        Some(Model { module, trace })
    }

    /// The layers at `path` or in it.
    fn part(&self, path: &str) -> Vec<&Row> {
        let rows = self.trace.rows.iter();
        let Some(part) = path.strip_suffix(".hidden") else {
            return rows.filter(|row| within(&row.path, path)).collect();
        };
        let is_dense = |row: &&Row| matches!(row.module, Some(Module::Linear(_)));
        let mut dense: Vec<&Row> = rows
            .filter(|row| within(&row.path, part))
            .filter(is_dense)
            .collect();
        dense.pop();
        dense
    }

    fn quantity(&self, path: &str, quantity: &str) -> Option<String> {
        let trace = &self.trace;
        let rows = self.part(path);
        let last = rows.last()?;
        let (parameters, macs) = (parameters(&rows), macs(&rows));
        let memory = TrainingMemory::new(parameters, Optimizer::Adam);
        Some(match quantity {
            "parameters" => count(parameters),
            "macs" => count(macs),
            "parameters-share" => share(parameters, trace.parameters()),
            "macs-share" => share(macs, trace.macs()),
            "reuse" => times_of(macs, parameters)?,
            "memory" => format::bytes(memory.weights),
            "memory-mb" => megabytes(memory.weights),
            "adam" => format::bytes(memory.total()),
            "adam-mb" => megabytes(memory.total()),
            "output" => output(last),
            "receptive" => last.receptive?.size[0].to_string(),
            "jump" => last.receptive?.jump[0].to_string(),
            "leftover" => last.leftover[0].to_string(),
            "weights" => count(weights(trace, last)),
            "dense-weights" => count(dense(last)),
            "dense-weights-ratio" => ratio(dense(last), weights(trace, last))?,
            "dense-macs-ratio" => ratio(dense(last), macs)?,
            "unreduced" => self.unreduced(path)?,
            "depth" if path.is_empty() => depth(trace).to_string(),
            "activations" if path.is_empty() => format::bytes(summary(trace).activation_bytes),
            _ => return None,
        })
    }

    fn unreduced(&self, path: &str) -> Option<String> {
        let start = Some(&self.module);
        let module = path.split('.').fold(start, |module, name| {
            let mut children = module?.children().iter();
            children
                .find(|child| child.name == name)
                .map(|child| &child.module)
        })?;
        let Block::Inception(block) = Block::of(module)? else {
            return None;
        };
        Some(count(block.parameters_without_reduction() as u64))
    }
}

/// One of [`MODELS`], and a picture for it.
fn network(name: &str) -> Option<(Module, Shape)> {
    if name == "alexnet.original" {
        let task = Task {
            in_channels: 3,
            side: 227,
            classes: 1000,
        };
        let cfg = AlexNet {
            task,
            ratio: 1,
            activation: Activation::ReLU,
        };
        return Some((alexnet(cfg), task.input()));
    }
    let (slug, version) = name.split_once('.').unwrap_or((name, ""));
    let known = Known::ALL.into_iter().find(|known| known.slug() == slug)?;
    let lesson = Variant::lesson(known);
    let variant = match version {
        "" => lesson,
        "padded" => Variant {
            lenet: LeNet {
                padding: 2,
                ..LeNet::default()
            },
            ..lesson
        },
        "full" => Variant { ratio: 1, ..lesson },
        "small" => Variant {
            ratio: 8,
            side: 28,
            ..lesson
        },
        "quarter" => Variant {
            ratio: 4,
            side: 28,
            ..lesson
        },
        "narrow" => Variant { ratio: 8, ..lesson },
        "low" => Variant { side: 28, ..lesson },
        _ => return None,
    };
    Some((variant.module(), variant.input()))
}

fn parameters(rows: &[&Row]) -> u64 {
    rows.iter().map(|row| row.parameters).sum()
}

fn macs(rows: &[&Row]) -> u64 {
    rows.iter().map(|row| row.macs).sum()
}

/// Layers with weights on the longest path to the output.
fn depth(trace: &Trace) -> usize {
    let mut depths: Vec<usize> = Vec::new();
    for row in &trace.rows {
        let before = row.from.iter().filter_map(|&at| depths.get(at)).max();
        depths.push(before.copied().unwrap_or(0) + usize::from(row.parameters > 0));
    }
    depths.last().copied().unwrap_or(0)
}

/// `10×1×1` before flattening, `10` after.
fn output(row: &Row) -> String {
    let [_, c, h, w] = row.output.0;
    match row.flat {
        true => c.to_string(),
        false => format!("{c}×{h}×{w}"),
    }
}

/// Parameters of a layer without its biases.
fn weights(trace: &Trace, row: &Row) -> u64 {
    let params = trace.params.get(row.params.clone()).unwrap_or_default();
    let weights = params.iter().filter(|param| !param.is_bias);
    weights.map(|param| param.shape.len() as u64).sum()
}

/// Weights of the dense layer that would take a layer's place: every input to every output.
fn dense(row: &Row) -> u64 {
    row.input.len() as u64 * row.output.len() as u64
}

fn ratio(large: u64, small: u64) -> Option<String> {
    let whole = (large + small / 2).checked_div(small)?;
    Some(count(whole))
}

/// `23` from ten on, `1.2` below.
fn times_of(one: u64, other: u64) -> Option<String> {
    let tenths = (10 * one + other / 2).checked_div(other)?;
    if tenths >= 100 {
        return ratio(one, other);
    }
    Some(format!("{}.{}", tenths / 10, tenths % 10))
}

/// Bytes in powers of ten: `187 MB`.
fn megabytes(bytes: u64) -> String {
    format!("{} MB", count((bytes + 500_000) / 1_000_000))
}

/// Whether the layer at `path` is `part` or lies in it; every layer lies in the whole.
fn within(path: &str, part: &str) -> bool {
    part.is_empty()
        || path
            .strip_prefix(part)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// In whole percents, below one with a digit more.
fn share(part: u64, whole: u64) -> String {
    let percent = 100.0 * part as f64 / whole as f64;
    let digits = usize::from(percent < 1.0);
    format!("{percent:.digits$}%")
}
