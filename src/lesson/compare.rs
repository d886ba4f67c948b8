//! All models of the course in one table: what each is, what it costs, sorted by anything.
//! Every number comes from a trace. The chart is left to `chart`, words to `text`.

pub mod chart;

use super::format;
use super::state::compare::{Order, Quantity, Sort};
use crate::nn::module::Module;
use crate::nn::optim::Optimizer;
use crate::nn::summary::{TrainingMemory, summary};
use crate::nn::trace::{Mode, Row, Trace, trace};
use crate::tensor::shape::Shape;
use crate::zoo::lenet::LeNet;
use crate::zoo::variant::{Known, Variant};

/// A model and its numbers, all for one sample.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    pub variant: Variant,
    pub input: Shape,
    pub parameters: u64,
    pub macs: u64,
    /// Bytes of every layer's output.
    pub activations: u64,
    pub sgd: TrainingMemory,
    pub adam: TrainingMemory,
    /// Layers with weights on the longest way.
    pub depth: u64,
    /// Layers with weights on every way.
    pub layers: u64,
    /// Rows, and columns, that a unit of the last maps sees; `None` where there are no maps.
    pub field: Option<u64>,
    /// Parameters of the dense layers.
    pub dense: u64,
}

/// The course's models at the size of their lesson, and two that it speaks of: LeNet with the classic
/// padding and VGG-11 at full width.
pub fn models() -> Vec<Model> {
    let lesson = Variant::lesson;
    let classic = Variant {
        lenet: LeNet {
            padding: 2,
            ..LeNet::default()
        },
        ..lesson(Known::LeNet)
    };
    let full = Variant {
        ratio: 1,
        ..lesson(Known::Vgg)
    };
    let all = [
        lesson(Known::Mlp),
        lesson(Known::LeNet),
        classic,
        lesson(Known::AlexNet),
        lesson(Known::Vgg),
        full,
        lesson(Known::Nin),
        lesson(Known::GoogLeNet),
    ];
    all.into_iter().filter_map(model).collect()
}

fn model(variant: Variant) -> Option<Model> {
    let traced = trace(&variant.module(), variant.input(), Mode::Eval).ok()?;
    let costs = summary(&traced);
    let is_dense = |row: &&Row| matches!(row.module, Some(Module::Linear(_)));
    let dense = traced.rows.iter().filter(is_dense);
    Some(Model {
        variant,
        input: variant.input(),
        parameters: costs.parameters,
        macs: costs.macs,
        activations: costs.activation_bytes,
        sgd: TrainingMemory::new(costs.parameters, Optimizer::Sgd),
        adam: TrainingMemory::new(costs.parameters, Optimizer::Adam),
        depth: depth(&traced),
        layers: traced.rows.iter().filter(|row| row.parameters > 0).count() as u64,
        field: field(&traced),
        dense: dense.map(|row| row.parameters).sum(),
    })
}

/// Layers with weights on the longest way through the network.
fn depth(trace: &Trace) -> u64 {
    let mut depths: Vec<u64> = Vec::with_capacity(trace.rows.len());
    for row in &trace.rows {
        let before = row.from.iter().filter_map(|&at| depths.get(at)).max();
        let before = before.copied().unwrap_or(0);
        depths.push(before + u64::from(row.parameters > 0));
    }
    depths.last().copied().unwrap_or(0)
}

/// What a unit of the last maps sees: before a global average, which sees everything.
fn field(trace: &Trace) -> Option<u64> {
    let is_map = |row: &&Row| {
        let is_average = matches!(row.module, Some(Module::GlobalAvgPool2d));
        row.module.is_some() && !is_average && !row.flat
    };
    let last = trace.rows.iter().rfind(is_map)?;
    Some(last.receptive?.size[0] as u64)
}

impl Model {
    /// What people call it, with what sets it apart in this table: `VGG-11 1/8`, `LeNet p=2`.
    pub fn name(&self) -> String {
        let title = self.variant.known.title();
        match self.variant {
            Variant { ratio: 2.., .. } => format!("{title} 1/{}", self.variant.ratio),
            Variant {
                known: Known::LeNet,
                lenet: LeNet { padding: 1.., .. },
                ..
            } => format!("{title} p={}", self.variant.lenet.padding),
            _ => title.to_owned(),
        }
    }

    /// The number behind a column; `None` where the model has none.
    pub fn number(&self, quantity: Quantity) -> Option<f64> {
        let whole = |number: u64| Some(number as f64);
        match quantity {
            Quantity::Input => whole(self.input.sample_len() as u64),
            Quantity::Parameters => whole(self.parameters),
            Quantity::Macs => whole(self.macs),
            Quantity::Activations => whole(self.activations),
            Quantity::Sgd => whole(self.sgd.total()),
            Quantity::Adam => whole(self.adam.total()),
            Quantity::Depth => whole(self.depth),
            Quantity::Receptive => self.field.map(|field| field as f64),
            Quantity::Dense => Some(self.dense as f64 / self.parameters.max(1) as f64),
        }
    }

    /// What a column says.
    pub fn say(&self, quantity: Quantity) -> String {
        match quantity {
            Quantity::Input => format::sample(self.input),
            Quantity::Parameters => format::count(self.parameters),
            Quantity::Macs => format::count(self.macs),
            Quantity::Activations => format::bytes(self.activations),
            Quantity::Sgd => format::bytes(self.sgd.total()),
            Quantity::Adam => format::bytes(self.adam.total()),
            Quantity::Depth if self.layers > self.depth => {
                format!("{} ({})", self.depth, self.layers)
            }
            Quantity::Depth => self.depth.to_string(),
            Quantity::Receptive => {
                let field = self.field.map(|field| format!("{field}×{field}"));
                field.unwrap_or_else(|| "–".to_owned())
            }
            Quantity::Dense => format::percent(self.dense as f32 / self.parameters.max(1) as f32),
        }
    }
}

/// Positions of `models` in the order of the table; equals stay as the course has them, and what has
/// no number stands last.
pub fn sorted(models: &[Model], sort: Sort, order: Order) -> Vec<usize> {
    let mut rows: Vec<usize> = (0..models.len()).collect();
    let Sort::By(quantity) = sort else {
        return rows;
    };
    rows.sort_by(|&a, &b| {
        let [x, y] = [a, b].map(|at| models[at].number(quantity));
        match (x, y, order) {
            (Some(x), Some(y), Order::Ascending) => x.total_cmp(&y),
            (Some(x), Some(y), Order::Descending) => y.total_cmp(&x),
            _ => x.is_none().cmp(&y.is_none()),
        }
    });
    rows
}

/// What a press on a column's button makes of the sorting: largest first, then smallest first, then
/// the course's own order.
pub fn press(sort: Sort, order: Order, quantity: Quantity) -> (Sort, Order) {
    match (sort, order) {
        (Sort::By(now), Order::Descending) if now == quantity => {
            (Sort::By(quantity), Order::Ascending)
        }
        (Sort::By(now), Order::Ascending) if now == quantity => (Sort::Course, Order::Ascending),
        _ => (Sort::By(quantity), Order::Descending),
    }
}
