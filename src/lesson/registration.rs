//! What `nn.Module` registers: a small model of Python's attributes. A value that is a module is
//! registered when it is assigned; a plain list or dict is not looked into. What an optimiser, a
//! `state_dict` or `.to()` reaches follows from that alone. Words are left to `text`.

pub mod source;
pub mod trap;

use super::state::holder::{Holder, Keeping};
use crate::nn::module::{Linear, Module, join};

pub const INPUT: usize = 784;
pub const WIDTH: usize = 256;
pub const CLASSES: usize = 10;

/// The value of one attribute of the model.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Layer(Linear),
    /// A container that is a module itself: its children by their names.
    Module(Vec<(String, Linear)>),
    /// A plain container: its elements as Python reaches them, `[0]` or `["a"]`.
    Plain(Vec<(String, Linear)>),
}

/// The model's attributes, in the order of assignment.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    pub attributes: Vec<(String, Value)>,
}

/// One tensor of the model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tensor {
    /// How Python reaches it from the model.
    pub expression: String,
    /// Its name in `state_dict`; `None` if nothing is registered.
    pub registered: Option<String>,
    pub shape: Vec<usize>,
}

impl Tensor {
    pub fn count(&self) -> u64 {
        self.shape.iter().map(|&extent| extent as u64).product()
    }
}

const fn linear(in_features: usize, out_features: usize) -> Linear {
    Linear {
        in_features,
        out_features,
        bias: true,
    }
}

/// The name of a hidden layer in a dict.
pub fn key(at: usize) -> &'static str {
    ["a", "b", "c", "d"].get(at).copied().unwrap_or("e")
}

impl Model {
    /// A perceptron whose hidden layers are kept that way.
    pub fn new(keeping: Keeping) -> Self {
        let count = keeping.hidden as usize;
        let hidden = |name: fn(usize) -> String| -> Vec<(String, Linear)> {
            (0..count)
                .map(|at| (name(at), linear(WIDTH, WIDTH)))
                .collect()
        };
        let first = vec![("first".to_owned(), Value::Layer(linear(INPUT, WIDTH)))];
        let last = vec![("last".to_owned(), Value::Layer(linear(WIDTH, CLASSES)))];
        let held = |value| vec![("hidden".to_owned(), value)];
        let middle = match keeping.holder {
            Holder::Attributes => hidden(|at| format!("hidden{at}"))
                .into_iter()
                .map(|(name, layer)| (name, Value::Layer(layer)))
                .collect(),
            Holder::ModuleList => held(Value::Module(hidden(|at| at.to_string()))),
            Holder::ModuleDict => held(Value::Module(hidden(|at| key(at).to_owned()))),
            Holder::List => held(Value::Plain(hidden(|at| format!("[{at}]")))),
            Holder::Dict => held(Value::Plain(hidden(|at| format!("[\"{}\"]", key(at))))),
        };
        Self {
            attributes: [first, middle, last].concat(),
        }
    }

    /// Every tensor, whether or not it is registered.
    pub fn tensors(&self) -> Vec<Tensor> {
        let one = |(name, value): &(String, Value)| match value {
            Value::Layer(layer) => tensors(&format!("self.{name}"), Some(name), layer),
            Value::Module(children) => children
                .iter()
                .flat_map(|(child, layer)| {
                    let is_number = child.bytes().all(|byte| byte.is_ascii_digit());
                    let index = if is_number {
                        format!("self.{name}[{child}]")
                    } else {
                        format!("self.{name}[\"{child}\"]")
                    };
                    tensors(&index, Some(&join(name, child)), layer)
                })
                .collect(),
            Value::Plain(children) => children
                .iter()
                .flat_map(|(index, layer)| tensors(&format!("self.{name}{index}"), None, layer))
                .collect(),
        };
        self.attributes.iter().flat_map(one).collect()
    }

    /// Parameters that the optimiser gets, and all there are.
    pub fn counts(&self) -> [u64; 2] {
        let tensors = self.tensors();
        let seen = tensors.iter().filter(|tensor| tensor.registered.is_some());
        [
            seen.map(Tensor::count).sum(),
            tensors.iter().map(Tensor::count).sum(),
        ]
    }
}

fn tensors(expression: &str, path: Option<&str>, layer: &Linear) -> Vec<Tensor> {
    let Linear {
        in_features,
        out_features,
        ..
    } = *layer;
    let both = [
        ("weight", vec![out_features, in_features]),
        ("bias", vec![out_features]),
    ];
    let one = |(name, shape): (&str, Vec<usize>)| Tensor {
        expression: format!("{expression}.{name}"),
        registered: path.map(|path| join(path, name)),
        shape,
    };
    both.into_iter().map(one).collect()
}

/// The layer as PyTorch makes it.
fn constructor(layer: Linear) -> String {
    let arguments = crate::nn::torch::arguments(&Module::Linear(layer));
    format!("nn.Linear({arguments})")
}

#[cfg(test)]
mod tests {
    use super::{Holder, Keeping, Model};

    #[test]
    fn a_plain_container_hides_what_it_holds() {
        let edges = 784 * 256 + 256 + 256 * 10 + 10;
        let hidden = 2 * (256 * 256 + 256);
        let rows = [
            (Holder::Attributes, "hidden1.weight", true),
            (Holder::ModuleList, "hidden.1.weight", true),
            (Holder::ModuleDict, "hidden.b.weight", true),
            (Holder::List, "self.hidden[1].weight", false),
            (Holder::Dict, "self.hidden[\"b\"].weight", false),
        ];
        for (holder, name, seen) in rows {
            let model = Model::new(Keeping { holder, hidden: 2 });
            let counts = [edges + if seen { hidden } else { 0 }, edges + hidden];
            assert_eq!(model.counts(), counts, "{holder:?}");
            let tensors = model.tensors();
            assert_eq!(tensors.len(), 8);
            let found = tensors.iter().any(|tensor| match &tensor.registered {
                Some(path) => path == name,
                None => tensor.expression == name,
            });
            assert!(found, "{holder:?}: {tensors:?}");
            assert_eq!(tensors.iter().all(|one| one.registered.is_some()), seen);
        }
    }
}
