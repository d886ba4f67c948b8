//! How the table of all models is sorted, and which of its quantities the chart shows.

/// What is told of a model: a column of the table each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Quantity {
    Input,
    Parameters,
    Macs,
    Activations,
    /// Weights, gradients and state while training with SGD.
    Sgd,
    Adam,
    Depth,
    Receptive,
    /// The dense layers' share of the parameters.
    Dense,
}

impl Quantity {
    pub const ALL: [Quantity; 9] = [
        Quantity::Input,
        Quantity::Parameters,
        Quantity::Macs,
        Quantity::Activations,
        Quantity::Sgd,
        Quantity::Adam,
        Quantity::Depth,
        Quantity::Receptive,
        Quantity::Dense,
    ];
}

/// What the rows are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sort {
    /// As the course goes.
    Course,
    By(Quantity),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Order {
    Ascending,
    Descending,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Chart {
    /// A bar a model.
    Bars,
    /// Parameters across, multiply-adds up.
    Scatter,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compare {
    pub sort: Sort,
    pub order: Order,
    pub chart: Chart,
    /// What the bars are long by.
    pub quantity: Quantity,
}

impl Default for Compare {
    fn default() -> Self {
        Self {
            sort: Sort::Course,
            order: Order::Ascending,
            chart: Chart::Bars,
            quantity: Quantity::Parameters,
        }
    }
}
